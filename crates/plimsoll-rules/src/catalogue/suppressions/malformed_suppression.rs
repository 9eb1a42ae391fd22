//! Comments of the form `plimsoll: ignore[rule] reason until=2027-01-31`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "malformed-suppression",
    summary: "suppression comment silences nothing because it is not understood",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    check: Check::Any(&[]),
    ..Rule::UNSET
};
