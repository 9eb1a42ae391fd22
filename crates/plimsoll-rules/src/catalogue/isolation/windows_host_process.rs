//! Field: Kubernetes `windowsOptions.hostProcess` of pod and container. Refused: true.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "windows-host-process",
    summary: "container is a process of its Windows host",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[
        pss_baseline("windowsHostProcess"),
        cis_kubernetes("5.2.11"),
        polaris("hostProcess"),
        trivy("KSV-0103"),
        kubescape("C-0202"),
        kyverno("disallow-host-process"),
        gatekeeper("pod-security-policy/host-processes"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| {
            let fact = &container.windows_host_process;
            if cx.is_refused(fact) {
                cx.report(fact, format!("{container} is a process of its host")).harden(
                    "do not run it on the host",
                    "programs that set up the network or storage of the node stop working",
                    [fact.set(false)],
                );
            }
        }),
        Check::Workload(|workload, cx| {
            let fact = &workload.windows_host_process;
            if cx.is_refused_unused(fact, |it| &it.windows_host_process) {
                let message = format!(
                    "{workload} allows processes of its host, which Pod Security refuses by itself"
                );
                cx.report(fact, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
