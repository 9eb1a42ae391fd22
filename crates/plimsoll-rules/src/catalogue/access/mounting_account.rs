//! Field: Kubernetes `ServiceAccount` `automountServiceAccountToken`. Allowed: false.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "mounting-account",
    summary: "service account puts its token into every pod",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.6"),
        nsa_cisa("protecting pod service account tokens"),
        checkov("CKV_K8S_41"),
        kics("Default Service Account In Use"),
        kubescape("C-0189"),
        kubescape("C-0225"),
        kyverno("restrict-sa-automount-sa-token"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::ServiceAccount(|account, cx| {
        if account.token_mounted.is(true) {
            cx.report(&account.token_mounted, format!("pods of {account} get its token unless they refuse it")).harden(
                "leave it to the pods",
                "a pod that talks to the API server and does not ask for the token can no longer log in",
                [account.token_mounted.set(false)],
            );
        }
    }),
    ..Rule::UNSET
};
