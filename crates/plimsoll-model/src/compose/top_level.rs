//! The top level of a Compose file, and its services one after the other.

use super::{container, image, ports, service::Service, unknown, variables, volumes, workload};
use crate::{
    file::File,
    read::{Reader, Silence, string},
    subject::{Identity, Platform},
    subjects::Subjects,
    subjects::{ContainerId, Object, ObjectId, WorkloadId},
    value::{Content, Member, Value},
};

/// Adds the subjects of `value`, which is all of the project that starts with `file`.
pub(super) fn lower(file: &File, value: &Value, is_partial: bool, subjects: &mut Subjects) {
    if !matches!(value.content, Content::Map { .. }) {
        return;
    }
    let object = ObjectId(length(subjects.objects.len()));
    subjects.objects.push(top_level(file, value));
    for member in value.get("services").map_or(&[][..], Value::members) {
        // A service whose base was not read is only a part of what will run.
        let is_partial = is_partial || member.value.get("extends").is_some();
        let reader = Reader { value: &member.value, shown: member.key_at, is_partial };
        let service = Service {
            member,
            reader,
            file: value,
            object,
            workload: WorkloadId(length(subjects.workloads.len())),
            container: ContainerId(length(subjects.containers.len())),
        };
        subjects.unknown_fields.extend(unknown::lower(&service));
        if is_provided(member) {
            subjects.workloads.push(workload::provided(&service));
            continue;
        }
        let ports = ports::lower(&service);
        subjects.workloads.push(workload::lower(&service));
        subjects.containers.push(container::lower(&service, &ports));
        subjects.images.extend(image::lower(&service));
        subjects.mounts.extend(volumes::lower(&service));
        subjects.variables.extend(variables::lower(&service));
        subjects.ports.extend(ports);
    }
}

fn is_provided(member: &Member) -> bool {
    member.value.get("provider").is_some()
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn top_level(file: &File, value: &Value) -> Object {
    let reader = Reader { value, shown: value.at, is_partial: false };
    let document = u32::try_from(file.tree.document_of(value.at.node)).unwrap_or(u32::MAX);
    let identity = Identity {
        name: value.str_at(&["name"]).unwrap_or(file.name()).to_owned(),
        address: "compose".to_owned(),
        shown: value.at,
        owner: value.at,
        platform: Platform::Compose,
    };
    Object {
        api_version: reader.fact(&["version"], Silence::Inapplicable, string),
        ..Object::bare(identity, document)
    }
}
