//! A pod and its containers on their way to subjects: what is read of each, and under which address.

use plimsoll_facts::{
    Identity, List, Origin, Path, Platform, Slot, Spelling,
    read::Reader,
    subjects::{ContainerId, ObjectId, Role, Subjects, WorkloadId, WorkloadKind},
    value::{Content, Value},
};

use super::{account, level::Level, manifest::Manifest, pods::Template, settings::open};

/// The lists of a pod that hold containers, in the order in which they start.
const LISTS: &[(&str, Role)] = &[
    ("initContainers", Role::Init),
    ("containers", Role::Main),
    ("sidecars", Role::Sidecar),
    ("ephemeralContainers", Role::Ephemeral),
];

/// A pod that is being lowered.
pub(super) struct Pod<'v> {
    /// Reads the settings of the specification.
    pub(super) reader: Reader<'v>,
    /// Whether its containers can get settings from elsewhere, too.
    is_outline: bool,
    /// The metadata of the pods.
    pub(super) metadata: Option<&'v Value>,
    /// The address of the workload.
    pub(super) address: String,
    /// What runs it.
    pub(super) kind: &'v WorkloadKind,
    /// The object that holds it.
    pub(super) manifest: &'v Manifest<'v>,
    /// The workload as a subject.
    pub(super) workload: WorkloadId,
    /// What containers take over.
    pub(super) level: Level,
    /// The object as a subject.
    pub(super) object: ObjectId,
    /// What its service account says about mounting the token.
    pub(super) token: Option<&'v Value>,
}

/// A container that is being lowered.
pub(super) struct Part<'v> {
    /// Its pod.
    pub(super) pod: &'v Pod<'v>,
    /// Reads its settings.
    pub(super) reader: Reader<'v>,
    /// What part it plays.
    pub(super) role: Role,
    /// Its name; empty where it is left out.
    pub(super) name: &'v str,
    /// What it goes by: its name, or where it stands among the others.
    called: String,
    /// Its address.
    pub(super) address: String,
    /// It as a subject.
    pub(super) id: ContainerId,
}

impl<'v> Pod<'v> {
    /// The pod that `template`, found in `manifest`, describes.
    pub(super) fn new(
        manifest: &'v Manifest<'v>,
        object: ObjectId,
        template: &'v Template<'v>,
        all: &[Manifest<'v>],
        subjects: &Subjects,
    ) -> Self {
        let spec = &*template.spec;
        let is_partial = manifest.is_partial || template.is_open;
        let shown = template.shown.unwrap_or_else(|| manifest.shown());
        let reader = Reader { value: spec, shown, is_partial };
        let account = ["serviceAccountName", "serviceAccount"]
            .into_iter()
            .find_map(|key| spec.get(key)?.text())
            .map_or("default", |text| &*text.value);
        Self {
            reader,
            is_outline: template.is_outline,
            metadata: template.metadata,
            address: format!("{}{}", manifest.identity().address, template.suffix),
            kind: &template.kind,
            manifest,
            workload: WorkloadId(length(subjects.workloads.len())),
            level: Level::of(&reader),
            object,
            token: account::token_of(manifest, all, account),
        }
    }

    /// The identity of a part of the pod.
    pub(super) fn part(
        &self,
        name: &str,
        address: String,
        shown: Origin,
        owner: Origin,
    ) -> Identity {
        Identity { name: name.to_owned(), address, shown, owner, platform: Platform::Kubernetes }
    }

    /// The pod's containers in every list.
    pub(super) fn parts(&'v self, subjects: &Subjects) -> Vec<Part<'v>> {
        let mut parts = Vec::new();
        let first = subjects.containers.len();
        for (key, role) in LISTS {
            let items = self.reader.value.get(key).map_or(&[][..], Value::items);
            for (position, item) in items.iter().enumerate() {
                if !matches!(item.content, Content::Map { .. }) {
                    continue;
                }
                let name = item.get("name").filter(|it| it.text().is_some());
                let reader = Reader {
                    value: item,
                    shown: name.map_or(item.at, |it| it.at),
                    is_partial: self.manifest.is_partial || self.is_outline,
                };
                let name = name.and_then(Value::text).map_or("", |text| &*text.value);
                // Argo names the container of a template itself.
                let is_main = name.is_empty() && self.manifest.group() == "argoproj.io";
                let name = if is_main { "main" } else { name };
                let called = match name {
                    "" => format!("{key}[{position}]"),
                    name => name.to_owned(),
                };
                let address = match name {
                    "" => format!("{}/{called}", self.address),
                    name => format!("{}/{key}.{name}", self.address),
                };
                let is_native_sidecar =
                    *role == Role::Init && item.str_at(&["restartPolicy"]) == Some("Always");
                parts.push(Part {
                    pod: self,
                    reader,
                    role: if is_native_sidecar { Role::Sidecar } else { *role },
                    name,
                    called,
                    address,
                    id: ContainerId(length(first + parts.len())),
                });
            }
        }
        parts
    }
}

impl<'v> Part<'v> {
    /// The identity of the container itself.
    pub(super) fn identity(&self) -> Identity {
        self.pod.part(&self.called, self.address.clone(), self.reader.shown, self.reader.value.at)
    }

    /// Where in its object it is.
    pub(super) fn place(&self) -> String {
        let object = self.pod.manifest.identity().address;
        self.address
            .strip_prefix(&object)
            .map_or(String::new(), |it| format!("{}/", it.trim_start_matches('/')))
    }

    /// Reads the settings of something in the container.
    pub(super) fn inner(&self, value: &'v Value) -> Reader<'v> {
        Reader { value, shown: value.at, is_partial: self.reader.is_partial }
    }

    /// `list`, of which a patch shows only a part.
    pub(super) fn open<T>(&self, list: List<T>) -> List<T> {
        open(&self.reader, list)
    }
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The slot of a setting of the pod under other words.
pub(super) fn slot(reader: &Reader<'_>, path: Path, spelling: Spelling) -> Slot {
    Slot { spelling, ..reader.slot(path) }
}
