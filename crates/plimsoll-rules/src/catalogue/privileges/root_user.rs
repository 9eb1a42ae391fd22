//! Field: Compose `user`, Kubernetes `securityContext.runAsUser`. Refused: 0 or `root`, stated.

use crate::{Impact, Precondition, prelude::*};

/// The first minor version that does not drop `hostUsers: false` by default (gate
/// UserNamespacesSupport).
const USER_NAMESPACES: u32 = 33;

pub(super) static RULE: Rule = Rule {
    name: "root-user",
    summary: "container runs as root",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_restricted("runAsUser"),
        cis_docker("4.1"),
        kube_linter("run-as-non-root"),
        owasp_docker("2"),
        polaris("runAsRootAllowed"),
        trivy("KSV-0105"),
        checkov("CKV_K8S_23"),
        kics("Container Running As Root"),
        kubescape("C-0013"),
        gatekeeper("pod-security-policy/users"),
        kyverno("require-run-as-non-root-user"),
        kube_score("container-security-context-user-group-id"),
        compose_lint("CL-0018"),
    ],
    supersedes: &["unenforced-user"],
    check: Check::Container(|container, cx| {
        if cx.is_refused_or(&container.user, |it| *it == User::Root) {
            let users = &cx.project.workload(container.workload).user_namespace;
            let is_apart = users.is_stated()
                && users.is(Namespace::Private)
                && cx.parameters.kubernetes_minor >= USER_NAMESPACES;
            let draft = cx.report(&container.user, format!("{container} runs as root"));
            if is_apart {
                draft.grade(
                    Impact::Host,
                    Precondition::Several,
                    "the user namespace of the workload makes its root nobody on the host",
                );
            }
        }
    }),
    ..Rule::UNSET
};
