//! The result of a check.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use plimsoll_diagnostics::{Diagnostic, FileId};
use plimsoll_model::{Project, Redactor, Secrets, vocabulary::KINDS};
use plimsoll_rules::Undecided;

use crate::{
    coverage::Coverage,
    judged::{Judged, Superseded},
    suppress::Suppression,
};

/// What was found, and what was looked at.
#[derive(Debug, Default)]
pub struct Report {
    /// The files and their facts.
    pub project: Project,
    /// What was found, by file and place, one subject each; those that are suppressed too.
    pub judged: Vec<Judged>,
    /// What was found and says less than something in `judged`. It is in no list for people and in
    /// no machine format; standards are reported on with it.
    pub superseded: Vec<Superseded>,
    /// What rules say they could not judge, because the files do not decide it.
    pub undecided: Vec<Undecided>,
    /// How many subjects rules say they judged, by name; rules that do not say it are not here.
    pub counts: BTreeMap<String, usize>,
    /// The suppression comments.
    pub suppressions: Vec<Suppression>,
    /// What was looked at.
    pub coverage: Coverage,
    pub(crate) secrets: FoundSecrets,
}

/// The secrets of the files that a report speaks of.
#[derive(Debug, Default)]
pub(crate) struct FoundSecrets {
    files: HashMap<FileId, Secrets>,
    redactor: Redactor,
}

impl Report {
    /// Takes secrets out of everything that it says, once and for every way of showing it.
    pub(crate) fn redact(&mut self) {
        let mut files: HashMap<FileId, Secrets> = HashMap::new();
        let spans = self.all().flat_map(|it| {
            let labels = it.diagnostic.labels.iter().map(|label| label.at);
            std::iter::once(it.diagnostic.at).chain(labels)
        });
        let gaps = self.coverage.gaps.iter().map(|gap| gap.0);
        let accepted = self.coverage.accepted.iter().filter_map(|it| it.at);
        for span in spans.chain(gaps).chain(accepted) {
            let of = |_: &FileId| Secrets::of(self.project.file(span.file));
            files.entry(span.file).or_insert_with_key(of);
        }
        let redactor = Redactor::of(files.iter().map(|(id, it)| (self.project.file(*id), it)));
        let subjects = &self.project.subjects;
        let all = KINDS.iter().flat_map(|kind| {
            (0..(kind.count)(subjects)).filter_map(|index| (kind.get)(subjects, index))
        });
        let redactor = redactor.knowing(all.map(|it| it.identity().name.as_str()));
        let superseded = self.superseded.iter_mut().map(|it| &mut it.judged);
        for it in self.judged.iter_mut().chain(superseded) {
            redactor.redact_message(&mut it.diagnostic.message);
            if let Some(reason) = &mut it.diagnostic.severity_reason {
                redactor.redact_message(reason);
            }
            redactor.redact_address(&mut it.diagnostic.address);
            for label in &mut it.diagnostic.labels {
                redactor.redact_message(&mut label.message);
            }
            for proposal in &mut it.proposals {
                redactor.redact_message(&mut proposal.title);
            }
        }
        for (_, message) in &mut self.coverage.gaps {
            redactor.redact(message);
        }
        for gap in self.coverage.scopes.iter_mut().flat_map(|it| &mut it.gaps) {
            redactor.redact(&mut gap.message);
        }
        for it in &mut self.coverage.accepted {
            redactor.redact(&mut it.message);
            redactor.redact(&mut it.because);
        }
        for suppression in &mut self.suppressions {
            redactor.redact(&mut suppression.reason);
        }
        self.secrets = FoundSecrets { files, redactor };
    }

    /// The text of `file` as it may be shown: every secret is masked, and every other character is
    /// at the offset where it is in the file.
    #[must_use]
    pub fn shown(&self, file: FileId) -> Cow<'_, str> {
        let file = self.project.file(file);
        match self.secrets.files.get(&file.id) {
            Some(secrets) => secrets.masked(file.text()),
            None => Cow::Owned(Secrets::of(file).masked(file.text()).into_owned()),
        }
    }

    /// What takes the secrets of the files that the report speaks of out of other texts.
    #[must_use]
    pub const fn redactor(&self) -> &Redactor {
        &self.secrets.redactor
    }

    /// What was found and is not suppressed, by file and place.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.open().map(|it| &it.diagnostic)
    }

    /// Everything that was found, what is superseded included.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Judged> {
        self.judged.iter().chain(self.superseded.iter().map(|it| &it.judged))
    }

    /// Shows the state as though nothing were silenced.
    pub fn lift_suppressions(&mut self) {
        let superseded = self.superseded.iter_mut().map(|it| &mut it.judged);
        self.judged.iter_mut().chain(superseded).for_each(|it| it.suppressed_by = None);
    }

    /// The same with what can be done.
    pub fn open(&self) -> impl Iterator<Item = &Judged> {
        self.judged.iter().filter(|it| it.suppressed_by.is_none())
    }
}
