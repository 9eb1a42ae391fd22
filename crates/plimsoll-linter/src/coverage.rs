//! What was looked at and what was not, so that silence is never mistaken for a clean file.

use plimsoll_diagnostics::{Date, FileId, RuleName, Span};
use plimsoll_model::{DeployScope, Dialect, Project};
use plimsoll_yaml::SyntaxErrorKind;

use crate::{settings::Settings, settings_by_file::SettingsByFile};

/// What became of every file.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// One entry a file that was handed in, in their order.
    pub files: Vec<FileCoverage>,
    /// What judged files refer to and what could not be looked at.
    pub gaps: Vec<(Span, String)>,
    /// What is deployed together, and what was not seen of each: silence about what is missing
    /// means something only in those that are complete.
    pub scopes: Vec<DeployScope>,
    /// What could not be looked at, and the configuration says that nobody expects it.
    pub accepted: Vec<Accepted>,
    /// Rules that ended in a defect of plimsoll, so that what they would have found is not known.
    pub failed: Vec<RuleName>,
}

/// Something that could not be looked at, which the configuration says nobody expects.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Accepted {
    /// The path of the file.
    pub path: String,
    /// The place that refers to it; `None` for the file itself.
    pub at: Option<Span>,
    /// What it is, in the style of a message.
    pub message: String,
    /// Why nobody expects it, in the author's words.
    pub because: String,
    /// The last day on which that holds.
    pub until: Option<Date>,
    /// The position of the settings, and that of the entry in their configuration.
    pub(crate) by: (usize, usize),
}

impl Accepted {
    /// What was not looked at, and why nobody expects it.
    #[must_use]
    pub fn explained(&self) -> String {
        let until = self.until.map_or_else(String::new, |it| format!(", until {it}"));
        format!("{}; nobody expects it to be looked at{until}: {}", self.message, self.because)
    }

    /// What the configuration of the file at `path` says about what it refers to by `reference`, or
    /// about the file itself.
    pub(crate) fn find(
        settings: &SettingsByFile,
        path: &str,
        at: Option<Span>,
        reference: Option<&str>,
        message: &str,
    ) -> Option<Self> {
        let position = settings.position(path);
        let own = settings.of(path);
        let config = own.config();
        let entry = config.external(&own.absolute(path), reference, own.today)?;
        let external = &config.externals[entry];
        Some(Self {
            path: path.to_owned(),
            at,
            message: message.to_owned(),
            because: external.because.clone(),
            until: external.until,
            by: (position, entry),
        })
    }

    /// Whether the entry with this position in the configuration of `settings`, which are among
    /// `all`, is the one.
    pub(crate) fn is_by(&self, all: &[Settings], settings: &Settings, entry: usize) -> bool {
        let own = all.get(self.by.0);
        self.by.1 == entry && own.is_some_and(|it| std::ptr::eq(it, settings))
    }
}

/// What became of one file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FileCoverage {
    /// The file.
    pub file: FileId,
    /// What it was taken for.
    pub dialect: Dialect,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Every rule saw all of it.
    Judged,
    /// Rules saw what could be read of it; the number of syntax errors.
    Partly(usize),
    /// It is not something to judge.
    NotOurs,
    /// It would be, but is a template that something else fills in.
    Template,
}

impl Outcome {
    /// The name in kebab case.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::Partly(_) => "partly",
            Self::NotOurs => "not-ours",
            Self::Template => "template",
        }
    }
}

impl Coverage {
    pub(crate) fn of(project: &Project, handed_in: usize, settings: &SettingsByFile) -> Self {
        let files = project.files().iter().take(handed_in).map(|file| {
            let dialect = file.recognition.dialect;
            let lost = file.errors.iter().filter(|error| hides_something(error.kind)).count();
            let outcome = match dialect {
                Dialect::Template => Outcome::Template,
                // What it would have been recognised by may be in the part that is lost.
                Dialect::Other if lost > 0 && looks_like_ours(file.text()) => Outcome::Partly(lost),
                _ if !dialect.is_judged() => Outcome::NotOurs,
                _ if lost > 0 => Outcome::Partly(lost),
                _ => Outcome::Judged,
            };
            FileCoverage { file: file.id, dialect, outcome }
        });
        let mut coverage =
            Self { files: files.collect(), scopes: project.scopes().to_vec(), ..Self::default() };
        for gap in &project.subjects.gaps {
            let path = &project.file(gap.at.file).path;
            let reference = Some(gap.reference.as_str());
            match Accepted::find(settings, path, Some(gap.at), reference, &gap.message) {
                Some(accepted) => coverage.accepted.push(accepted),
                None => coverage.gaps.push((gap.at, gap.message.clone())),
            }
        }
        coverage
    }

    /// Whether all that is ours was looked at in full, but for what nobody expects.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
            && self.failed.is_empty()
            && self.files.iter().all(|it| {
                matches!(it.outcome, Outcome::Judged | Outcome::NotOurs | Outcome::Template)
            })
    }

    /// The number of files with this outcome; all numbers of errors count as one outcome.
    #[must_use]
    pub fn count(&self, wanted: &Outcome) -> usize {
        let same = |it: &&FileCoverage| {
            std::mem::discriminant(&it.outcome) == std::mem::discriminant(wanted)
        };
        self.files.iter().filter(same).count()
    }
}

/// Whether a line begins with a key that Compose files or manifests begin with.
fn looks_like_ours(text: &str) -> bool {
    let keys = ["services:", "apiVersion:", "kind:"];
    text.lines().any(|line| keys.iter().any(|key| line.starts_with(key)))
}

/// Whether an error of this kind means that a part of the file was not seen.
pub(crate) fn hides_something(kind: SyntaxErrorKind) -> bool {
    !matches!(kind, SyntaxErrorKind::Tolerated | SyntaxErrorKind::DuplicateKey)
}
