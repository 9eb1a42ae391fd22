//! Variable: `GITSYNC_GIT` of git-sync, which names the program that it runs as git.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "git-sync-program",
    summary: "git program can be chosen from outside",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[checkov("CKV_K8S_159")],
    check: Check::Variable(|variable, cx| {
        if variable.identity.name == "GITSYNC_GIT" {
            let container = cx.project.container(variable.container);
            let message = format!("{container} runs the program that `GITSYNC_GIT` names");
            cx.report(&variable.value, message);
        }
    }),
    ..Rule::UNSET
};
