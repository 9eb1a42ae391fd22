//! Judging a unit from an immutable snapshot, on a thread that may take its time.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use plimsoll_linter::{
    Linter, Report, Settings,
    config::{Config, Inclusion, Place, Problem, SourceId},
    diagnostics::FileId,
    model::{
        File, Project,
        loader::{Given, Loader},
        new_file,
    },
};
use tower_lsp_server::ls_types::Uri;

use crate::{
    configuration::{configure, silence_known},
    document::Document,
    mute::Mute,
    overlay::{Open, Overlay},
    unit::{Interest, Unit, interest},
};

/// Raised when the result is not wanted any more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks whoever looks at it to stop.
    pub(crate) fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Everything that a judgement needs.
pub(crate) struct Job {
    /// What is judged.
    pub(crate) unit: Unit,
    /// The folder that files are named from.
    pub(crate) root: PathBuf,
    /// The open documents of the unit.
    pub(crate) documents: Vec<Arc<Document>>,
    /// Every open document with a path.
    pub(crate) open: Arc<Open>,
    /// Findings that are left to other programs.
    pub(crate) mute: Mute,
    /// Raised when the result is not wanted any more.
    pub(crate) stop: Stop,
}

/// What was found about one state of a unit.
pub(crate) struct Judgement {
    /// The findings, with the files that they are in.
    pub(crate) report: Report,
    /// By which they were found.
    pub(crate) linter: Arc<Linter>,
    /// The folder that files are named from.
    pub(crate) root: PathBuf,
    /// The files of the report that are open.
    pub(crate) documents: BTreeMap<FileId, Arc<Document>>,
    /// Every path that was read, or would have been if it were there.
    pub(crate) reads: BTreeSet<PathBuf>,
    /// What is wrong with the configuration file that was judged.
    pub(crate) problems: Vec<Problem>,
    /// Findings that are left to other programs.
    pub(crate) mute: Mute,
}

/// How a job ended.
pub(crate) enum Outcome {
    /// With a judgement.
    Judged(Arc<Judgement>),
    /// Early, because nobody wants to know any more.
    Stopped,
    /// By a defect of plimsoll; what it said.
    Failed(String),
}

impl Job {
    /// Does it.
    pub(crate) fn run(self) -> Outcome {
        match catch_unwind(AssertUnwindSafe(|| self.judge())) {
            Ok(Some(judgement)) => Outcome::Judged(Arc::new(judgement)),
            Ok(None) => Outcome::Stopped,
            Err(panic) => Outcome::Failed(said(&*panic)),
        }
    }

    fn judge(self) -> Option<Judgement> {
        let overlay = Overlay::new(self.root.clone(), self.open);
        if let [document] = self.documents.as_slice()
            && interest(document) == Interest::Configuration
        {
            return Some(Judgement::of_configuration(document, self.root, overlay));
        }
        let mut texts: Vec<(String, String, Option<Arc<Document>>)> = Vec::new();
        for document in self.documents.iter().filter(|it| it.path.is_none()) {
            let name = document.uri.path().as_str().to_owned();
            texts.push((name, document.text.to_string(), Some(Arc::clone(document))));
        }
        for path in self.unit.files() {
            let Some(text) = overlay.text(&path) else { continue };
            let open = self.documents.iter().find(|it| it.path.as_ref() == Some(&path));
            texts.push((overlay.name(&path), text, open.cloned()));
        }
        // As a walk of the folder would hand them in.
        texts.sort_by(|one, other| one.0.cmp(&other.0));
        let names = texts.iter().map(|(name, ..)| name.as_str());
        let configured = configure(&self.root, names, &overlay);
        texts.retain(|(name, ..)| {
            let settings = configured.settings(name);
            settings.is_none_or(|it| !matches!(it.inclusion(name), Inclusion::Excluded(_)))
        });
        let linter = Arc::new(configured.linter());
        let mut documents = BTreeMap::new();
        let mut files = Vec::with_capacity(texts.len());
        for (id, (name, text, document)) in (0..).map(FileId).zip(texts) {
            if self.stop.is_raised() {
                return None;
            }
            files.push(new_file(id, name, &text));
            if let Some(document) = document {
                documents.insert(id, document);
            }
        }
        let mut report = linter.check_until(files, &overlay, &|| self.stop.is_raised())?;
        silence_known(&mut report, &linter, &overlay);
        for file in report.project.files() {
            let path = crate::document::clean(&self.root.join(&file.path));
            if let Some(document) = overlay.open_at(&path) {
                documents.entry(file.id).or_insert(document);
            }
        }
        let reads = overlay.asked();
        let (root, problems, mute) = (self.root, Vec::new(), self.mute);
        Some(Judgement { report, linter, root, documents, reads, problems, mute })
    }
}

impl Judgement {
    /// What is wrong with the configuration file `document`.
    fn of_configuration(document: &Document, root: PathBuf, overlay: Overlay) -> Self {
        let path = document.path.as_deref().map(Path::to_string_lossy).unwrap_or_default();
        let path = path.replace('\\', "/");
        let config = Config::load(&path, &overlay);
        let is_own = |place: &Option<Place>| place.is_none_or(|it| it.source == SourceId(0));
        let problems = config.problems.iter().filter(|it| is_own(&it.at)).cloned().collect();
        let linter = Arc::new(Linter::new(Settings::recommended()));
        let report = linter.check(Vec::new());
        let (documents, reads) = (BTreeMap::new(), overlay.asked());
        Self { report, linter, root, documents, reads, problems, mute: Mute::default() }
    }

    /// The file of the report that is the open document `uri`.
    pub(crate) fn file_of(&self, uri: &Uri) -> Option<FileId> {
        self.documents.iter().find(|(_, it)| it.uri == *uri).map(|(id, _)| *id)
    }

    /// The address of a file of the report.
    pub(crate) fn uri_of(&self, id: FileId) -> Option<Uri> {
        match self.documents.get(&id) {
            Some(document) => Some(document.uri.clone()),
            None => Uri::from_file_path(self.root.join(&self.report.project.file(id).path)),
        }
    }
}

/// Files that were loaded for a judgement, for judging a change of it.
pub(crate) struct Kept {
    files: BTreeMap<String, String>,
    present: BTreeMap<String, bool>,
    given: Given,
}

impl Kept {
    /// The texts of `files`, and what else is known of `project`.
    pub(crate) fn of(files: &[File], project: &Project) -> Self {
        let files = files.iter().map(|it| (it.path.clone(), it.text().to_owned())).collect();
        Self { files, present: project.present().clone(), given: project.given().clone() }
    }
}

impl Loader for Kept {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, path: &str) -> Option<String> {
        self.files.get(path).cloned()
    }

    fn given(&self) -> Given {
        self.given.clone()
    }

    fn is_there(&self, path: &str) -> Option<bool> {
        self.present.get(path).copied()
    }
}

/// What a panic said.
pub(crate) fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
