//! Fields: `metadata.labels` of `Namespace`, those of Pod Security admission.

use crate::{
    pod_security::{Level, parse_version},
    prelude::*,
};

pub(super) static RULE: Rule = Rule {
    name: "invalid-pod-security-label",
    summary: "Pod Security label has a value that admission does not know",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("Pod Security admission")],
    check: Check::Namespace(|namespace, cx| {
        for level in [&namespace.enforced_level, &namespace.audited_level, &namespace.warned_level]
        {
            if let Some(text) = level.stated().filter(|it| Level::parse(it).is_none()) {
                cx.report(
                    level,
                    format!("{namespace} asks for the level `{text}`, which does not exist"),
                );
            }
        }
        for version in
            [&namespace.enforced_version, &namespace.audited_version, &namespace.warned_version]
        {
            if let Some(text) = version.stated().filter(|it| parse_version(it).is_none()) {
                cx.report(
                    version,
                    format!(
                        "{namespace} names the release `{text}`, which is not of the form `v1.34`"
                    ),
                );
            }
        }
    }),
    ..Rule::UNSET
};
