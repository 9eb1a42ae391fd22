//! Entries of a Compose file: what the published schema and the loader ask for. Fields of a Kubernetes object: what the API
//! server asks for.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-field",
    summary: "something that the platform asks for is left out",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        validation("loader"),
        validation("API server"),
        dclint("invalid-schema"),
        reliability("validation"),
    ],
    check: Check::Defect(|defect, cx| {
        crate::catalogue::refused(&[DefectKind::Missing], defect, cx);
    }),
    ..Rule::UNSET
};
