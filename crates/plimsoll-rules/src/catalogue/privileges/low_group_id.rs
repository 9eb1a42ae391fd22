//! Field: Kubernetes `runAsGroup`. Allowed: from 10000; left out, the image decides.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "low-group-id",
    summary: "container runs with a group that its host may have too",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("container-security-context-user-group-id"),
        trivy("KSV-0021"),
        kubesec("RunAsGroup"),
    ],
    check: Check::Container(|container, cx| {
        if container.identity.platform != plimsoll_model::Platform::Kubernetes {
            return;
        }
        let message = match container.group.known() {
            Some(User::Id(id)) if *id < 10_000 => format!("{container} runs with group {id}"),
            Some(User::Root) => format!("{container} runs with group 0"),
            Some(User::FromImage) => format!("{container} does not say which group it runs with"),
            _ => return,
        };
        cx.report(&container.group, message);
    }),
    ..Rule::UNSET
};
