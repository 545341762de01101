//! What a comparison costs, and how it is started and stopped.

use leptos::prelude::*;
use nezha_fleet::compare::Cost;

use crate::comparison::{Chosen, Comparison};
use crate::components::{Sorry, When};
use crate::dom::{Signal, Var, View, shared, view};
use crate::kept::settings::Settings;
use crate::words::{Words, fill, sentence::Sentence};

/// The cost before anything is asked, an agreement where that is much, how far it has come, and why it ended too soon.
#[component]
pub(super) fn Start(
    /// What is started.
    comparison: Comparison,
    /// The servers that it asks.
    chosen: Signal<Vec<Chosen>>,
    /// How many monitors are known to be in an answer; 0 where none has come.
    monitors: Signal<usize>,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let (is_running, done, refused) = (comparison.is_running(), comparison.done(), comparison.refused());
    let count = Signal::memo(move || chosen.get().len());
    // For how many servers: who agreed to sixty did not agree to three thousand.
    let confirmed_for = Var::new(None::<usize>);
    let is_confirmed = move || confirmed_for.get() == Some(count.get());
    let confirm = move |event| {
        confirmed_for.set(event_target_checked(&event).then(|| count.get_untracked()));
    };
    let cost = Signal::derive(move || Cost::of(count.get(), monitors.get()));
    let cost_text = move || {
        let (cost, catalogue) = (cost.get(), words.get());
        let requests =
            words.counted(cost.requests, |w| w.compare_requests_one(), |w| w.compare_requests_other());
        let requests = fill(requests, &[("n", &cost.requests.to_string())]);
        let pattern =
            if monitors.get() == 0 { catalogue.compare_cost_least() } else { catalogue.compare_cost() };
        fill(pattern, &[("requests", &requests), ("amount", &words.bytes(cost.bytes))])
    };
    let needs_confirmation = Signal::derive(move || cost.get().needs_confirmation());
    let is_ready = move || count.get() > 0 && (!needs_confirmation.get() || is_confirmed());
    let progress = Signal::derive({
        let comparison = comparison.clone();
        move || (done.get(), comparison.servers().len())
    });
    let progress_text = move |(done, all): (usize, usize)| {
        let pattern = words.counted(all, |w| w.compare_progress_one(), |w| w.compare_progress_other());
        (all > 0).then(|| fill(pattern, &[("done", &done.to_string()), ("all", &all.to_string())]))
    };
    // Said aloud for every tenth only: a screen reader would speak of nothing else.
    let tenths = Signal::memo(move || {
        let (done, all) = progress.get();
        (if done == all { all } else { done - done % (all / 10).max(1) }, all)
    });
    let start = move |_| {
        if is_running.get_untracked() {
            comparison.stop();
        } else {
            comparison.start(chosen.get_untracked(), settings.preferences_untracked());
        }
    };
    view! {
        <p>{cost_text}</p>
        <When condition=needs_confirmation>
            <label class="compare-confirm">
                <input type="checkbox" prop:checked=is_confirmed on:change=confirm/>
                " " {words.say(|w| w.compare_confirm())}
            </label>
        </When>
        <div class="compare-start">
            <button type="button" class="button" disabled=move || !is_running.get() && !is_ready() on:click=start>
                {move || if is_running.get() { words.get().compare_stop() } else { words.get().compare_start() }}
            </button>
            <progress hidden=move || progress.get().1 == 0 value=move || progress.get().0.to_string() max=move || progress.get().1.to_string()></progress>
            <span class="hint" aria-hidden="true">{move || progress_text(progress.get())}</span>
            <span class="out-of-sight" role="status">{move || progress_text(tenths.get())}</span>
        </div>
        {move || refused.get().map(|error| view! { <Sorry sentence=Sentence::of_error(&error, words.get())/> })}
    }
}
