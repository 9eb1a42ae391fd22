//! Values of a Compose file: what the loader and the engine take. Words of enumerations, names, hosts and addresses of a
//! Kubernetes object: what the API server takes.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "invalid-value",
    summary: "value is none that the platform takes",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        validation("loader"),
        validation("engine"),
        validation("API server"),
        dclint("service-container-name-regex"),
        reliability("validation"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Defect(|defect, cx| {
        crate::catalogue::refused(&[DefectKind::InvalidValue], defect, cx);
    }),
    ..Rule::UNSET
};
