//! Field: Kubernetes `restartPolicy`: `Always` for controllers, `OnFailure` or `Never` for jobs.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "refused-restart-policy",
    summary: "pods of this kind cannot have that restart policy",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_score("cronjob-restartpolicy"),
        kube_linter("restart-policy"),
        reliability("validation"),
    ],
    fix: Some(Safety::Safe),
    check: Check::Workload(|workload, cx| {
        let Some(kind) = workload.object.and_then(|it| cx.project.object(it).kind.known()) else {
            return;
        };
        let restart = &workload.restart;
        match kind.as_str() {
            "Deployment" | "DaemonSet" | "StatefulSet" | "ReplicaSet" | "ReplicationController"
                if restart.is_stated() && restart.is_not(Restart::Always) =>
            {
                cx.report(restart, format!("the pods of {workload} are always started again"))
                    .fix_safely("say so", [restart.set("always")]);
            }
            "Job" | "CronJob" if restart.is(Restart::Always) => {
                cx.report(restart, format!("{workload} would never end"));
            }
            _ => {}
        }
    }),
    ..Rule::UNSET
};
