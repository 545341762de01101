//! What is registered, what comes next, and when to stop. The client has the clock, the network and the secrets.

use crate::names::NAMES_AT_ONCE;

/// From the end of one registration to the beginning of the next, in milliseconds: V0 crashes more easily the closer
/// they are.
pub const PAUSE_MS: u64 = 1000;

/// How far one server has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Not sent yet, or certainly not created.
    Waiting,
    /// Sent, and no answer yet.
    Sent,
    /// It exists.
    Done {
        /// Its id, where a list of the servers has told it; `None` after an answer, which does not tell it.
        id: Option<u64>,
    },
    /// The dashboard refused: it was not created.
    Refused,
    /// Nobody knows whether it was created.
    Lost {
        /// How many new servers of its name and tag were found; `None` while nobody knows.
        found: Option<u32>,
    },
}

/// One server of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its name, which no other server of the plan has.
    pub name: String,
    /// How far it has come.
    pub progress: Progress,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The dashboard said that it created the server.
    Created,
    /// The dashboard said that it did not.
    Refused,
    /// No answer, or one from which it cannot be told.
    Lost,
}

/// What to do now. The number is the server's place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Send this one, after [`Plan::sending`].
    Send(usize),
    /// Ask again after so many milliseconds.
    Wait(u64),
    /// The answer to this one is awaited.
    Answer(usize),
    /// This one was refused. Goes on after [`Plan::try_again`].
    Refused(usize),
    /// Nobody knows whether this one was created. Goes on after [`Plan::count`].
    Lost(usize),
    /// All are done.
    Finished,
}

/// A server of the dashboard, as far as the plan has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The dashboard's id for it.
    pub id: u64,
    /// Its name.
    pub name: &'a str,
    /// Its tag.
    pub tag: &'a str,
}

/// How many new servers have the name and tag of a lost one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Count {
    /// None: not yet, or not at all. [`Plan::believe_none`] once it surely would have turned up.
    None,
    /// One: it was created, and is done. Its secret is lost; the dashboard's own pages show it.
    One(u64),
    /// Several, as after a request that a browser sent twice. A person has to look at them, then [`Plan::accept`] one.
    Several(Vec<u64>),
}

/// Servers to be registered with one tag, one by one. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub(super) tag: String,
    pub(super) servers: Vec<Planned>,
    /// The highest id before the plan began. Ids are never used again: what is above is new.
    pub(super) newest_before: u64,
    pub(super) began_s: u64,
    /// When the last request went out or was answered; later than now means "not known".
    pub(super) last_ms: Option<u64>,
}

impl Plan {
    /// A plan for these names, at most [`NAMES_AT_ONCE`], each once. `tag` is the one that the servers will
    /// have: never empty, for V0 puts another in its place.
    ///
    /// `newest_before` is the highest id of the dashboard's servers now, 0 for none. `began_s` is now in Unix seconds: with the rest it
    /// tells one plan from another.
    pub fn new(names: Vec<String>, tag: &str, newest_before: u64, began_s: u64) -> Self {
        let mut servers: Vec<Planned> = Vec::new();
        for name in names {
            if servers.len() < NAMES_AT_ONCE && !servers.iter().any(|server| server.name == name) {
                servers.push(Planned { name, progress: Progress::Waiting });
            }
        }
        Self { tag: tag.to_owned(), servers, newest_before, began_s, last_ms: None }
    }

    /// The servers in their order.
    pub fn servers(&self) -> &[Planned] {
        &self.servers
    }

    /// The tag of all of them, never empty.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// When the plan was made, in Unix seconds.
    pub fn began_s(&self) -> u64 {
        self.began_s
    }

    /// The highest id before the plan began: what is above is new.
    pub fn newest_before(&self) -> u64 {
        self.newest_before
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.servers.iter().filter(|server| matches!(server.progress, Progress::Done { .. })).count()
    }

    /// What to do at an instant, in milliseconds of one clock. Should that go back, the pause begins anew.
    pub fn next(&mut self, now_ms: u64) -> Next {
        let mut waiting = None;
        for (at, server) in self.servers.iter().enumerate() {
            match server.progress {
                Progress::Sent => return Next::Answer(at),
                Progress::Lost { .. } => return Next::Lost(at),
                Progress::Refused => return Next::Refused(at),
                Progress::Waiting if waiting.is_none() => waiting = Some(at),
                Progress::Waiting | Progress::Done { .. } => {}
            }
        }
        let Some(waiting) = waiting else { return Next::Finished };
        let Some(last_ms) = self.last_ms else { return Next::Send(waiting) };
        let Some(passed) = now_ms.checked_sub(last_ms) else {
            self.last_ms = Some(now_ms);
            return Next::Wait(PAUSE_MS);
        };
        if passed < PAUSE_MS { Next::Wait(PAUSE_MS - passed) } else { Next::Send(waiting) }
    }

    /// To be called right before a request is sent, and the note be kept after it: whatever happens then, the request
    /// is known to have been sent. Returns the name to send; `None` when [`Plan::next`] does not say to send this one.
    pub fn sending(&mut self, at: usize, now_ms: u64) -> Option<&str> {
        if self.next(now_ms) != Next::Send(at) {
            return None;
        }
        self.last_ms = Some(now_ms);
        let server = self.servers.get_mut(at)?;
        server.progress = Progress::Sent;
        Some(&server.name)
    }

    /// Puts a server back whose request was not sent after all: it certainly did not leave the page.
    pub fn withdraw(&mut self, at: usize) {
        if let Some(server) = self.servers.get_mut(at).filter(|server| server.progress == Progress::Sent) {
            server.progress = Progress::Waiting;
        }
    }

    /// What came of the request that was sent. Says nothing about any other server.
    pub fn answered(&mut self, at: usize, outcome: Outcome, now_ms: u64) {
        let Some(server) = self.servers.get_mut(at).filter(|server| server.progress == Progress::Sent) else {
            return;
        };
        server.progress = match outcome {
            Outcome::Created => Progress::Done { id: None },
            Outcome::Refused => Progress::Refused,
            Outcome::Lost => Progress::Lost { found: None },
        };
        self.last_ms = Some(now_ms);
    }

    /// Counts the new servers with the name and tag of a lost one, in a list of the dashboard's servers that was asked
    /// for after the answer was lost. Where there is none, the plan knows no more than before. `None` when the server is
    /// not lost.
    pub fn count(&mut self, at: usize, servers: &[Known]) -> Option<Count> {
        self.servers.get(at).filter(|server| matches!(server.progress, Progress::Lost { .. }))?;
        let ids = self.made_ids(at, servers);
        let (progress, count) = match ids.as_slice() {
            [] => return Some(Count::None),
            [id] => (Progress::Done { id: Some(*id) }, Count::One(*id)),
            several => {
                let found = Some(u32::try_from(several.len()).unwrap_or(u32::MAX));
                (Progress::Lost { found }, Count::Several(ids))
            }
        };
        self.servers.get_mut(at)?.progress = progress;
        Some(count)
    }

    /// Takes a lost one as not created, after [`Count::None`] in a list that was asked for when a request on its way
    /// would long have arrived. From then on it may be tried again.
    pub fn believe_none(&mut self, at: usize) {
        let lost = self.servers.get_mut(at).filter(|server| matches!(server.progress, Progress::Lost { .. }));
        if let Some(server) = lost {
            server.progress = Progress::Lost { found: Some(0) };
        }
    }

    /// Puts a server back that was not created, refused or lost and [`Plan::believe_none`], unless it has turned up in
    /// the meantime: then it is as after [`Plan::count`]. `servers` is a list of the dashboard's servers that was asked
    /// for just now. Whether it was put back.
    pub fn try_again(&mut self, at: usize, servers: &[Known]) -> bool {
        let not_created = |server: &&mut Planned| {
            matches!(server.progress, Progress::Refused | Progress::Lost { found: Some(0) })
        };
        let Some(server) = self.servers.get_mut(at).filter(not_created) else { return false };
        server.progress = Progress::Lost { found: Some(0) };
        let is_missing = self.count(at, servers) == Some(Count::None);
        if let Some(server) = self.servers.get_mut(at).filter(|_| is_missing) {
            server.progress = Progress::Waiting;
        }
        is_missing
    }

    /// Takes one of several servers that were found for a lost one. Whether it was lost.
    pub fn accept(&mut self, at: usize, id: u64) -> bool {
        let Some(server) = self.servers.get_mut(at) else { return false };
        let several = matches!(server.progress, Progress::Lost { found: Some(2..) });
        if several {
            server.progress = Progress::Done { id: Some(id) };
        }
        several
    }

    /// Looks for one that waits, in a list that was asked for right before it would be sent. A plan that was left and
    /// taken up again may not know that it was sent: its note may be an older one. Whether it exists already: then it is
    /// as after [`Plan::count`], and is not to be sent.
    pub fn find_waiting(&mut self, at: usize, servers: &[Known], now_ms: u64) -> bool {
        let is_there = servers.iter().any(|known| self.is_made(at, *known));
        if is_there && self.sending(at, now_ms).is_some() {
            // As after an answer that nobody heard: the list tells.
            self.answered(at, Outcome::Lost, now_ms);
            self.count(at, servers);
        }
        is_there
    }

    /// Whether a server of the dashboard was made for this one of the plan: it is newer than the plan, and has its name
    /// and tag.
    pub fn is_made(&self, at: usize, known: Known) -> bool {
        let planned = self.servers.get(at);
        known.id > self.newest_before
            && planned.is_some_and(|planned| planned.name == known.name)
            && known.tag == self.tag
    }

    /// The ids of the servers that were made for one of the plan, lowest first.
    fn made_ids(&self, at: usize, servers: &[Known]) -> Vec<u64> {
        let mut ids: Vec<u64> = Vec::new();
        for known in servers.iter().filter(|known| self.is_made(at, **known)) {
            if let Err(place) = ids.binary_search(&known.id) {
                ids.insert(place, known.id);
            }
        }
        ids
    }
}
