//! Fields: Kubernetes `sysctls` beside `hostNetwork` and `hostIPC`. The API server refuses `net.*` with the first, shared
//! memory and message queues with the second.

use plimsoll_model::Platform;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "refused-sysctl",
    summary: "kernel parameter belongs to a namespace that the pod does not have",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("kubelet")],
    check: Check::Workload(|workload, cx| {
        for item in &workload.sysctls.items {
            let Some(sysctl) = item.known() else { continue };
            let name = sysctl.name.replace('/', ".");
            let (namespace, key) = match () {
                () if name.starts_with("net.") => (&workload.network_namespace, "network"),
                () if ["kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue."]
                    .iter()
                    .any(|it| name.starts_with(it)) =>
                {
                    (&workload.ipc_namespace, "shared memory")
                }
                () => continue,
            };
            if namespace.is(Namespace::Host) {
                let message =
                    format!("{workload} cannot set `{name}`: it uses the {key} of its host");
                let draft = cx.report(item, message);
                let draft = match workload.identity.platform {
                    Platform::Compose => draft.platform(Reaction::Fails),
                    Platform::Kubernetes => draft,
                };
                if let Some(site) = namespace.site() {
                    draft.label(site, "by this");
                }
            }
        }
    }),
    ..Rule::UNSET
};
