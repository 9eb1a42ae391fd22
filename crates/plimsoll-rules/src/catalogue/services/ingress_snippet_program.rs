//! Annotations of an `Ingress` that end in `-snippet` with Lua or Perl in them. CVE-2021-25742.

use super::snippets;
use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ingress-snippet-program",
    summary: "ingress runs a program in the controller",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[checkov("CKV_K8S_152")],
    supersedes_item: &["ingress-snippet"],
    check: Check::Object(|object, cx| {
        for (item, snippet) in snippets(object) {
            let text = snippet.value.reveal();
            if ["_by_lua", "lua_", "perl", "ngx."].iter().any(|it| text.contains(it)) {
                cx.report(item, format!("{object} runs a program in the controller"))
                    .keyed(snippet.key.clone());
            }
        }
    }),
    ..Rule::UNSET
};
