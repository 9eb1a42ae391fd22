//! Comments of the form `plimsoll: ignore[rule] reason until=2027-01-31`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "expired-suppression",
    summary: "suppression comment has run out",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    check: Check::Any(&[]),
    ..Rule::UNSET
};
