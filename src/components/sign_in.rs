//! The token form.

use futures::channel::oneshot::{self, Sender};
use futures::future::{Either, select};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::BadToken;
use web_sys::{HtmlDialogElement, HtmlInputElement};

use crate::components::{SignInDoor, When};
use crate::dom::{Handle, Signal, Var, View, react, shared, view};
use crate::session::{Keep, Session, SignInError, SignedIn};
use crate::words::{Catalogue, Word, Words, sentence::Sentence};

/// How the last try went.
#[derive(Clone, Default)]
enum LastTry {
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
    let keep = Var::new(Keep::longest());
    let last_try = Var::new(LastTry::default());
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
        last_try.set(LastTry::Idle);
        open.set(false);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.found() else { return };
        let pasted = field.value();
        let (wanted, given_up) = oneshot::channel();
        checking.set_value(Some(wanted));
        last_try.set(LastTry::Checking);
        spawn_local(async move {
            let check = Box::pin(session.sign_in(&pasted, keep.get_untracked()));
            let Either::Left((checked, _)) = select(check, given_up).await else { return };
            match checked {
                Ok(SignedIn::Certainly) => close(),
                Ok(SignedIn::PerhapsByLogin) => {
                    close();
                    open.set(true);
                    last_try.set(LastTry::PerhapsByLogin);
                }
                Err(error) => last_try.set(LastTry::Failed(error)),
            }
        });
    };
    let outcome = Signal::derive(move || outcome_text(&last_try.read(), words.get()));
    let failed = move || matches!(*last_try.read(), LastTry::Failed(_)).to_string();
    let done = move || matches!(*last_try.read(), LastTry::PerhapsByLogin);
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
                <Keeping keep/>
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

/// For how long the token is kept.
#[component]
fn Keeping(
    /// What is chosen.
    keep: Var<Keep>,
) -> View {
    let words = Words::of_app();
    let mut denies = false;
    let choices = Keep::ALL.map(|choice| {
        let denied = !choice.is_possible();
        denies |= denied;
        let name: Word = match choice {
            Keep::Browser => |w| w.token_keep_browser(),
            Keep::Tab => |w| w.token_keep_tab(),
            Keep::Nowhere => |w| w.token_keep_nowhere(),
        };
        view! {
            <label class:denied=denied>
                <input type="radio" name="keep" prop:disabled=denied
                    prop:checked=move || keep.get() == choice on:change=move |_| keep.set(choice)/>
                {words.say(name)}
            </label>
        }
    });
    let why = denies.then(|| view! { <small>{words.say(|w| w.token_keep_denied())}</small> });
    view! {
        <fieldset>
            <legend>{words.say(|w| w.token_keep())}</legend>
            {choices}
            {why}
        </fieldset>
    }
}

/// What is said of the last try; nothing before the first.
fn outcome_text(last_try: &LastTry, words: &'static Catalogue) -> String {
    match last_try {
        LastTry::Idle => String::new(),
        LastTry::Checking => words.token_checking().to_owned(),
        LastTry::PerhapsByLogin => words.token_perhaps().to_owned(),
        LastTry::Failed(SignInError::NoToken(BadToken::Empty)) => words.token_empty().to_owned(),
        LastTry::Failed(SignInError::NoToken(_)) => words.token_malformed().to_owned(),
        LastTry::Failed(SignInError::Refused(error)) => {
            let Sentence { what, next, .. } = Sentence::of_error(error, words);
            format!("{what} {next}")
        }
    }
}
