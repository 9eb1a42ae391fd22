//! Field: `image`. Refused: no tag or `latest`, without a digest.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "floating-tag",
    summary: "image is another one whenever its publisher says so",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        kube_linter("latest-tag"),
        checkov("CKV_K8S_14"),
        compose_lint("CL-0004"),
        kubescape("C-0075"),
        polaris("tagNotSpecified"),
        kube_score("container-image-tag"),
        trivy("KSV-0013"),
        kics("Invalid Image Tag"),
        kyverno("disallow-latest-tag"),
        gatekeeper("general/disallowedtags"),
        dclint("service-image-require-explicit-tag"),
    ],
    check: Check::Image(|image, cx| {
        if image.is_built_here
            || !image.digest.holds(String::is_empty)
            || image.reference.holds(|it| it.is_placeholder)
        {
            return;
        }
        let container = cx.project.container(image.container);
        if image.tag.is_stated() && image.tag.is("latest".to_owned()) {
            let message = format!("{container} runs whatever `latest` is when it is pulled");
            cx.report(&image.tag, message);
        } else if image.tag.holds(String::is_empty) {
            let message =
                format!("{container} names no tag and runs whatever `latest` is when it is pulled");
            cx.report(&image.reference, message);
        }
    }),
    ..Rule::UNSET
};
