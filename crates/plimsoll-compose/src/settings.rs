//! Named texts that the file hands on: labels, build arguments, options of drivers, the content of
//! configs, and what an inline Dockerfile sets.

use plimsoll_diagnostics::TextRange;
use plimsoll_facts::{
    Fact, Identity, Path, Platform, Scope, Site, Slot, Spelling, Why,
    read::Reader,
    subjects::{ObjectId, Redacted, Setting, SettingKind},
    value::{Content, Text, Value},
};
use plimsoll_syntax::{
    interpolation::holds_variable,
    secret::{classify, is_password_hash},
};

use super::{entries::Entry, service::Service};

/// The texts of one service.
pub(super) fn of_service(service: &Service<'_>) -> Vec<Setting> {
    let name = &service.member.key;
    let mut found = Found { object: service.object, settings: Vec::new() };
    let reader = &service.reader;
    let prefix = format!("services.{name}");
    found.entries(reader, &["labels"], SettingKind::Label, &prefix);
    found.entries(reader, &["annotations"], SettingKind::Label, &prefix);
    found.entries(reader, &["deploy", "labels"], SettingKind::Label, &prefix);
    found.entries(reader, &["build", "labels"], SettingKind::Label, &prefix);
    found.entries(reader, &["build", "args"], SettingKind::BuildArgument, &prefix);
    found.entries(reader, &["logging", "options"], SettingKind::LogOption, &prefix);
    if let Some(value) = reader.value.dig(&["build", "dockerfile_inline"]) {
        found.dockerfile(reader, value, &format!("{prefix}.build"));
    }
    found.settings
}

/// The texts of networks, volumes and configs.
pub(super) fn of_top_level(file: &Value, object: ObjectId) -> Vec<Setting> {
    let mut found = Found { object, settings: Vec::new() };
    for key in ["volumes", "networks"] {
        for member in file.get(key).map_or(&[][..], Value::members) {
            let reader = Reader { value: &member.value, shown: member.key_at, is_partial: false };
            let prefix = format!("{key}.{}", member.key);
            found.entries(&reader, &["driver_opts"], SettingKind::DriverOption, &prefix);
            found.entries(&reader, &["labels"], SettingKind::Label, &prefix);
        }
    }
    for member in file.get("configs").map_or(&[][..], Value::members) {
        let reader = Reader { value: &member.value, shown: member.key_at, is_partial: false };
        if let Some(content) = member.value.get("content") {
            found.content(&reader, content, &format!("configs.{}", member.key));
        }
    }
    found.settings
}

struct Found {
    object: ObjectId,
    settings: Vec<Setting>,
}

impl Found {
    fn entries(&mut self, reader: &Reader<'_>, path: Path, kind: SettingKind, prefix: &str) {
        let Some(value) = reader.value.dig(path) else { return };
        for entry in Entry::all(value) {
            let Some(name) = entry.name().filter(|_| entry.has_value()) else { continue };
            let fact = entry.fact(reader, path, |text| Some(redacted(kind, name, text)));
            let identity = Identity {
                name: name.to_owned(),
                address: format!("{prefix}.{}[{name}]", path.join(".")),
                shown: entry.shown(),
                owner: entry.value().at,
                platform: Platform::Compose,
            };
            self.settings.push(Setting { identity, object: self.object, kind, value: fact });
        }
    }

    /// `NAME=value` and `NAME: value` lines of a config.
    fn content(&mut self, reader: &Reader<'_>, value: &Value, prefix: &str) {
        let Some(text) = value.text() else { return };
        for (start, line) in lines(&text.value) {
            let Some((name, rest)) = line.split_once(['=', ':']) else { continue };
            let name = name.trim().trim_matches(['"', '\'']);
            let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.' | '-');
            if name.is_empty() || !name.chars().all(is_name) || rest.starts_with("//") {
                continue;
            }
            let at = start + line.len() - rest.len();
            let place = Place { reader, value, text, path: &["content"], prefix };
            self.line(&place, SettingKind::ConfigContent, name, rest, at);
        }
    }

    /// What `ENV` and `ARG` set.
    fn dockerfile(&mut self, reader: &Reader<'_>, value: &Value, prefix: &str) {
        let Some(text) = value.text() else { return };
        for (start, line) in lines(&text.value) {
            let body = line.trim_start();
            let instruction = body.split_whitespace().next().unwrap_or("");
            let is_set = ["ENV", "ARG"].iter().any(|it| it.eq_ignore_ascii_case(instruction));
            let rest = body.get(instruction.len()..).unwrap_or("").trim_start();
            if !is_set || rest.is_empty() {
                continue;
            }
            let from = start + line.len() - rest.len();
            let path: Path = &["build", "dockerfile_inline"];
            let place = Place { reader, value, text, path, prefix };
            let first = rest.split_whitespace().next().unwrap_or("");
            if !first.contains('=') {
                // `ENV NAME the rest`
                let given = rest.get(first.len()..).unwrap_or("");
                self.line(&place, SettingKind::InlineDockerfile, first, given, from + first.len());
                continue;
            }
            for word in plimsoll_syntax::script::words(rest) {
                let Some((name, given)) = word.value.split_once('=') else { continue };
                let range = word.part.range().to_usize();
                let at = from + range.start + name.len() + 1;
                self.line(&place, SettingKind::InlineDockerfile, name, given, at);
            }
        }
    }

    fn line(&mut self, place: &Place<'_>, kind: SettingKind, name: &str, rest: &str, at: usize) {
        let given = rest.trim().trim_end_matches(',').trim_matches(['"', '\'']);
        let start = at + rest.find(given).unwrap_or(0);
        let range = place.text.range_of(start..start + given.len());
        let path = place.path.last().copied().unwrap_or("");
        let identity = Identity {
            name: name.to_owned(),
            address: format!("{}.{path}[{name}]", place.prefix),
            shown: place.value.at,
            owner: place.value.at,
            platform: Platform::Compose,
        };
        let value = place.fact(redacted(kind, name, given), given, range);
        self.settings.push(Setting { identity, object: self.object, kind, value });
    }
}

/// A text in which lines are looked at.
struct Place<'p> {
    reader: &'p Reader<'p>,
    value: &'p Value,
    text: &'p Text,
    path: Path,
    prefix: &'p str,
}

impl Place<'_> {
    fn fact(&self, value: Redacted, given: &str, range: Option<TextRange>) -> Fact<Redacted> {
        let slot = Slot { spelling: Spelling::NONE, ..self.reader.slot(self.path) };
        let at: Site = self.reader.site(self.value, slot);
        let at = at.narrowed(range.filter(|it| !it.is_empty()));
        match self.text.unknown {
            Some(Why::Interpolated) if !holds_variable(given) => {}
            Some(why) => return Fact::Unknown { at, why },
            None => {}
        }
        let is_own = matches!(self.value.content, Content::Scalar(_));
        debug_assert!(is_own, "only single values have lines");
        Fact::Stated { value, at, scope: Scope::Own }
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

/// The last part of a label's name is what says what it holds.
fn redacted(kind: SettingKind, name: &str, text: &str) -> Redacted {
    let is_secret = classify(meaning(kind, name), text).is_some()
        || is_password_hash(text)
        || text.split(',').any(|it| {
            it.trim().split_once('=').is_some_and(|(name, value)| classify(name, value).is_some())
        });
    Redacted::new(text, is_secret)
}

fn meaning(kind: SettingKind, name: &str) -> &str {
    match kind {
        SettingKind::Label => name.rsplit('.').next().unwrap_or(name),
        _ => name,
    }
}
