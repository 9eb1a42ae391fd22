//! Field: Compose `security_opt` `seccomp`, where it names a file. Refused: one that is not there.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-seccomp-profile",
    summary: "file of the seccomp profile is not there",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    check: Check::Container(|container, cx| {
        if container.seccomp_file_present.is(false)
            && let Some(path) = container.seccomp_file.known()
        {
            cx.report(
                &container.seccomp_file_present,
                format!(
                    "{container} is to run by the seccomp profile `{path}`, which is not there"
                ),
            );
        }
    }),
    ..Rule::UNSET
};
