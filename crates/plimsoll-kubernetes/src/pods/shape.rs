//! Pods in objects of kinds that nobody described, known by what they look like.
//!
//! Every mapping is looked at, at any depth and under any key. One is taken for a pod, or for the
//! settings of one, if it has a list of containers, a namespace of the host, volumes of the host,
//! or a security context. What puts pods together from it may add anything, so that nothing counts
//! as absent; what is stated is stated. A mapping that holds no containers stands for one.
//!
//! Facts: the core/v1 API reference, *PodSpec*, *Container* and their security contexts.

use std::{borrow::Cow, collections::HashSet};

use plimsoll_facts::{
    Origin,
    subjects::WorkloadKind,
    value::{Content, Member, Value},
};

use super::{Template, is_pod, operators};
use crate::{
    manifest::Manifest,
    scalar::{name_of, number, truth},
};

/// Groups whose objects describe what pods may be, and hold none.
const OF_PATTERNS: &[&str] = &["kyverno.io", "gatekeeper.sh", "kubewarden.io", "kuttl.dev"];

/// Keys below which there are descriptions of values, and no values.
const OF_SCHEMAS: &[&str] = &["openAPIV3Schema", "openapi", "jsonSchema", "status"];

/// Keys of containers that hardly anything else has.
const OF_CONTAINERS: &[&str] = &[
    "args",
    "command",
    "env",
    "envFrom",
    "image",
    "imagePullPolicy",
    "livenessProbe",
    "ports",
    "readinessProbe",
    "resources",
    "securityContext",
    "startupProbe",
    "volumeMounts",
];

/// Those that a mapping has which stands for its only container.
const OF_ONLY_CONTAINER: &[&str] = &[
    "args",
    "command",
    "env",
    "envFrom",
    "image",
    "lifecycle",
    "name",
    "securityContext",
    "volumeMounts",
];

/// Settings of security contexts, and whether only containers have them.
const OF_CONTEXTS: &[(&str, bool)] = &[
    ("allowPrivilegeEscalation", true),
    ("capabilities", true),
    ("privileged", true),
    ("procMount", true),
    ("readOnlyRootFilesystem", true),
    ("appArmorProfile", false),
    ("fsGroup", false),
    ("runAsGroup", false),
    ("runAsNonRoot", false),
    ("runAsUser", false),
    ("seLinuxOptions", false),
    ("seccompProfile", false),
    ("supplementalGroups", false),
    ("sysctls", false),
    ("windowsOptions", false),
];

/// Keys below which a pod is all there, as far as kinds go that follow the API's own.
const TEMPLATE_KEYS: &[&str] = &["spec", "template", "jobTemplate", "podTemplate", "podSpec"];

/// The deepest that is searched.
const DEPTH: usize = 64;

/// What looks like a pod in the object; what stands at one of `known` is described already.
pub(super) fn templates<'v>(manifest: &Manifest<'v>, known: &HashSet<Origin>) -> Vec<Template<'v>> {
    let group = manifest.group();
    if OF_PATTERNS
        .iter()
        .any(|it| group == *it || group.strip_suffix(it).is_some_and(|it| it.ends_with('.')))
    {
        return Vec::new();
    }
    let mut search = Search { manifest, known, found: Vec::new(), suffixes: HashSet::new() };
    for member in manifest.value.members() {
        if matches!(&*member.key, "metadata" | "apiVersion" | "kind") {
            continue;
        }
        let way = Way::of(&member.key, None);
        search.value(&member.value, manifest.value, &way, DEPTH);
    }
    search.found
}

/// How a value was come to.
struct Way<'w> {
    up: Option<&'w Way<'w>>,
    step: String,
    /// The last key.
    key: &'w str,
    /// Whether every key on the way sounds like a template's.
    is_plain: bool,
}

impl<'w> Way<'w> {
    fn of(key: &'w str, up: Option<&'w Way<'w>>) -> Self {
        let is_template = TEMPLATE_KEYS.contains(&key)
            || ["Template", "Templates", "Spec", "Specs"].iter().any(|it| key.ends_with(it));
        let step = if TEMPLATE_KEYS.contains(&key) { String::new() } else { format!("/{key}") };
        Self { up, step, key, is_plain: is_template && up.is_none_or(|it| it.is_plain) }
    }

    fn item(item: &Value, position: usize, up: &'w Way<'w>) -> Self {
        let name = match item.get("groupName").and_then(Value::text) {
            Some(text) => &text.value,
            None => name_of(item),
        };
        let step = match name {
            "" | "?" => format!("[{position}]"),
            name => format!("[{name}]"),
        };
        Self { up: Some(up), step, key: up.key, is_plain: up.is_plain }
    }

    /// What tells it apart in an address.
    fn suffix(&self) -> String {
        let mut steps: Vec<&str> =
            std::iter::successors(Some(self), |it| it.up).map(|it| &*it.step).collect();
        steps.reverse();
        steps.concat()
    }

    fn whole(&self) -> String {
        let mut keys: Vec<String> = std::iter::successors(Some(self), |it| it.up)
            .map(|it| if it.step.is_empty() { format!("/{}", it.key) } else { it.step.clone() })
            .collect();
        keys.reverse();
        keys.concat()
    }
}

struct Search<'s, 'v> {
    manifest: &'s Manifest<'v>,
    known: &'s HashSet<Origin>,
    found: Vec<Template<'v>>,
    suffixes: HashSet<String>,
}

impl<'v> Search<'_, 'v> {
    /// Looks at `value`, a member of `around`.
    fn value(&mut self, value: &'v Value, around: &'v Value, way: &Way<'_>, depth: usize) {
        if depth == 0 || self.known.contains(&value.at) {
            return;
        }
        match &value.content {
            Content::List { items, .. } => {
                for (position, item) in items.iter().enumerate() {
                    let way = Way::item(item, position, way);
                    self.value(item, around, &way, depth - 1);
                }
            }
            Content::Map { members, .. } => {
                let taken = self.mapping(value, around, way);
                for member in members {
                    if taken.contains(&member.value.at) || OF_SCHEMAS.contains(&&*member.key) {
                        continue;
                    }
                    let way = Way::of(&member.key, Some(way));
                    self.value(&member.value, value, &way, depth - 1);
                }
            }
            Content::Scalar(_) | Content::Lost => {}
        }
    }

    /// Notes the mapping if it looks like a pod; the members that are part of it then.
    fn mapping(&mut self, value: &'v Value, around: &'v Value, way: &Way<'_>) -> Vec<Origin> {
        if way.is_plain && is_pod(value) && !is_of_injector(self.manifest) {
            self.note(way, around.get("metadata"), Cow::Borrowed(value), false);
            // What it holds is all read as a pod.
            return value.members().iter().map(|it| it.value.at).collect();
        }
        let mut taken: Vec<Origin> = Vec::new();
        let mut containers: Vec<Value> = Vec::new();
        let mut own: Vec<Member> = Vec::new();
        let mut volumes: Vec<Value> = Vec::new();
        let mut context: Option<&Member> = None;
        let (mut is_sign, mut has_containers) = (false, false);
        for member in value.members() {
            let (key, it) = (&*member.key, &member.value);
            let items = it.items();
            if is_list_of_containers(key, items) {
                (is_sign, has_containers) = (true, true);
                taken.push(it.at);
                match key {
                    "initContainers" | "ephemeralContainers" => own.push(member.clone()),
                    _ => containers.extend(items.iter().cloned()),
                }
            } else if key.ends_with("olumes") && !items.is_empty() {
                is_sign |= items.iter().any(is_of_host);
                taken.push(it.at);
                volumes.extend(items.iter().cloned());
            } else if matches!(key, "hostNetwork" | "hostPID" | "hostIPC") {
                is_sign |= truth(it).is_some();
                own.push(member.clone());
            } else if is_context(key, it) {
                is_sign = true;
                if key == "podSecurityContext" {
                    own.push(Member { key: "securityContext".into(), ..member.clone() });
                } else if context.is_none() || key == "securityContext" {
                    context = Some(member);
                }
            } else if !matches!(key, "containers" | "securityContext" | "metadata") {
                own.push(member.clone());
            }
        }
        if is_of_host(value) && !way.key.ends_with("olumes") {
            is_sign = true;
            volumes.push(value.clone());
        }
        if !is_sign {
            return Vec::new();
        }
        let has_own = own.iter().any(|it| &*it.key == "securityContext");
        if let Some(context) = context {
            let renamed = Member { key: "securityContext".into(), ..context.clone() };
            let is_of_pod = match has_containers {
                true => &*context.key == "securityContext",
                false => !is_of_container(way.key, context),
            };
            match is_of_pod && !has_own {
                true => own.push(renamed),
                false => containers.push(only_container(value, Some(renamed))),
            }
        }
        if containers.is_empty() && !has_containers {
            containers.push(only_container(value, None));
        }
        if let Some(context) = own.iter().find(|it| &*it.key == "securityContext").cloned() {
            containers.iter_mut().for_each(|it| inherit(it, &context));
            for list in own.iter_mut().filter(|it| it.key.ends_with("ontainers")) {
                if let Content::List { items, .. } = &mut list.value.content {
                    items.iter_mut().for_each(|it| inherit(it, &context));
                }
            }
        }
        own.retain(|it| !matches!(&*it.key, "containers" | "volumes"));
        if !containers.is_empty() {
            own.push(operators::list(value, "containers", containers));
        }
        if !volumes.is_empty() {
            own.push(operators::list(value, "volumes", volumes));
        }
        let spec = operators::mapping(value, own);
        self.note(way, around.get("metadata"), Cow::Owned(spec), true);
        taken
    }

    fn note(
        &mut self,
        way: &Way<'_>,
        metadata: Option<&'v Value>,
        spec: Cow<'v, Value>,
        is_open: bool,
    ) {
        let mut suffix = way.suffix();
        if !self.suffixes.insert(suffix.clone()) {
            suffix = way.whole();
            self.suffixes.insert(suffix.clone());
        }
        self.found.push(Template {
            suffix,
            kind: WorkloadKind::Template(self.manifest.kind().to_owned()),
            metadata,
            spec,
            shown: None,
            is_open,
            is_outline: is_open,
        });
    }
}

/// Whether pods get what the object holds beside what they have themselves.
fn is_of_injector(manifest: &Manifest<'_>) -> bool {
    manifest.kind() == "SidecarSet"
}

/// Whether the items look like containers. A list that sounds like one needs less of them.
fn is_list_of_containers(key: &str, items: &[Value]) -> bool {
    let sounds_like_it = key.ends_with("ontainers") || key.ends_with("idecars");
    let signs = if sounds_like_it { 1 } else { 3 };
    let is_one = |it: &Value| {
        it.get("name").is_some_and(|it| it.text().is_some())
            && it.members().iter().filter(|it| OF_CONTAINERS.contains(&&*it.key)).count() >= signs
            && (sounds_like_it || it.get("image").is_some())
    };
    !items.is_empty() && items.iter().all(is_one)
}

/// Whether the mapping is a volume of the host.
fn is_of_host(value: &Value) -> bool {
    value.dig(&["hostPath", "path"]).is_some_and(|it| it.text().is_some())
}

/// Whether the member is a security context: it has a setting of one, of the right type.
fn is_context(key: &str, value: &Value) -> bool {
    let is_setting = |(name, _): &(&str, bool)| {
        value.get(name).is_some_and(|it| match &it.content {
            Content::Scalar(_) => truth(it).is_some() || number(it).is_some(),
            Content::Map { .. } => !matches!(*name, "privileged" | "runAsUser" | "runAsNonRoot"),
            Content::List { .. } => matches!(*name, "supplementalGroups" | "sysctls"),
            Content::Lost => false,
        })
    };
    key.to_ascii_lowercase().ends_with("securitycontext") && OF_CONTEXTS.iter().any(is_setting)
}

/// Whether the context is a container's, in a mapping under `outer` that has no containers.
fn is_of_container(outer: &str, context: &Member) -> bool {
    outer.to_ascii_lowercase().ends_with("container")
        || context.key.starts_with("container")
        || OF_CONTEXTS.iter().any(|(name, is_own)| *is_own && context.value.get(name).is_some())
}

/// Lets a container say what its pod states for it and it does not say itself: what a part of a
/// container leaves out would be unknown otherwise.
fn inherit(container: &mut Value, context: &Member) {
    let Content::Map { members, .. } = &mut container.content else { return };
    let Some(own) = members.iter_mut().find(|it| &*it.key == "securityContext") else {
        members.push(context.clone());
        return;
    };
    let Content::Map { members, .. } = &mut own.value.content else { return };
    for member in context.value.members() {
        if members.iter().all(|it| it.key != member.key) {
            members.push(member.clone());
        }
    }
}

/// The mapping as the only container of its pod.
fn only_container(value: &Value, context: Option<Member>) -> Value {
    let is_its = |it: &&Member| {
        OF_ONLY_CONTAINER.contains(&&*it.key)
            && &*it.key != "securityContext"
            && !(&*it.key == "image" && it.value.text().is_none())
    };
    let mut members: Vec<Member> = value.members().iter().filter(is_its).cloned().collect();
    members.extend(context);
    operators::mapping(value, members)
}
