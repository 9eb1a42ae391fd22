//! Field: Kubernetes `runAsUser`, Compose `user` by number. Allowed: from 10000, where accounts of the host do not reach.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "low-user-id",
    summary: "container runs as a user that its host may have too",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        nsa_cisa("non-root containers"),
        kube_score("container-security-context-user-group-id"),
        trivy("KSV-0020"),
        checkov("CKV_K8S_40"),
        kics("Container Running With Low UID"),
        kubesec("RunAsUser"),
    ],
    check: Check::Container(|container, cx| {
        if let Some(User::Id(id)) =
            container.user.known().filter(|it| matches!(it, User::Id(id) if *id < 10_000))
        {
            cx.report(
                &container.user,
                format!("{container} runs as user {id}, which its host may have too"),
            );
        }
    }),
    ..Rule::UNSET
};
