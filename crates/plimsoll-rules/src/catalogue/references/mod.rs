//! Names and labels that stand for nothing.
//!
//! That something is missing is a finding only where the files declare others of its kind and
//! nothing was left out: see `plimsoll_model`, which decides what is certain.

use plimsoll_diagnostics::Reaction;

use crate::{rule::Context, rule::Entry};

mod circular_reference;
mod dangling_autoscaler;
mod dangling_disruption_budget;
mod dangling_ingress_backend;
mod dangling_ingress_port;
mod dangling_network_policy;
mod dangling_probe_port;
mod dangling_reference;
mod dangling_service;
mod dangling_target_port;
mod dangling_volume_mount;
mod mismatched_spread;
mod open_reference;
mod overlapping_selectors;
mod undefined_reference;

pub(super) static RULES: &[Entry] = entries!["references": circular_reference, dangling_autoscaler, dangling_disruption_budget, dangling_ingress_backend, dangling_ingress_port, dangling_network_policy, dangling_probe_port, dangling_reference, dangling_service, dangling_target_port, dangling_volume_mount, mismatched_spread, open_reference, overlapping_selectors, undefined_reference];

/// Reports that what `reference` names is not declared, of which the platform makes `reaction`.
fn report(
    reference: &plimsoll_model::subjects::Reference,
    reaction: Reaction,
    cx: &mut Context<'_>,
) {
    if !reference.declared.is(false) {
        return;
    }
    let (kind, name) = (&reference.target_kind, &reference.identity.name);
    let place = match &reference.namespace {
        Some(namespace) => format!("the namespace `{namespace}`"),
        None => "this namespace".to_owned(),
    };
    let mut message = format!("{kind} `{name}` is not declared in {place}");
    if let Some(nearest) = &reference.nearest {
        message += &format!("; `{nearest}` is");
    }
    cx.report(&reference.name, message).platform(reaction);
}
