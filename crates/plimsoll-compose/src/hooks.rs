//! Hooks of a service: `pre_start`, `post_start`, `pre_stop`, and `exec` of `develop.watch`.

use plimsoll_facts::{
    Fact, Why,
    read::{Read, Reader, Silence, string},
    subjects::{Hook, User},
    value::{Content, Value},
};
use plimsoll_syntax::user::{self, Id};

use super::{
    service::{Service, boolean},
    words,
};

/// Every hook of the service, in the order of the keys.
pub(super) fn lower(service: &Service<'_>) -> Vec<Hook> {
    let mut hooks = Vec::new();
    for moment in ["pre_start", "post_start", "pre_stop"] {
        for item in service.items(moment) {
            hooks.extend(hook(service, moment, item, hooks.len()));
        }
    }
    let watches = service.reader.value.dig(&["develop", "watch"]).map_or(&[][..], Value::items);
    for item in watches.iter().filter_map(|it| it.get("exec")) {
        hooks.extend(hook(service, "develop.watch", item, hooks.len()));
    }
    hooks
}

fn hook(service: &Service<'_>, moment: &'static str, item: &Value, index: usize) -> Option<Hook> {
    if !matches!(item.content, Content::Map { .. }) {
        return None;
    }
    let reader = Reader { value: item, shown: item.at, is_partial: false };
    Some(Hook {
        identity: service.part(moment, &index.to_string(), item.at, item.at),
        container: service.container,
        moment,
        privileged: reader.fact(&["privileged"], Silence::Means(false), boolean),
        user: user(&reader),
        command: words::command_at(&reader, &["command"]),
        image: reader.fact(&["image"], Silence::Means(String::new()), string),
    })
}

fn user(reader: &Reader<'_>) -> Fact<User> {
    reader.fact(&["user"], Silence::Means(User::FromImage), |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        let parsed = user::parse(&text.value).ok().and_then(|it| it.user);
        let Some(principal) = parsed else { return Read::Unknown(Why::Malformed) };
        Read::Value(match principal.id {
            Id::Variable => return Read::Unknown(Why::Interpolated),
            Id::Number(0) | Id::Name("root") => User::Root,
            Id::Number(id) => User::Id(id.into()),
            Id::Name(name) => User::Named(name.to_owned()),
        })
    })
}
