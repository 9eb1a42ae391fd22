//! Fields: Compose `include`, `extends.file`. Refused: a file from elsewhere without a digest or a commit.

use crate::remote::is_pinned;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unpinned-remote-file",
    summary: "another file decides what runs, and can change at any time",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[owasp_docker("13"), cwe("829")],
    check: Check::Object(|object, cx| {
        for item in &object.remote_files.items {
            let Some(address) = item.known().filter(|it| !is_pinned(it)) else { continue };
            cx.report(item, format!("what `{address}` says can change without a change here"));
        }
    }),
    ..Rule::UNSET
};
