//! Field: Compose `security_opt` `apparmor`, Kubernetes `appArmorProfile`. Refused: unconfined, stated.

use plimsoll_model::{Patch, Site, Slot, Spelling};

use crate::{Context, prelude::*};

/// The minor release of Kubernetes that has a field for it.
const FIELD_SINCE: u32 = 30;

/// The changes that let the default profile apply. An annotation goes where there is a field: both
/// have to say the same.
fn remedy(container: &Container, cx: &Context<'_>) -> Vec<Option<Patch>> {
    let fact = &container.apparmor;
    let notes = &cx.project.workload(container.workload).profile_annotations.items;
    let at = |site: Option<&Site>| site.map(|it| it.at);
    let note = notes.iter().find(|it| at(it.site()) == at(fact.site()));
    match (note, fact.site()) {
        (Some(note), Some(site)) if cx.parameters.kubernetes_minor >= FIELD_SINCE => {
            let slot = Slot { spelling: Spelling::Value, ..site.slot };
            vec![note.remove(), Some(Patch::Put { slot, value: "RuntimeDefault".into() })]
        }
        _ => vec![fact.set("runtime default")],
    }
}

pub(super) static RULE: Rule = Rule {
    name: "unconfined-apparmor",
    summary: "no AppArmor profile confines the container",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        pss_baseline("appArmorProfile"),
        cis_docker("5.2"),
        trivy("KSV-0002"),
        kics("Missing AppArmor Profile"),
        kubesec("ApparmorUnconfined"),
        gatekeeper("pod-security-policy/apparmor"),
        kyverno("restrict-apparmor-profiles"),
        compose_lint("CL-0009"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| {
            let fact = &container.apparmor;
            if cx.is_refused_or(fact, |it| *it == Confinement::Unconfined) {
                let remedy = remedy(container, cx);
                cx.report(fact, format!("{container} is not confined by AppArmor")).harden(
                    "let the default profile apply",
                    "calls that the default profile blocks fail with \"operation not permitted\"",
                    remedy,
                );
            }
        }),
        Check::Workload(|workload, cx| {
            for item in &workload.profile_annotations.items {
                if cx.is_refused(item) {
                    let message = format!(
                        "{workload} names an AppArmor profile in a way that Pod Security refuses"
                    );
                    cx.report(item, message).harden(
                        "remove the annotation",
                        "calls that the default profile blocks fail with \"operation not permitted\"",
                        [item.remove()],
                    );
                }
            }
            let fact = &workload.apparmor;
            if cx.is_refused_unused(fact, |it| &it.apparmor) {
                let message = format!(
                    "{workload} allows containers without AppArmor, which Pod Security refuses by itself"
                );
                cx.report(fact, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
