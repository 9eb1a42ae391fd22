//! Fields: Kubernetes `spec.selector` of a controller against the labels of the pods of another one, in one namespace.

use std::collections::HashMap;

use plimsoll_model::Project;

use crate::{Context, catalogue::is_together, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "overlapping-selectors",
    summary: "two controllers take the same pods for their own",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[validation("controller manager"), reliability("availability")],
    check: Check::Project(selectors),
    ..Rule::UNSET
};

fn kind(workload: &Workload) -> &str {
    match &workload.kind {
        WorkloadKind::Controller(kind) => kind,
        _ => "workload",
    }
}

fn selectors(project: &Project, cx: &mut Context<'_>) {
    let mut by_label: HashMap<(&str, &str), Vec<&Workload>> = HashMap::new();
    let is_controller = |it: &&Workload| matches!(&it.kind, WorkloadKind::Controller(_));
    for workload in project.subjects.workloads.iter().filter(is_controller) {
        let selector = cx.need(&workload.identity, "selector", &workload.selector);
        let mut labels = workload.labels.items.iter();
        let is_known = labels.all(|it| cx.need(&workload.identity, "labels", it).is_some())
            && cx.need(&workload.identity, "labels", &workload.labels.whole).is_some();
        let is_chosen = selector.is_some_and(|it| !it.labels.is_empty());
        if !is_known || !is_chosen {
            continue;
        }
        cx.judged();
        let labels: Vec<Label> = workload.labels.known().cloned().collect();
        let seen = labels.iter().filter_map(|it| by_label.get(&(&*it.key, &*it.value)));
        let is_other = |it: &&&Workload| {
            it.selector.holds(|it| it.chooses(&labels))
                && it.identity.address != workload.identity.address
                && is_together(project, it.object, workload.object)
        };
        if let Some(other) = seen.flatten().find(is_other) {
            let kinds = [*other, workload].map(kind);
            let message = format!(
                "the pods of the {} {workload} are also those of the {} {other}",
                kinds[1], kinds[0]
            );
            cx.report_about(&workload.identity, &workload.selector, message)
                .label(other.identity.shown, "the other one");
        }
        if let Some(first) = workload.selector.known().and_then(|it| it.labels.first()) {
            by_label.entry((&first.key, &first.value)).or_default().push(workload);
        }
    }
}
