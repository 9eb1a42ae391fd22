//! Annotations of an `Ingress` that end in `-snippet` with `alias` or `root` in them. CVE-2021-25742.

use super::snippets;
use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ingress-snippet-alias",
    summary: "ingress serves files of the controller",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[checkov("CKV_K8S_154")],
    supersedes_item: &["ingress-snippet"],
    check: Check::Object(|object, cx| {
        for (item, snippet) in snippets(object) {
            let text = snippet.value.reveal();
            let mut words = text.split(|it: char| it.is_whitespace() || matches!(it, '{' | ';'));
            if words.any(|it| matches!(it, "alias" | "root")) {
                cx.report(item, format!("{object} serves files of the controller"))
                    .keyed(snippet.key.clone());
            }
        }
    }),
    ..Rule::UNSET
};
