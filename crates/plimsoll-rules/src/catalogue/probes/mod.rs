//! How the platform finds out that a container works.

use plimsoll_model::{
    Platform, Project,
    subjects::{Container, ProbeKind},
};

use crate::rule::Entry;

mod hasty_probe;
mod identical_probes;
mod missing_liveness_probe;
mod missing_readiness_probe;
mod overlong_stop_hook;
mod refused_probe;

pub(super) static RULES: &[Entry] = entries!["probes": hasty_probe, identical_probes, missing_liveness_probe, missing_readiness_probe, overlong_stop_hook, refused_probe];

/// Whether a container that lasts, in a pod that does, has no probe of this kind. Its health check is
/// unknown where a patch leaves it open.
fn lacks(project: &Project, container: &Container, kind: ProbeKind) -> bool {
    let workload = project.workload(container.workload);
    container.identity.platform == Platform::Kubernetes
        && workload.kind.is_long_running()
        && container.role.is_lasting()
        && container.health_check.known().is_some()
        && !project
            .probes_of(container.workload)
            .iter()
            .any(|it| it.kind == kind && std::ptr::eq(project.container(it.container), container))
}
