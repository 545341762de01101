//! What was made of many names, as files.

use leptos::prelude::*;
use nezha_install::{
    Command, Effect, Made, Options, Platform, Unfit, bulk_ansible, bulk_cloud_init, bulk_csv, bulk_table,
};

use crate::browser::download;
use crate::components::When;
use crate::dom::{Signal, View, view};
use crate::pages::register::install::{NoCommand, effect_word};
use crate::registration::Registration;
use crate::words::{Word, Words};

/// A file to be saved.
enum File {
    Table(String),
    OfCommand { name: &'static str, content_type: &'static str, text: String },
}

impl File {
    fn hand_out(&self) {
        match self {
            Self::Table(csv) => download::save_table("nezha-agents.csv", csv),
            Self::OfCommand { name, content_type, text } => {
                download::save(name, content_type, text.as_bytes());
            }
        }
    }
}

/// A file that is offered.
#[derive(Clone, Copy)]
struct Offer {
    /// What it is called. Some have a name of their own in every language.
    word: Word,
    /// How the servers are installed with it; `None` for the way that is chosen.
    platform: Option<Platform>,
    make: fn(&[Made], Platform, &Options) -> Result<File, Unfit>,
}

const OFFERS: [Offer; 4] = [
    Offer {
        word: |_| "CSV",
        platform: None,
        make: |made, platform, options| {
            let rows = bulk_table(made, platform, options)?;
            Ok(File::Table(bulk_csv(&rows)))
        },
    },
    Offer {
        word: |_| "cloud-init",
        platform: Some(Platform::CloudInit),
        make: |made, _, options| Ok(file_of(&bulk_cloud_init(made, options)?)),
    },
    Offer {
        word: |w| w.bulk_inventory(),
        platform: Some(Platform::Ansible),
        make: |made, _, options| Ok(file_of(&bulk_ansible(made, options)?.inventory)),
    },
    Offer {
        word: |w| w.bulk_playbook(),
        platform: Some(Platform::Ansible),
        make: |made, _, options| Ok(file_of(&bulk_ansible(made, options)?.playbook)),
    },
];

fn file_of(command: &Command) -> File {
    File::OfCommand {
        name: command.file_name,
        content_type: command.content_type(),
        text: command.file_text(),
    }
}

/// A button for each file. They hold the secrets, so nothing is made before it is asked for.
#[component]
pub fn BulkFiles() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let (draft, work) = (registration.draft(), registration.work());
    let options = move |platform: Option<Platform>| {
        let secret = work.with(|work| work.made.first().map(|made| made.secret.clone()))?;
        let draft = draft.read();
        let platform = platform.unwrap_or(draft.platform);
        Some((platform, draft.options_for(platform, secret).ok()?))
    };
    let command = Signal::memo(move || options(None).map(|(platform, options)| platform.command(&options)));
    let button = move |Offer { word, platform, make }: Offer| {
        let file = move || {
            let (platform, options) = options(platform)?;
            make(&work.read().made, platform, &options).ok()
        };
        let save = move |_| {
            if let Some(file) = untrack(file) {
                file.hand_out();
                registration.take_secrets();
            }
        };
        // A way of its own may fit where the chosen one does not.
        let fits = Signal::memo(move || match platform {
            None => matches!(command.get(), Some(Ok(_))),
            Some(platform) => {
                options(Some(platform)).is_some_and(|(platform, options)| platform.command(&options).is_ok())
            }
        });
        view! { <button type="button" class="button quiet" disabled=move || !fits.get() on:click=save>{words.say(word)}</button> }
    };
    view! {
        <When condition=Signal::derive(move || !matches!(command.get(), Some(Ok(_))))><NoCommand command/></When>
        <div class="actions" role="group" aria-label=words.say(|w| w.command_save())>{OFFERS.map(button)}</div>
        <p class="hint">{move || effect_word(Effect::HoldsAllSecrets, words.get())}</p>
    }
}
