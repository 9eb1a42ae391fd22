//! Everything in sight: the files, and the subjects that they declare.

use std::collections::{BTreeMap, HashMap};

use plimsoll_compose as compose;
use plimsoll_diagnostics::{FileId, Span, TextRange};
use plimsoll_facts::{
    DeployScope, Dialect, Fact, File, Origin, Recognition, Site, Why,
    loader::{Alone, Given, Loader, is_confined},
    subjects::{
        Container, ContainerId, DataEntry, Image, IngressRoute, Mount, Object, ObjectId, Port,
        Probe, ServicePort, Subjects, Volume, Workload, WorkloadId,
    },
};
use plimsoll_kubernetes::{self as kubernetes, Kustomizations};
use plimsoll_yaml::NodeId;

use crate::recognise::{new_file, recognise};

/// The files that were handed in, and what they declare.
#[derive(Clone, Debug, Default)]
pub struct Project {
    files: Vec<File>,
    /// What documents and objects were rendered from.
    sources: HashMap<Origin, String>,
    given: Given,
    /// What became of the paths that somebody was asked about.
    present: BTreeMap<String, bool>,
    /// The files that kustomizations tie together, a list a group.
    kustomized: Vec<Vec<FileId>>,
    /// What they declare.
    pub subjects: Subjects,
}

impl Project {
    /// Lowers `files`; their ids have to be their positions. Never fails.
    #[must_use]
    pub fn new(files: Vec<File>) -> Self {
        let handed_in = files.len();
        let given = Given::default();
        Self::of(files, handed_in, given, &Alone, Kustomizations::default())
    }

    /// Lowers `files` as [`Project::new`] does, with what they refer to from `loader`; those files
    /// come after the others, and what they declare counts only where one of the others uses it.
    #[must_use]
    pub fn with_loader(mut files: Vec<File>, loader: &dyn Loader) -> Self {
        let (handed_in, given) = (files.len(), loader.given());
        compose::complete(&mut files, loader, &given, recognise);
        let mut kustomizations = Kustomizations::default();
        if !given.is_part {
            kustomizations.complete(&mut files, loader, recognise);
        }
        Self::of(files, handed_in, given, loader, kustomizations)
    }

    fn of(
        files: Vec<File>,
        handed_in: usize,
        given: Given,
        loader: &dyn Loader,
        mut kustomizations: Kustomizations,
    ) -> Self {
        kustomizations.read(&files);
        let mut subjects = compose::load(&files, handed_in, &given);
        subjects.append(kubernetes::load(&files, handed_in, &given, loader, &kustomizations));
        let sources = kubernetes::rendered::sources(&files, &subjects);
        kubernetes::rendered::leave_namespaces_open(&mut subjects, &sources, &files);
        let present = look_up(&mut subjects, loader);
        let kustomized = kustomizations.groups(&files);
        Self { files, given, sources, present, kustomized, subjects }
    }

    /// The files that kustomizations tie together, a list a group; files that none refers to are in
    /// no group.
    #[must_use]
    pub fn kustomized(&self) -> &[Vec<FileId>] {
        &self.kustomized
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// Adds a text that findings can point into, after all files. It is read as nothing, declares
    /// nothing and changes no fact.
    pub fn add_text(&mut self, path: &str, text: &str) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let mut file = new_file(id, path, text);
        file.recognition = Recognition::new(Dialect::Other, Vec::new());
        file.errors.clear();
        self.files.push(file);
        id
    }

    /// What the user said about projects beyond their files.
    #[must_use]
    pub fn given(&self) -> &Given {
        &self.given
    }

    /// What is deployed together, by platform and place, and what was not seen of each.
    #[must_use]
    pub fn scopes(&self) -> &[DeployScope] {
        &self.subjects.scopes
    }

    /// Whether nothing was left out of the scopes that `file` is a part of, as far as the files
    /// show: only then is it certain that something is missing from them.
    #[must_use]
    pub fn is_whole_around(&self, file: FileId) -> bool {
        self.scopes().iter().filter(|it| it.files.contains(&file)).all(DeployScope::is_complete)
    }

    /// The paths that the loader was asked about, and whether there is a file at each.
    #[must_use]
    pub const fn present(&self) -> &BTreeMap<String, bool> {
        &self.present
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

    /// What the object around a node was rendered from, where the file says so: the path of a
    /// template or a manifest.
    #[must_use]
    pub fn rendered_from(&self, origin: Origin) -> Option<&str> {
        if self.sources.is_empty() {
            return None;
        }
        let tree = &self.file(origin.file).tree;
        let up = |node: &NodeId| tree.node(*node).parent;
        std::iter::successors(Some(origin.node), up)
            .find_map(|node| self.sources.get(&Origin { file: origin.file, node }))
            .map(String::as_str)
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

    /// The images of the workload's containers.
    #[must_use]
    pub fn images_of(&self, id: WorkloadId) -> &[Image] {
        run(&self.subjects.images, id, |it| self.container(it.container).workload)
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

    /// What is mounted into the workload's containers.
    #[must_use]
    pub fn mounts_of(&self, id: WorkloadId) -> &[Mount] {
        run(&self.subjects.mounts, id, |it| self.container(it.container).workload)
    }

    /// The probes and lifecycle hooks of the workload's containers.
    #[must_use]
    pub fn probes_of(&self, id: WorkloadId) -> &[Probe] {
        run(&self.subjects.probes, id, |it| self.container(it.container).workload)
    }

    /// The ports of the service that the object is.
    #[must_use]
    pub fn service_ports_of(&self, id: ObjectId) -> &[ServicePort] {
        run(&self.subjects.service_ports, id, |it| it.object)
    }

    /// The ways through the ingress that the object is.
    #[must_use]
    pub fn routes_of(&self, id: ObjectId) -> &[IngressRoute] {
        run(&self.subjects.ingress_routes, id, |it| it.object)
    }

    /// The entries of the configuration map or secret that the object is.
    #[must_use]
    pub fn entries_of(&self, id: ObjectId) -> &[DataEntry] {
        run(&self.subjects.data_entries, id, |it| it.object)
    }
}

/// Asks `loader` whether the files are there that containers are started with, and notes what it
/// says. It is not asked about files that it may not read.
fn look_up(subjects: &mut Subjects, loader: &dyn Loader) -> BTreeMap<String, bool> {
    let mut present = BTreeMap::new();
    for container in &mut subjects.containers {
        let is_there = container.seccomp_file.known().and_then(|path| {
            let is_there = match present.get(path) {
                Some(known) => Some(*known),
                None if is_confined(path, loader.root()) => loader.is_there(path),
                None => None,
            };
            present.extend(is_there.map(|it| (path.clone(), it)));
            is_there
        });
        container.seccomp_file_present = match (container.seccomp_file.clone(), is_there) {
            (Fact::Stated { at, .. }, None) => Fact::Unknown { at, why: Why::Partial },
            (fact, is_there) => fact.map(|_| is_there == Some(true)),
        };
    }
    present
}

/// The subjects that belong to `owner`; subjects are lowered in the order of their owners.
fn run<T, Id: Copy + Ord>(subjects: &[T], owner: Id, owner_of: impl Fn(&T) -> Id) -> &[T] {
    let start = subjects.partition_point(|it| owner_of(it) < owner);
    let end = subjects.partition_point(|it| owner_of(it) <= owner);
    subjects.get(start..end).unwrap_or_default()
}
