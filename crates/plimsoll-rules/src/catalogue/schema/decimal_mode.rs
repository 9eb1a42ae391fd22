//! Field: Kubernetes `defaultMode`: a number without a leading zero is decimal, and 644 is `01204`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "decimal-mode",
    summary: "permissions are written in decimal digits that look octal",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Volume(|volume, cx| {
        const LOOKS_OCTAL: &[u64] =
            &[400, 440, 444, 600, 640, 644, 660, 664, 666, 700, 740, 744, 750, 755, 770, 775, 777];
        if let Some(mode) = volume.default_mode.known().filter(|it| LOOKS_OCTAL.contains(&it.0)) {
            let message = format!("{} is decimal here and means {mode}", mode.0);
            let is_refused = mode.0 > 0o777;
            cx.report(&volume.default_mode, message)
                .platform(is_refused.then_some(Reaction::Refuses));
        }
    }),
    ..Rule::UNSET
};
