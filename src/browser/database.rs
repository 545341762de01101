//! The browser's database: bytes by key. The only user of IndexedDB.

use js_sys::futures::JsFuture;
use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::window;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Event, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

/// Name of the database, and of the one store in it.
const NAME: &str = "nezha-lens";
const STORE: &str = "recordings";

/// An open database.
#[derive(Clone)]
pub struct Database(IdbDatabase);

impl Database {
    /// Opens it, and makes it where there is none. `None` where storage is denied.
    pub async fn open() -> Option<Self> {
        let request: IdbOpenDbRequest = window().indexed_db().ok()??.open_with_u32(NAME, 1).ok()?;
        let made = request.clone();
        let make = Closure::<dyn FnMut()>::new(move || {
            if let Some(database) =
                made.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok())
            {
                // It is new, and so has no store of this name.
                let _ = database.create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        let database = done(&request).await;
        drop(make);
        Some(Self(database?.unchecked_into()))
    }

    /// The values whose keys lie between two, both included. `None` when they could not be read: browsers close a database by
    /// themselves, in the background or where storage fails.
    pub async fn values(&self, from: &str, to: &str) -> Option<Vec<Vec<u8>>> {
        let store = self.store(IdbTransactionMode::Readonly)?;
        let Some(range) = range(from, to) else { return Some(Vec::new()) };
        let values = list(store.get_all_with_key(&range).ok()?).await?;
        let bytes = |value: JsValue| value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
        Some(values.into_iter().filter_map(bytes).collect())
    }

    /// The keys between two, both included. `None` as for [`Database::values`].
    pub async fn keys(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let store = self.store(IdbTransactionMode::Readonly)?;
        let Some(range) = range(from, to) else { return Some(Vec::new()) };
        let keys = list(store.get_all_keys_with_key(&range).ok()?).await?;
        Some(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// Writes values and removes keys, in one transaction: all of it, or nothing where it does not fit.
    pub fn write(&self, values: &[(String, Vec<u8>)], gone: &[String]) -> Written {
        let Some(store) = self.store(IdbTransactionMode::Readwrite) else { return Written(None) };
        let transaction = store.transaction();
        // Not rejected where nothing is kept: nobody may wait for it, and that would be an error of the page.
        let ended = Promise::new(&mut |resolve, _| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&resolve));
        });
        for (key, bytes) in values {
            let _ = store.put_with_key(&Uint8Array::from(bytes.as_slice()), &key.into());
        }
        for key in gone {
            let _ = store.delete(&key.into());
        }
        // It would commit by itself, but not while the page is being left.
        #[allow(deprecated, reason = "It is not, only the definitions that web_sys is made of are old.")]
        let _ = transaction.commit();
        Written(Some(ended))
    }

    fn store(&self, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        self.0.transaction_with_str_and_mode(STORE, mode).ok()?.object_store(STORE).ok()
    }
}

/// What is being written; `None` where nothing is.
pub struct Written(Option<Promise>);

impl Written {
    /// Whether it was begun: not where the browser has closed the database.
    pub fn is_begun(&self) -> bool {
        self.0.is_some()
    }

    /// Whether it is in the database, once that has ended.
    pub async fn is_kept(self) -> bool {
        let Self(Some(ended)) = self else { return false };
        let event = JsFuture::from(ended).await.ok().and_then(|event| event.dyn_into::<Event>().ok());
        event.is_some_and(|event| event.type_() == "complete")
    }
}

fn range(from: &str, to: &str) -> Option<IdbKeyRange> {
    IdbKeyRange::bound(&from.into(), &to.into()).ok()
}

async fn list(request: IdbRequest) -> Option<Vec<JsValue>> {
    Some(done(&request).await?.dyn_into::<Array>().ok()?.to_vec())
}

/// Waits for a request; `None` when it failed.
async fn done(request: &IdbRequest) -> Option<JsValue> {
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let ended = JsFuture::from(ended).await.is_ok();
    request.set_onsuccess(None);
    request.set_onerror(None);
    if ended { request.result().ok() } else { None }
}
