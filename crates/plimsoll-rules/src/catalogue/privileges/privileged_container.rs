//! Field: Compose `privileged`, Kubernetes `securityContext.privileged`. Allowed: absent or false.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "privileged-container",
    summary: "container has full access to its host",
    severity: Severity::Critical,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("privileged"),
        cis_docker("5.5"),
        cis_kubernetes("5.2.2"),
        nsa_cisa("privileged containers"),
        owasp_docker("3"),
        compose_lint("CL-0002"),
        kube_linter("privileged-container"),
        trivy("KSV-0017"),
        checkov("CKV_K8S_16"),
        kubescape("C-0057"),
        kube_score("container-security-context-privileged"),
        polaris("runAsPrivileged"),
        kics("Container Is Privileged"),
        kubesec("Privileged"),
        gatekeeper("pod-security-policy/privileged-containers"),
        kyverno("disallow-privileged-containers"),
        kics("Privileged Containers Enabled"),
    ],
    fix: Some(Safety::Hardening),
    supersedes: &[
        "added-capability",
        "defeated-capability-drop",
        "kept-capabilities",
        "privilege-escalation",
    ],
    check: Check::Container(|container, cx| {
        if cx.is_refused_or(&container.privileged, |it| *it) {
            cx.report(&container.privileged, format!("{container} has full access to its host"))
                .harden(
                    "remove `privileged`",
                    "a program that needs devices, mounts or kernel settings stops working until it gets exactly those",
                    [container.privileged.remove()],
                );
        }
    }),
    ..Rule::UNSET
};
