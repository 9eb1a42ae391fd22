//! Every rule, group by group. A group is a folder and no part of a rule's name.

use plimsoll_model::{
    Project,
    subjects::{Defect, DefectKind, ObjectId},
};

use crate::{rule::Context, rule::Entry};

/// Pairs each module's `RULE` with the page beside it.
macro_rules! entries {
    ($group:literal: $($module:ident),* $(,)?) => {
        &[$($crate::rule::Entry {
            rule: &$module::RULE,
            page: include_str!(concat!(stringify!($module), ".md")),
            group: $group,
            source: concat!("src/catalogue/", $group, "/", stringify!($module), ".rs"),
        }),*]
    };
}

mod access;
mod admission;
mod api_server;
mod availability;
mod builds;
mod control_plane;
mod filesystem;
mod grants;
mod images;
mod isolation;
mod kernel;
mod kubelet;
mod metadata;
mod network;
mod network_policy;
mod privileges;
mod probes;
mod references;
mod resources;
mod scheduling;
mod schema;
mod secrets;
mod services;
mod suppressions;
mod versions;
mod yaml;

static GROUPS: &[&[Entry]] = &[
    access::RULES,
    admission::RULES,
    api_server::RULES,
    availability::RULES,
    builds::RULES,
    control_plane::RULES,
    filesystem::RULES,
    grants::RULES,
    images::RULES,
    isolation::RULES,
    kernel::RULES,
    kubelet::RULES,
    metadata::RULES,
    network::RULES,
    network_policy::RULES,
    privileges::RULES,
    probes::RULES,
    references::RULES,
    resources::RULES,
    scheduling::RULES,
    schema::RULES,
    secrets::RULES,
    services::RULES,
    suppressions::RULES,
    versions::RULES,
    yaml::RULES,
];

/// Every rule with its page, in the order of groups and names.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    GROUPS.iter().flat_map(|group| group.iter())
}

/// The rule with this name, present or former.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    all()
        .find(|entry| entry.rule.name == name)
        .or_else(|| all().find(|entry| entry.rule.formerly.contains(&name)))
}

/// Whether both objects are certain to be in one namespace: those of a file are applied together,
/// those of a folder where both name the namespace.
fn is_together(project: &Project, one: Option<ObjectId>, other: Option<ObjectId>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let (one, other) = (project.object(one), project.object(other));
    let files = [one, other].map(|it| it.identity.owner.file);
    let folders = files.map(|it| project.file(it).path.rsplit_once('/').map_or("", |it| it.0));
    let is_stated = one.namespace.is_stated() && other.namespace.is_stated();
    one.namespace.known() == other.namespace.known()
        && (files[0] == files[1] || (is_stated && folders[0] == folders[1]))
}

/// Reports a defect of one of these kinds, with the change that its author meant.
fn refused(kinds: &[DefectKind], defect: &Defect, cx: &mut Context<'_>) {
    let version = cx.version(defect.identity.platform);
    if !kinds.contains(&defect.kind) || !defect.versions.contains(version) {
        return;
    }
    let mut draft = cx
        .report(&defect.state, defect.message.clone())
        .platform(defect.reaction)
        .keyed(defect.message.clone());
    for item in &defect.related.items {
        if let (Some(what), Some(site)) = (item.known(), item.site()) {
            draft = draft.label(site, what.clone());
        }
    }
    let Some(repair) = &defect.repair else { return };
    let patches = [Some(repair.patch.clone())];
    if repair.takes_effect {
        draft.harden(repair.title.clone(), "the setting takes effect for the first time", patches);
    } else {
        draft.fix_safely(repair.title.clone(), patches);
    }
}
