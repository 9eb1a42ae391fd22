//! The signals of a Compose file: its name, and what stands below `services`.
//!
//! Facts: the loader's list of file names and the top level of the schema
//! (`schema/compose-spec.json` of the compose-spec project).

use plimsoll_facts::{Dialect, Recognition};
use plimsoll_yaml::NodeId;

use super::{
    foreign,
    names::{Name, name},
    signals::Signals,
};

/// The keys at the root of a Compose file.
const TOP_LEVEL: &[&str] = &[
    "version", "name", "include", "services", "networks", "volumes", "secrets", "configs",
    "models", "jobs", "<<",
];

/// Keys that make a mapping a service all by themselves.
const SOURCES: &[&str] = &["image", "build"];

/// Keys that nothing but a service has below `services`.
const TELLING_KEYS: &[&str] = &[
    "cap_add",
    "cap_drop",
    "cgroup_parent",
    "container_name",
    "depends_on",
    "device_cgroup_rules",
    "env_file",
    "healthcheck",
    "logging",
    "mem_limit",
    "network_mode",
    "pids_limit",
    "post_start",
    "privileged",
    "read_only",
    "security_opt",
    "sysctls",
    "tmpfs",
    "use_api_socket",
    "userns_mode",
    "volumes_from",
];

/// Keys that services have, and hardly anything else.
const SERVICE_KEYS: &[&str] = &[
    "build",
    "cap_add",
    "cap_drop",
    "command",
    "configs",
    "container_name",
    "cpus",
    "depends_on",
    "deploy",
    "devices",
    "dns",
    "entrypoint",
    "env_file",
    "environment",
    "expose",
    "extends",
    "extra_hosts",
    "healthcheck",
    "hostname",
    "image",
    "init",
    "ipc",
    "labels",
    "links",
    "logging",
    "mem_limit",
    "network_mode",
    "networks",
    "pid",
    "platform",
    "ports",
    "privileged",
    "profiles",
    "provider",
    "pull_policy",
    "read_only",
    "restart",
    "secrets",
    "security_opt",
    "shm_size",
    "stdin_open",
    "stop_grace_period",
    "sysctls",
    "tmpfs",
    "tty",
    "ulimits",
    "user",
    "volumes",
    "volumes_from",
    "working_dir",
];

/// What the children of `services` look like.
struct Services {
    /// How many are mappings.
    count: usize,
    /// How many have an image or say how to build one.
    with_source: usize,
    /// How many have no source of their own, and take it from another file or service.
    borrowing: usize,
    /// How many keys there are that services have.
    keys: usize,
    /// Whether a key is there that nothing but a service has.
    has_telling_key: bool,
    /// Whether something is there that no service is.
    has_stranger: bool,
}

impl Services {
    fn of(signals: &Signals<'_>, services: NodeId) -> Self {
        let mut seen = Self {
            count: 0,
            with_source: 0,
            borrowing: 0,
            keys: 0,
            has_telling_key: false,
            has_stranger: false,
        };
        for (_, value) in signals.members(services) {
            if signals.tree.mapping(value).is_none() {
                let scalar = signals.tree.scalar(value);
                seen.has_stranger |= !scalar.is_some_and(|it| it.value.is_empty());
                continue;
            }
            let keys: Vec<&str> = signals.members(value).map(|(key, _)| key).collect();
            let has = |wanted: &[&str]| keys.iter().any(|key| wanted.contains(key));
            seen.count += 1;
            seen.has_telling_key |= has(TELLING_KEYS);
            seen.with_source += usize::from(has(SOURCES));
            seen.borrowing += usize::from(has(&["extends", "provider"]) && !has(SOURCES));
            seen.keys += keys.iter().filter(|key| SERVICE_KEYS.contains(key)).count();
        }
        seen
    }
}

/// Claims the file if it is one for Compose.
pub(super) fn claim(signals: &Signals<'_>) -> Option<Recognition> {
    let file_name = signals.name();
    let name = name(&file_name);
    let mut because = Vec::new();
    if name.is_some() {
        because.push(format!("the name is `{file_name}`"));
    }
    let roots: Vec<NodeId> = signals.roots().collect();
    let services: Vec<NodeId> =
        roots.iter().filter_map(|it| signals.get(*it, "services")).collect();
    let mappings: Vec<Services> = services
        .iter()
        .filter(|it| signals.tree.mapping(**it).is_some())
        .map(|it| Services::of(signals, *it))
        .collect();
    let sum = |pick: fn(&Services) -> usize| mappings.iter().map(pick).sum::<usize>();
    let [count, with_source, borrowing, keys] =
        [sum(|it| it.count), sum(|it| it.with_source), sum(|it| it.borrowing), sum(|it| it.keys)];
    let is_known = |key: &str| TOP_LEVEL.contains(&key) || key.starts_with("x-");
    let root_keys: Vec<&str> = roots.iter().flat_map(|root| signals.keys(*root)).collect();
    let are_roots_known = root_keys.iter().all(|key| is_known(key));
    // One key makes no file another tool's that has the name of ours, and none does that has the
    // shape of ours.
    let least = if name == Some(Name::Usual) { 1 } else { 2 };
    let is_foreign = with_source == 0 && foreign::root_keys(signals) >= least;

    if with_source > 0 {
        let noun = if with_source == 1 { "mapping" } else { "mappings" };
        because.push(format!("`services` holds {with_source} {noun} with `image` or `build`"));
    } else if keys > 0 {
        because.push(format!("`services` holds keys of services, {keys} in all"));
    } else if !services.is_empty() {
        because.push("`services` stands at the root".to_owned());
    }
    let is_claimed = match name {
        Some(Name::Standard | Name::StandardOverride) => {
            because.extend(by_name(signals, &root_keys, is_known));
            !is_foreign && because.len() > 1
        }
        Some(Name::Usual) => {
            if because.len() == 1 {
                because.extend(
                    by_name(signals, &root_keys, is_known)
                        .filter(|_| are_roots_known || signals.is_broken()),
                );
            }
            !is_foreign && because.len() > 1
        }
        None => {
            let has_stranger = mappings.iter().any(|it| it.has_stranger);
            let has_telling_key = mappings.iter().any(|it| it.has_telling_key);
            let looks_like_it =
                with_source > 0 || keys >= 2 || has_telling_key || (borrowing > 0 && keys > 0);
            if are_roots_known && looks_like_it {
                because.push("every key at the root is one of Compose".to_owned());
            }
            let is_whole = are_roots_known && !has_stranger && keys >= count;
            // Of a broken file, what a repair makes of the rest is no sign against it.
            let is_rest = signals.is_broken() && root_keys.iter().any(|key| is_known(key));
            looks_like_it && (is_whole || is_rest)
        }
    };
    if !is_claimed {
        return None;
    }
    let has_include = root_keys.contains(&"include");
    let says_override = name == Some(Name::StandardOverride)
        || file_name.split(['.', '-', '_']).any(|word| word == "override");
    let is_fragment =
        count > 0 && with_source + borrowing == 0 && !has_include && !signals.is_broken();
    let dialect = if says_override {
        because.push("the name says that it is laid over another file".to_owned());
        Dialect::ComposeOverride
    } else if is_fragment && name != Some(Name::Standard) {
        because.push("no service has an `image` or a `build` of its own".to_owned());
        Dialect::ComposeOverride
    } else {
        Dialect::ComposeFile
    };
    Some(Recognition::new(dialect, because))
}

/// The signal that a file with a telling name gives by what else is in it.
fn by_name(
    signals: &Signals<'_>,
    root_keys: &[&str],
    is_known: impl Fn(&str) -> bool,
) -> Option<String> {
    if let Some(key) = root_keys.iter().find(|key| is_known(key)) {
        return Some(format!("`{key}` stands at the root"));
    }
    if signals.is_broken() {
        let key = ["services", "include", "version"]
            .into_iter()
            .find(|key| signals.line_value(key).is_some());
        return key.map(|key| format!("a line begins with `{key}:`"));
    }
    let is_empty = signals.tree.documents().iter().all(|document| {
        let scalar = document.root.and_then(|root| signals.tree.scalar(root));
        document.root.is_none() || scalar.is_some_and(|it| it.value.is_empty())
    });
    is_empty.then(|| "nothing in it speaks against it".to_owned())
}
