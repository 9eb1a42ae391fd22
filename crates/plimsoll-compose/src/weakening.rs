//! What an override file, or a service that extends another one, takes away from a container's
//! protection: the facts of the service before and after are compared.

use plimsoll_facts::{
    Fact, Identity, Origin, Platform, Scope, Site,
    read::Reader,
    subjects::{Confinement, ContainerId, Limit, ObjectId, Weakening, WorkloadId},
    value::{Member, Value},
};

use super::{
    container,
    document::Layer,
    files::Files,
    service::{Declared, Lowering, Service},
};

/// The protections that `layer` takes away.
pub(super) fn of_layer(
    layer: &Layer,
    file: &Value,
    declared: &Declared<'_>,
    files: &Files<'_>,
) -> Vec<Weakening> {
    let before = lowered(&layer.name, &layer.before, file, declared, files);
    let after = lowered(&layer.name, &layer.after, file, declared, files);
    let mut found = Found { layer, weakenings: Vec::new() };
    found.compare("privileged", &before.privileged, &after.privileged, |it| !*it);
    found.compare("read_only_root", &before.read_only_root, &after.read_only_root, |it| *it);
    found.compare(
        "privilege_escalation",
        &before.privilege_escalation,
        &after.privilege_escalation,
        |it| !*it,
    );
    let is_confined = |it: &Confinement| *it != Confinement::Unconfined;
    found.compare("seccomp", &before.seccomp, &after.seccomp, is_confined);
    found.compare("apparmor", &before.apparmor, &after.apparmor, is_confined);
    found.compare("selinux_confined", &before.selinux_confined, &after.selinux_confined, |it| *it);
    let is_set = |it: &Limit| *it != Limit::Unset;
    found.compare("memory_limit", &before.memory_limit, &after.memory_limit, is_set);
    found.compare("process_limit", &before.process_limit, &after.process_limit, is_set);
    found.weakenings
}

fn lowered(
    name: &str,
    value: &Value,
    file: &Value,
    declared: &Declared<'_>,
    files: &Files<'_>,
) -> plimsoll_facts::subjects::Container {
    let member = Member { key: name.into(), key_at: value.at, value: value.clone() };
    let reader = Reader { value: &member.value, shown: member.key_at, is_partial: false };
    let ids = Lowering {
        object: ObjectId(0),
        workload: WorkloadId(0),
        container: ContainerId(0),
        declared,
        files,
        is_named: false,
        profiles: &[],
    };
    let service = Service::new(&member, reader, file, ids);
    container::lower(&service, &[], &[])
}

struct Found<'l> {
    layer: &'l Layer,
    weakenings: Vec<Weakening>,
}

impl Found<'_> {
    /// Notes that a protection that was stated, as `is_strong` says, is no longer there.
    fn compare<T: std::fmt::Display>(
        &mut self,
        setting: &'static str,
        before: &Fact<T>,
        after: &Fact<T>,
        is_strong: impl Fn(&T) -> bool,
    ) {
        let (Fact::Stated { value, at, .. }, Some(weaker)) = (before, after.known()) else {
            return;
        };
        if !is_strong(value) || is_strong(weaker) {
            return;
        }
        let key = at.slot.path.first().copied().unwrap_or("");
        let place = match after {
            Fact::Stated { at, .. } => at.clone(),
            // It was taken out: look where the layer above says so.
            _ => self.taken_out(key, at),
        };
        self.weakenings.push(Weakening {
            identity: Identity {
                name: self.layer.name.to_string(),
                address: format!("services.{}", self.layer.name),
                shown: self.layer.over.at,
                owner: self.layer.over.at,
                platform: Platform::Compose,
            },
            setting,
            through: self.layer.kind,
            before: Fact::Stated { value: value.to_string(), at: at.clone(), scope: Scope::Own },
            after: Fact::Stated { value: weaker.to_string(), at: place, scope: Scope::Own },
        });
    }

    fn taken_out(&self, key: &str, before: &Site) -> Site {
        let member = self.layer.over.member(key);
        let at: Origin = member.map_or(self.layer.over.at, |it| it.value.at);
        Site::absent(at, before.slot)
    }
}
