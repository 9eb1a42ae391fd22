//! The words of commands: of `entrypoint` and `command`, of hooks and health checks, and of the
//! scripts that shells are handed in them.

use plimsoll_facts::redacted;
use plimsoll_facts::{
    Fact, List, Path, Slot, Spelling, Why,
    read::{Reader, Silence},
    subjects::Redacted,
    value::{Content, Text, Value},
};
use plimsoll_syntax::{
    command,
    interpolation::holds_variable,
    script::{self, is_script_after},
};

use super::service::Service;

/// The words of `entrypoint` and `command`; what the image adds is not known here.
pub(super) fn command_of(service: &Service<'_>) -> List<Redacted> {
    let entrypoint = words(&service.reader, &["entrypoint"]);
    let command = words(&service.reader, &["command"]);
    let whole = match (&entrypoint.whole, &command.whole) {
        (Fact::Unknown { .. }, _) => entrypoint.whole,
        (Fact::Stated { value: first, at, scope }, Fact::Assumed { .. }) => {
            Fact::Stated { value: *first, at: at.clone(), scope: *scope }
        }
        (Fact::Stated { value: first, .. }, Fact::Stated { value: second, at, scope }) => {
            Fact::Stated { value: first + second, at: at.clone(), scope: *scope }
        }
        _ => command.whole,
    };
    let items = entrypoint.items.into_iter().chain(command.items);
    redacted(List { whole, items: items.collect() })
}

/// The words of the scripts in `entrypoint` and `command`: `sh -c "…"`.
pub(super) fn scripts_of(service: &Service<'_>) -> List<Redacted> {
    let mut items = Vec::new();
    for path in [&["entrypoint"][..], &["command"]] {
        let Some(value) = service.reader.value.get(path[0]) else { continue };
        items.extend(scripts(&service.reader, value, path[0]));
    }
    listed(&service.reader, &["command"], items)
}

/// The words of the health check.
pub(super) fn health_check_of(service: &Service<'_>) -> List<Redacted> {
    const PATH: Path = &["healthcheck", "test"];
    let reader = &service.reader;
    let Some(value) = reader.value.dig(PATH) else {
        return listed(reader, PATH, Vec::new());
    };
    let items = match &value.content {
        Content::Scalar(text) => script_words(reader, value, text, PATH),
        Content::List { items, .. } => {
            let is_shell = items.first().and_then(Value::text).is_some_and(is_cmd_shell);
            let mut found = Vec::new();
            for item in items.iter().skip(1) {
                let Some(text) = item.text() else { continue };
                if is_shell {
                    found.extend(script_words(reader, item, text, PATH));
                } else {
                    found.push(whole_word(reader, item, text, PATH));
                }
            }
            if !is_shell {
                found.extend(scripts(reader, value, "healthcheck"));
            }
            found
        }
        _ => Vec::new(),
    };
    listed(reader, PATH, items)
}

fn is_cmd_shell(text: &Text) -> bool {
    &*text.value == "CMD-SHELL"
}

/// The words of the command at `path`, with those of its scripts.
pub(super) fn command_at(reader: &Reader<'_>, path: Path) -> List<Redacted> {
    let mut list = words(reader, path);
    if let Some(value) = reader.value.dig(path) {
        list.items.extend(scripts(reader, value, path.last().copied().unwrap_or("")));
    }
    redacted(list)
}

fn listed(reader: &Reader<'_>, path: Path, items: Vec<Fact<String>>) -> List<Redacted> {
    let whole = match reader.value.dig(path) {
        None => reader.absent(reader.slot(path), Silence::Means(0)),
        Some(value) => Fact::Stated {
            value: items.len(),
            at: reader.site(value, reader.slot(path)),
            scope: reader.scope(value),
        },
    };
    redacted(List { whole, items })
}

fn whole_word(reader: &Reader<'_>, item: &Value, text: &Text, path: Path) -> Fact<String> {
    let at = reader.site(item, Slot { spelling: Spelling::NONE, ..reader.slot(path) });
    match text.unknown {
        Some(why) => Fact::Unknown { at, why },
        None => Fact::Stated { value: text.value.to_string(), at, scope: reader.scope(item) },
    }
}

/// The words of every script in the command `value`.
fn scripts(reader: &Reader<'_>, value: &Value, key: &'static str) -> Vec<Fact<String>> {
    let path: Path = match key {
        "entrypoint" => &["entrypoint"],
        "healthcheck" => &["healthcheck", "test"],
        _ => &["command"],
    };
    let mut found = Vec::new();
    match &value.content {
        Content::List { items, .. } => {
            let texts: Vec<&str> =
                items.iter().map(|it| it.text().map_or("", |it| &*it.value)).collect();
            for (index, item) in items.iter().enumerate() {
                let Some(text) = item.text() else { continue };
                if is_script_after(texts[..index].iter().copied()) {
                    found.extend(script_words(reader, item, text, path));
                }
            }
        }
        Content::Scalar(text) => {
            let Ok(split) = command::split(&text.value) else { return found };
            for (index, word) in split.words.iter().enumerate() {
                if !is_script_after(split.words[..index].iter().map(|it| &*it.value)) {
                    continue;
                }
                let range = text.range_of(word.part.range().to_usize());
                for inner in script::words(&word.value) {
                    found.push(part(reader, value, text, path, inner.value, range));
                }
            }
        }
        _ => {}
    }
    found
}

fn script_words(reader: &Reader<'_>, value: &Value, text: &Text, path: Path) -> Vec<Fact<String>> {
    let words = script::words(&text.value).into_iter();
    words
        .map(|word| {
            let range = text.range_of(word.part.range().to_usize());
            part(reader, value, text, path, word.value, range)
        })
        .collect()
}

fn part(
    reader: &Reader<'_>,
    value: &Value,
    text: &Text,
    path: Path,
    word: String,
    range: Option<plimsoll_diagnostics::TextRange>,
) -> Fact<String> {
    let slot = Slot { spelling: Spelling::NONE, ..reader.slot(path) };
    let at = reader.site(value, slot).narrowed(range);
    match text.unknown {
        Some(Why::Interpolated) if !holds_variable(&word) => {}
        Some(why) => return Fact::Unknown { at, why },
        None => {}
    }
    Fact::Stated { value: word, at, scope: reader.scope(value) }
}

/// The words of the setting at `path`, a list or a text that is cut into words.
pub(super) fn words(reader: &Reader<'_>, path: Path) -> List<String> {
    let value = reader.value.dig(path);
    let Some((value, text)) = value.and_then(|value| Some((value, value.text()?))) else {
        return reader.list(path, Silence::Means(0), plimsoll_facts::read::string);
    };
    let slot = Slot { spelling: Spelling::NONE, ..reader.slot(path) };
    let site = reader.site(value, slot);
    let scope = reader.scope(value);
    let split = match (text.unknown, command::split(&text.value)) {
        (None | Some(Why::Interpolated), Ok(split)) => split,
        (why, _) => {
            let whole = Fact::Unknown { at: site, why: why.unwrap_or(Why::Malformed) };
            return List { whole, items: Vec::new() };
        }
    };
    let mut has_variable = false;
    let items: Vec<Fact<String>> = split
        .words
        .into_iter()
        .map(|word| {
            let at = site.clone().narrowed(text.range_of(word.part.range().to_usize()));
            if text.unknown.is_some() && holds_variable(word.part.text()) {
                has_variable = true;
                return Fact::Unknown { at, why: Why::Interpolated };
            }
            Fact::Stated { value: word.value, at, scope }
        })
        .collect();
    // An unquoted variable can hold several words.
    let whole = if has_variable {
        Fact::Unknown { at: site, why: Why::Interpolated }
    } else {
        Fact::Stated { value: items.len(), at: site, scope }
    };
    List { whole, items }
}
