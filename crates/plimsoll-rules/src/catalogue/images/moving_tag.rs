//! Field: `image`. Refused: tags that name a branch, a channel or a stage, without a digest.

use plimsoll_model::syntax::image::{TagKind, tag_kind};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "moving-tag",
    summary: "tag of the image moves with every release",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        compose_lint("CL-0004"),
        dclint("service-image-require-explicit-tag"),
        owasp_docker("13"),
    ],
    check: Check::Image(|image, cx| {
        let Some(tag) = image.tag.known().filter(|it| !it.is_empty() && *it != "latest") else {
            return;
        };
        if !image.is_built_here
            && image.digest.holds(String::is_empty)
            && tag_kind(tag) == TagKind::Floating
        {
            let container = cx.project.container(image.container);
            cx.report(
                &image.tag,
                format!("{container} runs whatever `{tag}` is when it is pulled"),
            );
        }
    }),
    ..Rule::UNSET
};
