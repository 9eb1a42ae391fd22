//! Field: Compose `version`. Allowed: absent (Compose specification, chapter *Version and name*).

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "obsolete-compose-version",
    summary: "`version` means nothing any more",
    severity: Severity::Info,
    platform: Some(Reaction::Warns),
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[dclint("no-version-field")],
    fix: Some(Safety::Safe),
    check: Check::Object(|object, cx| {
        let is_compose = object.identity.platform == plimsoll_model::Platform::Compose;
        if is_compose && object.api_version.is_stated() {
            cx.report(&object.api_version, "`version` is ignored")
                .fix_safely("remove `version`", [object.api_version.remove()]);
        }
    }),
    ..Rule::UNSET
};
