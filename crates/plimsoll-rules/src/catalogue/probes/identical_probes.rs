//! Fields: Kubernetes `livenessProbe` and `readinessProbe` with one handler.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "identical-probes",
    summary: "liveness and readiness ask the same",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kube_score("pod-probes-identical"), reliability("availability")],
    check: Check::Probe(|probe, cx| {
        if probe.kind != ProbeKind::Liveness || !probe.handler.is_stated() {
            return;
        }
        let project = cx.project;
        let twin =
            project.probes_of(project.container(probe.container).workload).iter().find(|it| {
                it.container == probe.container
                    && it.kind == ProbeKind::Readiness
                    && it.handler.known() == probe.handler.known()
                    && it.port.known() == probe.port.known()
                    && it.path.known() == probe.path.known()
                    && it.scheme.known() == probe.scheme.known()
                    && it.command.items.len() == probe.command.items.len()
                    && it.command.known().eq(probe.command.known())
            });
        let is_known = probe.port.known().is_some() || probe.command.is_complete();
        if let Some(twin) = twin.filter(|_| is_known) {
            let container = project.container(probe.container);
            let message = format!("{container} is started again whenever it is only not ready");
            cx.report_at(&probe.identity, probe.identity.shown, message)
                .label(twin.identity.shown, "asks the same");
        }
    }),
    ..Rule::UNSET
};
