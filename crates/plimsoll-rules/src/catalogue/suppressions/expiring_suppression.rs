//! Comments of the form `plimsoll: ignore[rule] reason until=2027-01-31`, and entries of configurations, in
//! the two weeks before.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "expiring-suppression",
    summary: "suppression is about to run out",
    severity: Severity::Info,
    since: "0.1.0",
    maturity: Maturity::Stable,
    check: Check::Any(&[]),
    ..Rule::UNSET
};
