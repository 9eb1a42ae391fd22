//! Values of fields, against the types that Kubernetes publishes for its API.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "wrong-type",
    summary: "value has a type that the API server refuses",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[validation("API server"), kube_linter("schema-validation")],
    fix: Some(Safety::Safe),
    check: Check::WrongType(|value, cx| {
        let message = format!("{value} has to be {}, and is {}", value.wanted, value.found);
        cx.report(&value.value, message)
            .fix_safely("write it as what it is meant to be", [value.correction()]);
    }),
    ..Rule::UNSET
};
