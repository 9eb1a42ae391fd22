//! Fields: Kubernetes probes whose `timeoutSeconds` is not below `periodSeconds`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "hasty-probe",
    summary: "probe gives up before it can know",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[cwe("400"), reliability("availability")],
    check: Check::Probe(|probe, cx| {
        let (Some(timeout), Some(period)) = (probe.timeout.known(), probe.period.known()) else {
            return;
        };
        if probe.kind.is_probe() && timeout > period && probe.timeout.is_stated() {
            let container = cx.project.container(probe.container);
            let message =
                format!("a probe of {container} may take longer than the time to the next");
            cx.report(&probe.timeout, message);
        }
    }),
    ..Rule::UNSET
};
