//! Fields: those of the Pod Security Standards, against the `warn` labels of the namespace.

use super::preview;
use crate::{pod_security::Mode, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "warned-by-pod-security",
    summary: "Pod Security admission warns about the pods",
    severity: Severity::Low,
    platform: Some(Reaction::Warns),
    since: "0.1.0",
    controls: &[validation("Pod Security admission")],
    fix: Some(Safety::Hardening),
    check: Check::Project(|project, cx| preview(project, Mode::Warn, "warned about", cx)),
    ..Rule::UNSET
};
