//! Values of fields, against the types that Kubernetes publishes for its API, and against those of
//! the Compose specification's schema.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "wrong-type",
    summary: "value has a type that the platform refuses",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_linter("schema-validation"),
        validation("loader"),
        dclint("invalid-schema"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::WrongType(|value, cx| {
            let message = format!("{value} has to be {}, and is {}", value.wanted, value.found);
            cx.report(&value.value, message)
                .fix_safely("write it as what it is meant to be", [value.correction()]);
        }),
        Check::Defect(|defect, cx| {
            crate::catalogue::refused(&[DefectKind::WrongType], defect, cx);
        }),
    ]),
    ..Rule::UNSET
};
