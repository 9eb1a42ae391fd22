//! `extends`, and what services wait for: without a way back to the start.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "circular-reference",
    summary: "services lead back to themselves",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("loader")],
    check: Check::Defect(|defect, cx| crate::catalogue::refused(&[DefectKind::Cycle], defect, cx)),
    ..Rule::UNSET
};
