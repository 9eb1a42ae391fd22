//! The top level of a Compose file, and its services one after the other.

use std::collections::HashSet;

use plimsoll_diagnostics::{FileId, Span};
use plimsoll_facts::{
    Fact, File, Identity, List, Origin, Platform,
    read::{Reader, Silence, string},
    subjects::{
        Confinement, Container, ContainerId, Defect, Gap, Object, ObjectId, Subjects, WorkloadId,
    },
    value::{Content, Member, Value},
};
use plimsoll_syntax::path::has_drive;

use super::{
    builds, container, defects, dotenv,
    files::Files,
    hooks, image, networks, ports, schema,
    service::{Declared, Lowering, Service},
    settings,
    variables::{self, EnvFile},
    volumes, workload,
};

/// What is known of a project apart from its value.
pub(super) struct Known<'f> {
    /// Every file that was handed in.
    pub(super) files: &'f Files<'f>,
    /// The file that it starts with.
    pub(super) file: &'f File,
    /// Files that it takes from elsewhere.
    pub(super) remote: Vec<Fact<String>>,
    /// Whether somebody said which files make it.
    pub(super) is_named: bool,
    /// The profiles that are active.
    pub(super) profiles: Vec<String>,
}

/// Adds the subjects of `value`, which is all of a project.
pub(super) fn lower(known: Known<'_>, value: &Value, subjects: &mut Subjects) {
    let Known { files, file, remote, is_named, profiles } = known;
    let is_partial = file.recognition.dialect.is_partial();
    if !matches!(value.content, Content::Map { .. }) {
        return;
    }
    let object = ObjectId(length(subjects.objects.len()));
    subjects.objects.push(top_level(file, value, remote));
    let verdict = schema::check(value, is_partial);
    let refused: HashSet<Origin> = verdict.defects.iter().map(|it| it.identity.owner).collect();
    subjects.unknown_fields.extend(verdict.unknown_fields);
    subjects.defects.extend(verdict.defects);
    // A value of the wrong type is not also an invalid one.
    let is_cause = |it: &Defect| !refused.contains(&it.identity.owner);
    let found = defects::of_top_level(value, is_partial);
    subjects.defects.extend(found.into_iter().filter(is_cause));
    subjects.networks.extend(networks::lower(value, object));
    subjects.settings.extend(settings::of_top_level(value, object));
    let declared = Declared::of(value);
    let mut read: HashSet<FileId> = HashSet::new();
    for member in value.get("services").map_or(&[][..], Value::members) {
        // What is no service at all, or was lost, is not judged as if it said nothing.
        if !matches!(member.value.content, Content::Map { .. }) && !member.value.is_null() {
            continue;
        }
        // A service whose base was not read is only a part of what will run.
        let is_partial = is_partial || member.value.get("extends").is_some();
        let reader = Reader { value: &member.value, shown: member.key_at, is_partial };
        let ids = Lowering {
            object,
            workload: WorkloadId(length(subjects.workloads.len())),
            container: ContainerId(length(subjects.containers.len())),
            declared: &declared,
            files,
            is_named,
            profiles: &profiles,
        };
        let whole = Service::new(member, reader, value, ids);
        let service = whole.as_far_as_known();
        if is_provided(member) {
            subjects.workloads.push(workload::provided(&service));
            continue;
        }
        let ports = ports::lower(&service);
        subjects.workloads.push(workload::lower(&service));
        let variables = variables::lower(&service);
        subjects.gaps.extend(unread(&service));
        let container = container::lower(&service, &ports, &variables);
        let seccomp_file = seccomp_file(&container.seccomp, file);
        subjects.containers.push(Container { seccomp_file, ..container });
        subjects.images.extend(image::lower(&service));
        let mounts = volumes::lower(&service);
        for it in variables::env_files(&service) {
            let refusal = it.file.filter(|it| read.insert(it.id)).and_then(|file| {
                let refusal = match it.is_raw {
                    true => dotenv::raw_refusal(file.text()),
                    false => dotenv::refusal(file.text()),
                };
                let (range, why) = refusal?;
                defects::of_variables(file, range, &why)
            });
            subjects.defects.extend(refusal);
        }
        let found = defects::of_service(&whole, &mounts);
        subjects.defects.extend(found.into_iter().filter(is_cause));
        subjects.mounts.extend(mounts);
        subjects.variables.extend(variables);
        subjects.ports.extend(ports);
        subjects.hooks.extend(hooks::lower(&service));
        subjects.builds.extend(builds::lower(&service));
        subjects.settings.extend(settings::of_service(&service));
    }
    defects::join_open(&mut subjects.defects);
    defects::leave_broken_lines(&mut subjects.defects, files);
}

/// Files with variables that should have been read and were not.
fn unread(service: &Service<'_>) -> Vec<Gap> {
    let missing = variables::env_files(service).into_iter().filter(EnvFile::is_missing);
    let gaps = missing.filter_map(|it| {
        let file = service.files.by_id(it.value.at.file)?;
        let message = match it.path {
            "" => {
                format!("`{}` reads variables from a file that cannot be told", service.member.key)
            }
            path => format!(
                "`{}` reads variables from `{path}`, which was not read",
                service.member.key
            ),
        };
        let at = Span { file: file.id, range: file.range_of(it.value.at) };
        let reference = if it.path.is_empty() { "env_file" } else { it.path };
        Some(Gap { at, reference: reference.to_owned(), message })
    });
    gaps.collect()
}

/// The file of a seccomp profile. Whatever file names it, its path begins where the project does
/// (`parseSecurityOpts` of `docker compose`).
fn seccomp_file(seccomp: &Fact<Confinement>, base: &File) -> Fact<String> {
    match seccomp {
        Fact::Stated { value: Confinement::Profile(path), .. } if !has_drive(path) => {
            let path = base.beside(path);
            seccomp.clone().map(|_| path)
        }
        Fact::Unknown { .. } => seccomp.clone().map(|_| String::new()),
        _ => Fact::Inapplicable,
    }
}

fn is_provided(member: &Member) -> bool {
    member.value.get("provider").is_some()
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn top_level(file: &File, value: &Value, remote: Vec<Fact<String>>) -> Object {
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
        remote_files: List {
            whole: reader.absent(reader.slot(&["include"]), Silence::Means(remote.len())),
            items: remote,
        },
        ..Object::bare(identity, document)
    }
}
