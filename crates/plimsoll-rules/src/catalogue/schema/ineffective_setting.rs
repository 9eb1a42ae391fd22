//! Settings of a Compose service that another one makes pointless, and variables of a Kubernetes container that are set again.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ineffective-setting",
    summary: "setting has no effect beside another one",
    severity: Severity::Low,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        validation("engine"),
        validation("kubelet"),
        kube_linter("duplicate-env-var"),
        kube_score("environment-variable-key-duplication"),
        kubescape("C-0295"),
    ],
    check: Check::Defect(|defect, cx| {
        crate::catalogue::refused(&[DefectKind::Ineffective], defect, cx);
    }),
    ..Rule::UNSET
};
