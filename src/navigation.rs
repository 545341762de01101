//! Where the visitor is: the location's hash as a signal.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::Event;

use crate::dom::Var;
use crate::net::page;
use crate::route::Route;

/// The address is replaced no more often than this: browsers refuse a hundred changes in half a minute.
const REPLACE_EVERY_MS: u32 = 500;

/// The place in the app, and the ways to another.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: Var<Route>,
    pending: StoredValue<bool>,
    list_top: StoredValue<f64>,
}

impl Navigation {
    /// Starts where the address points, and follows it.
    pub fn follow_the_address() -> Self {
        let navigation = Self {
            route: Var::new(Route::parse(&page::hash())),
            pending: StoredValue::new(false),
            list_top: StoredValue::new(0.0),
        };
        page::listen(&window(), "hashchange", move |_: Event| {
            let route = Route::parse(&page::hash());
            if navigation.route.with_untracked(|now| *now != route) {
                if navigation.route.with_untracked(|now| matches!(now, Route::Servers { .. })) {
                    navigation.list_top.set_value(page::scroll_top());
                }
                navigation.route.set(route);
            }
        });
        navigation
    }

    /// How far down a page was when it was left, in CSS pixels: the list is found again as it was.
    pub fn left_at(self, route: &Route) -> f64 {
        if matches!(route, Route::Servers { .. }) { self.list_top.get_value() } else { 0.0 }
    }

    /// The current place.
    pub fn route(self) -> Var<Route> {
        self.route
    }

    /// Shows the same page in another way, without a step for the Back button. New pages are ordinary links.
    pub fn adjust(self, route: Route) {
        self.route.set(route);
        if self.pending.try_update_value(|pending| std::mem::replace(pending, true)) == Some(false) {
            Timeout::new(REPLACE_EVERY_MS, move || {
                self.pending.set_value(false);
                page::replace_hash(&self.route.get_untracked().to_string());
            })
            .forget();
        }
    }
}
