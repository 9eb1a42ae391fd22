//! Fields: Compose `build.context`, `build.additional_contexts`. Refused: a repository or an archive from elsewhere without a commit or a digest.

use crate::remote::{is_pinned, is_remote};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unpinned-remote-build",
    summary: "image is built from something that can change at any time",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[owasp_docker("13"), cwe("829")],
    check: Check::Build(|build, cx| {
        let context = std::iter::once(&build.context).filter(|it| it.holds(|it| is_remote(it)));
        for fact in context.chain(&build.remote_sources.items) {
            let Some(address) = fact.known().filter(|it| !is_pinned(it)) else { continue };
            cx.report(fact, format!("{build} is built from `{address}`, whatever that is by then"));
        }
    }),
    ..Rule::UNSET
};
