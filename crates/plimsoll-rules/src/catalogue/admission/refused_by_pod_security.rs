//! Fields: those of the Pod Security Standards, against the labels of the namespace and the
//! parameter `pod-security-level`.

use super::preview;
use crate::{pod_security::Mode, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "refused-by-pod-security",
    summary: "Pod Security admission refuses the pods",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("Pod Security admission")],
    fix: Some(Safety::Hardening),
    check: Check::Project(|project, cx| preview(project, Mode::Enforce, "refused", cx)),
    ..Rule::UNSET
};
