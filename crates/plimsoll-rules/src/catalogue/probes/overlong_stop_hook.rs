//! Fields: Kubernetes `lifecycle.preStop` that sleeps, and `terminationGracePeriodSeconds`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "overlong-stop-hook",
    summary: "hook before the end takes all the time that there is",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[reliability("availability")],
    check: Check::Probe(|probe, cx| {
        let container = cx.project.container(probe.container);
        let workload = cx.project.workload(container.workload);
        let grace = &workload.termination_grace;
        let (Some(slept), Some(given)) = (probe.sleep.known(), grace.known()) else { return };
        if probe.kind != ProbeKind::PreStop || slept < given || *given == 0 {
            return;
        }
        let message = format!(
            "{container} sleeps {slept} of the {given} seconds that it has to end, and is killed"
        );
        let draft = cx.report(&probe.sleep, message);
        if let Some(site) = grace.site().filter(|_| grace.is_stated()) {
            draft.label(site, "the seconds that it has");
        }
    }),
    ..Rule::UNSET
};
