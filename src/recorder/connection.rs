//! How the recorder asks the browser's database, which the browser may close at any time: in the background, or where storage
//! fails.

use leptos::prelude::*;

use super::Recorder;
use crate::browser::database::Database;

impl Recorder {
    /// As [`Database::values`].
    pub(super) async fn values(self, from: &str, to: &str) -> Option<Vec<Vec<u8>>> {
        self.ask(async |database| database.values(from, to).await).await
    }

    /// As [`Database::keys`].
    pub(super) async fn keys(self, from: &str, to: &str) -> Option<Vec<String>> {
        self.ask(async |database| database.keys(from, to).await).await
    }

    /// As [`Database::write`].
    pub(super) async fn change(self, values: &[(String, Vec<u8>)], gone: &[String]) {
        self.ask(async |database| database.write(values, gone).is_kept().await.then_some(())).await;
    }

    /// Asks the database; once more over a new connection where that fails, as it does when the browser has closed the one
    /// that there was. `None` where storage is denied, or fails again.
    pub(super) async fn ask<T>(self, ask: impl AsyncFn(Database) -> Option<T>) -> Option<T> {
        for _ in 0..2 {
            let told = ask(self.database().await?).await;
            if told.is_some() {
                return told;
            }
            self.let_go();
        }
        None
    }

    /// Opens the database anew for the next time: browsers also close it by themselves.
    pub(super) fn let_go(self) {
        self.keeping.update_value(|keeping| keeping.database = None);
    }

    /// The database, opened when it is first needed. `None` where storage is denied.
    pub(super) async fn database(self) -> Option<Database> {
        if let Some(database) = self.keeping.with_value(|keeping| keeping.database.clone()) {
            return Some(database);
        }
        let database = Database::open().await?;
        self.keeping.update_value(|keeping| keeping.database = Some(database.clone()));
        Some(database)
    }
}
