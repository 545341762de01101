//! What was made of many names, as files.

use leptos::prelude::*;
use nezha_install::{
    Command, Effect, Made, Options, Unfit, bulk_ansible, bulk_cloud_init, bulk_csv, bulk_table,
};

use crate::browser::download;
use crate::components::{When, effect_word, unfit_word};
use crate::dom::{Signal, Var, View, view};
use crate::i18n::{Word, Words};
use crate::registration::{Draft, Registration};

/// A file to be saved.
struct File {
    name: &'static str,
    content_type: &'static str,
    text: String,
}

/// Makes a file for all servers.
type Make = fn(&[Made], &Draft, &Options) -> Result<File, Unfit>;

/// What is offered, by what it is called. Some have a name of their own in every language.
const FILES: [(Word, Make); 4] = [
    (
        |_| "CSV",
        |made, draft, options| {
            let rows = bulk_table(made, draft.platform, options)?;
            Ok(File { name: "nezha-agents.csv", content_type: "text/csv", text: bulk_csv(&rows) })
        },
    ),
    (
        |_| "cloud-init",
        |made, _, options| {
            let command = bulk_cloud_init(made, options)?;
            Ok(file_of(&command))
        },
    ),
    (
        |w| w.bulk_inventory(),
        |made, _, options| {
            let inventory = bulk_ansible(made, options)?.inventory;
            Ok(file_of(&inventory))
        },
    ),
    (
        |w| w.bulk_playbook(),
        |made, _, options| {
            let playbook = bulk_ansible(made, options)?.playbook;
            Ok(file_of(&playbook))
        },
    ),
];

fn file_of(command: &Command) -> File {
    File { name: command.file_name, content_type: command.content_type(), text: command.file_text() }
}

/// A button for each file. They hold the secrets, so nothing is made before it is asked for.
#[component]
pub fn BulkFiles() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let (draft, work) = (registration.draft(), registration.work());
    let options = move || {
        let secret = work.with(|work| work.made.first().map(|made| made.secret.clone()))?;
        draft.read().options(secret).ok()
    };
    let unfit = Var::new(String::new());
    let button = move |(name, make): (Word, Make)| {
        let save = move |_| {
            let Some(options) = untrack(options) else { return };
            let made = work.with_untracked(|work| work.made.clone());
            let said = match draft.with_untracked(|draft| make(&made, draft, &options)) {
                Ok(file) => {
                    download::save(file.name, file.content_type, file.text.as_bytes());
                    registration.take_secrets();
                    String::new()
                }
                Err(unfit) => unfit_word(&unfit, words.get()),
            };
            unfit.set(said);
        };
        view! { <button type="button" class="button quiet" on:click=save>{words.say(name)}</button> }
    };
    view! {
        <When
            condition=Signal::derive(move || options().is_some())
            otherwise=move || view! { <p class="notice">{words.say(|w| w.command_needs_host())}</p> }
        >
            <div class="actions" role="group" aria-label=words.say(|w| w.command_save())>{FILES.map(button)}</div>
            <p class="hint">{move || effect_word(Effect::HoldsAllSecrets, words.get())}</p>
            <p class="hint" role="status">{unfit}</p>
        </When>
    }
}
