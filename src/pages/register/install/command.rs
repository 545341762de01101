//! The command that installs an agent.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_install::{Command, Platform, Secret, Unfit};

use super::words::{caution_word, effect_word, unfit_word};
use crate::browser::{download, focus};
use crate::components::{CopyButton, When};
use crate::dom::{Children, Signal, Var, View, view};
use crate::registration::Registration;
use crate::words::Words;

/// The install command for a secret. It follows the options as they are typed; the secret is dots until asked for.
#[component]
pub fn InstallCommand(
    /// The new server's secret; `None` before there is one: then the command can be looked at and not taken.
    secret: Option<Secret>,
    /// What stands under the ways to take it along; nothing when not said.
    #[prop(optional)]
    children: Children,
) -> View {
    let below = StoredValue::new_local(children);
    let registration = Registration::of_app();
    let draft = registration.draft();
    let takeable = secret.is_some();
    let secret = secret.unwrap_or_else(Secret::stand_in);
    let of_command = secret.clone();
    let command = Signal::memo(move || {
        let draft = draft.read();
        let options = draft.options(of_command.clone()).ok()?;
        Some(draft.platform.command(&options))
    });
    view! {
        <div class="install-command">
            <When
                condition=Signal::derive(move || matches!(command.get(), Some(Ok(_))))
                otherwise=move || view! {
                    <NoCommand command/>
                    {below.with_value(Children::show)}
                }
            >
                <CommandText command=Signal::derive(move || command.get().and_then(Result::ok)) secret=Some(secret.clone()) takeable>{below.with_value(Children::show)}</CommandText>
            </When>
        </div>
    }
}

/// Why there is no command, and what to do about it.
#[component]
pub fn NoCommand(
    /// What came of making it; `None` where something of the form cannot stand in a command.
    command: Signal<Option<Result<Command, Unfit>>>,
) -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let why = Signal::memo(move || match command.get() {
        None => words.get().command_needs_host().to_owned(),
        Some(Err(unfit)) => unfit_word(&unfit, words.get()),
        Some(Ok(_)) => String::new(),
    });
    let use_systemd = move |_| registration.edit(|draft| draft.platform = Platform::Systemd);
    let needs_host = Signal::memo(move || command.get().is_none());
    let loses_flags = Signal::derive(move || matches!(command.get(), Some(Err(Unfit::FlagsLost(_)))));
    view! {
        <p class="notice">
            <span>{why}</span>
            <When condition=needs_host>
                <button type="button" class="button quiet" on:click=move |_| focus::move_to_id("grpc-host")>{words.say(|w| w.command_say_host())}</button>
            </When>
            <When condition=loses_flags>
                <button type="button" class="button quiet" on:click=use_systemd>"systemd"</button>
            </When>
        </p>
    }
}

/// A command or file: its text with dots for the secret, the ways to take it along, and what to know before it is run.
#[component]
pub fn CommandText(
    /// What to show; nothing while there is none.
    #[prop(into)]
    command: Signal<Option<Command>>,
    /// The secret in it; `None` when there is none.
    secret: Option<Secret>,
    /// Whether it can be copied and saved.
    takeable: bool,
    /// Whether what it does is said elsewhere.
    #[prop(optional)]
    plain: bool,
    /// What stands under the ways to take it along; nothing when not said.
    #[prop(optional)]
    children: Children,
) -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let revealed = Var::new(false);
    let has_secret = secret.is_some();
    let taken = move || {
        if has_secret {
            registration.take_secrets();
        }
    };
    let reveal = move |_| {
        revealed.update(|revealed| *revealed = !*revealed);
        taken();
    };
    let shown = move || {
        let text = command.get().map(|command| command.text).unwrap_or_default();
        let Some(secret) = &secret else { return vec![View::text(text)] };
        let text = if revealed.get() { text } else { secret.mask_in(&text) };
        // What stands between quotes is what differs from machine to machine.
        let parts = text.split('\'').enumerate().map(|(at, part)| match (at, at % 2) {
            (0, _) => View::text(part.to_owned()),
            (_, 1) => view! { "'" <b>{part.to_owned()}</b> },
            _ => View::text(["'", part].concat()),
        });
        parts.collect::<Vec<_>>()
    };
    let save = move |_| {
        if let Some(command) = command.get_untracked() {
            download::save(command.file_name, command.content_type(), command.file_text().as_bytes());
            taken();
        }
    };
    let notes = move |kind: &'static str, said: Vec<&'static str>| {
        let lines: Vec<_> = said.into_iter().map(|line| view! { <li>{line}</li> }).collect();
        view! { <ul class=kind>{lines}</ul> }
    };
    let said = move || {
        let command = command.get()?;
        let now = words.get();
        let effects = command.effects.iter().map(|effect| effect_word(*effect, now)).collect();
        let cautions = command.unverified.iter().map(|caution| caution_word(*caution, now)).collect();
        Some(View::of_several([notes("effects", effects), notes("cautions", cautions)]))
    };
    view! {
        <pre class="command" tabindex="0" role="group" aria-label=words.say(|w| w.command_label())><code>{shown}</code></pre>
        <When condition=Signal::derive(move || takeable)>
            <div class="actions take">
                <CopyButton text=Signal::derive(move || command.get().map(|command| command.text).unwrap_or_default())
                    copied=Rc::new(taken)/>
                <When condition=Signal::derive(move || has_secret)>
                    <button type="button" class="button quiet" on:click=reveal>
                        {move || if revealed.get() { words.get().hide_secret() } else { words.get().show_secret() }}
                    </button>
                </When>
                <button type="button" class="button quiet" on:click=save>{words.say(|w| w.command_save())}</button>
            </div>
        </When>
        {children.show()}
        {(!plain).then(|| view! {
            <div class="command-notes">
                <h3>{words.say(|w| w.command_does())}</h3>
                {said}
            </div>
        })}
    }
}
