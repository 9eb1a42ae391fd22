//! Field: Kubernetes `containerPort`, Compose `expose` and `ports`. Refused: 22 and 2222.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "remote-shell-port",
    summary: "container offers remote shells",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("network access"), kube_linter("ssh-port"), kubescape("C-0042")],
    check: Check::Container(|container, cx| {
        for item in &container.listens_on.items {
            if let Some(port) = item.known().filter(|it| it.contains(22) || it.contains(2222)) {
                cx.report(item, format!("{container} listens on {port}, the port of SSH"));
            }
        }
    }),
    ..Rule::UNSET
};
