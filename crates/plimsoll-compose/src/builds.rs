//! `build`: what the steps of a build can reach, and where its files come from.

use plimsoll_facts::{
    Fact, List, Why,
    read::{Read, Reader, Silence, string},
    subjects::{Build, Namespace},
    value::{Content, Value},
};
use plimsoll_syntax::path::clean_path;

use super::{
    entries::Entry,
    files::is_remote,
    service::{Service, boolean},
};

/// How the service's image is built, if it is.
pub(super) fn lower(service: &Service<'_>) -> Option<Build> {
    let value = service.reader.value.get("build")?;
    let mut identity = service.identity();
    identity.address.push_str(".build");
    identity.owner = value.at;
    if let Content::Scalar(_) = value.content {
        return Some(Build {
            identity,
            container: service.container,
            context: service.reader.fact(&["build"], Silence::Unknown(Why::Malformed), context),
            privileged: Fact::Inapplicable,
            network_namespace: Fact::Inapplicable,
            entitlements: List::inapplicable(),
            ssh: List::inapplicable(),
            remote_sources: List::inapplicable(),
        });
    }
    let shown = service.reader.value.member("build").map_or(value.at, |it| it.key_at);
    let reader = Reader { value, shown, is_partial: service.reader.is_partial };
    Some(Build {
        identity,
        container: service.container,
        context: reader.fact(&["context"], Silence::Means(".".to_owned()), context),
        privileged: reader.fact(&["privileged"], Silence::Means(false), boolean),
        network_namespace: reader.fact(&["network"], Silence::Means(Namespace::Private), network),
        entitlements: reader.list(&["entitlements"], Silence::Means(0), string),
        ssh: ssh(&reader),
        remote_sources: remote_sources(&reader),
    })
}

fn context(value: &Value) -> Read<String> {
    match value.text() {
        Some(text) if is_remote(&text.value) => Read::Value(text.value.to_string()),
        Some(text) => Read::Value(clean_path(&text.value)),
        None => Read::Unknown(Why::Malformed),
    }
}

fn network(value: &Value) -> Read<Namespace> {
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    Read::Value(match &*text.value {
        "" => return Read::Absent,
        "host" => Namespace::Host,
        "none" => Namespace::None,
        "default" => Namespace::Private,
        other => Namespace::Other(other.to_owned()),
    })
}

/// `default`, or `ID=path` for a key.
fn ssh(reader: &Reader<'_>) -> List<String> {
    if reader.value.get("ssh").is_some_and(|it| matches!(it.content, Content::Map { .. })) {
        return super::entries::entries(reader, &["ssh"], |name, value| {
            Some(value.map_or_else(|| name.to_owned(), |value| format!("{name}={value}")))
        });
    }
    reader.list(&["ssh"], Silence::Means(0), string)
}

/// The addresses in `additional_contexts` and `cache_from`; local paths and services are none.
fn remote_sources(reader: &Reader<'_>) -> List<String> {
    let mut items = Vec::new();
    if let Some(contexts) = reader.value.get("additional_contexts") {
        for entry in Entry::all(contexts) {
            let fact = entry.fact(reader, &["additional_contexts"], |text| Some(text.to_owned()));
            if fact.holds(|it| is_remote(it) && !it.starts_with("service:")) {
                items.push(fact);
            }
        }
    }
    let whole = reader.fact(&["additional_contexts"], Silence::Means(0), |_| Read::Value(0));
    List { whole: whole.map(|_| items.len()), items }
}
