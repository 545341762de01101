use leptos::prelude::*;
use nezha_api::ApiBase;
use nezha_lens::browser::wake::Wake;
use nezha_lens::kept::storage::{self, Shelf};
use nezha_lens::net::http::Client;
use nezha_lens::session::{Session, Who};
use wasm_bindgen_test::wasm_bindgen_test;

const TOKEN: &str = "FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001";

fn base(path: &str) -> ApiBase {
    ApiBase::same_origin(path).unwrap()
}

#[wasm_bindgen_test]
fn a_kept_token_is_taken_up_and_signing_out_wipes_it() {
    Owner::new().with(|| {
        let key = storage::key("token", &base("/one/"));
        storage::write(Shelf::Browser, &key, TOKEN);
        let session = Session::resume(Client::new(base("/one/")), Wake::default());
        assert_eq!(session.who_untracked(), Who::Token);
        session.sign_out();
        assert_eq!(session.who_untracked(), Who::Asking);
        assert_eq!(storage::read(Shelf::Browser, &key), None);
    });
}

#[wasm_bindgen_test]
fn another_installation_on_the_same_origin_does_not_see_the_token() {
    Owner::new().with(|| {
        let key = storage::key("token", &base("/one/"));
        storage::write(Shelf::Browser, &key, TOKEN);
        let other = Session::resume(Client::new(base("/two/")), Wake::default());
        assert_eq!(other.who_untracked(), Who::Asking);
        storage::remove(Shelf::Browser, &key);
    });
}
