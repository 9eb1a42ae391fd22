//! Fields: `automountServiceAccountToken` of the pod, else of its service account. Default: true.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "mounted-service-account-token",
    summary: "token of the service account is mounted",
    severity: Severity::Medium,
    since: "0.1.0",
    // Most pods would be named, and most of their tokens open nothing.
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.6"),
        nsa_cisa("protecting pod service account tokens"),
        polaris("automountServiceAccountToken"),
        trivy("KSV-0036"),
        checkov("CKV_K8S_38"),
        kics("Service Account Token Automount Not Disabled"),
        kubescape("C-0034"),
        kubescape("C-0190"),
        kubescape("C-0261"),
        kubesec("AutomountServiceAccountToken"),
        kyverno("restrict-automount-sa-token"),
        gatekeeper("pod-security-policy/automount-serviceaccount-token"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Workload(|workload, cx| {
        let token = &workload.service_account_token;
        if token.is(true) {
            cx.report(token, format!("{workload} mounts the token of its service account")).harden(
                "do not mount the token",
                "a program that talks to the API server can no longer log in",
                [token.override_with(false)],
            );
        }
    }),
    ..Rule::UNSET
};
