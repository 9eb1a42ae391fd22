//! Fields: Kubernetes `imagePullPolicy`. Refused: `IfNotPresent` and `Never`, stated for no tag or `latest` without a digest.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "stale-image",
    summary: "tag that moves is pulled once and never again",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kubescape("C-0075"), reliability("images")],
    fix: Some(Safety::Hardening),
    check: Check::Image(|image, cx| {
        let is_pod = image.identity.platform == plimsoll_model::Platform::Kubernetes;
        let is_moving = image.tag.holds(|it| it.is_empty() || it == "latest")
            && image.digest.holds(String::is_empty);
        let policy = &image.pull_policy;
        if !is_pod || !is_moving || !policy.is_stated() || !policy.is_not("always".to_owned()) {
            return;
        }
        let container = cx.project.container(image.container);
        let message = format!("{container} runs the `latest` of the day when its node pulled it");
        cx.report(policy, message).harden(
            "ask the registry each time",
            "pods do not start while the registry cannot be reached",
            [policy.set("always")],
        );
    }),
    ..Rule::UNSET
};
