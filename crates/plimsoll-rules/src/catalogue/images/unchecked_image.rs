//! Field: Kubernetes `imagePullPolicy`. Allowed: `Always`, or any with a digest.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unchecked-image",
    summary: "image that is on the node is used without asking the registry",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.11"),
        kube_score("container-image-pull-policy"),
        polaris("pullPolicyNotAlways"),
        checkov("CKV_K8S_15"),
        kics("Image Pull Policy Of The Container Is Not Set To Always"),
        kubescape("C-0075"),
        kyverno("imagepullpolicy-always"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Image(|image, cx| {
        let is_pod = image.identity.platform == plimsoll_model::Platform::Kubernetes;
        let is_pinned = !image.digest.holds(String::is_empty);
        if !is_pod || is_pinned || !image.pull_policy.is_not("always".to_owned()) {
            return;
        }
        let container = cx.project.container(image.container);
        let message = format!("{container} runs the image that its node has, whoever pulled it");
        cx.report(&image.pull_policy, message).harden(
            "ask the registry each time",
            "pods do not start while the registry cannot be reached",
            [image.pull_policy.set("always")],
        );
    }),
    ..Rule::UNSET
};
