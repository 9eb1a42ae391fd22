//! Fields: Compose `network_mode`, `pid`, `ipc`. Refused: the namespace of a container that the file does not declare, and the processes or memory of another service.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "shared-namespace",
    summary: "workload shares a namespace with another container",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.10"), cis_docker("5.16"), cis_docker("5.17")],
    check: Check::Workload(|workload, cx| {
        let shared = [
            (&workload.network_namespace, "network"),
            (&workload.pid_namespace, "processes"),
            (&workload.ipc_namespace, "memory"),
        ];
        for (fact, what) in shared {
            let message = match fact.known() {
                Some(Namespace::Container(name)) => {
                    format!(
                        "{workload} shares the {what} of the container `{name}`, whatever that is"
                    )
                }
                // A network is shared to route traffic through a neighbour of the same file.
                Some(Namespace::Service(name)) if what != "network" => {
                    format!("{workload} shares the {what} of `{name}`")
                }
                _ => continue,
            };
            cx.report(fact, message);
        }
    }),
    ..Rule::UNSET
};
