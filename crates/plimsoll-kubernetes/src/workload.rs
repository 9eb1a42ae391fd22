//! One pod as a workload: what all of its containers share.

use plimsoll_facts::{
    Fact, List, Path, Scope, Spelling, Why, Words,
    read::{Read, Reader, Silence, string},
    subjects::{Namespace, Restart, Subjects, Sysctl, Workload, WorkloadKind},
    value::Value,
};

use super::{
    container, controller, metadata,
    pod::Pod,
    references,
    scalar::{boolean, spelt},
    scheduling, security,
    settings::{count, names, open, text},
    volumes,
};

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
        termination_grace: count(reader, &["terminationGracePeriodSeconds"], Silence::Means(30)),
        host_aliases: scheduling::host_aliases(reader),
        dns_policy: text(reader, &["dnsPolicy"], "ClusterFirst"),
        dns_options: scheduling::dns_options(reader),
        image_pull_secrets: names(reader, &["imagePullSecrets"]),
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
