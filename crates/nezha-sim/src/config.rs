//! What the simulator can be told at its start.

use std::path::PathBuf;
use std::time::Duration;

/// How the simulated dashboard is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// Decides everything that looks like chance.
    pub seed: u64,
    /// Servers in the fleet. With 20 or more, servers 2 to 20 are the peculiar ones.
    pub servers: usize,
    /// Whether all servers are ordinary ones that have been connected all the time and report every second, so that
    /// every one differs in every answer.
    pub steady: bool,
    /// Latency monitors that every server carries out.
    pub monitors: usize,
    /// Whether the fifth monitor runs every 20 s instead of once a minute.
    pub fast_monitor: bool,
    /// The API token.
    pub token: String,
    /// The value of the session cookie that means "logged in".
    pub session: String,
    /// The site's view password; `None` for a site open to guests.
    pub view_password: Option<String>,
    /// How long after its registration a server first reports.
    pub first_report: Duration,
    /// An instant (Unix milliseconds) at which the clock stands still from the start; `None` for real time.
    pub start_unix_ms: Option<i64>,
    /// Real time between two messages of the WebSocket. V0 waits 2 s.
    pub frame_interval: Duration,
    /// The client's files.
    pub files: Files,
}

/// The token that stands for a real one everywhere in this project.
pub const FAKE_TOKEN: &str = "FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001";
/// The session that stands for a real one everywhere in this project.
pub const FAKE_SESSION: &str = "FAKECOOKIEFAKECOOKIEFAKECOOKIE01";

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 1,
            servers: 60,
            steady: false,
            monitors: 5,
            fast_monitor: true,
            token: FAKE_TOKEN.to_owned(),
            session: FAKE_SESSION.to_owned(),
            view_password: None,
            first_report: Duration::from_secs(8),
            start_unix_ms: None,
            frame_interval: Duration::from_secs(2),
            files: Files::default(),
        }
    }
}

/// Folders with the files of a client. They are read at every request, so that a new build shows at once.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Folders at the paths where they are served.
    pub mounts: Vec<Mount>,
    /// The folder behind `/static/`, served by V0's own rules.
    pub custom: Option<PathBuf>,
}

/// A folder that is served at a path.
#[derive(Debug, Clone)]
pub struct Mount {
    /// `""` for the root, else a path with a slash in front and none at the end: `/b`.
    pub path: String,
    /// The folder; its `index.html` is at the path itself.
    pub folder: PathBuf,
    /// Whether the API and the WebSocket are also served under this path, and pages are told so.
    pub api: bool,
}

impl Files {
    /// Splits off the path of a mount under which the API is served too. The first part is empty for everything
    /// else.
    pub(crate) fn split_base<'p>(&self, path: &'p str) -> (&'p str, &'p str) {
        let under = |mount: &Mount| {
            let rest = path.strip_prefix(mount.path.as_str())?;
            let own = matches!(rest, "/ws" | "/ws/" | "/view-password") || rest.starts_with("/api/");
            own.then(|| path.split_at(mount.path.len()))
        };
        self.mounts.iter().filter(|mount| mount.api).find_map(under).unwrap_or(("", path))
    }
}
