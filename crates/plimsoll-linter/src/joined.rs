//! Findings as people read them: what one definition does to several subjects is said once.
//!
//! Nothing that decides on a finding knows of this: baselines, comparisons, overrides, comments,
//! fingerprints and the formats for programs work on single findings.

use std::{cell::OnceCell, collections::HashMap};

use plimsoll_diagnostics::Evidence;

use crate::{
    about::{Index, listed},
    judged::Judged,
    report::Report,
};

/// Findings that are read as one.
#[derive(Clone, Debug)]
pub struct Joined<'r> {
    /// The findings, in their order; never none. The first is the one that is shown.
    pub findings: Vec<&'r Judged>,
    /// What the first one says, and who else it is true of.
    pub message: String,
}

impl<'r> Joined<'r> {
    /// The one that is shown.
    #[must_use]
    pub fn first(&self) -> &'r Judged {
        self.findings[0]
    }
}

/// Joins those of `findings`, which are some of `report`, that are about one definition: one rule,
/// setting, value, place, level and reaction of the platform, and several subjects that use it. What is left out of `findings`
/// is not spoken of.
#[must_use]
pub fn joined<'r>(
    report: &'r Report,
    findings: impl IntoIterator<Item = &'r Judged>,
) -> Vec<Joined<'r>> {
    let mut groups: Vec<Vec<&Judged>> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for it in findings {
        let found = &it.diagnostic;
        // What is not written stands for itself wherever it would be written.
        if found.evidence != Evidence::Stated || it.subject.is_empty() {
            groups.push(vec![it]);
            continue;
        }
        let place = (found.at, found.level, found.platform, it.offence);
        match known.get(&place) {
            Some(index) => groups[*index].push(it),
            None => {
                known.insert(place, groups.len());
                groups.push(vec![it]);
            }
        }
    }
    let index = OnceCell::new();
    let shown = groups.into_iter().map(|findings| {
        let first = findings[0];
        let mut message = first.diagnostic.message.clone();
        if findings.len() > 1 {
            let index = index.get_or_init(|| Index::of(&report.project));
            let subjects = findings.iter().map(|it| it.subject.as_str());
            let names = index.names(first.diagnostic.at.file, subjects);
            // Parts of one container have its name.
            if let Some(others) = names.get(1..).filter(|it| !it.is_empty()) {
                message.push_str(&format!(" (shared with {})", listed(others)));
            }
            report.redactor().redact(&mut message);
        }
        Joined { findings, message }
    });
    shown.collect()
}
