//! Field: `image`. Allowed: with a digest.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-digest",
    summary: "image can change under its tag",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        checkov("CKV_K8S_43"),
        kics("Image Without Digest"),
        kubescape("C-0306"),
        gatekeeper("general/imagedigests"),
        kyverno("require-image-checksum"),
        compose_lint("CL-0019"),
    ],
    check: Check::Image(|image, cx| {
        let is_open = image.digest.holds(String::is_empty) && !image.is_built_here;
        if is_open && image.reference.holds(|it| !it.is_placeholder) {
            let container = cx.project.container(image.container);
            let message = format!("{container} does not pin its image by digest");
            cx.report(&image.reference, message);
        }
    }),
    ..Rule::UNSET
};
