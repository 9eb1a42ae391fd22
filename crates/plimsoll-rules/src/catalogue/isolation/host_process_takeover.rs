//! Fields: Compose `pid: host`, Kubernetes `hostPID`, together with the means to act on the processes.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "host-process-takeover",
    summary: "container can take over any process of its host",
    severity: Severity::Critical,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.16"), owasp_docker("3"), cwe("250")],
    supersedes: &["host-pid-namespace"],
    check: Check::Container(|container, cx| {
        let workload = cx.project.workload(container.workload);
        if !workload.pid_namespace.is(Namespace::Host) || container.privileged.is(true) {
            return;
        }
        let added = container.added_capabilities.items.iter().find(|it| {
            it.holds(|it| ["ALL", "SYS_ADMIN", "SYS_PTRACE"].contains(&it.name.as_str()))
        });
        let unconfined = (container.seccomp.is_stated()
            && container.seccomp.is(Confinement::Unconfined))
        .then_some(&container.seccomp);
        let (means, place) = match (added, unconfined) {
            (Some(item), _) => (item.known().map_or("a capability", |it| &*it.name), item.site()),
            (None, Some(fact)) if container.user.is(User::Root) => {
                ("no seccomp filter", fact.site())
            }
            _ => return,
        };
        let message =
            format!("{container} sees its host's processes and can change them with `{means}`");
        let draft = cx.report(&workload.pid_namespace, message);
        if let Some(place) = place {
            draft.label(place, "and this");
        }
    }),
    ..Rule::UNSET
};
