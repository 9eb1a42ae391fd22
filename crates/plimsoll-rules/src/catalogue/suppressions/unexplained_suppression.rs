//! Comments of the form `plimsoll: ignore[rule] reason until=2027-01-31`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unexplained-suppression",
    summary: "suppression comment does not say why",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    check: Check::Any(&[]),
    ..Rule::UNSET
};
