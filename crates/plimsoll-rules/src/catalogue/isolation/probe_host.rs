//! Fields: Kubernetes `host` of probes and lifecycle hooks by `httpGet` and `tcpSocket`. Allowed: absent.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "probe-host",
    summary: "kubelet is sent to another host",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[pss_baseline("hostProbesAndHostLifecycle")],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        for item in &container.probe_hosts.items {
            let Some(host) = item.known().filter(|_| cx.is_refused(item)) else { continue };
            cx.report(
                item,
                format!("the probes of {container} have the kubelet connect to `{host}`"),
            )
            .harden(
                "ask the pod itself",
                "a probe of something that listens elsewhere fails, and the container is restarted",
                [item.remove()],
            );
        }
    }),
    ..Rule::UNSET
};
