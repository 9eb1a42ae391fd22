//! Findings that were known before: the debt that a project starts with.
//!
//! A finding is known by its file, its address, its rule and its value, never by its line. The
//! file of a baseline has one finding a line, in order, so that it merges, and no text of the
//! files that were judged, so that no secret gets into it.
//!
//! # The first version of the format
//!
//! In version 1 findings about one definition were one, with the address of the first subject that
//! uses it, so that a baseline of then does not say who else did. It is read thus:
//!
//! - A finding whose address is in it is known.
//! - A finding about a definition is known too where the one of another subject about the same
//!   definition is, the baseline knows something else of its own subject, and all that it knows of
//!   that subject is still found: the subject was there and has not changed since.
//! - Any other is new. A subject that the baseline knows nothing of is never let in by what another
//!   one does; where it was there all the same, `plimsoll baseline update` takes it in, and the run
//!   says so ([`Matched::beside`]).
//!
//! Whatever is written is written in the present version, in which each finding stands for itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use plimsoll_diagnostics::{Evidence, Fingerprint, Span};
use serde::{Deserialize, Serialize};

use crate::{
    about::Index,
    judged::{Judged, SuppressedBy},
    linter::Linter,
    report::Report,
};

/// The version of the format below.
const VERSION: u32 = 2;

/// The version in which findings about one definition were one.
const JOINING_VERSION: u32 = 1;

/// A finding that was known before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownFinding {
    /// The path of its file, relative to the folder of the baseline.
    pub path: String,
    /// Where it is in the structure.
    pub address: String,
    /// The rule.
    pub rule: String,
    /// Its [key](crate::Judged::key): tells values apart without holding them.
    pub key: String,
}

/// Findings that were known before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    findings: BTreeSet<KnownFinding>,
    /// Whether it knows only the first of those that a definition is about.
    is_joining: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    version: u32,
    findings: Vec<KnownFinding>,
}

/// What became of a baseline in a run.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// How many findings it silenced.
    pub silenced: usize,
    /// What is in it and was not found any more, though its file was judged.
    pub gone: Vec<KnownFinding>,
    /// What it silenced without holding it, as it is of the first version.
    pub implied: Vec<KnownFinding>,
    /// How many findings are new about a definition that it knows for another subject, where it is of
    /// the first version and cannot tell whether they are.
    pub beside: usize,
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    ///
    /// Why it is none, in the style of a message.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let shape: Shape = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let is_joining = shape.version == JOINING_VERSION;
        if shape.version != VERSION && !is_joining {
            return Err(format!("its version is {}, and {VERSION} is the newest", shape.version));
        }
        Ok(Self { findings: shape.findings.into_iter().collect(), is_joining })
    }

    /// The findings of the report that are open or that a baseline silences, and that may be in
    /// one. `place` gives the path of a file relative to the folder of the baseline; `None` for
    /// files that are none of its business.
    #[must_use]
    pub fn of(report: &Report, linter: &Linter, place: impl Fn(&str) -> Option<String>) -> Self {
        let mut findings = BTreeSet::new();
        for it in &report.judged {
            let is_debt = matches!(it.suppressed_by, None | Some(SuppressedBy::Baseline));
            if is_debt && let Some(known) = known(report, linter, it, &place) {
                findings.insert(known);
            }
        }
        Self { findings, is_joining: false }
    }

    /// The text, the same for the same findings on every platform.
    #[must_use]
    pub fn render(&self) -> String {
        let mut lines = Vec::new();
        for it in &self.findings {
            lines.push(format!("    {}", serde_json::to_string(it).unwrap_or_default()));
        }
        let findings = match lines.is_empty() {
            true => String::new(),
            false => format!("\n{}\n  ", lines.join(",\n")),
        };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{findings}]\n}}\n")
    }

    /// What is in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = &KnownFinding> {
        self.findings.iter()
    }

    /// Takes findings out of it.
    pub fn remove<'k>(&mut self, gone: impl IntoIterator<Item = &'k KnownFinding>) {
        for it in gone {
            self.findings.remove(it);
        }
    }

    /// Adds what is in `other`, which holds all that this one may imply.
    pub fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.is_joining = false;
    }

    /// Adds what it implies, so that each finding stands for itself.
    pub fn spell_out(&mut self, implied: impl IntoIterator<Item = KnownFinding>) {
        self.findings.extend(implied);
        self.is_joining = false;
    }

    /// Silences what is open in the report and in the baseline.
    pub fn apply(
        &self,
        report: &mut Report,
        linter: &Linter,
        place: impl Fn(&str) -> Option<String>,
    ) -> Matched {
        let named: Vec<Option<KnownFinding>> =
            report.judged.iter().map(|it| known(report, linter, it, &place)).collect();
        let found: BTreeSet<&KnownFinding> =
            named.iter().flatten().filter(|it| self.findings.contains(it)).collect();
        let judged: BTreeSet<String> = report
            .coverage
            .files
            .iter()
            .filter_map(|it| place(&report.project.file(it.file).path))
            .collect();
        let is_gone = |it: &&KnownFinding| judged.contains(&it.path) && !found.contains(it);
        let gone: Vec<KnownFinding> = self.findings.iter().filter(is_gone).cloned().collect();
        let is_held = |index: usize| named[index].as_ref().is_some_and(|it| found.contains(it));
        let (implied, beside) = match self.is_joining {
            true => self.implied(report, &named, &is_held, &gone, &place),
            false => (Vec::new(), 0),
        };
        let mut matched = Matched { gone, beside, ..Matched::default() };
        let mut silenced: Vec<usize> = (0..named.len()).filter(|it| is_held(*it)).collect();
        silenced.extend(&implied);
        matched.implied.extend(implied.iter().filter_map(|it| named[*it].clone()));
        for index in silenced {
            let suppressed_by = &mut report.judged[index].suppressed_by;
            if suppressed_by.is_none() {
                *suppressed_by = Some(SuppressedBy::Baseline);
                matched.silenced += 1;
            }
        }
        matched
    }

    /// For a baseline of the first version: the findings that it knows without holding them, and how
    /// many of those about a definition that it knows are new.
    fn implied(
        &self,
        report: &Report,
        named: &[Option<KnownFinding>],
        is_held: &dyn Fn(usize) -> bool,
        gone: &[KnownFinding],
        place: &dyn Fn(&str) -> Option<String>,
    ) -> (Vec<usize>, usize) {
        let index = Index::of(&report.project);
        // A definition can lie in another file than the subject that uses it.
        let know = |entries: &Entries<'_>, path: &str, it: &Judged| {
            let home = report.project.file(index.home(&it.subject, it.diagnostic.at.file));
            entries.know(path, &it.subject)
                || place(&home.path).is_some_and(|path| entries.know(&path, &it.subject))
        };
        let mut definitions: HashMap<(Span, Fingerprint), Vec<usize>> = HashMap::new();
        for (index, it) in report.judged.iter().enumerate() {
            if it.diagnostic.evidence == Evidence::Stated && !it.subject.is_empty() {
                definitions.entry((it.diagnostic.at, it.offence)).or_default().push(index);
            }
        }
        let entries = Entries::of(&self.findings);
        let gone = Entries::of(gone);
        let (mut implied, mut beside) = (Vec::new(), 0);
        for users in definitions.into_values().filter(|it| it.iter().any(|it| is_held(*it))) {
            for position in users.into_iter().filter(|it| !is_held(*it)) {
                let it = &report.judged[position];
                let Some(name) = &named[position] else { continue };
                if know(&entries, &name.path, it) && !know(&gone, &name.path, it) {
                    implied.push(position);
                } else if it.suppressed_by.is_none() {
                    beside += 1;
                }
            }
        }
        implied.sort_unstable();
        (implied, beside)
    }
}

/// Entries of a baseline by file, in the order of their addresses.
struct Entries<'b>(BTreeMap<&'b str, BTreeSet<&'b str>>);

impl<'b> Entries<'b> {
    fn of(findings: impl IntoIterator<Item = &'b KnownFinding>) -> Self {
        let mut entries: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for it in findings {
            entries.entry(&it.path).or_default().insert(&it.address);
        }
        Self(entries)
    }

    /// Whether one of them is about `subject` or a part of it.
    fn know(&self, path: &str, subject: &str) -> bool {
        let Some(addresses) = self.0.get(path) else { return false };
        let from = addresses.range(subject..).take_while(|it| it.starts_with(subject));
        let mut rest = from.map(|it| &it[subject.len()..]);
        rest.any(|it| it.is_empty() || it.starts_with(['.', '/', '[']))
    }
}

/// The finding as a baseline knows it; `None` where it may not be in one.
fn known(
    report: &Report,
    linter: &Linter,
    it: &Judged,
    place: &impl Fn(&str) -> Option<String>,
) -> Option<KnownFinding> {
    let path = &report.project.file(it.diagnostic.at.file).path;
    let rule = it.diagnostic.rule.as_str();
    if linter.settings(path).config().lock(rule).is_some() {
        return None;
    }
    Some(KnownFinding {
        path: place(path)?,
        address: it.diagnostic.address.clone(),
        rule: rule.to_owned(),
        key: it.key.to_string(),
    })
}
