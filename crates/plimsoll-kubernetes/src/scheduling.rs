//! Where a pod runs, next to what, and with which priority.

use plimsoll_facts::{
    Fact, List, Path, Why,
    read::{Read, Reader, Silence},
    subjects::{Label, Requirement, Toleration, TopologyTerm},
    value::Value,
};

use super::{pod::Pod, scalar::why_of, selector, settings::open};

/// Other pods that it keeps away from, for certain and if possible.
pub(super) fn anti_affinity(pod: &Pod<'_>) -> List<TopologyTerm> {
    let reader = &pod.reader;
    const REQUIRED: Path =
        &["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
    const PREFERRED: Path =
        &["affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution"];
    let required = reader.list(REQUIRED, Silence::Means(0), |it| term(it, true));
    let preferred = reader.list(PREFERRED, Silence::Means(0), |it| {
        it.get("podAffinityTerm").map_or(Read::Unknown(why_of(it)), |it| term(it, false))
    });
    open(reader, joined(required, preferred))
}

/// Two lists as one.
fn joined<T>(one: List<T>, other: List<T>) -> List<T> {
    let whole = match (one.whole, other.whole) {
        (whole @ Fact::Unknown { .. }, _) | (_, whole @ Fact::Unknown { .. }) => whole,
        (Fact::Stated { value: first, at, scope }, Fact::Stated { value: second, .. }) => {
            Fact::Stated { value: first + second, at, scope }
        }
        (Fact::Assumed { .. }, whole @ Fact::Stated { .. }) => whole,
        (whole, _) => whole,
    };
    let items = one.items.into_iter().chain(other.items);
    List { whole, items: items.collect() }
}

fn term(value: &Value, is_required: bool) -> Read<TopologyTerm> {
    let key = value.get("topologyKey");
    if let Some(why) = key.and_then(Value::text).and_then(|text| text.unknown) {
        return Read::Unknown(why);
    }
    let chosen = match value.get("labelSelector") {
        None => None,
        Some(it) => match selector::selector(it) {
            Read::Value(it) => Some(it),
            Read::Unknown(why) => return Read::Unknown(why),
            _ => None,
        },
    };
    let topology_key = key.and_then(Value::text).map_or("", |text| &*text.value).to_owned();
    Read::Value(TopologyTerm { topology_key, selector: chosen, is_required })
}

/// Over what its pods are spread.
pub(super) fn topology_spread(pod: &Pod<'_>) -> List<TopologyTerm> {
    let reader = &pod.reader;
    let list = reader.list(&["topologySpreadConstraints"], Silence::Means(0), |it| {
        term(it, it.str_at(&["whenUnsatisfiable"]) != Some("ScheduleAnyway"))
    });
    open(reader, list)
}

/// Whether it says which nodes it likes.
pub(super) fn node_affinity(reader: &Reader<'_>) -> Fact<bool> {
    reader.fact(&["affinity", "nodeAffinity"], Silence::Means(false), |value| {
        Read::Value(!value.members().is_empty())
    })
}

/// What it asks of the labels of its nodes.
pub(super) fn node_requirements(reader: &Reader<'_>) -> List<Requirement> {
    const PATH: Path = &["affinity", "nodeAffinity"];
    let slot = reader.slot(PATH);
    let Some(affinity) = reader.value.dig(PATH) else {
        return List { whole: reader.absent(slot, Silence::Means(0)), items: Vec::new() };
    };
    let required = affinity.dig(&["requiredDuringSchedulingIgnoredDuringExecution"]);
    let required =
        required.and_then(|it| it.get("nodeSelectorTerms")).map_or(&[][..], Value::items);
    let preferred = affinity.get("preferredDuringSchedulingIgnoredDuringExecution");
    let preferred = preferred.map_or(&[][..], Value::items).iter();
    let terms = required.iter().chain(preferred.filter_map(|it| it.get("preference")));
    let expressions = terms.filter_map(|it| it.get("matchExpressions")).flat_map(Value::items);
    let items: Vec<_> = expressions
        .map(|it| reader.read(it, slot, Silence::Unknown(Why::Malformed), selector::condition))
        .collect();
    let at = reader.site(affinity, slot);
    let whole = Fact::Stated { value: items.len(), at, scope: reader.scope(affinity) };
    open(reader, List { whole, items })
}

/// The taints that it puts up with.
pub(super) fn tolerations(reader: &Reader<'_>) -> List<Toleration> {
    let list = reader.list(&["tolerations"], Silence::Means(0), |value| {
        let keys = ["key", "operator", "value", "effect"];
        let unknown = keys.iter().find_map(|key| value.get(key)?.text()?.unknown);
        if let Some(why) = unknown {
            return Read::Unknown(why);
        }
        let text = |key: &str| value.str_at(&[key]).unwrap_or("").to_owned();
        let operator = match text("operator") {
            it if it.is_empty() => "Equal".to_owned(),
            it => it,
        };
        Read::Value(Toleration {
            key: text("key"),
            operator,
            value: text("value"),
            effect: text("effect"),
        })
    });
    open(reader, list)
}

/// Entries of its own for looking up hosts.
pub(super) fn host_aliases(reader: &Reader<'_>) -> List<String> {
    let list = reader.list(&["hostAliases"], Silence::Means(0), |value| {
        let hosts = value.get("hostnames").map_or(&[][..], Value::items);
        let parts = value.get("ip").into_iter().chain(hosts);
        let texts: Result<Vec<&str>, Why> = parts
            .map(|it| match it.text() {
                Some(text) if text.unknown.is_none() => Ok(&*text.value),
                _ => Err(why_of(it)),
            })
            .collect();
        match texts {
            Ok(texts) => Read::Value(texts.join(" ")),
            Err(why) => Read::Unknown(why),
        }
    });
    open(reader, list)
}

/// Options for looking up names.
pub(super) fn dns_options(reader: &Reader<'_>) -> List<Label> {
    let list = reader.list(&["dnsConfig", "options"], Silence::Means(0), |value| {
        let Some(key) = value.str_at(&["name"]) else {
            return Read::Unknown(value.get("name").map_or(Why::Malformed, why_of));
        };
        let value = value.str_at(&["value"]).unwrap_or("").to_owned();
        Read::Value(Label { key: key.to_owned(), value })
    });
    open(reader, list)
}
