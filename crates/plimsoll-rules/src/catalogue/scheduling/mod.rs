//! Where pods run, and how many are there while things change.

use plimsoll_model::{Project, subjects::ObjectId};

use crate::rule::Entry;

mod blocking_disruption_budget;
mod borrowed_priority;
mod careless_update;
mod control_plane_toleration;
mod crowded_replicas;
mod fixed_autoscaler;
mod instant_stop;
mod lasting_job;
mod late_cron_job;
mod lost_history;
mod low_autoscaler_minimum;
mod missing_disruption_budget;
mod missing_priority_class;
mod naked_pod;
mod nameless_stateful_set;
mod overlapping_autoscalers;
mod overlapping_disruption_budgets;
mod pinned_node;
mod recreating_update;
mod scaled_replicas;
mod single_replica;
mod strict_eviction;
mod universal_toleration;
mod unselective_disruption_budget;
mod unusable_disruption_budget;

pub(super) static RULES: &[Entry] = entries!["scheduling": blocking_disruption_budget, borrowed_priority, careless_update, control_plane_toleration, crowded_replicas, fixed_autoscaler, instant_stop, lasting_job, late_cron_job, lost_history, low_autoscaler_minimum, missing_disruption_budget, missing_priority_class, naked_pod, nameless_stateful_set, overlapping_autoscalers, overlapping_disruption_budgets, pinned_node, recreating_update, scaled_replicas, single_replica, strict_eviction, universal_toleration, unselective_disruption_budget, unusable_disruption_budget];

/// Whether both objects are in one namespace, as far as the files say.
fn is_beside(project: &Project, one: ObjectId, other: ObjectId) -> bool {
    project.object(one).namespace.known() == project.object(other).namespace.known()
}
