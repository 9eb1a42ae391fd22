//! Fields: the expressions of Kubernetes `ValidatingAdmissionPolicy` and `MutatingAdmissionPolicy`.
//! Refused: what the API server does not compile.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "invalid-expression",
    summary: "expression of a policy does not compile",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Defect(|defect, cx| {
        crate::catalogue::refused(&[DefectKind::Expression], defect, cx);
    }),
    ..Rule::UNSET
};
