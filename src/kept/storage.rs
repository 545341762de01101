//! The only user of local and session storage once the app is there; `boot.js` reads the token before. Works without either:
//! what cannot be kept is simply not kept.

use std::cell::RefCell;

use nezha_api::ApiBase;
use web_sys::Storage;

thread_local! {
    /// What this page wrote last under these keys could not be kept; and what was there then.
    static LOST: RefCell<Vec<(String, Option<String>)>> = const { RefCell::new(Vec::new()) };
}

/// Where a value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Until it is wiped, for all tabs of this origin.
    Browser,
    /// As long as this tab lives.
    Tab,
}

/// The name under which a value of this dashboard is kept, so that two installations on one origin stay apart.
pub fn key(name: &str, base: &ApiBase) -> String {
    if base.is_root() { format!("nezha-lens.{name}") } else { format!("nezha-lens.{name}@{base}") }
}

/// Reads a value. `None` also where storage is denied.
pub fn read(shelf: Shelf, key: &str) -> Option<String> {
    open(shelf)?.get_item(key).ok()?
}

/// Reads a value that is about to be changed. `None` also where it is older than what this page could not keep: then whoever wrote
/// that has the newer one.
pub fn read_newest(shelf: Shelf, key: &str) -> Option<String> {
    let kept = read(shelf, key);
    let is_older = LOST.with_borrow(|lost| lost.iter().any(|(one, then)| one == key && *then == kept));
    kept.filter(|_| !is_older)
}

/// Keeps a value, if storage allows it.
pub fn write(shelf: Shelf, key: &str, value: &str) {
    // A full or denied storage is no fault of the visitor's: the value lasts as long as the page.
    let is_kept = open(shelf).is_some_and(|storage| storage.set_item(key, value).is_ok());
    LOST.with_borrow_mut(|lost| {
        lost.retain(|(one, _)| one != key);
        if !is_kept {
            lost.push((key.to_owned(), read(shelf, key)));
        }
    });
}

/// Whether so many letters can be kept there: a browser may deny it, or have no room left.
pub fn keeps(shelf: Shelf, letters: usize) -> bool {
    let probe = key("probe", &ApiBase::root());
    let keeps = open(shelf).is_some_and(|storage| storage.set_item(&probe, &"0".repeat(letters)).is_ok());
    remove(shelf, &probe);
    keeps
}

/// Forgets a value.
pub fn remove(shelf: Shelf, key: &str) {
    if let Some(storage) = open(shelf) {
        let _ = storage.remove_item(key);
    }
}

/// The keys that begin like this, in no order.
pub fn keys(shelf: Shelf, begins: &str) -> Vec<String> {
    let Some(storage) = open(shelf) else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
    keys.filter(|key| key.starts_with(begins)).collect()
}

/// Forgets every value whose name begins like this.
pub fn remove_all(shelf: Shelf, begins: &str) {
    for key in keys(shelf, &key(begins, &ApiBase::root())) {
        remove(shelf, &key);
    }
}

fn open(shelf: Shelf) -> Option<Storage> {
    let window = web_sys::window()?;
    match shelf {
        Shelf::Browser => window.local_storage().ok()?,
        Shelf::Tab => window.session_storage().ok()?,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_installations_on_one_origin_keep_their_values_apart() {
        let b = ApiBase::same_origin("/b/").unwrap();
        assert_eq!(key("token", &ApiBase::root()), "nezha-lens.token");
        assert_eq!(key("token", &b), "nezha-lens.token@/b/");
    }
}
