//! What admission decides: Pod Security, and the webhooks that stand in its way.

use crate::{
    pod_security::{Demand, Mode, Verdict, demand, evaluate},
    rule::Context,
    rule::Entry,
};
use plimsoll_diagnostics::Reaction;
use plimsoll_model::{
    Patch, Project, Site,
    subjects::{Workload, WorkloadId, WorkloadKind},
};

mod invalid_expression;
mod invalid_pod_security_label;
mod namespace_below_restricted;
mod permissive_pod_constraints;
mod plaintext_webhook;
mod refused_by_pod_security;
mod skippable_webhook;
mod unprotected_namespace;
mod warned_by_pod_security;

pub(super) static RULES: &[Entry] = entries!["admission": invalid_expression, invalid_pod_security_label, namespace_below_restricted, permissive_pod_constraints, plaintext_webhook, refused_by_pod_security, skippable_webhook, unprotected_namespace, warned_by_pod_security];

/// Reports what Pod Security finds in the project's pods in the given mode, as `outcome`.
fn preview(project: &Project, mode: Mode, outcome: &str, cx: &mut Context<'_>) {
    for (workload, id) in project.subjects.workloads.iter().zip((0..).map(WorkloadId)) {
        preview_one(project, workload, id, mode, outcome, cx);
    }
}

fn preview_one(
    project: &Project,
    workload: &Workload,
    id: WorkloadId,
    mode: Mode,
    outcome: &str,
    cx: &mut Context<'_>,
) {
    let Some(demand) = demand(project, workload, mode, cx.parameters) else { return };
    let verdict = evaluate(project, id, demand.level, demand.minor);
    for doubt in &verdict.undecided {
        let setting = doubt.site.slot.path.join(".");
        cx.undecided(
            &workload.identity,
            format!("`{}` asks for `{setting}`, which is unknown", doubt.check.id),
        );
    }
    if verdict.is_allowed().is_some() {
        cx.judged();
    }
    let whole = remedies(&verdict);
    for it in &verdict.violations {
        let message = format!("{workload} is {outcome} at `{}`: {}", demand.level, it.message);
        let draft = cx.report_site(it.subject, it.site, it.evidence, message).keyed(it.check.id);
        // A controller is let in, and its pods are not.
        let draft = match (mode, &workload.kind) {
            (Mode::Enforce, WorkloadKind::Pod) => draft.platform(Reaction::Refuses),
            (Mode::Enforce, _) => draft.platform(Reaction::Fails),
            _ => draft,
        };
        let draft = match label(&demand) {
            Some(site) => draft.label(site, format!("`{}` is asked for here", demand.level)),
            None => draft,
        };
        draft
            .harden(
                "satisfy the check",
                "a program that relies on what the check refuses stops working",
                [it.remedy.clone()],
            )
            .harden(
                format!("satisfy every check of `{}`", demand.level),
                "a program that relies on root, capabilities or what else the level refuses stops working",
                whole.clone().into_iter().map(Some),
            );
    }
}

fn label<'p>(demand: &Demand<'p>) -> Option<&'p Site> {
    demand.label?.site()
}

/// The changes that satisfy every check; none where there is one check, or one needs a person.
fn remedies(verdict: &Verdict<'_>) -> Vec<Patch> {
    if verdict.violations.len() < 2 {
        return Vec::new();
    }
    let mut patches: Vec<Patch> = Vec::new();
    for violation in &verdict.violations {
        let Some(patch) = &violation.remedy else { return Vec::new() };
        if !patches.contains(patch) {
            patches.push(patch.clone());
        }
    }
    patches
}
