//! Network policies, as the API documents them.
//!
//! Source: the networking.k8s.io/v1 API reference. Whether the cluster's network enforces them,
//! and policies of other groups (Cilium, Calico, AdminNetworkPolicy), are not known here.

use plimsoll_facts::{
    Fact, Identity, List, Path, Why,
    read::{Read, Reader, Silence, string},
    subjects::{
        Direction, NetworkPolicy, NumberRange, ObjectId, Peer, PolicyRule, Selector, Subjects,
    },
    value::{Content, Value},
};

use super::{
    access::unique,
    manifest::Manifest,
    scalar::{number, why_of},
    selector,
    settings::open,
};

/// Adds the object, if it is a network policy, with its rules.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    let is_policy = manifest.kind() == "NetworkPolicy"
        && matches!(manifest.group(), "networking.k8s.io" | "extensions");
    if !is_policy {
        return;
    }
    let reader = manifest.reader();
    let types = open(&reader, reader.list(&["spec", "policyTypes"], Silence::Means(0), string));
    let ingress_rules = rules(&reader, &["spec", "ingress"]);
    let egress_rules = rules(&reader, &["spec", "egress"]);
    let has_egress = egress_rules.clone().map(|count| count > 0);
    let restricts_ingress = restricts(&reader, &types, Direction::Ingress, None);
    let restricts_egress = restricts(&reader, &types, Direction::Egress, Some(&has_egress));
    subjects.network_policies.push(NetworkPolicy {
        selector: reader.fact(
            &["spec", "podSelector"],
            Silence::Means(Selector::default()),
            selector::selector,
        ),
        is_for_every_pod: reader.fact(&["spec", "podSelector"], Silence::Means(true), |value| {
            Read::Value(is_every(value))
        }),
        restricts_ingress: restricts_ingress.clone(),
        restricts_egress: restricts_egress.clone(),
        types,
        ingress_rules,
        egress_rules,
        ..NetworkPolicy::bare(manifest.identity(), object)
    });
    for (key, peers, direction, enforced) in [
        ("ingress", &["from"] as Path, Direction::Ingress, &restricts_ingress),
        ("egress", &["to"] as Path, Direction::Egress, &restricts_egress),
    ] {
        let items = manifest.value.dig(&["spec", key]).map_or(&[][..], Value::items);
        let mut known: Vec<String> = Vec::new();
        for item in items {
            if matches!(item.content, Content::Map { .. }) {
                let policy = manifest.identity().address;
                let address = format!("{policy}/{key}[{}]", what(item, peers));
                let address = unique(address, &mut known);
                let rule = rule(manifest, object, item, peers, direction, address);
                subjects.policy_rules.push(PolicyRule { enforced: enforced.clone(), ..rule });
            }
        }
    }
}

/// What tells a rule from its neighbours: its peers and ports as they are written, in short.
fn what(item: &Value, peers: Path) -> String {
    let peers = item.dig(peers).map_or(&[][..], Value::items).iter().map(words);
    let ports = item.get("ports").map_or(&[][..], Value::items).iter();
    let ports = ports.map(|it| format!(":{}", words(it)));
    peers.chain(ports).collect::<Vec<_>>().join(",")
}

/// Every single value in it.
fn words(value: &Value) -> String {
    match &value.content {
        Content::Scalar(text) => text.value.to_string(),
        Content::List { items, .. } => items.iter().map(words).collect::<Vec<_>>().join(" "),
        Content::Map { members, .. } => {
            let words = members.iter().map(|it| match &it.value.content {
                Content::Scalar(text) => format!("{}={}", it.key, text.value),
                _ => format!("{} {}", it.key, words(&it.value)),
            });
            words.collect::<Vec<_>>().join(" ")
        }
        Content::Lost => String::new(),
    }
}

/// How many rules there are.
fn rules(reader: &Reader<'_>, path: Path) -> Fact<u64> {
    let list = reader.list(path, Silence::Means(0), |_| Read::Value(()));
    list.whole.map(|count| u64::try_from(count).unwrap_or(u64::MAX))
}

/// Whether the policy restricts a direction: by its types, else always for traffic to pods, and
/// for traffic from them if there are rules for it.
fn restricts(
    reader: &Reader<'_>,
    types: &List<String>,
    direction: Direction,
    by_rules: Option<&Fact<bool>>,
) -> Fact<bool> {
    let word = direction.as_str();
    let slot = reader.slot(&["spec", "policyTypes"]);
    // An empty list is as good as none.
    if types.items.is_empty() && types.whole.known().is_some() {
        return match by_rules {
            None => reader.absent(slot, Silence::Means(true)),
            Some(Fact::Unknown { at, why }) => Fact::Unknown { at: at.clone(), why: *why },
            Some(it) => reader.absent(slot, Silence::Means(it.is(true))),
        };
    }
    let named = types.items.iter().find(|it| it.known().is_some_and(|it| it == word));
    match named {
        Some(it) => it.clone().map(|_| true),
        None if types.is_complete() => types.whole.clone().map(|_| false),
        None => {
            let open = types.items.iter().find(|it| it.is_unknown());
            match (open, &types.whole) {
                (Some(item), _) => item.clone().map(|_| false),
                (None, whole) => whole.clone().map(|_| false),
            }
        }
    }
}

fn rule(
    manifest: &Manifest<'_>,
    object: ObjectId,
    item: &Value,
    peers: Path,
    direction: Direction,
    address: String,
) -> PolicyRule {
    let reader = Reader { value: item, shown: item.at, is_partial: manifest.is_partial };
    PolicyRule {
        identity: Identity { address, shown: item.at, owner: item.at, ..manifest.identity() },
        object,
        direction,
        enforced: Fact::Inapplicable,
        peers: open(&reader, reader.list(peers, Silence::Means(0), peer)),
        ports: open(&reader, reader.list(&["ports"], Silence::Means(0), port)),
    }
}

/// Whether a selector chooses everything.
fn is_every(selector: &Value) -> bool {
    let is_empty = |key: &str| {
        selector.get(key).is_none_or(|it| it.members().is_empty() && it.items().is_empty())
    };
    is_empty("matchLabels") && is_empty("matchExpressions") && !selector.is_incomplete()
}

fn peer(value: &Value) -> Read<Peer> {
    // A selector that is there and empty chooses all, so that null and `{}` differ.
    let selector = |key: &str| value.member(key).map(|it| &it.value);
    if let Some(block) = value.get("ipBlock") {
        let Some(cidr) = block.str_at(&["cidr"]) else {
            return Read::Unknown(block.get("cidr").map_or(Why::Malformed, why_of));
        };
        let except = block.get("except").map_or(&[][..], Value::items).iter();
        let except: Option<Vec<String>> =
            except.map(|it| it.str_at(&[]).map(str::to_owned)).collect();
        return match except {
            Some(except) => Read::Value(Peer::Addresses { cidr: cidr.to_owned(), except }),
            None => Read::Unknown(Why::Malformed),
        };
    }
    match (selector("podSelector"), selector("namespaceSelector")) {
        (Some(pods), None) => Read::Value(Peer::Pods { is_every: is_every(pods) }),
        (None, Some(spaces)) => Read::Value(Peer::Namespaces { is_every: is_every(spaces) }),
        (Some(pods), Some(spaces)) if is_every(pods) => {
            Read::Value(Peer::Namespaces { is_every: is_every(spaces) })
        }
        (Some(_), Some(_)) => Read::Value(Peer::PodsOfNamespaces),
        (None, None) => Read::Unknown(Why::Malformed),
    }
}

/// A range of ports, whatever the protocol; a name is a port that the pods decide.
fn port(value: &Value) -> Read<NumberRange> {
    let read = |key: &str| {
        let it = value.get(key)?;
        number(it).and_then(|it| u32::try_from(it).ok())
    };
    match (value.get("port"), read("port"), read("endPort")) {
        (None, ..) => Read::Value(NumberRange { first: 0, last: 65_535 }),
        (_, Some(first), last) => {
            Read::Value(NumberRange { first, last: last.unwrap_or(first).max(first) })
        }
        (Some(it), None, _) => Read::Unknown(match why_of(it) {
            Why::Malformed => Why::Unresolved,
            why => why,
        }),
    }
}
