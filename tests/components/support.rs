//! Mounts a component into a page of its own, and looks at it as a visitor would.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_api::{Answer, ApiBase, Host, Server, Status};
use nezha_lens::components::list::server_card;
use nezha_lens::dom::{self, Mounted, View, share, shared};
use nezha_lens::fleet::Fleet;
use nezha_lens::kept::settings::Settings;
use web_sys::{Element, HtmlElement};

/// The time of the tests, by the dashboard's clock.
pub(crate) const NOW_S: i64 = 1_795_341_896;

/// A mounted component. Gone when dropped.
pub(crate) struct Page {
    root: HtmlElement,
    _mounted: Mounted,
}

impl Page {
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.find(selector).and_then(|element| element.text_content()).unwrap_or_default()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Mounts a view with the contexts that components expect, in English.
pub(crate) fn mount(view: impl FnOnce(Fleet) -> View + 'static) -> Page {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let mounted = dom::mount(root.clone(), move || {
        let settings = Settings::load(&ApiBase::root());
        settings.locale().set(nezha_lens::words::Locale::English);
        share(settings);
        let fleet = Fleet::default();
        share(fleet);
        view(fleet)
    });
    Page { root, _mounted: mounted }
}

/// A server that reported this many seconds before [`NOW_S`].
pub(crate) fn server(id: u64, silent_s: i64) -> Server {
    Server {
        id,
        name: format!("server-{id}"),
        last_active: NOW_S - silent_s,
        host: Some(Host { platform: "debian".into(), mem_total: 1000, disk_total: 1000, ..Host::default() }),
        status: Some(Status { cpu: 42.0, mem_used: 500, disk_used: 100, ..Status::default() }),
        ..Server::default()
    }
}

/// An answer at this many seconds after [`NOW_S`].
pub(crate) fn answer(servers: &[Server], after_s: i64) -> Answer<Vec<Server>> {
    let clock_ms = Some((NOW_S + after_s) * 1000);
    Answer { result: servers.to_vec(), dropped: 0, clock_ms, age_s: None, waited_ms: 0 }
}

/// A page with the card of server 1, and the fleet it is in.
pub(crate) fn card(first: Server) -> (Page, Fleet) {
    let (send, receive) = std::sync::mpsc::channel();
    let page = mount(move |fleet| {
        fleet.update(answer(&[first], 0), 0.0);
        let row = fleet.row(1).unwrap();
        send.send(fleet).unwrap();
        server_card(&shared::<Settings>().preferences_untracked()).show(row)
    });
    (page, receive.recv().unwrap())
}
