//! Annotation `kubectl.kubernetes.io/last-applied-configuration`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "copied-object",
    summary: "object carries a copy of what it was",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cwe("312")],
    fix: Some(Safety::Safe),
    check: Check::Object(|object, cx| {
        for item in &object.annotations.items {
            let is_copy =
                item.holds(|it| it.key == "kubectl.kubernetes.io/last-applied-configuration");
            if is_copy {
                cx.report(item, format!("{object} carries a copy of what it was"))
                    .fix_safely("remove the annotation", [item.remove()]);
            }
        }
    }),
    ..Rule::UNSET
};
