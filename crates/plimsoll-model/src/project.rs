//! Everything in sight: the files, and the subjects that they declare.

use plimsoll_diagnostics::{FileId, Span, TextRange};

use crate::{
    compose,
    file::File,
    kubernetes,
    site::{Origin, Site},
    subject::{Identity, Shown},
    subjects::{
        Binding, ClusterNamespace, Container, ContainerId, Grant, Image, Mount, NetworkPolicy,
        Object, ObjectId, PolicyRule, Port, UnknownField, Variable, Volume, Workload, WorkloadId,
    },
    vocabulary::KINDS,
};

/// The subjects of some files. Ids count from the start of each list.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    /// Objects.
    pub objects: Vec<Object>,
    /// Workloads.
    pub workloads: Vec<Workload>,
    /// Containers.
    pub containers: Vec<Container>,
    /// Volumes.
    pub volumes: Vec<Volume>,
    /// Images.
    pub images: Vec<Image>,
    /// Mounts.
    pub mounts: Vec<Mount>,
    /// Ports.
    pub ports: Vec<Port>,
    /// Variables.
    pub variables: Vec<Variable>,
    /// Namespaces of clusters.
    pub namespaces: Vec<ClusterNamespace>,
    /// Rules of roles.
    pub grants: Vec<Grant>,
    /// Who has which role.
    pub bindings: Vec<Binding>,
    /// Network policies.
    pub network_policies: Vec<NetworkPolicy>,
    /// Rules of network policies.
    pub policy_rules: Vec<PolicyRule>,
    /// Keys that the platform does not know.
    pub unknown_fields: Vec<UnknownField>,
    /// What could not be looked at.
    pub gaps: Vec<Gap>,
}

/// Something that the files refer to and that could not be looked at, so that a run without
/// findings is not a clean one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where the files refer to it.
    pub at: Span,
    /// What it is, in the style of a message.
    pub message: String,
}

impl Subjects {
    /// Adds the subjects of other files; their ids are moved behind those that are here.
    pub fn append(&mut self, other: Self) {
        let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let objects = length(self.objects.len());
        let workloads = length(self.workloads.len());
        let containers = length(self.containers.len());
        let moved = |id: ContainerId| ContainerId(id.0 + containers);
        self.objects.extend(other.objects);
        self.workloads.extend(other.workloads.into_iter().map(|mut it| {
            it.object = it.object.map(|id| ObjectId(id.0 + objects));
            it
        }));
        self.containers.extend(other.containers.into_iter().map(|mut it| {
            it.workload = WorkloadId(it.workload.0 + workloads);
            it
        }));
        self.volumes.extend(other.volumes.into_iter().map(|mut it| {
            it.workload = WorkloadId(it.workload.0 + workloads);
            it
        }));
        self.images.extend(other.images.into_iter().map(|mut it| {
            it.container = moved(it.container);
            it
        }));
        self.mounts.extend(other.mounts.into_iter().map(|mut it| {
            it.container = moved(it.container);
            it
        }));
        self.ports.extend(other.ports.into_iter().map(|mut it| {
            it.container = moved(it.container);
            it
        }));
        self.variables.extend(other.variables.into_iter().map(|mut it| {
            it.container = moved(it.container);
            it
        }));
        let of_object = |id: ObjectId| ObjectId(id.0 + objects);
        self.namespaces.extend(other.namespaces.into_iter().map(|mut it| {
            it.object = of_object(it.object);
            it
        }));
        self.grants.extend(other.grants.into_iter().map(|mut it| {
            it.object = of_object(it.object);
            it
        }));
        self.bindings.extend(other.bindings.into_iter().map(|mut it| {
            it.object = of_object(it.object);
            it
        }));
        self.network_policies.extend(other.network_policies.into_iter().map(|mut it| {
            it.object = of_object(it.object);
            it
        }));
        self.policy_rules.extend(other.policy_rules.into_iter().map(|mut it| {
            it.object = of_object(it.object);
            it
        }));
        self.unknown_fields.extend(other.unknown_fields);
        self.gaps.extend(other.gaps);
    }
}

/// The files that were handed in, and what they declare.
#[derive(Clone, Debug, Default)]
pub struct Project {
    files: Vec<File>,
    /// What they declare.
    pub subjects: Subjects,
}

impl Project {
    /// Lowers `files`; their ids have to be their positions. Never fails.
    #[must_use]
    pub fn new(files: Vec<File>) -> Self {
        let handed_in = files.len();
        Self::of(files, handed_in)
    }

    /// Lowers `files` as [`Project::new`] does, with what they refer to from `loader`; those files
    /// come after the others, and what they declare counts only where one of the others uses it.
    #[must_use]
    pub fn with_loader(mut files: Vec<File>, loader: &dyn compose::Loader) -> Self {
        let handed_in = files.len();
        compose::complete(&mut files, loader);
        Self::of(files, handed_in)
    }

    fn of(files: Vec<File>, handed_in: usize) -> Self {
        let mut subjects = compose::load(&files, handed_in);
        for file in files.iter().take(handed_in) {
            let dialect = file.recognition.dialect;
            if dialect.is_judged() && !dialect.is_compose() {
                subjects.append(kubernetes::lower(file));
            }
        }
        Self { files, subjects }
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file.
    ///
    /// # Panics
    ///
    /// For an id of another project that is out of range here.
    #[must_use]
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// The bytes that a person looks at for `site`.
    #[must_use]
    pub fn span(&self, site: &Site) -> Span {
        let file = site.at.file;
        Span { file, range: self.file(file).range(site) }
    }

    /// The bytes that a person looks at for a node.
    #[must_use]
    pub fn span_of(&self, origin: Origin) -> Span {
        Span { file: origin.file, range: self.file(origin.file).range_of(origin) }
    }

    /// The bytes of one node in full.
    #[must_use]
    pub fn full_range(&self, origin: Origin) -> TextRange {
        self.file(origin.file).tree.node(origin.node).range
    }

    /// The workload.
    ///
    /// # Panics
    ///
    /// For an id of another project that is out of range here.
    #[must_use]
    pub fn workload(&self, id: WorkloadId) -> &Workload {
        &self.subjects.workloads[id.index()]
    }

    /// The container.
    ///
    /// # Panics
    ///
    /// For an id of another project that is out of range here.
    #[must_use]
    pub fn container(&self, id: ContainerId) -> &Container {
        &self.subjects.containers[id.index()]
    }

    /// The object.
    ///
    /// # Panics
    ///
    /// For an id of another project that is out of range here.
    #[must_use]
    pub fn object(&self, id: ObjectId) -> &Object {
        &self.subjects.objects[id.index()]
    }

    /// The workload's containers, in the order in which they start.
    #[must_use]
    pub fn containers_of(&self, id: WorkloadId) -> &[Container] {
        run(&self.subjects.containers, id, |it| it.workload)
    }

    /// The volumes that the workload's pods declare.
    #[must_use]
    pub fn volumes_of(&self, id: WorkloadId) -> &[Volume] {
        run(&self.subjects.volumes, id, |it| it.workload)
    }

    /// The ports of the workload's containers that are open on their host.
    #[must_use]
    pub fn ports_of(&self, id: WorkloadId) -> &[Port] {
        run(&self.subjects.ports, id, |it| self.container(it.container).workload)
    }

    /// Every subject with its kind and its facts, in a fixed order.
    pub fn all_facts(&self) -> impl Iterator<Item = (&'static str, &Identity, Vec<Shown<'_>>)> {
        KINDS
            .iter()
            .flat_map(|kind| kind.all(&self.subjects))
            .map(|it| (it.kind(), it.identity(), it.facts()))
    }
}

/// The subjects that belong to `owner`; subjects are lowered in the order of their owners.
fn run<T>(subjects: &[T], owner: WorkloadId, owner_of: impl Fn(&T) -> WorkloadId) -> &[T] {
    let start = subjects.partition_point(|it| owner_of(it) < owner);
    let end = subjects.partition_point(|it| owner_of(it) <= owner);
    subjects.get(start..end).unwrap_or_default()
}
