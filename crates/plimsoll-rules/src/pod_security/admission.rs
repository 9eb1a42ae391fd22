//! What admission asks of a workload's pods: the labels of its namespace, where the files declare
//! it, else what the cluster asks by default.
//!
//! Source: the `api` package of `k8s.io/pod-security-admission` (labels and fallbacks). A label
//! that it cannot read asks for nothing here: the API server refuses the namespace.

use plimsoll_model::{
    Fact, Project,
    subjects::{ClusterNamespace, Workload},
};

use super::Level;
use crate::Parameters;

/// What happens to pods below a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// They are refused.
    Enforce,
    /// Whoever makes them, or their controller, is warned.
    Warn,
}

/// A level that is asked of pods.
#[derive(Clone, Copy, Debug)]
pub struct Demand<'p> {
    /// The level.
    pub level: Level,
    /// The minor release whose checks decide.
    pub minor: u32,
    /// The label that asks for it; `None` where the cluster does by default.
    pub label: Option<&'p Fact<String>>,
}

/// What `mode` asks of the workload's pods; `None` where nothing is asked, or the files leave
/// open what.
#[must_use]
pub fn demand<'p>(
    project: &'p Project,
    workload: &Workload,
    mode: Mode,
    parameters: &Parameters,
) -> Option<Demand<'p>> {
    let object = project.object(workload.object?);
    let name = object.namespace.known()?;
    let named = |it: &&ClusterNamespace| it.identity.name == *name && !name.is_empty();
    let by_default = (mode == Mode::Enforce).then_some(Demand {
        level: parameters.pod_security_level,
        minor: parameters.kubernetes_minor,
        label: None,
    });
    let demand = match project.subjects.namespaces.iter().find(named) {
        None => by_default,
        Some(namespace) => match mode {
            Mode::Enforce => {
                labelled(&namespace.enforced_level, &namespace.enforced_version, parameters)
                    .or_else(|| by_default.filter(|_| namespace.enforced_level.is_assumed()))
            }
            Mode::Warn => labelled(&namespace.warned_level, &namespace.warned_version, parameters),
        },
    };
    demand.filter(|it| it.level > Level::Privileged)
}

fn labelled<'p>(
    level: &'p Fact<String>,
    version: &Fact<String>,
    parameters: &Parameters,
) -> Option<Demand<'p>> {
    Some(Demand {
        level: Level::parse(level.stated()?)?,
        minor: match parse_version(version.known()?)? {
            Version::Latest => parameters.kubernetes_minor,
            Version::Minor(minor) => minor,
        },
        label: Some(level),
    })
}

/// The release that a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// That of the cluster.
    Latest,
    /// 1 and this minor.
    Minor(u32),
}

/// What a version label says: `latest`, or `v1.` and a number without leading zeros.
#[must_use]
pub fn parse_version(text: &str) -> Option<Version> {
    if text == "latest" {
        return Some(Version::Latest);
    }
    let minor = text.strip_prefix("v1.")?;
    let is_plain =
        minor.bytes().all(|it| it.is_ascii_digit()) && (minor == "0" || !minor.starts_with('0'));
    if is_plain { minor.parse().ok().map(Version::Minor) } else { None }
}
