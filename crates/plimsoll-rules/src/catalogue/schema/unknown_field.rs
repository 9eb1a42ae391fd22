//! Keys that the platform knows: the types that Kubernetes publishes for its API, and the schema of
//! the Compose Specification.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    summary: "setting is refused because its name is wrong",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        validation("API server"),
        validation("loader"),
        dclint("invalid-schema"),
        reliability("validation"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::UnknownField(|field, cx| {
        let key = &field.key;
        let (message, rename) = match (field.nearest, &field.belongs_to) {
            (Some(name), _) => (format!("`{key}` is refused; did you mean `{name}`?"), Some(name)),
            (None, Some(block)) => {
                (format!("`{key}` is refused here; it belongs into `{block}`"), None)
            }
            (None, None) => (format!("`{key}` is refused here: there is no such setting"), None),
        };
        let shown = field.identity.shown;
        let draft = cx.report_at(&field.identity, shown, message);
        if let Some(name) = rename {
            draft.harden(
                format!("rename it to `{name}`"),
                "the setting takes effect for the first time",
                [Some(plimsoll_model::Patch::Rename { key: shown, name: name.to_owned() })],
            );
        }
    }),
    ..Rule::UNSET
};
