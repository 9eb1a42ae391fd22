//! Findings that were known before: the debt that a project starts with.
//!
//! A finding is known by its file, its address, its rule and its value, never by its line. The
//! file of a baseline has one finding a line, in order, so that it merges, and no text of the
//! files that were judged, so that no secret gets into it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    linter::Linter,
    report::{Report, SuppressedBy},
};

/// The name of the file, beside `plimsoll.toml` unless that names another one.
pub const BASELINE_FILE_NAME: &str = "plimsoll-baseline.json";

/// The version of the format below.
const VERSION: u32 = 1;

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
        if shape.version != VERSION {
            return Err(format!("its version is {}, and only {VERSION} is known", shape.version));
        }
        Ok(Self { findings: shape.findings.into_iter().collect() })
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
        Self { findings }
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

    /// Adds what is in `other`.
    pub fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
    }

    /// Silences what is open in the report and in the baseline.
    pub fn apply(
        &self,
        report: &mut Report,
        linter: &Linter,
        place: impl Fn(&str) -> Option<String>,
    ) -> Matched {
        let mut found: BTreeSet<KnownFinding> = BTreeSet::new();
        let mut silenced = Vec::new();
        for (index, it) in report.judged.iter().enumerate() {
            let Some(known) = known(report, linter, it, &place) else { continue };
            if !self.findings.contains(&known) {
                continue;
            }
            if it.suppressed_by.is_none() {
                silenced.push(index);
            }
            found.insert(known);
        }
        for index in &silenced {
            report.judged[*index].suppressed_by = Some(SuppressedBy::Baseline);
        }
        let judged: BTreeSet<String> = report
            .coverage
            .files
            .iter()
            .filter_map(|it| place(&report.project.file(it.file).path))
            .collect();
        let gone = self.findings.difference(&found).filter(|it| judged.contains(&it.path));
        Matched { silenced: silenced.len(), gone: gone.cloned().collect() }
    }
}

/// The finding as a baseline knows it; `None` where it may not be in one.
fn known(
    report: &Report,
    linter: &Linter,
    it: &crate::Judged,
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
