//! Compares objects with the types of the API server.
//!
//! The API server drops what it does not know, and `kubectl` refuses to send it; a value of the
//! wrong type is refused by both. Kinds that add keys of their own to pods are left alone.

use plimsoll_facts::{
    Identity,
    read::{Read, Reader, Silence},
    subjects::{DefectKind, Redacted, Subjects, UnknownField, VersionedField, WrongType},
    value::{Content, Member, Text, Value},
};
use plimsoll_syntax::{name_distance::nearest, secret::classify};
use plimsoll_yaml::{Resolved, ScalarStyle};

use super::{
    Field, Shape, Span, Type, amounts, cluster, conflicts, find, names, numbers, of, pod, pods,
    policies, refused, rules, scheduling, shape, validation, workloads,
};
use crate::{
    manifest::Manifest,
    pods::Template,
    scalar::{name_of, truth, whole},
};

/// Groups of kinds that others define, whose pods are those of the API server, key by key.
const PLAIN: &[&str] = &[
    "apps.openshift.io",
    "jobset.x-k8s.io",
    "leaderworkerset.x-k8s.io",
    "kubeflow.org",
    "ray.io",
    "batch.volcano.sh",
    "apps.kruise.io",
    "keda.sh",
];

/// Keys that tools put at the root of objects and take away before the API server sees them.
const OF_TOOLS: &[&str] = &["sops"];

/// The deepest that values are compared.
const DEPTH: usize = 64;

/// Adds what is wrong about the fields of the object, or of the pods in it.
pub(crate) fn check(manifest: &Manifest<'_>, templates: &[Template<'_>], subjects: &mut Subjects) {
    if let Some(kind) = find(manifest.api_version(), manifest.kind()) {
        let Some(root) = of(kind.of) else { return };
        let version = manifest.api_version().rsplit('/').next().unwrap_or("");
        let is_whole = !manifest.is_partial
            && !version.contains("alpha")
            && !version.contains("beta")
            && !validation::is_fragment(manifest.kind(), manifest.value);
        let mut check = Check { manifest, subjects, span: kind.span, is_whole };
        check.object(manifest.value, root, &At::Root { address: "", place: "" }, None, DEPTH);
        let mut found = Vec::new();
        names::of_object(manifest.kind(), manifest.value, &mut found);
        found.into_iter().for_each(|it| check.refuse(it, ""));
        let mut found = Vec::new();
        policies::of_object(manifest.kind(), manifest.value, &mut found);
        found.into_iter().for_each(|(address, it)| check.refuse(it, &address));
        return;
    }
    refused::misplaced(manifest, subjects);
    let group = manifest.group();
    let is_plain = PLAIN.contains(&group)
        || (group == "argoproj.io" && manifest.kind() == "Rollout")
        || (group.is_empty() && manifest.kind() == "DeploymentConfig");
    let Some(pod) = pod().filter(|_| is_plain) else { return };
    // What only looks like a pod can have fields of its own.
    for template in templates.iter().filter(|it| !it.is_outline) {
        let span = Span { since: 0, until: 0 };
        let mut check = Check { manifest, subjects, span, is_whole: false };
        let address = template.suffix.trim_start_matches('/');
        check.object(&template.spec, pod, &At::Root { address, place: "the pod" }, None, DEPTH);
    }
}

/// The way to a value, put into words only where something is wrong with it.
enum At<'a> {
    /// Where the comparison begins: the address, which tells findings apart, and what a message
    /// calls the place.
    Root { address: &'a str, place: &'a str },
    /// The value of a key.
    Key(&'a At<'a>, &'a Member),
    /// An item of a list, by its name or position.
    Item(&'a At<'a>, &'a str, usize),
    /// A member of a mapping whose keys are free.
    Member(&'a At<'a>, &'a str),
}

impl At<'_> {
    fn address(&self) -> String {
        match self {
            Self::Root { address, .. } => (*address).to_owned(),
            Self::Key(up, member) => joined(&up.address(), &member.key),
            Self::Item(up, "?", position) => format!("{}[{position}]", up.address()),
            Self::Item(up, name, _) | Self::Member(up, name) => format!("{}[{name}]", up.address()),
        }
    }

    fn place(&self) -> String {
        match self {
            Self::Root { place, .. } => (*place).to_owned(),
            Self::Key(up, member) => joined(&up.place(), &member.key),
            Self::Item(up, ..) => format!("{}[]", up.place()),
            Self::Member(up, _) => up.place(),
        }
    }

    /// Whether it is the selector of a metric.
    fn is_metric_selector(&self) -> bool {
        let is_key = |at: &Self, key: &str| matches!(at, Self::Key(_, it) if &*it.key == key);
        matches!(self, Self::Key(up, _) if is_key(up, "metric")) && is_key(self, "selector")
    }

    fn is_root(&self) -> bool {
        matches!(self, Self::Root { address: "", .. })
    }
}

/// A mapping with its type, and those that it stands in.
struct Around<'a> {
    it: &'static Type,
    at: &'a At<'a>,
    outer: Option<&'a Around<'a>>,
}

impl<'a> Around<'a> {
    /// Those that it stands in, the innermost first.
    fn outer(&self) -> impl Iterator<Item = &'a Around<'a>> + Clone {
        std::iter::successors(self.outer, |it| it.outer)
    }
}

/// A comparison on its way.
struct Check<'c, 'v> {
    manifest: &'c Manifest<'v>,
    subjects: &'c mut Subjects,
    /// The versions that have the object as a whole.
    span: Span,
    /// Whether all of the object is here, in a final version of its kind, so that it is known what
    /// has to be there.
    is_whole: bool,
}

impl Check<'_, '_> {
    /// Compares a mapping with a type.
    fn object(
        &mut self,
        value: &Value,
        it: &'static Type,
        at: &At<'_>,
        outer: Option<&Around<'_>>,
        left: usize,
    ) {
        if left == 0 {
            return;
        }
        self.refused(value, it, at);
        let around = Around { it, at, outer };
        for member in value.members() {
            let key = &*member.key;
            let is_merge_directive = key.starts_with('$');
            if key.is_empty() || is_merge_directive || key.contains(['{', '<', '%']) {
                continue;
            }
            let below = At::Key(at, member);
            match it.field(key) {
                Some(field) => {
                    self.version(field, member, &below);
                    self.value(&member.value, field.shape(), member, &below, &around, left - 1);
                }
                None if at.is_root() && OF_TOOLS.contains(&key) => {}
                None => {
                    let found = self.unknown(value, member, &below, &around);
                    self.subjects.unknown_fields.push(found);
                }
            }
        }
    }

    /// What the API server refuses in a mapping, though it has the right type.
    fn refused(&mut self, value: &Value, it: &'static Type, at: &At<'_>) {
        let mut found = Vec::new();
        // What others measure has labels of others.
        if !at.is_metric_selector() {
            rules::judge(it, value, self.is_whole, &mut found);
        }
        cluster::of(it.name, value, &mut found);
        conflicts::of(it.name, value, &mut found);
        names::of(it.name, value, &mut found);
        amounts::of(it.name, value, &mut found);
        pods::of(it.name, value, &mut found);
        scheduling::of(it.name, value, &mut found);
        workloads::of(it.name, value, &mut found);
        if found.is_empty() {
            return;
        }
        let address = at.address();
        for mut it in found {
            // Blanks around an image are looked at in a pod, and in no template of one.
            let is_padded = |it: &str| it != it.trim();
            if self.manifest.kind() == "Pod" && it.at.str_at(&[]).is_some_and(is_padded) {
                it.reaction = None;
            }
            // What a mapping lacks is shown at its key.
            if let (At::Key(_, member), true) = (at, it.at.at == value.at) {
                it.shown = it.shown.or(Some(member.key_at));
            }
            self.refuse(it, &address);
        }
    }

    /// Adds something that is refused in the mapping at `address`. What a patch leaves out, the
    /// object that it is laid over can have.
    fn refuse(&mut self, found: validation::Refusal<'_>, address: &str) {
        if found.kind != DefectKind::Missing || self.is_whole {
            let address = joined(address, &found.key);
            self.subjects.defects.push(refused::defect(self.manifest, found, &address));
        }
    }

    /// Compares a value with a shape; `member` is the entry that it is, or stands in.
    fn value(
        &mut self,
        value: &Value,
        wanted: Shape,
        member: &Member,
        at: &At<'_>,
        around: &Around<'_>,
        left: usize,
    ) {
        let is_certain = match &value.content {
            Content::Scalar(text) => text.unknown.is_none() && !value.is_null(),
            Content::Lost => false,
            Content::List { .. } | Content::Map { .. } => true,
        };
        if !is_certain || left == 0 {
            return;
        }
        match (wanted, &value.content) {
            (Shape::Any, _) => {}
            (Shape::Object(index), Content::Map { .. }) => {
                if let Some(it) = of(index) {
                    self.object(value, it, at, Some(around), left);
                }
            }
            (Shape::Map(index), Content::Map { members, .. }) => {
                for inner in members {
                    let at = At::Member(at, &inner.key);
                    self.value(&inner.value, shape(index), inner, &at, around, left - 1);
                }
            }
            (Shape::List(index), Content::List { items, .. }) => {
                for (position, item) in items.iter().enumerate() {
                    let at = At::Item(at, name_of(item), position);
                    self.null_item(item, shape(index), &at);
                    self.value(item, shape(index), member, &at, around, left - 1);
                }
            }
            (_, Content::Scalar(text)) if is_of(value, text, wanted) => {
                let message = match wanted {
                    Shape::Quantity => amounts::refused(value),
                    Shape::Integer | Shape::IntegerOrText => numbers::refused(value, &member.key),
                    _ => None,
                };
                if let Some(message) = message {
                    let found = validation::Refusal::invalid(value, &member.key, message);
                    self.subjects.defects.push(refused::defect(
                        self.manifest,
                        found,
                        &at.address(),
                    ));
                }
            }
            _ => {
                let found = self.wrong(value, wanted, member, at);
                self.subjects.wrong_types.push(found);
            }
        }
    }

    /// An entry of a list that is null stands for a mapping without any field.
    fn null_item(&mut self, item: &Value, wanted: Shape, at: &At<'_>) {
        let Shape::Object(index) = wanted else { return };
        if !item.is_null() {
            return;
        }
        if let Some(key) = of(index).and_then(rules::of_null_item) {
            let message = format!("the entry is empty: `{key}` has to be given");
            self.refuse(validation::Refusal::missing(item, key, message), &at.address());
        }
    }

    fn identity(&self, member: &Member, at: &At<'_>) -> Identity {
        let object = self.manifest.identity();
        Identity {
            name: member.key.to_string(),
            address: format!("{}/{}", object.address, at.address()),
            shown: member.key_at,
            owner: member.value.at,
            ..object
        }
    }

    fn version(&mut self, field: &Field, member: &Member, at: &At<'_>) {
        // What comes and goes with the whole object says nothing about the field.
        let own = |of_field: u8, of_object: u8| if of_field == of_object { 0 } else { of_field };
        let since = own(field.span.since, self.span.since);
        let until = own(field.span.until, self.span.until);
        if (since, until) == (0, 0) || member.value.is_null() {
            return;
        }
        let some = |minor: u8| (minor != 0).then_some(u32::from(minor));
        let reader = Reader { value: &member.value, shown: member.key_at, is_partial: false };
        let hidden = || Redacted::new("", true);
        self.subjects.versioned_fields.push(VersionedField {
            identity: self.identity(member, at),
            since: some(since),
            until: some(until),
            value: reader.read(&member.value, reader.slot(&[]), Silence::Means(hidden()), |_| {
                Read::Value(hidden())
            }),
        });
    }

    fn unknown(
        &self,
        value: &Value,
        member: &Member,
        at: &At<'_>,
        around: &Around<'_>,
    ) -> UnknownField {
        let it = around.it;
        let belongs_to = home_of(&member.key, around);
        let near = match belongs_to {
            // A key that is known elsewhere was not misspelt, unless it is nearly one from here.
            Some(_) => it.keys().find(|key| key.eq_ignore_ascii_case(&member.key)),
            None => nearest(&member.key, it.keys().filter(|key| value.member(key).is_none())),
        };
        let reader = Reader { value, shown: member.key_at, is_partial: self.manifest.is_partial };
        UnknownField {
            identity: self.identity(member, at),
            key: member.key.to_string(),
            block: it.name.to_owned(),
            nearest: near,
            belongs_to: belongs_to.filter(|_| near.is_none()),
            value: reader.read(
                &member.value,
                reader.slot(&[]),
                Silence::Means(Redacted::new("", false)),
                |inner| Read::Value(summary(value, member, inner)),
            ),
        }
    }

    fn wrong(&self, value: &Value, wanted: Shape, member: &Member, at: &At<'_>) -> WrongType {
        let reader = Reader { value, shown: member.key_at, is_partial: self.manifest.is_partial };
        let hidden = || Redacted::new("", true);
        WrongType {
            identity: Identity { owner: value.at, ..self.identity(member, at) },
            wanted: word_for(wanted),
            found: kind_of(value),
            meant: value.text().and_then(|text| meant(text, wanted)),
            value: reader
                .read(value, reader.slot(&[]), Silence::Means(hidden()), |_| Read::Value(hidden())),
        }
    }
}

/// Where around here the API server knows the key: in a mapping that holds this one, in one that
/// this one can hold, or in one beside it.
fn home_of(key: &str, around: &Around<'_>) -> Option<String> {
    let holds = |outer: &Around<'_>| {
        outer.it.field(key)?;
        Some(outer.at.place()).map(|it| if it.is_empty() { "the object".to_owned() } else { it })
    };
    let inside = |it: &Around<'_>, levels| below(it.it, &it.at.place(), key, levels);
    inside(around, 1)
        .or_else(|| around.outer().find_map(holds))
        .or_else(|| around.outer().find_map(|it| inside(it, 1)))
        .or_else(|| around.outer().find_map(|it| inside(it, 2)))
}

/// Where a mapping of this type can hold another one that has the key, so many levels down.
fn below(it: &Type, place: &str, key: &str, levels: usize) -> Option<String> {
    it.fields.iter().find_map(|field| {
        let (inner, list) = match field.shape() {
            Shape::Object(index) => (of(index)?, ""),
            Shape::List(index) => match shape(index) {
                Shape::Object(index) => (of(index)?, "[]"),
                _ => return None,
            },
            _ => return None,
        };
        // What the server alone fills in is nobody's home.
        if field.key() == "status" {
            return None;
        }
        let place = format!("{}{list}", joined(place, field.key()));
        match levels {
            1 => inner.field(key).map(|_| place),
            _ => below(inner, &place, key, levels - 1),
        }
    })
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Whether the API server takes the single value for this.
fn is_of(value: &Value, text: &Text, wanted: Shape) -> bool {
    // What the decoder of the API server makes of it, by the rules of YAML 1.1.
    let is_truth = truth(value).is_some();
    let is_whole = match text.resolved {
        Resolved::Int(_) => true,
        Resolved::Float(number) => number.fract() == 0.0,
        _ => whole(value).is_some(),
    };
    let is_number = is_whole || matches!(text.resolved, Resolved::Float(_));
    let is_text = !is_truth && !is_number;
    match wanted {
        Shape::Any => true,
        Shape::Text => is_text,
        Shape::Boolean => is_truth,
        Shape::Integer => is_whole,
        Shape::Number => is_number,
        Shape::IntegerOrText => is_text || is_whole,
        Shape::Quantity => is_text || is_number,
        Shape::Object(_) | Shape::List(_) | Shape::Map(_) => false,
    }
}

/// The value that was meant, written another way, where nothing but quotes is wrong.
fn meant(text: &Text, wanted: Shape) -> Option<Redacted> {
    let is_quoted = matches!(text.style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let is_meant = match wanted {
        Shape::Text => true,
        Shape::Boolean => is_quoted && matches!(&*text.value, "true" | "false"),
        Shape::Integer => is_quoted && text.value.parse::<i64>().is_ok(),
        _ => false,
    };
    is_meant.then(|| Redacted::new(&*text.value, true))
}

const fn word_for(wanted: Shape) -> &'static str {
    match wanted {
        Shape::Any => "anything",
        Shape::Text => "text",
        Shape::Boolean => "true or false",
        Shape::Integer => "a whole number",
        Shape::Number => "a number",
        Shape::IntegerOrText => "a whole number or text",
        Shape::Quantity => "a quantity",
        Shape::Object(_) | Shape::Map(_) => "a mapping",
        Shape::List(_) => "a list",
    }
}

fn kind_of(value: &Value) -> &'static str {
    match &value.content {
        Content::Map { .. } => "a mapping",
        Content::List { .. } => "a list",
        Content::Scalar(_) if truth(value).is_some() => "true or false",
        Content::Scalar(text) => match text.resolved {
            Resolved::Int(_) => "a whole number",
            Resolved::Float(_) => "a number",
            _ => "text",
        },
        Content::Lost => "unreadable",
    }
}

/// What an unknown key has for a value; hidden where it, or what stands beside it, sounds like a
/// secret.
fn summary(around: &Value, member: &Member, value: &Value) -> Redacted {
    let Content::Scalar(text) = &value.content else {
        let is_list = matches!(value.content, Content::List { .. });
        return Redacted::new(if is_list { "[…]" } else { "{…}" }, false);
    };
    let names = [Some(&*member.key), around.str_at(&["name"])];
    let hidden = names.into_iter().flatten().any(|name| classify(name, &text.value).is_some());
    Redacted::new(&*text.value, hidden)
}
