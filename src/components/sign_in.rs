//! The token form.

use futures::channel::oneshot::{self, Sender};
use futures::future::{Either, select};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::BadToken;
use web_sys::{HtmlDialogElement, HtmlInputElement};

use crate::components::When;
use crate::dom::{Handle, Signal, Var, View, react, shared, view};
use crate::i18n::Words;
use crate::sentence::Sentence;
use crate::session::{Keep, Session, SignInError, SignedIn};

/// Opens the token form from anywhere.
#[derive(Clone, Copy)]
pub struct SignInDoor {
    open: Var<bool>,
    wanted: Var<bool>,
}

impl Default for SignInDoor {
    fn default() -> Self {
        Self { open: Var::new(false), wanted: Var::new(false) }
    }
}

impl SignInDoor {
    /// Shows the form.
    pub fn open(self) {
        self.wanted.set_if_new(true);
        self.open.set(true);
    }

    /// Shows the form by itself: not to somebody who has seen it.
    pub fn offer(self) {
        if !self.wanted.get_untracked() {
            self.open();
        }
    }

    /// Whether it was ever opened.
    pub fn is_wanted(self) -> bool {
        self.wanted.get()
    }
}

/// How the last try went.
#[derive(Clone, Default)]
enum Progress {
    #[default]
    Idle,
    Checking,
    Failed(SignInError),
    PerhapsByLogin,
}

/// A dialog that takes an API token, says what it may do and who could read it, and checks it with the dashboard.
#[component]
pub fn SignIn() -> View {
    let words = Words::of_app();
    let session = shared::<Session>();
    let SignInDoor { open, .. } = shared::<SignInDoor>();
    let dialog = Handle::<HtmlDialogElement>::default();
    let field = Handle::<HtmlInputElement>::default();
    let keep = Var::new(Keep::default());
    let progress = Var::new(Progress::default());
    // While it is there the token is being checked: a form that is closed signs nobody in.
    let checking = StoredValue::new_local(None::<Sender<()>>);

    react(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let close = move || {
        // The token must not lie about in a field that nobody sees.
        if let Some(field) = field.found() {
            field.set_value("");
        }
        checking.set_value(None);
        progress.set(Progress::Idle);
        open.set(false);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.found() else { return };
        let pasted = field.value();
        let (wanted, given_up) = oneshot::channel();
        checking.set_value(Some(wanted));
        progress.set(Progress::Checking);
        spawn_local(async move {
            let check = Box::pin(session.sign_in(&pasted, keep.get_untracked()));
            let Either::Left((checked, _)) = select(check, given_up).await else { return };
            match checked {
                Ok(SignedIn::Certainly) => close(),
                Ok(SignedIn::PerhapsByLogin) => {
                    close();
                    open.set(true);
                    progress.set(Progress::PerhapsByLogin);
                }
                Err(error) => progress.set(Progress::Failed(error)),
            }
        });
    };
    let outcome = Signal::derive(move || {
        let words = words.get();
        match progress.get() {
            Progress::Idle => String::new(),
            Progress::Checking => words.token_checking().to_owned(),
            Progress::PerhapsByLogin => words.token_perhaps().to_owned(),
            Progress::Failed(SignInError::NoToken(BadToken::Empty)) => words.token_empty().to_owned(),
            Progress::Failed(SignInError::NoToken(_)) => words.token_malformed().to_owned(),
            Progress::Failed(SignInError::Refused(error)) => {
                let Sentence { what, next, .. } = Sentence::of_error(&error, words);
                format!("{what} {next}")
            }
        }
    });
    let failed = move || matches!(*progress.read(), Progress::Failed(_)).to_string();
    let done = move || matches!(*progress.read(), Progress::PerhapsByLogin);
    let keeping = [Keep::Browser, Keep::Tab, Keep::Nowhere].map(|choice| {
        let word = move || match choice {
            Keep::Browser => words.get().token_keep_browser(),
            Keep::Tab => words.get().token_keep_tab(),
            Keep::Nowhere => words.get().token_keep_nowhere(),
        };
        view! {
            <label>
                <input type="radio" name="keep" prop:checked=move || keep.get() == choice on:change=move |_| keep.set(choice)/>
                {word}
            </label>
        }
    });
    view! {
        <dialog class="sign-in" node_ref=dialog aria-labelledby="sign-in-title" on:close=move |_| close()>
            <form on:submit=submit autocomplete="off">
                <h2 id="sign-in-title">{words.say(|w| w.token_title())}</h2>
                <div class="field">
                    <label for="token">{words.say(|w| w.token_field())}</label>
                    <input class="input" type="password" id="token" node_ref=field autocomplete="off" spellcheck="false"
                        aria-invalid=failed aria-describedby="token-outcome token-hint"/>
                    <small class="outcome" id="token-outcome" role="status">{outcome}</small>
                    <small id="token-hint">{words.say(|w| w.token_hint())}</small>
                </div>
                <fieldset>
                    <legend>{words.say(|w| w.token_keep())}</legend>
                    {keeping}
                </fieldset>
                <p class="hint">{words.say(|w| w.token_power())}</p>
                <p class="hint">{words.say(|w| w.token_who_reads())}</p>
                <div class="actions">
                    <When condition=Signal::derive(move || !done())>
                        <button class="button" type="submit">{words.say(|w| w.sign_in())}</button>
                    </When>
                    <button class="button quiet" type="button" on:click=move |_| close()>
                        {move || if done() { words.get().close() } else { words.get().cancel() }}
                    </button>
                </div>
            </form>
        </dialog>
    }
}
