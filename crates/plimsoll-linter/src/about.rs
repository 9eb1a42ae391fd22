//! What findings are about, in the terms that settings know: workload, container, kind, role.

use std::collections::{HashMap, HashSet};

use plimsoll_config::About;
use plimsoll_diagnostics::FileId;
use plimsoll_model::{
    Project,
    subjects::{ContainerId, ObjectId, Role, Workload, WorkloadId, WorkloadKind},
};

/// The subjects of a project by their addresses.
pub(crate) struct Index<'p> {
    project: &'p Project,
    subjects: HashMap<&'p str, Vec<(FileId, Known)>>,
    images: HashMap<ContainerId, &'p str>,
}

#[derive(Clone, Copy)]
enum Known {
    Object(ObjectId),
    Workload(WorkloadId),
    Container(ContainerId),
}

/// `names` in a sentence: five at most, and how many more there are.
pub(crate) fn listed(names: &[String]) -> String {
    const NAMED: usize = 5;
    let mut listed = names.iter().take(NAMED).cloned().collect::<Vec<_>>();
    if names.len() > NAMED {
        listed.push(format!("{} more", names.len() - NAMED));
    }
    listed.join(", ")
}

impl<'p> Index<'p> {
    pub(crate) fn of(project: &'p Project) -> Self {
        let it = &project.subjects;
        let mut index = Self { project, subjects: HashMap::new(), images: HashMap::new() };
        // What is added last is what an address that two kinds share stands for.
        for (object, id) in it.objects.iter().zip(0..) {
            index.add(&object.identity, Known::Object(ObjectId(id)));
        }
        for (workload, id) in it.workloads.iter().zip(0..) {
            index.add(&workload.identity, Known::Workload(WorkloadId(id)));
        }
        for (container, id) in it.containers.iter().zip(0..) {
            index.add(&container.identity, Known::Container(ContainerId(id)));
        }
        for image in &it.images {
            if let Some(reference) = image.reference.known() {
                index.images.insert(image.container, &reference.written);
            }
        }
        index
    }

    fn add(&mut self, identity: &'p plimsoll_model::Identity, known: Known) {
        let file = identity.owner.file;
        self.subjects.entry(&identity.address).or_default().push((file, known));
    }

    /// The file that the subject with this `address` is written in, for a finding in `file`: there,
    /// or in a file beside it that it is merged with.
    pub(crate) fn home(&self, address: &str, file: FileId) -> FileId {
        let Some(found) = self.known(address) else { return file };
        let folder = |file: FileId| {
            let path = &self.project.file(file).path;
            path.rsplit_once('/').map_or("", |(folder, _)| folder)
        };
        let homes = || found.iter().map(|(home, _)| *home);
        homes()
            .find(|home| *home == file)
            .or_else(|| homes().find(|home| folder(*home) == folder(file)))
            .or_else(|| homes().next())
            .unwrap_or(file)
    }

    /// What a finding in `file` about the subject with this `address` is about; `path` is the
    /// absolute path of the file.
    pub(crate) fn about<'a>(&'a self, address: &str, file: FileId, path: &'a str) -> About<'a> {
        let nothing = About { path, ..About::default() };
        let Some(found) = self.known(address) else { return nothing };
        let home = self.home(address, file);
        match found.iter().rev().find(|(it, _)| *it == home) {
            Some((_, known)) => self.describe(*known, nothing),
            None => nothing,
        }
    }

    /// The workload that a finding in `file` about the subject with this `address` is about.
    pub(crate) fn workload(&self, address: &str, file: FileId) -> Option<&'p Workload> {
        let found = self.known(address)?;
        let home = self.home(address, file);
        match found.iter().rev().find(|(it, _)| *it == home)?.1 {
            Known::Object(_) => None,
            Known::Workload(id) => Some(self.project.workload(id)),
            Known::Container(id) => {
                Some(self.project.workload(self.project.container(id).workload))
            }
        }
    }

    /// The subjects at `addresses` of findings in `file`, as people know them beside the first of
    /// them: a container by its name, with its object where that is another one; an object with its
    /// kind, and with its namespace where that is another one. Each name once, that of the first one
    /// first.
    pub(crate) fn names<'s>(
        &self,
        file: FileId,
        addresses: impl IntoIterator<Item = &'s str>,
    ) -> Vec<String> {
        let mut addresses = addresses.into_iter().peekable();
        let first = addresses.peek().copied().unwrap_or_default();
        let beside = self.about(first, file, "");
        let mut known: HashSet<String> = HashSet::new();
        let names = addresses.map(|it| self.name(it, file, &beside));
        names.filter(|it| known.insert(it.clone())).collect()
    }

    fn name(&self, address: &str, file: FileId, beside: &About<'_>) -> String {
        let it = self.about(address, file, "");
        let Some(object) = it.workload else { return format!("`{address}`") };
        let name = match (it.kind, it.container) {
            (Some("ComposeService"), _) | (None, None) => return format!("`{object}`"),
            (Some(kind), None) => format!("the {kind} `{object}`"),
            (kind, Some(container)) => {
                let is_same = (it.kind, it.workload) == (beside.kind, beside.workload)
                    && it.namespace == beside.namespace;
                match kind.filter(|_| !is_same) {
                    Some(kind) => format!("`{container}` of the {kind} `{object}`"),
                    None => format!("`{container}`"),
                }
            }
        };
        match it.namespace.filter(|it| Some(*it) != beside.namespace) {
            Some(namespace) => format!("{name} in `{namespace}`"),
            None => name,
        }
    }

    /// The subjects with this `address`, or with the longest part of it that subjects have.
    fn known(&self, address: &str) -> Option<&Vec<(FileId, Known)>> {
        let mut outer = address;
        while !outer.is_empty() {
            if let Some(found) = self.subjects.get(outer) {
                return Some(found);
            }
            outer = &outer[..outer.rfind(['.', '/', '[']).unwrap_or(0)];
        }
        None
    }

    fn describe<'a>(&'a self, known: Known, about: About<'a>) -> About<'a> {
        match known {
            Known::Object(id) => self.of_object(id, about),
            Known::Workload(id) => self.of_workload(id, about),
            Known::Container(id) => {
                let container = self.project.container(id);
                let role = match container.role {
                    Role::Main => "main",
                    Role::Init => "init",
                    Role::Sidecar => "sidecar",
                    Role::Ephemeral => "ephemeral",
                };
                let about = self.of_workload(container.workload, about);
                About {
                    container: Some(&container.identity.name),
                    image: self.images.get(&id).copied(),
                    role: Some(role),
                    ..about
                }
            }
        }
    }

    fn of_workload<'a>(&'a self, id: WorkloadId, about: About<'a>) -> About<'a> {
        let workload = self.project.workload(id);
        let about = match workload.object {
            Some(object) => self.of_object(object, about),
            None => about,
        };
        let kind = match &workload.kind {
            WorkloadKind::Service => Some("ComposeService"),
            _ => about.kind,
        };
        let is_service = workload.kind == WorkloadKind::Service;
        let name = if is_service { Some(workload.identity.name.as_str()) } else { about.workload };
        About {
            workload: name.or(Some(&workload.identity.name)),
            kind,
            is_test: workload.is_test_hook,
            ..about
        }
    }

    fn of_object<'a>(&'a self, id: ObjectId, about: About<'a>) -> About<'a> {
        let object = self.project.object(id);
        About {
            workload: Some(&object.identity.name),
            kind: object.kind.known().map(String::as_str),
            namespace: object.namespace.known().map(String::as_str),
            ..about
        }
    }
}
