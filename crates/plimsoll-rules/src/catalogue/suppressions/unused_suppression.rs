//! Comments of the form `plimsoll: ignore[rule] reason until=2027-01-31`, and entries of configurations.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    summary: "suppression silences nothing",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    check: Check::Any(&[]),
    ..Rule::UNSET
};
