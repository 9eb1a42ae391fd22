//! Why a finding is not shown as open, in the words of whoever decided it.

use plimsoll_linter::{Judged, SuppressedBy};

use crate::Run;

/// What silences a finding.
pub(crate) struct Silence<'a> {
    /// Where that is written: SARIF knows `inSource` and `external` (section 3.35.2).
    pub(crate) kind: &'static str,
    /// Why; empty where nobody said.
    pub(crate) reason: &'a str,
    /// The last day on which it counts, as `2027-01-31`.
    pub(crate) until: Option<String>,
}

/// What silences `it`; `None` where it is open.
pub(crate) fn of<'a>(run: &Run<'a>, it: &Judged) -> Option<Silence<'a>> {
    let external = |reason| Silence { kind: "external", reason, until: None };
    match it.suppressed_by? {
        SuppressedBy::Comment(index) => {
            let suppression = run.report.suppressions.get(index);
            Some(Silence {
                kind: "inSource",
                reason: suppression.map_or("", |it| &it.reason),
                until: suppression.and_then(|it| it.until).map(|it| it.to_string()),
            })
        }
        SuppressedBy::Override(index) => {
            let config = run.linter.settings(run.path(it.diagnostic.at.file)).config();
            let found = config.overrides.get(index);
            Some(Silence {
                until: found.and_then(|it| it.until).map(|it| it.to_string()),
                ..external(found.and_then(|it| it.because.as_deref()).unwrap_or(""))
            })
        }
        SuppressedBy::External(index) => {
            let config = run.linter.settings(run.path(it.diagnostic.at.file)).config();
            let found = config.externals.get(index);
            Some(Silence {
                until: found.and_then(|it| it.until).map(|it| it.to_string()),
                ..external(found.map_or("", |it| it.because.as_str()))
            })
        }
        SuppressedBy::Baseline => Some(external("known before, by the baseline")),
        _ => Some(external("")),
    }
}
