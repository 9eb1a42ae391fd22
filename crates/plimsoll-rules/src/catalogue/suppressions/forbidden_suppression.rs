//! Comments that silence a rule which the configuration has locked.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "forbidden-suppression",
    summary: "suppression comment is about a rule that is locked",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    check: Check::Any(&[]),
    ..Rule::UNSET
};
