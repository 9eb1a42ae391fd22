//! Field: Compose `security_opt` `no-new-privileges`, Kubernetes `allowPrivilegeEscalation`. Allowed: refused.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "privilege-escalation",
    summary: "processes can gain more privileges than their parents",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        pss_restricted("allowPrivilegeEscalation"),
        cis_docker("5.26"),
        cis_kubernetes("5.2.6"),
        compose_lint("CL-0003"),
        kube_linter("privilege-escalation-container"),
        checkov("CKV_K8S_20"),
        kubescape("C-0016"),
        polaris("privilegeEscalationAllowed"),
        trivy("KSV-0001"),
        kics("Privilege Escalation Allowed"),
        kubesec("AllowPrivilegeEscalation"),
        gatekeeper("pod-security-policy/allow-privilege-escalation"),
        kyverno("disallow-privilege-escalation"),
        kics("No New Privileges Not Set"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if cx.is_refused_or(&container.privilege_escalation, |it| *it) {
            cx.report(
                &container.privilege_escalation,
                format!("{container} lets processes gain privileges"),
            )
            .harden(
                "refuse new privileges",
                "`sudo`, `su`, `ping` and other setuid programs in the container stop working",
                [container.privilege_escalation.set(false)],
            );
        }
    }),
    ..Rule::UNSET
};
