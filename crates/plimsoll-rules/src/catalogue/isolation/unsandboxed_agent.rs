//! Field: `runtimeClassName` of the pods of a `SandboxTemplate` or `Sandbox` (agent sandboxes). Refused: left out.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unsandboxed-agent",
    summary: "sandbox shares the kernel of its node",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[kubescape("C-0297"), nsa_cisa("sandboxing")],
    check: Check::Workload(|workload, cx| {
        let Some(object) = workload.object.map(|it| cx.project.object(it)) else { return };
        let is_sandbox = object.kind.holds(|it| it == "Sandbox" || it == "SandboxTemplate")
            && object.api_version.holds(|it| it.contains("agents.x-k8s.io/"));
        if is_sandbox && workload.runtime_class.is(String::new()) {
            let message = format!("what runs in {workload} shares the kernel of its node");
            cx.report(&workload.runtime_class, message);
        }
    }),
    ..Rule::UNSET
};
