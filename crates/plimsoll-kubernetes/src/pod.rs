//! One pod: what all of its containers share.

use plimsoll_facts::{
    Fact, Identity, List, Origin, Path, Platform, Scope, Slot, Spelling, Why, Words,
    read::{Read, Reader, Silence, string},
    subjects::{
        ContainerId, Namespace, ObjectId, Restart, Role, Subjects, Sysctl, Workload, WorkloadId,
        WorkloadKind,
    },
    value::{Content, Value},
};

use super::{
    container,
    controller::{self, text},
    metadata,
    object::{self, Manifest},
    pods::Template,
    references,
    scalar::{boolean, spelt},
    scheduling,
    security::{self, Level},
    volumes,
};

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
    token: Option<&'v Value>,
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
            token: object::token_of(manifest, all, account),
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

    /// The value of an annotation of the pods.
    pub(super) fn annotation(&self, name: &str) -> Option<&'v Value> {
        self.metadata?.get("annotations")?.get(name)
    }

    /// The pod's containers in every list.
    fn parts(&'v self, subjects: &Subjects) -> Vec<Part<'v>> {
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

/// `list`, to which the object that a patch is laid over can add: with only a part of it at hand,
/// its items are known and its length is not.
pub(super) fn open<T>(reader: &Reader<'_>, mut list: List<T>) -> List<T> {
    if let (true, Fact::Stated { at, .. }) = (reader.is_partial, &list.whole) {
        list.whole = Fact::Unknown { at: at.clone(), why: Why::Partial };
    }
    list
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Adds the workload and everything in it.
pub(super) fn lower(pod: &Pod<'_>, subjects: &mut Subjects) {
    let workload = workload(pod);
    subjects.workloads.push(workload);
    subjects.volumes.extend(volumes::declared(pod));
    let parts = pod.parts(subjects);
    references::of_pod(pod, &parts, subjects);
    for part in &parts {
        container::lower(part, subjects);
    }
    if let Some(first) = parts.first() {
        subjects.mounts.extend(volumes::unmounted(first, &parts));
    }
}

fn workload(pod: &Pod<'_>) -> Workload {
    let reader = &pod.reader;
    let mut identity = pod.manifest.identity();
    identity.address.clone_from(&pod.address);
    identity.shown = reader.shown;
    identity.owner = reader.value.at;
    let job = controller::JobSpec::of(pod.manifest);
    Workload {
        identity,
        kind: pod.kind.clone(),
        object: Some(pod.object),
        is_test_hook: is_test_hook(pod),
        network_namespace: host_namespace(reader, &["hostNetwork"]),
        pid_namespace: host_namespace(reader, &["hostPID"]),
        ipc_namespace: host_namespace(reader, &["hostIPC"]),
        user_namespace: user_namespace(reader),
        uts_namespace: Fact::Inapplicable,
        cgroup_namespace: Fact::Inapplicable,
        shared_process_namespace: reader.fact(
            &["shareProcessNamespace"],
            Silence::Means(false),
            boolean,
        ),
        user: pod.level.user.clone(),
        group: pod.level.group.clone(),
        supplementary_groups: security::supplementary_groups(reader),
        non_root_enforced: pod.level.non_root_enforced.clone(),
        seccomp: pod.level.seccomp.clone(),
        apparmor: pod.level.apparmor.clone(),
        selinux_user: pod.level.selinux_user.clone(),
        selinux_role: pod.level.selinux_role.clone(),
        selinux_type: pod.level.selinux_type.clone(),
        windows_host_process: pod.level.windows_host_process.clone(),
        profile_annotations: security::profile_annotations(pod),
        sysctls: open(
            reader,
            reader.list(&["securityContext", "sysctls"], Silence::Means(0), sysctl),
        ),
        os: reader.fact(&["os", "name"], Silence::Means("linux".to_owned()), string),
        service_account: service_account(reader),
        service_account_token: token(pod),
        restart: restart(pod),
        replicas: controller::replicas(pod),
        restart_attempts: Fact::Inapplicable,
        networks: List::inapplicable(),
        profiles: List::inapplicable(),
        started: Fact::Inapplicable,
        cgroup_parent: Fact::Inapplicable,
        provider: Fact::Inapplicable,
        labels: metadata::labels_of_pods(pod),
        annotations: metadata::annotations_of_pods(pod),
        selector: controller::selector(pod),
        update_strategy: controller::update_strategy(pod),
        max_unavailable: controller::max_unavailable(pod),
        max_surge: controller::max_surge(pod),
        revision_history: controller::revision_history(pod),
        anti_affinity: scheduling::anti_affinity(pod),
        topology_spread: scheduling::topology_spread(pod),
        node_affinity: scheduling::node_affinity(reader),
        node_requirements: scheduling::node_requirements(reader),
        node_selector: metadata::labels(reader, &["nodeSelector"]),
        node_name: text(reader, &["nodeName"], ""),
        tolerations: scheduling::tolerations(reader),
        priority_class: text(reader, &["priorityClassName"], ""),
        scheduler: text(reader, &["schedulerName"], "default-scheduler"),
        runtime_class: text(reader, &["runtimeClassName"], ""),
        termination_grace: controller::count(
            reader,
            &["terminationGracePeriodSeconds"],
            Silence::Means(30),
        ),
        host_aliases: scheduling::host_aliases(reader),
        dns_policy: text(reader, &["dnsPolicy"], "ClusterFirst"),
        dns_options: scheduling::dns_options(reader),
        image_pull_secrets: controller::names(reader, &["imagePullSecrets"]),
        governing_service: controller::governing_service(pod),
        backoff_limit: job.backoff_limit(),
        active_deadline: job.active_deadline(),
        ttl_after_finished: job.ttl_after_finished(),
        schedule: job.schedule(),
        time_zone: job.time_zone(),
        concurrency_policy: job.concurrency_policy(),
        starting_deadline: job.starting_deadline(),
        served: Fact::Inapplicable,
        budgeted: Fact::Inapplicable,
        autoscaled: Fact::Inapplicable,
        ingress_restricted: Fact::Inapplicable,
        egress_restricted: Fact::Inapplicable,
    }
}

/// Whether it is a hook that runs only for `helm test`.
fn is_test_hook(pod: &Pod<'_>) -> bool {
    let metadata = [pod.manifest.value.get("metadata"), pod.metadata];
    metadata.into_iter().flatten().any(|it| {
        let hooks = it.str_at(&["annotations", "helm.sh/hook"]).unwrap_or("");
        hooks.split(',').any(|hook| hook.trim() == "test" || hook.trim().starts_with("test-"))
    })
}

/// A namespace that the pod has for itself unless it takes its host's.
fn host_namespace(reader: &Reader<'_>, path: Path) -> Fact<Namespace> {
    let fact = reader.fact(path, Silence::Means(Namespace::Private), |value| {
        changed(
            boolean(value),
            |is_host| if is_host { Namespace::Host } else { Namespace::Private },
        )
    });
    spelt(fact, Spelling::As(&Words::Word(&[("host", "true"), ("private", "false")])))
}

fn user_namespace(reader: &Reader<'_>) -> Fact<Namespace> {
    let fact = reader.fact(&["hostUsers"], Silence::Means(Namespace::Host), |value| {
        changed(
            boolean(value),
            |is_host| if is_host { Namespace::Host } else { Namespace::Private },
        )
    });
    spelt(fact, Spelling::As(&Words::Word(&[("host", "true"), ("private", "false")])))
}

fn changed<T, U>(read: Read<T>, change: impl FnOnce(T) -> U) -> Read<U> {
    match read {
        Read::Value(value) => Read::Value(change(value)),
        Read::Part(value, part) => Read::Part(change(value), part),
        Read::Unknown(why) => Read::Unknown(why),
        Read::Absent => Read::Absent,
    }
}

fn sysctl(value: &Value) -> Read<Sysctl> {
    let text = |key: &str| Some(value.get(key)?.text()?.value.to_string());
    let Some(name) = value.get("name").and_then(Value::text) else {
        return Read::Unknown(Why::Malformed);
    };
    match name.unknown {
        Some(why) => Read::Unknown(why),
        // The API server takes either separator.
        None => Read::Value(Sysctl {
            name: name.value.to_string(),
            value: text("value").unwrap_or_default(),
        }),
    }
}

fn service_account(reader: &Reader<'_>) -> Fact<String> {
    let is_old = reader.value.get("serviceAccountName").is_none()
        && reader.value.get("serviceAccount").is_some();
    let path: Path = if is_old { &["serviceAccount"] } else { &["serviceAccountName"] };
    reader.fact(path, Silence::Means("default".to_owned()), |value| match value.text() {
        Some(text) if text.value.is_empty() => Read::Absent,
        _ => string(value),
    })
}

/// What the pod says, else what its service account says.
fn token(pod: &Pod<'_>) -> Fact<bool> {
    const PATH: Path = &["automountServiceAccountToken"];
    let own = pod.reader.fact(PATH, Silence::Means(true), boolean);
    let Some(value) = pod.token else { return own };
    let at = pod.reader.site(value, pod.reader.slot(PATH));
    match (&own, boolean(value)) {
        (Fact::Assumed { .. }, Read::Value(value)) => {
            Fact::Stated { value, at, scope: Scope::Inherited }
        }
        _ => own,
    }
}

fn restart(pod: &Pod<'_>) -> Fact<Restart> {
    // These decide for themselves.
    if matches!(pod.manifest.group(), "argoproj.io" | "tekton.dev")
        && matches!(pod.kind, WorkloadKind::Job(_))
    {
        return Fact::Inapplicable;
    }
    let silence = match pod.kind {
        // A job has to say it; kinds that make jobs may say it for them.
        WorkloadKind::Job(_) if pod.manifest.group() == "batch" => Silence::Unknown(Why::Malformed),
        WorkloadKind::Job(_) => Silence::Unknown(Why::Partial),
        _ => Silence::Means(Restart::Always),
    };
    let fact = pod.reader.fact(&["restartPolicy"], silence, |value| {
        match value.text().map(|text| &*text.value) {
            Some("Always") => Read::Value(Restart::Always),
            Some("OnFailure") => Read::Value(Restart::OnFailure),
            Some("Never") => Read::Value(Restart::Never),
            _ => Read::Unknown(Why::Malformed),
        }
    });
    const WORDS: Spelling = Spelling::As(&Words::Word(&[
        ("always", "Always"),
        ("on failure", "OnFailure"),
        ("never", "Never"),
    ]));
    spelt(fact, WORDS)
}

/// The slot of a setting of the pod under other words.
pub(super) fn slot(reader: &Reader<'_>, path: Path, spelling: Spelling) -> Slot {
    Slot { spelling, ..reader.slot(path) }
}
