//! YAML 1.2.2.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "syntax-error",
    summary: "a part of the file cannot be read",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("loader"), dclint("invalid-yaml")],
    check: Check::Any(&[]),
    ..Rule::UNSET
};
