//! Names in a Compose file: services, networks, volumes, secrets, configs and models that it declares.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "undefined-reference",
    summary: "name stands for nothing",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("loader")],
    fix: Some(Safety::Hardening),
    check: Check::Defect(|defect, cx| {
        crate::catalogue::refused(&[DefectKind::Undefined], defect, cx);
    }),
    ..Rule::UNSET
};
