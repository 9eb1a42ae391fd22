//! The one task that owns documents and decides when what is judged.
//!
//! Everything reaches it through one channel in the order in which the client sent it. It never
//! waits for the client, for a disk or for a judgement: those run elsewhere and come back as
//! events.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::{
        Semaphore,
        mpsc::{UnboundedReceiver, UnboundedSender},
        oneshot,
    },
    time::Instant,
};
use tower_lsp_server::ls_types::{
    MessageType, Range, RegistrationParams, TextDocumentContentChangeEvent, Uri,
    request::{RegisterCapability, WorkspaceConfiguration},
};

use plimsoll_linter::Settings;

use crate::{
    convert,
    document::{Document, file_path},
    judgement::{Job, Judgement, Outcome, Stop},
    outbox::Outbox,
    overlay::Open,
    register,
    session::{ClientSettings, Session},
    unit::{Interest, Unit, interest, root},
};

/// How long after an edit judging starts, so that a burst of edits is judged once.
const DEBOUNCE: Duration = Duration::from_millis(15);

/// How long after a file was saved or closed the whole workspace is judged again.
const SETTLING: Duration = Duration::from_millis(500);

/// How long edits can put off judging.
const LONGEST_DEBOUNCE: Duration = Duration::from_millis(150);

/// What happens to the owner.
pub(crate) enum Event {
    /// The client has introduced itself.
    Started(Arc<Session>),
    /// The client can be asked things from now on.
    Ready,
    /// A document was opened.
    Opened(Document),
    /// A document was edited; its new version and the changes in order.
    Changed(Uri, i32, Vec<TextDocumentContentChangeEvent>),
    /// A document was closed.
    Closed(Uri),
    /// Files on the disk are different now.
    Touched(Vec<PathBuf>),
    /// The user's settings are different now.
    Set(ClientSettings),
    /// The same, but what they are has to be asked for.
    Unsettled,
    /// Workspace folders came and went.
    Folders {
        /// The new ones.
        added: Vec<PathBuf>,
        /// Those that are gone.
        removed: Vec<PathBuf>,
    },
    /// Somebody wants to know about the present version of a document.
    /// There is no view of one that is not open or not judged.
    Asked(Uri, oneshot::Sender<Option<View>>),
    /// Somebody wants the present version of a document, judged or not.
    Fetched(Uri, oneshot::Sender<Arc<Document>>),
    /// A person is to be told something.
    Said(String),
    /// The same, where it can be looked up later.
    Noted(String),
    /// A document is to be opened for a person, with the cursor at the range.
    Shown(Uri, Option<Range>),
    /// Somebody wants to know about the server.
    AskedAbout(oneshot::Sender<Overview>),
    /// Everything is to be judged anew.
    Restarted,
    /// It may be time to judge a unit.
    Due(Unit),
    /// A judgement of the unit with this ticket has ended.
    Done(Unit, u64, Outcome),
}

/// A document with what was found about exactly this version of it.
#[derive(Clone)]
pub(crate) struct View {
    /// The document.
    pub(crate) document: Arc<Document>,
    /// What was found about it and what belongs to it.
    pub(crate) judgement: Arc<Judgement>,
}

/// What the server is doing.
pub(crate) struct Overview {
    /// The open documents.
    pub(crate) documents: Vec<Arc<Document>>,
    /// The workspace folders.
    pub(crate) folders: Vec<PathBuf>,
    /// The user's settings.
    pub(crate) settings: ClientSettings,
}

/// How far the judging of one unit is.
#[derive(Default)]
struct Progress {
    /// Raised whenever what is known is out of date.
    ticket: u64,
    /// When the oldest change that is not judged came.
    since: Option<Instant>,
    /// When judging may start; `None` if there is nothing to judge.
    due: Option<Instant>,
    /// Stops the judgement that is under way.
    running: Option<Stop>,
    /// The newest judgement and its ticket.
    newest: Option<(u64, Arc<Judgement>)>,
    /// Who waits for the present version.
    waiting: Vec<(Uri, oneshot::Sender<Option<View>>)>,
}

/// Owns documents, and decides when what is judged.
pub(crate) struct Owner {
    events: UnboundedReceiver<Event>,
    sender: UnboundedSender<Event>,
    outbox: Outbox,
    session: Option<Arc<Session>>,
    settings: ClientSettings,
    folders: Vec<PathBuf>,
    documents: HashMap<Uri, Arc<Document>>,
    open: Arc<Open>,
    units: HashMap<Unit, Progress>,
    seats: Arc<Semaphore>,
    /// The documents that are not open and show findings.
    unopened: BTreeSet<Uri>,
    /// The files that the client was asked to watch.
    watched: BTreeSet<PathBuf>,
}

impl Owner {
    /// An owner of nothing.
    pub(crate) fn new(
        sender: UnboundedSender<Event>,
        events: UnboundedReceiver<Event>,
        outbox: Outbox,
    ) -> Self {
        let seats = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            events,
            sender,
            outbox,
            session: None,
            settings: ClientSettings::default(),
            folders: Vec::new(),
            documents: HashMap::new(),
            open: Arc::default(),
            units: HashMap::new(),
            seats: Arc::new(Semaphore::new(seats)),
            unopened: BTreeSet::new(),
            watched: BTreeSet::new(),
        }
    }

    /// Handles events until there can be no more.
    pub(crate) async fn run(mut self) {
        while let Some(event) = self.events.recv().await {
            self.handle(event);
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Started(session) => {
                self.folders.clone_from(&session.folders);
                self.settings = session.settings.clone();
                self.session = Some(session);
            }
            Event::Ready => {
                self.introduce();
                self.complain_about_settings();
                self.judge_workspace();
            }
            Event::Unsettled => self.ask_for_settings(),
            Event::Opened(document) => self.replace(document, Duration::ZERO),
            Event::Changed(uri, version, changes) => {
                let (Some(document), Some(session)) = (self.documents.get(&uri), &self.session)
                else {
                    return;
                };
                let changed = document.changed(version, &changes, session.encoding);
                self.replace(changed, DEBOUNCE);
            }
            Event::Closed(uri) => self.close(&uri),
            Event::Touched(paths) => {
                // What is open counts as it is in the editor.
                let paths = paths.iter().filter(|it| !self.open.contains_key(*it));
                for path in paths.cloned().collect::<Vec<PathBuf>>() {
                    self.reconsider(&path, Duration::ZERO);
                }
                self.judge_workspace();
            }
            Event::Set(settings) => self.set(settings),
            Event::Folders { added, removed } => {
                self.folders.retain(|it| !removed.contains(it));
                self.folders.extend(added);
                self.reconsider_all();
                self.judge_workspace();
            }
            Event::Asked(uri, reply) => self.answer(uri, reply),
            Event::Fetched(uri, reply) => {
                if let Some(document) = self.documents.get(&uri) {
                    let _ = reply.send(Arc::clone(document));
                }
            }
            Event::Said(text) => self.outbox.show(text),
            Event::Noted(text) => self.outbox.log(MessageType::INFO, text),
            Event::Shown(uri, selection) => self.outbox.open(uri, selection),
            Event::AskedAbout(reply) => {
                let mut documents: Vec<_> = self.documents.values().cloned().collect();
                documents.sort_by(|one, other| one.uri.cmp(&other.uri));
                let (folders, settings) = (self.folders.clone(), self.settings.clone());
                let _ = reply.send(Overview { documents, folders, settings });
            }
            Event::Restarted => {
                self.reconsider_all();
            }
            Event::Due(unit) => self.start(&unit),
            Event::Done(unit, ticket, outcome) => self.done(&unit, ticket, outcome),
        }
    }

    /// Asks the client for what the server cannot know or notice itself.
    fn introduce(&self) {
        let Some(session) = &self.session else { return };
        let mut registrations = Vec::new();
        if session.registers_settings {
            registrations.push(register::settings());
        }
        if !registrations.is_empty() {
            let params = RegistrationParams { registrations };
            self.outbox.request::<RegisterCapability>(params, |()| {});
        }
        self.ask_for_settings();
    }

    /// Asks to be told when one of `paths` changes, once for each.
    fn watch(&mut self, paths: &BTreeSet<PathBuf>) {
        if !self.session.as_ref().is_some_and(|it| it.watches_files) {
            return;
        }
        let new: Vec<PathBuf> = paths.difference(&self.watched).cloned().collect();
        if let Some(wish) = register::watches(self.watched.len(), &new) {
            let params = RegistrationParams { registrations: vec![wish] };
            self.outbox.request::<RegisterCapability>(params, |()| {});
        }
        self.watched.extend(new);
    }

    fn ask_for_settings(&self) {
        if !self.session.as_ref().is_some_and(|it| it.answers_settings) {
            return;
        }
        let sender = self.sender.clone();
        self.outbox.request::<WorkspaceConfiguration>(register::section(), move |answer| {
            if let Some(settings) = answer.first().filter(|it| it.is_object()) {
                let _ = sender.send(Event::Set(ClientSettings::read(settings)));
            }
        });
    }

    /// Puts `document` in the place of its former version.
    fn replace(&mut self, document: Document, debounce: Duration) {
        let document = Arc::new(document);
        let path = document.path.clone();
        if let Some(path) = &path {
            Arc::make_mut(&mut self.open).insert(path.clone(), Arc::clone(&document));
        }
        if self.unopened.remove(&document.uri) {
            self.outbox.publish(document.uri.clone(), None, Vec::new());
        }
        let is_judged = interest(&document) != Interest::Silent;
        let unit = Unit::of(&document);
        self.documents.insert(document.uri.clone(), document);
        if is_judged {
            self.outdate(unit, debounce);
        }
        if let Some(path) = path {
            self.reconsider(&path, debounce);
        }
    }

    fn close(&mut self, uri: &Uri) {
        let Some(document) = self.documents.remove(uri) else { return };
        if let Some(path) = &document.path {
            Arc::make_mut(&mut self.open).remove(path);
        }
        let unit = Unit::of(&document);
        if self.members(&unit).next().is_none()
            && let Some(progress) = self.units.remove(&unit)
            && let Some(stop) = progress.running
        {
            stop.raise();
        }
        if let Some(progress) = self.units.get_mut(&unit) {
            progress.waiting.retain(|(it, _)| it != uri);
        }
        if self.session.as_ref().is_some_and(|it| !it.pulls) {
            self.outbox.publish(uri.clone(), None, Vec::new());
        }
        self.judge_workspace();
        if let Some(path) = &document.path {
            self.reconsider(path, Duration::ZERO);
        }
    }

    fn set(&mut self, settings: ClientSettings) {
        if self.settings == settings {
            return;
        }
        let has_hints = self.settings.inlay_hints != settings.inlay_hints;
        let is_mute_different = self.settings.mute != settings.mute;
        self.settings = settings;
        if is_mute_different {
            self.complain_about_settings();
            self.reconsider_all();
        }
        self.judge_workspace();
        if has_hints && self.session.as_ref().is_some_and(|it| it.refreshes_hints) {
            self.outbox.refresh_hints();
        }
    }

    fn complain_about_settings(&self) {
        for problem in self.settings.mute.problems(&Settings::recommended()) {
            self.outbox.log(MessageType::WARNING, problem);
        }
    }

    /// The open documents that are judged as `unit`.
    fn members<'a>(&'a self, unit: &'a Unit) -> impl Iterator<Item = &'a Arc<Document>> {
        self.documents
            .values()
            .filter(move |it| interest(it) != Interest::Silent && Unit::of(it) == *unit)
    }

    /// Notes that the file at `path` is different now, for the units that have read it.
    fn reconsider(&mut self, path: &Path, debounce: Duration) {
        let reads = |(unit, progress): (&Unit, &Progress)| {
            let (_, judgement) = progress.newest.as_ref()?;
            judgement.reads.contains(path).then(|| unit.clone())
        };
        let concerned: Vec<Unit> = self.units.iter().filter_map(reads).collect();
        for unit in concerned {
            self.outdate(unit, debounce);
        }
    }

    /// Judges what is not open too, for users who want that; takes those findings away for others.
    fn judge_workspace(&mut self) {
        if self.settings.workspace {
            for folder in self.folders.clone() {
                self.outdate(Unit::Workspace(folder), SETTLING);
            }
            return;
        }
        self.units.retain(|unit, _| !matches!(unit, Unit::Workspace(_)));
        for uri in std::mem::take(&mut self.unopened) {
            self.outbox.publish(uri, None, Vec::new());
        }
    }

    /// Shows what was found in files of a workspace that are not open, and takes away what is not
    /// found any more.
    fn publish_workspace(&mut self, folder: &Path, judgement: &Judgement) {
        let Some(session) = self.session.clone() else { return };
        let mut found = BTreeSet::new();
        for file in &judgement.report.coverage.files {
            let Some(uri) = judgement.uri_of(file.file) else { continue };
            if self.documents.contains_key(&uri) {
                continue;
            }
            let diagnostics = convert::diagnostics_in(&session, judgement, file.file);
            if !diagnostics.is_empty() {
                self.outbox.publish(uri.clone(), None, diagnostics);
                found.insert(uri);
            }
        }
        let is_here = |uri: &Uri| file_path(uri).is_some_and(|it| it.starts_with(folder));
        let gone: Vec<Uri> =
            self.unopened.difference(&found).filter(|it| is_here(it)).cloned().collect();
        for uri in gone {
            self.unopened.remove(&uri);
            self.outbox.publish(uri, None, Vec::new());
        }
        self.unopened.extend(found);
    }

    fn reconsider_all(&mut self) {
        let units: Vec<Unit> = self.units.keys().cloned().collect();
        for unit in units {
            self.outdate(unit, Duration::ZERO);
        }
    }

    /// What is known about `unit` is out of date: it is judged after `debounce`.
    fn outdate(&mut self, unit: Unit, debounce: Duration) {
        let now = Instant::now();
        let progress = self.units.entry(unit.clone()).or_default();
        progress.ticket += 1;
        let since = *progress.since.get_or_insert(now);
        let debounce = if progress.waiting.is_empty() { debounce } else { Duration::ZERO };
        let due = (now + debounce).min(since + LONGEST_DEBOUNCE);
        progress.due = Some(due);
        if let Some(stop) = &progress.running {
            stop.raise();
        }
        if due <= now {
            self.start(&unit);
            return;
        }
        // Whichever comes last starts it: this timer, or the end of what is under way.
        let sender = self.sender.clone();
        tokio::spawn(async move {
            tokio::time::sleep_until(due).await;
            let _ = sender.send(Event::Due(unit));
        });
    }

    /// Starts judging `unit` if it is time, and not under way.
    fn start(&mut self, unit: &Unit) {
        let Some(progress) = self.units.get_mut(unit) else { return };
        if progress.running.is_some() || progress.due.is_none_or(|due| due > Instant::now()) {
            return;
        }
        let stop = Stop::default();
        progress.due = None;
        progress.since = None;
        progress.running = Some(stop.clone());
        let ticket = progress.ticket;
        let documents: Vec<Arc<Document>> = self.members(unit).cloned().collect();
        let root = match unit {
            Unit::Workspace(folder) => folder.clone(),
            _ => documents
                .iter()
                .find_map(|it| it.path.as_deref())
                .map(|path| root(&self.folders, path))
                .unwrap_or_default(),
        };
        let (open, mute) = (Arc::clone(&self.open), self.settings.mute.clone());
        let job = Job { unit: unit.clone(), root, documents, open, mute, stop };
        let (unit, sender, seats) = (unit.clone(), self.sender.clone(), Arc::clone(&self.seats));
        tokio::spawn(async move {
            let _seat = seats.acquire_owned().await;
            let outcome = tokio::task::spawn_blocking(|| job.run()).await;
            let outcome = outcome.unwrap_or_else(|error| Outcome::Failed(error.to_string()));
            let _ = sender.send(Event::Done(unit, ticket, outcome));
        });
    }

    fn done(&mut self, unit: &Unit, ticket: u64, outcome: Outcome) {
        let Some(progress) = self.units.get_mut(unit) else { return };
        progress.running = None;
        if ticket != progress.ticket {
            // A timer that ran out meanwhile found the judgement under way.
            if !progress.waiting.is_empty() {
                progress.due = progress.due.map(|due| due.min(Instant::now()));
            }
            self.start(unit);
            return;
        }
        match outcome {
            Outcome::Judged(judgement) if matches!(unit, Unit::Workspace(_)) => {
                let folder = judgement.root.clone();
                self.publish_workspace(&folder, &judgement);
            }
            Outcome::Judged(judgement) => {
                let former = progress.newest.replace((ticket, Arc::clone(&judgement)));
                let waiting = std::mem::take(&mut progress.waiting);
                for (uri, reply) in waiting {
                    let Some(document) = self.documents.get(&uri) else { continue };
                    let (document, judgement) = (Arc::clone(document), Arc::clone(&judgement));
                    let _ = reply.send(Some(View { document, judgement }));
                }
                if let Some((_, former)) = former {
                    self.refresh(unit, &former, &judgement);
                    // Of a large file it takes a while to go.
                    tokio::task::spawn_blocking(|| drop(former));
                }
                self.publish(unit, &judgement);
                self.watch(&judgement.reads);
            }
            Outcome::Failed(why) => {
                progress.waiting.clear();
                self.outbox.log(MessageType::ERROR, format!("judging failed: {why}"));
                self.publish_failure(unit);
            }
            Outcome::Stopped => {}
        }
    }

    fn publish(&self, unit: &Unit, judgement: &Judgement) {
        let Some(session) = self.session.as_ref().filter(|it| !it.pulls) else { return };
        for document in self.members(unit) {
            let diagnostics = convert::diagnostics(session, judgement, document);
            self.outbox.publish(document.uri.clone(), Some(document.version), diagnostics);
        }
    }

    /// A client that asks does so when a document changes. Where the findings change and the
    /// document does not, it has to be told.
    fn refresh(&self, unit: &Unit, former: &Judgement, judgement: &Judgement) {
        let Some(session) = self.session.as_ref().filter(|it| it.pulls) else { return };
        let is_concerned = self.members(unit).any(|document| {
            let same = |it: &Arc<Document>| Arc::ptr_eq(it, document);
            let shown = |it| convert::diagnostics(session, it, document);
            former.documents.values().any(same) && shown(former) != shown(judgement)
        });
        if is_concerned {
            self.outbox.refresh_diagnostics();
        }
    }

    fn publish_failure(&self, unit: &Unit) {
        let Some(session) = self.session.as_ref().filter(|it| !it.pulls) else { return };
        for document in self.members(unit) {
            let failure = vec![convert::failure(document, "what is wrong", session.encoding)];
            self.outbox.publish(document.uri.clone(), Some(document.version), failure);
        }
    }

    fn answer(&mut self, uri: Uri, reply: oneshot::Sender<Option<View>>) {
        let judged = self.documents.get(&uri).filter(|it| interest(it) != Interest::Silent);
        let Some(document) = judged else {
            let _ = reply.send(None);
            return;
        };
        let unit = Unit::of(document);
        let Some(progress) = self.units.get_mut(&unit) else { return };
        if let Some((ticket, judgement)) = &progress.newest
            && *ticket == progress.ticket
        {
            let (document, judgement) = (Arc::clone(document), Arc::clone(judgement));
            let _ = reply.send(Some(View { document, judgement }));
            return;
        }
        progress.waiting.push((uri, reply));
        progress.due = progress.due.map(|due| due.min(Instant::now()));
        self.start(&unit);
    }
}
