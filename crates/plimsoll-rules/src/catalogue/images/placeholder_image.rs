//! Field: `image`. Refused: a stand-in such as `<PINNED_TAG>`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "placeholder-image",
    summary: "image is a stand-in that somebody has to replace",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("engine")],
    check: Check::Image(|image, cx| {
        if image.reference.holds(|it| it.is_placeholder) {
            let container = cx.project.container(image.container);
            let message = format!("{container} still has a stand-in for its image");
            cx.report(&image.reference, message);
        }
    }),
    ..Rule::UNSET
};
