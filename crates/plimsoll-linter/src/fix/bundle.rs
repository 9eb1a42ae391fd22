//! Bundles: everything that brings a workload up to a level of the Pod Security Standards, as one
//! verified change.

use plimsoll_diagnostics::{Edit, EditSet, FileId, RuleName, TextRange};
use plimsoll_rules::{Authority, Rule};

use super::{Fixed, Scope, Work, units::units};
use crate::{joined::joined, judged::Judged, linter::Linter, report::Report, settings::Settings};

/// A level that a workload can be brought up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// Pod Security Standards, baseline.
    PssBaseline,
    /// Pod Security Standards, restricted, which takes in baseline.
    PssRestricted,
}

impl Bundle {
    /// The name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PssBaseline => "pss-baseline",
            Self::PssRestricted => "pss-restricted",
        }
    }

    /// Whether the level demands what the rule is about.
    #[must_use]
    pub fn takes(self, rule: &Rule) -> bool {
        rule.controls.iter().any(|it| match it.authority {
            Authority::PssBaseline => true,
            Authority::PssRestricted => self == Self::PssRestricted,
            _ => false,
        })
    }
}

/// What a bundle comes to.
#[derive(Clone, Debug, Default)]
pub struct Bundled {
    /// The changes, file by file, and what was withheld.
    pub fixed: Fixed,
    /// The same as edits of the files as they are.
    pub edits: Vec<(FileId, EditSet)>,
    /// What the level demands and a person has to decide: the rule, and what it finds.
    pub left: Vec<(RuleName, String)>,
}

/// Brings `workload`, by its address, or every workload of the report up to the level.
///
/// The rules of the level run whatever the settings of `linter` choose; its parameters for the
/// first file count.
#[must_use]
pub fn bundle(linter: &Linter, report: &Report, level: Bundle, workload: Option<&str>) -> Bundled {
    let mut settings = Settings::of(|rule| level.takes(rule));
    let first = report.project.files().first().map_or("", |it| it.path.as_str());
    let given = linter.settings(first);
    settings.parameters.clone_from(&given.parameters);
    settings.today = given.today;
    let linter = Linter::new(settings);
    let handed_in = report.coverage.files.len();
    let report = linter.check_project(report.project.clone(), handed_in);
    let is_wanted = |it: &Judged| workload.is_none_or(|wanted| is_of(&it.subject, wanted));
    let mut bundled = Bundled::default();
    for unit in units(&report.project, handed_in) {
        let is_touched =
            report.open().any(|it| unit.contains(&it.diagnostic.at.file) && is_wanted(it));
        if is_touched {
            Work::new(&report.project, &unit).run(
                &linter,
                Scope::Hardening,
                &is_wanted,
                &mut bundled.fixed,
            );
        }
    }
    bundled.fixed.files.sort_by_key(|it| it.file);
    for changed in &bundled.fixed.files {
        let before = report.project.file(changed.file).text();
        if let Ok(edits) = EditSet::from_edits([difference(before, &changed.text)]) {
            bundled.edits.push((changed.file, edits));
        }
    }
    let can_be_fixed =
        |it: &Judged| it.proposals.iter().any(|it| Scope::Hardening.takes(it.safety));
    let left = report.open().filter(|it| is_wanted(it) && !can_be_fixed(it));
    let left = joined(&report, left).into_iter();
    bundled.left = left.map(|it| (it.first().diagnostic.rule.clone(), it.message)).collect();
    bundled
}

/// Whether the subject is the workload, or something in it.
fn is_of(subject: &str, workload: &str) -> bool {
    subject
        .strip_prefix(workload)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.', '[']))
}

/// The one edit that makes `after` of `before`: everything between what both begin and end with.
fn difference(before: &str, after: &str) -> Edit {
    let start = before
        .char_indices()
        .zip(after.chars())
        .find(|((_, one), other)| one != other)
        .map_or(before.len().min(after.len()), |((at, _), _)| at);
    let (one, other) = (&before[start..], &after[start..]);
    let same: usize = one
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(|(one, other)| one == other)
        .map(|(it, _)| it.len_utf8())
        .sum();
    let range = TextRange::from_usize(start, before.len() - same);
    Edit::replace(range, &after[start..after.len() - same])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_makes_the_new_text_of_the_old_one() {
        for (before, after) in [
            ("abc", "abXc"),
            ("", "a"),
            ("aa", "aaa"),
            ("aäb", "aöb"),
            ("same", "same"),
            ("ab", ""),
        ] {
            let edits = EditSet::from_edits([difference(before, after)]).unwrap();
            assert_eq!(edits.apply(before), after, "{before} {after}");
        }
    }
}
