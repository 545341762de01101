//! The script with which machines register themselves.

use leptos::prelude::*;
use nezha_install::{DashboardUrl, Flag, RegisterSetup, Secret, register_script};

use super::CommandText;
use crate::browser::address;
use crate::components::When;
use crate::dom::{Signal, Var, View, view};
use crate::registration::Registration;
use crate::words::Words;

/// `nezha_register.sh`, filled in with everything but the token, which it asks for on the machine.
#[component]
pub fn RegisterScript() -> View {
    let words = Words::of_app();
    let draft = Registration::of_app().draft();
    let open = Var::new(false);
    let script = Signal::memo(move || {
        let draft = draft.read();
        let options = draft.options(Secret::stand_in()).ok()?;
        Some(register_script(&RegisterSetup {
            dashboard: DashboardUrl::parse(&address::dashboard_address()).ok()?,
            mirror: options.mirror,
            disable_command_execute: options.flags.is_on(Flag::DisableCommandExecute),
            host: options.host,
            port: options.port,
            tls: options.tls,
        }))
    });
    view! {
        <details class="panel script" on:toggle=move |_| open.set(true)>
            <summary>{words.say(|w| w.register_script())} " " <code>"nezha_register.sh"</code></summary>
            <p class="hint">{words.say(|w| w.register_script_hint())}</p>
            <When condition=open>
                <When
                    condition=Signal::derive(move || script.get().is_some())
                    otherwise=move || view! { <p class="notice">{words.say(|w| w.command_needs_host())}</p> }
                >
                    <CommandText command=script secret=None takeable=true/>
                </When>
            </When>
        </details>
    }
}
