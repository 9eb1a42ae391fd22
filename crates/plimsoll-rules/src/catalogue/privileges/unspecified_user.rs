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
        let (user, enforced) = (&container.user, &container.non_root_enforced);
        if !user.is_assumed() || !user.is(User::FromImage) {
            return;
        }
        let message = format!("{container} does not say which user it runs as");
        if matches!(enforced, Fact::Inapplicable) {
            cx.report(user, message);
        } else if cx.is_refused(enforced) {
            let draft = if enforced.is_stated() {
                cx.report(enforced, message)
            } else {
                cx.report(user, message)
            };
            draft.harden(
                "refuse root",
                "an image that starts as root, or as a user by name, does not start",
                [enforced.set(true)],
            );
        }
    }),
    ..Rule::UNSET
};
