//! The command that installs an agent.

use leptos::prelude::*;
use nezha_api::Secret;
use nezha_install::{
    Arch, GrpcHost, GrpcPort, HostError, HostToAscii, Mirror, Options, Platform, Secret as InstallSecret, Tls,
};
use web_sys::Url;

use crate::components::{CopyButton, When};
use crate::dom::{Signal, Var, View, view};
use crate::i18n::{Catalogue, Words, fill};
use crate::registration::AgentAddress;

/// International names become ASCII by the browser's own `URL`.
struct Browser;

impl HostToAscii for Browser {
    fn to_ascii(&self, host: &str) -> Option<String> {
        let url = Url::new(&format!("http://{host}/")).ok()?;
        Some(url.hostname())
    }
}

/// What is wrong with an agents' address, in the words of its two fields.
#[derive(Default, PartialEq)]
pub(crate) struct AddressFaults {
    pub(crate) host: Option<String>,
    pub(crate) port: Option<&'static str>,
}

/// Checks an agents' address. Only values that pass can stand in a command.
pub(crate) fn check_address(
    address: &AgentAddress,
    words: &'static Catalogue,
) -> Result<(GrpcHost, GrpcPort), AddressFaults> {
    let host = GrpcHost::parse_with(address.host.trim(), &Browser).map_err(|error| match error {
        HostError::Empty => words.host_empty.to_owned(),
        HostError::PastedUrl { host: Some(host), .. } => {
            fill(words.host_pasted_url, &[("host", host.as_str())])
        }
        HostError::HasPort { .. } => words.host_has_port.to_owned(),
        _ => words.host_bad.to_owned(),
    });
    let port = GrpcPort::parse(address.port.trim()).map_err(|_| words.port_bad);
    match (host, port) {
        (Ok(host), Ok(port)) => Ok((host, port)),
        (host, port) => Err(AddressFaults { host: host.err(), port: port.err() }),
    }
}

/// The ways to install that are offered.
const PLATFORMS: [Platform; 2] = [Platform::LinuxManual, Platform::LinuxScript];

/// The install command for a secret. It follows the address as that is typed; the secret is dots until asked for.
#[component]
pub fn InstallCommand(
    /// The new server's secret.
    secret: Secret,
    /// Where its agent connects to.
    #[prop(into)]
    address: Signal<AgentAddress>,
) -> View {
    let words = Words::of_app();
    let platform = Var::new(Platform::LinuxManual);
    let arch = Var::new(Arch::default());
    let in_china = Var::new(false);
    let revealed = Var::new(false);

    let secret = InstallSecret::parse(secret.reveal()).ok();
    let masking = secret.clone();
    let command = Signal::memo(move || {
        let (host, port) = check_address(&address.get(), words.get()).ok()?;
        let options = Options {
            tls: if address.get().tls { Tls::On } else { Tls::Off },
            mirror: if in_china.get() { Mirror::MainlandChina } else { Mirror::GitHub },
            arch: arch.get(),
            ..Options::new(host, port, secret.clone()?)
        };
        platform.get().command(&options).ok().map(|command| command.text)
    });
    let masked = move || {
        let text = command.get().unwrap_or_default();
        match &masking {
            Some(secret) if !revealed.get() => secret.mask_in(&text),
            _ => text,
        }
    };
    let tabs = PLATFORMS.map(|choice| {
        let word = move || match choice {
            Platform::LinuxScript => words.get().command_script,
            _ => words.get().command_manual,
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || (platform.get() == choice).to_string()
                on:click=move |_| platform.set(choice)>{word}</button>
        }
    });
    let arches = move || {
        let arches = platform.get().arches();
        // A platform without a build for the chosen processor falls back to its commonest one.
        if !arches.contains(&arch.get_untracked()) {
            arch.set(arches.first().copied().unwrap_or_default());
        }
        arches.iter().map(|choice| {
            view! { <option value=choice.text() selected=arch.get_untracked() == *choice>{choice.text()}</option> }
        }).collect::<Vec<_>>()
    };
    let choose_arch = move |event| {
        let chosen = event_target_value(&event);
        if let Some(choice) = platform.get_untracked().arches().iter().find(|arch| arch.text() == chosen) {
            arch.set(*choice);
        }
    };
    view! {
        <div class="install-command">
            <div class="tag-filter">{tabs}</div>
            <div class="options">
                <label>{words.say(|w| w.arch)} " " <select on:change=choose_arch>{arches}</select></label>
                <label>
                    <input type="checkbox" prop:checked=in_china on:change=move |event| in_china.set(event_target_checked(&event))/>
                    " " {words.say(|w| w.mirror)}
                </label>
            </div>
            <When condition=Signal::derive(move || command.get().is_some()) otherwise=move || view! { <p class="hint">{words.say(|w| w.command_needs_host)}</p> }>
                <pre class="command" tabindex="0"><code>{masked.clone()}</code></pre>
                <div class="actions">
                    <CopyButton text=Signal::derive(move || command.get().unwrap_or_default())/>
                    <button type="button" class="button quiet" on:click=move |_| revealed.update(|revealed| *revealed = !*revealed)>
                        {move || if revealed.get() { words.get().hide_secret } else { words.get().show_secret }}
                    </button>
                </div>
            </When>
        </div>
    }
}
