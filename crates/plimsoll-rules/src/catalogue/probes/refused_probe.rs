//! Fields: Kubernetes probes: none on containers that end before the others start, one handler each, `successThreshold` 1 for liveness and startup.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "refused-probe",
    summary: "probe cannot be what it says",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server"), reliability("validation")],
    fix: Some(Safety::Safe),
    check: Check::Probe(|probe, cx| {
        let shown = probe.identity.shown;
        let what = probe.kind.as_str();
        let container = cx.project.container(probe.container);
        if container.role == Role::Init {
            let message = format!("`{what}` cannot be: {container} ends before it is asked");
            cx.report_at(&probe.identity, shown, message).keyed("init");
        }
        match probe.handler.known().map(|it| &**it) {
            Some("") => {
                cx.report_at(
                    &probe.identity,
                    shown,
                    format!("`{what}` of {container} asks nothing"),
                )
                .keyed("none");
            }
            Some(several) if several.contains('+') => {
                cx.report_at(
                    &probe.identity,
                    shown,
                    format!("`{what}` of {container} asks several things"),
                )
                .keyed("several");
            }
            _ => {}
        }
        let once = matches!(probe.kind, ProbeKind::Liveness | ProbeKind::Startup);
        // Zero stands for the default.
        let is_other = probe.success_threshold.holds(|it| !matches!(it, 0 | 1));
        if once && probe.success_threshold.is_stated() && is_other {
            cx.report(
                &probe.success_threshold,
                format!("`{what}` of {container} succeeds at the first time"),
            )
            .fix_safely("use 1", [probe.success_threshold.set(1)]);
        }
    }),
    ..Rule::UNSET
};
