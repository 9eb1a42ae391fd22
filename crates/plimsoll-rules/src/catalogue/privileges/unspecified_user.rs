//! Field: Compose `user`, Kubernetes `runAsUser` and `runAsNonRoot`. Refused: none of them stated.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unspecified-user",
    summary: "container runs as whoever its image says",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        pss_restricted("runAsNonRoot"),
        cis_docker("4.1"),
        checkov("CKV_K8S_23"),
        kube_linter("run-as-non-root"),
        polaris("runAsRootAllowed"),
        trivy("KSV-0012"),
        kics("Container Running As Root"),
        kubescape("C-0013"),
        kubesec("RunAsNonRoot"),
        gatekeeper("pod-security-policy/users"),
        kyverno("require-run-as-nonroot"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        let is_left_open = container.user.is_assumed() && container.user.is(User::FromImage);
        if is_left_open
            && !container.non_root_enforced.is(true)
            && !container.non_root_enforced.is_unknown()
        {
            let message = format!("{container} does not say which user it runs as");
            cx.report(&container.user, message).harden(
                "refuse root",
                "an image that starts as root, or as a user by name, does not start",
                [container.non_root_enforced.set(true)],
            );
        }
    }),
    ..Rule::UNSET
};
