//! Environment variables: those that the file gives a value, and those of the files that
//! `env_file` names.

use plimsoll_facts::{
    Fact, Identity, List, Origin, Path, Platform, Scope, Site, Slot, Spelling, Why,
    read::{Read, Silence},
    subjects::{Redacted, Variable},
    value::{Content, Value},
};
use plimsoll_syntax::secret::{classify, url_credentials};

use super::{
    dotenv,
    entries::Entry,
    files::is_remote,
    interpolate::Sketch,
    service::{Service, boolean},
};

const ENVIRONMENT: Path = &["environment"];

/// The variables with a value; what `environment` says counts more than any file.
pub(super) fn lower(service: &Service<'_>) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    let mut add = |variable: Variable| match variables
        .iter_mut()
        .find(|it| it.identity.name == variable.identity.name)
    {
        Some(earlier) => *earlier = variable,
        None => variables.push(variable),
    };
    for item in env_files(service) {
        of_file(service, &item, &mut add);
    }
    let entries = service.reader.value.get("environment").map_or_else(Vec::new, Entry::all);
    for entry in &entries {
        let Some(name) = entry.name().filter(|_| entry.has_value()) else { continue };
        add(Variable {
            identity: service.part("environment", name, entry.shown(), entry.value().at),
            container: service.container,
            value: with_password(
                entry,
                entry.fact(&service.reader, ENVIRONMENT, |text| {
                    Some(Redacted::new(text, classify(name, text).is_some()))
                }),
            ),
        });
    }
    variables
}

/// The names of all variables; not known as a whole where a file could not be read.
pub(super) fn names(service: &Service<'_>, variables: &[Variable]) -> List<String> {
    let reader = &service.reader;
    let whole = reader.fact(ENVIRONMENT, Silence::Means(0), |value| match &value.content {
        _ if value.is_incomplete() => Read::Unknown(Why::Lost),
        Content::Map { .. } | Content::List { .. } => Read::Value(0),
        _ => Read::Unknown(Why::Malformed),
    });
    let entries = reader.value.get("environment").map_or_else(Vec::new, Entry::all);
    let is_named = entries.iter().all(|it| it.name().is_some());
    let unread = env_files(service).into_iter().find(|it| it.file.is_none());
    let whole = match (unread, whole) {
        (Some(item), _) => Fact::Unknown {
            at: reader.site(item.value, reader.slot(&["env_file"])),
            why: Why::Unresolved,
        },
        (None, Fact::Stated { at, .. }) if !is_named => {
            Fact::Unknown { at, why: Why::Interpolated }
        }
        (None, whole) => whole.map(|_| variables.len()),
    };
    let mut items: Vec<Fact<String>> = variables
        .iter()
        .filter_map(|it| {
            let at = it.value.site()?.clone();
            Some(Fact::Stated { value: it.identity.name.clone(), at, scope: Scope::Own })
        })
        .collect();
    // Those that are handed through count as well: somebody sets them.
    items.extend(entries.iter().filter(|it| !it.has_value()).filter_map(|entry| {
        let at = reader.site(entry.value(), reader.slot(ENVIRONMENT));
        Some(Fact::Stated { value: entry.name()?.to_owned(), at, scope: Scope::Own })
    }));
    List { whole, items }
}

/// A password stands in an address whatever its variables hold.
fn with_password(entry: &Entry<'_>, fact: Fact<Redacted>) -> Fact<Redacted> {
    let Fact::Unknown { at, why: Why::Interpolated } = &fact else { return fact };
    let text = entry.written().unwrap_or("");
    // A stand-in for each variable, so that the rest can be read as an address.
    let Some(sketch) = Sketch::of(text) else { return fact };
    let is_literal = url_credentials(&sketch.text)
        .is_some_and(|it| !it.password.is_empty() && sketch.is_certain(&it.password.to_usize()));
    if !is_literal {
        return fact;
    }
    Fact::Stated { value: Redacted::new(sketch.text, true), at: at.clone(), scope: Scope::Own }
}

/// One file that `env_file` names.
pub(super) struct EnvFile<'v> {
    /// The text that names it.
    pub(super) value: &'v Value,
    /// The path as written; empty where a variable decides it.
    pub(super) path: &'v str,
    /// Whether the service does not start without it.
    pub(super) is_required: bool,
    /// Whether its values are taken as they are (`format: raw`).
    pub(super) is_raw: bool,
    /// The file, if it was handed in.
    pub(super) file: Option<&'v plimsoll_facts::File>,
}

/// The files that `env_file` names, in order.
pub(super) fn env_files<'v>(service: &Service<'v>) -> Vec<EnvFile<'v>> {
    let items = service.items("env_file").iter();
    items
        .filter_map(|item| {
            let value = item.get("path").unwrap_or(item);
            let text = value.text()?;
            let path = if text.unknown.is_some() { "" } else { &*text.value };
            let is_required =
                item.get("required").is_none_or(|it| !matches!(boolean(it), Read::Value(false)));
            let file = service.files.from(value.at.file, path).filter(|_| !path.is_empty());
            let is_raw = item.str_at(&["format"]) == Some("raw");
            Some(EnvFile { value, path, is_required, is_raw, file })
        })
        .filter(|it| it.is_required || it.file.is_some())
        .collect()
}

impl EnvFile<'_> {
    /// Whether it should have been read and was not.
    pub(super) fn is_missing(&self) -> bool {
        self.is_required && self.file.is_none() && !is_remote(self.path)
    }
}

fn of_file(service: &Service<'_>, item: &EnvFile<'_>, add: &mut impl FnMut(Variable)) {
    let Some(file) = item.file else { return };
    let Some((node, _)) = file.tree.nodes().next() else { return };
    let root = Origin { file: file.id, node };
    for line in dotenv::lines(file.text()) {
        let raw = item.is_raw.then(|| line.range.slice(file.text()).to_owned());
        let slot = Slot { owner: root, path: &[], spelling: Spelling::NONE };
        let at = Site::absent(root, slot).narrowed(Some(line.range));
        let name = line.name;
        add(Variable {
            identity: Identity {
                name: name.to_owned(),
                address: format!("services.{}.env_file[{name}]", service.member.key),
                shown: root,
                owner: root,
                platform: Platform::Compose,
            },
            container: service.container,
            value: match raw.or(line.value) {
                Some(text) => {
                    let is_secret = classify(name, &text).is_some();
                    let value = Redacted::new(text, is_secret);
                    Fact::Stated { value, at, scope: Scope::Inherited }
                }
                None => Fact::Unknown { at, why: Why::Interpolated },
            },
        });
    }
}
