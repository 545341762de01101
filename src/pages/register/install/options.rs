//! Platform, processor, mirror and the agent's switches.

use leptos::prelude::*;
use nezha_install::{Flag, Platform, ReportDelay};

use super::field::{Field, Switch};
use super::words::{flag_word, platform_word};
use crate::dom::{Signal, View, view};
use crate::registration::{Registration, Toggle, visitors_platform};
use crate::words::Words;

/// The platforms as tabs, the visitor's own first, and what can be chosen on each.
#[component]
pub fn InstallOptions() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let draft = registration.draft();
    let tabs = Platform::offered(visitors_platform()).map(|choice| {
        let pressed = move || (draft.read().platform == choice).to_string();
        let choose = move |_| registration.edit(|draft| draft.platform = choice);
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=choose>
                {move || platform_word(choice, words.get())}
            </button>
        }
    });
    let platform = Signal::memo(move || draft.read().platform);
    let arches = move || {
        let arch = draft.read_untracked().arch(platform.get());
        let options = platform.get().arches().iter().map(|choice| {
            view! { <option value=choice.text() selected=arch == *choice>{choice.text()}</option> }
        });
        options.collect::<Vec<_>>()
    };
    let choose_arch = move |event| {
        let chosen = event_target_value(&event);
        registration.edit(|draft| {
            if let Some(arch) = draft.platform.arches().iter().find(|arch| arch.text() == chosen) {
                draft.chosen_arch = Some(*arch);
            }
        });
    };
    let delay = draft.read_untracked().flags.report_delay;
    let delays = ReportDelay::ALL.map(|choice| {
        let seconds = choice.seconds();
        view! {
            <option value=seconds selected=choice == delay>{move || words.span(seconds.into())}</option>
        }
    });
    let choose_delay = move |event| {
        let chosen = event_target_value(&event);
        registration.edit(|draft| draft.choose_delay(&chosen));
    };
    let flags = Flag::ALL.map(|flag| {
        let label = Signal::derive(move || flag_word(flag, words.get()));
        view! { <Switch label name=flag.text() toggle=Toggle::Flag(flag) hint=flag.text()/> }
    });
    let period_bad = Signal::derive(move || registration.faults().ip_period);
    view! {
        <div class="platforms" role="group" aria-label=words.say(|w| w.install_platform())>{tabs}</div>
        <div class="options">
            <div class="field pick">
                <label for="arch">{words.say(|w| w.arch())}</label>
                <select id="arch" on:change=choose_arch>{arches}</select>
            </div>
            <Switch label=words.say(|w| w.mirror()) name="in-china" toggle=Toggle::InChina/>
            <Switch label=words.say(|w| w.install_again()) name="reinstall" toggle=Toggle::Reinstall/>
        </div>
        <details class="more">
            <summary>{words.say(|w| w.install_more())}</summary>
            <div class="flags">{flags}</div>
            <div class="options">
                <div class="field">
                    <label for="report-delay">{words.say(|w| w.install_delay())}</label>
                    <select id="report-delay" on:change=choose_delay>{delays}</select>
                    <small>"--report-delay"</small>
                </div>
                <Field label=words.say(|w| w.install_period()) name="ip-period" pick=|draft| &mut draft.ip_period digits=true
                    bad=period_bad hint=Signal::derive(move || if period_bad.get() {
                        words.get().install_period_bad().to_owned()
                    } else {
                        "--ip-report-period".to_owned()
                    })/>
            </div>
        </details>
    }
}
