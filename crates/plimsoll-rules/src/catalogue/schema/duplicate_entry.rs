//! Lists of a Compose file whose items Docker's loader tells apart: variables by name, mounts by target.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-entry",
    summary: "entry of a list does not count, because a later one takes its place",
    severity: Severity::Low,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    maturity: Maturity::Stable,
    fix: Some(Safety::Safe),
    controls: &[validation("loader")],
    check: Check::Defect(|defect, cx| {
        crate::catalogue::refused(&[DefectKind::Shadowed], defect, cx);
    }),
    ..Rule::UNSET
};
