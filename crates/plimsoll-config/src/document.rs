//! One configuration file, read.

use plimsoll_diagnostics::{Date, Level, TextRange};
use plimsoll_model::redacted;
use plimsoll_rules::parameters;

use crate::{
    fields::{self, Choice, Fields, Wrong},
    keys::TOP,
    pattern::{NamePatterns, PathPatterns},
    source::Spanned,
};

/// What a configuration file says, before names are looked up.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// `None` where the key is not there.
    pub(crate) extends: Option<Vec<Spanned<String>>>,
    pub(crate) rules_version: Option<Spanned<String>>,
    pub(crate) include: Option<PathPatterns>,
    pub(crate) exclude: PathPatterns,
    pub(crate) locked: Vec<Spanned<String>>,
    pub(crate) needs_reason: Option<Spanned<bool>>,
    pub(crate) foreign_suppressions: Option<Spanned<bool>>,
    pub(crate) fail_on: Option<Spanned<Level>>,
    pub(crate) baseline: Option<Spanned<String>>,
    pub(crate) policies: Vec<Spanned<String>>,
    pub(crate) parameters: Vec<(Spanned<String>, Spanned<parameters::Value>)>,
    pub(crate) rules: Vec<(Spanned<String>, Spanned<Choice>)>,
    pub(crate) overrides: Vec<Override>,
    pub(crate) externals: Vec<External>,
}

/// One of the `[[external]]`, as written.
#[derive(Clone, Debug)]
pub(crate) struct External {
    pub(crate) at: TextRange,
    pub(crate) references: Option<NamePatterns>,
    pub(crate) files: Option<PathPatterns>,
    pub(crate) objects: Option<NamePatterns>,
    pub(crate) because: String,
    pub(crate) until: Option<Date>,
}

/// One of the `[[overrides]]`, as written.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    pub(crate) at: TextRange,
    pub(crate) when: Conditions,
    pub(crate) rules: Vec<(Spanned<String>, Spanned<Choice>)>,
    pub(crate) because: Option<String>,
    pub(crate) until: Option<Date>,
}

/// What a finding has to be about for an override to hold; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    pub(crate) files: Option<PathPatterns>,
    pub(crate) workloads: Option<NamePatterns>,
    pub(crate) containers: Option<NamePatterns>,
    pub(crate) kinds: Option<Vec<Spanned<String>>>,
    pub(crate) namespaces: Option<NamePatterns>,
    pub(crate) images: Option<NamePatterns>,
    pub(crate) roles: Option<Vec<String>>,
}

/// The roles that `roles` knows.
const ROLES: [&str; 5] = ["main", "init", "sidecar", "ephemeral", "test"];

impl Document {
    /// Reads `text`. What is wrong is left out, and said.
    pub(crate) fn read(text: &str, wrong: &mut Vec<Wrong>) -> Self {
        let fields = fields::read(text, TOP, wrong);
        let texts = |key| fields.texts(key).map(|it| it.value);
        let tables = |key| fields.tables(key).map(|it| it.value).unwrap_or_default();
        Self {
            extends: texts("extends"),
            rules_version: fields.text("rules-version"),
            include: texts("include").map(|it| paths(&it, wrong)),
            exclude: paths(&texts("exclude").unwrap_or_default(), wrong),
            locked: texts("locked").unwrap_or_default(),
            needs_reason: fields.flag("needs-reason"),
            foreign_suppressions: fields.flag("foreign-suppressions"),
            fail_on: fields.level("fail-on"),
            baseline: fields.text("baseline"),
            policies: texts("policies").unwrap_or_default(),
            parameters: fields.parameters("parameters").map(|it| it.value).unwrap_or_default(),
            rules: fields.rules("rules").map(|it| it.value).unwrap_or_default(),
            overrides: tables("overrides").iter().map(|it| Override::read(it, wrong)).collect(),
            externals: tables("external").iter().map(|it| External::read(it, wrong)).collect(),
        }
    }
}

impl Override {
    fn read(fields: &Fields, wrong: &mut Vec<Wrong>) -> Self {
        let texts = |key| fields.texts(key).map(|it| it.value);
        let when = Conditions {
            files: texts("files").map(|it| paths(&it, wrong)),
            workloads: texts("workloads").map(|it| names(&it, wrong)),
            containers: texts("containers").map(|it| names(&it, wrong)),
            kinds: texts("kinds"),
            namespaces: texts("namespaces").map(|it| names(&it, wrong)),
            images: texts("images").map(|it| names(&it, wrong)),
            roles: texts("roles").map(|it| roles(it, wrong)),
        };
        let rules = fields.rules("rules").map(|it| it.value).unwrap_or_default();
        if !when.is_any() {
            wrong.push((
                fields.at,
                "an override has to say where it holds: `files`, `workloads`, `containers`, \
                 `kinds`, `namespaces`, `images` or `roles`"
                    .to_owned(),
            ));
        }
        if rules.is_empty() {
            wrong.push((fields.at, "an override has to name `rules`".to_owned()));
        }
        Self {
            at: fields.at,
            when,
            rules,
            because: because(fields),
            until: fields.day("until").map(|it| it.value),
        }
    }
}

/// Why there is an exception; it is shown wherever the exception is, so no secret stays in it.
fn because(fields: &Fields) -> Option<String> {
    let text = fields.text("because")?.value;
    Some(redacted(&text)).filter(|it| !it.trim().is_empty())
}

impl External {
    fn read(fields: &Fields, wrong: &mut Vec<Wrong>) -> Self {
        let texts = |key| fields.texts(key).map(|it| it.value);
        let references = texts("references").map(|it| names(&it, wrong));
        let files = texts("files").map(|it| paths(&it, wrong));
        let objects = texts("objects").map(|it| names(&it, wrong));
        if references.is_none() && files.is_none() && objects.is_none() {
            let message =
                "an external part has to say what it is: `references`, `files` or `objects`";
            wrong.push((fields.at, message.to_owned()));
        }
        let because = because(fields).unwrap_or_default();
        if because.is_empty() {
            let message = "an external part has to say why nobody expects it: `because`";
            wrong.push((fields.at, message.to_owned()));
        }
        let until = fields.day("until").map(|it| it.value);
        Self { at: fields.at, references, files, objects, because, until }
    }
}

impl Conditions {
    fn is_any(&self) -> bool {
        self.files.is_some()
            || self.workloads.is_some()
            || self.containers.is_some()
            || self.kinds.is_some()
            || self.namespaces.is_some()
            || self.images.is_some()
            || self.roles.is_some()
    }
}

fn paths(texts: &[Spanned<String>], wrong: &mut Vec<Wrong>) -> PathPatterns {
    let mut patterns = PathPatterns::default();
    for it in texts {
        if let Err(message) = patterns.add(&it.value, it.at) {
            wrong.push((it.at, format!("`{}`: {message}", it.value)));
        }
    }
    patterns
}

fn names(texts: &[Spanned<String>], wrong: &mut Vec<Wrong>) -> NamePatterns {
    let mut patterns = NamePatterns::default();
    for it in texts {
        if let Err(message) = patterns.add(&it.value) {
            wrong.push((it.at, format!("`{}`: {message}", it.value)));
        }
    }
    patterns
}

fn roles(texts: Vec<Spanned<String>>, wrong: &mut Vec<Wrong>) -> Vec<String> {
    let mut roles = Vec::new();
    for it in texts {
        if ROLES.contains(&it.value.as_str()) {
            roles.push(it.value);
        } else {
            let hint = crate::hint::hint(&it.value, ROLES);
            let message = format!(
                "`{}` is not a role: `main`, `init`, `sidecar`, `ephemeral` or `test`{hint}",
                it.value
            );
            wrong.push((it.at, message));
        }
    }
    roles
}
