//! Field: Compose `pre_start.image`. Refused: no tag, or a tag that moves, without a digest.

use plimsoll_model::syntax::image::{TagKind, parse};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unpinned-hook-image",
    summary: "image of a hook is another one whenever its publisher says so",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[owasp_docker("13")],
    check: Check::Hook(|hook, cx| {
        let Some(image) = hook.image.known().filter(|it| !it.is_empty()) else { return };
        let Ok(reference) = parse(image) else { return };
        let moves =
            matches!(reference.tag_kind(), TagKind::Missing | TagKind::Latest | TagKind::Floating);
        if reference.digest.is_none() && moves {
            let container = cx.project.container(hook.container);
            cx.report(
                &hook.image,
                format!("a hook of {container} runs whatever `{image}` is when it is pulled"),
            );
        }
    }),
    ..Rule::UNSET
};
