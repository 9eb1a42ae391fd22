//! The front matter of a page.

use plimsoll_diagnostics::{Reaction, Safety, Severity, TextRange};
use plimsoll_model::vocabulary::{KINDS, Kind, kind};
use plimsoll_rules::{Authority, CustomControl};
use plimsoll_yaml::{NodeId, Plain, Resolved, Schema, Tree, parse};

use crate::problem::Problem;

/// What the front matter says.
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) summary: String,
    pub(crate) severity: Severity,
    /// What the platform makes of it, where it is not in force as written.
    pub(crate) platform: Option<Reaction>,
    /// What it is about; never empty.
    pub(crate) subjects: Vec<&'static Kind>,
    pub(crate) controls: Vec<CustomControl>,
    pub(crate) supersedes: Vec<String>,
    /// The template of the message, with its bytes in the page.
    pub(crate) message: (String, TextRange),
    /// The condition under which the rule has anything to say, with its bytes in the page.
    pub(crate) when: Option<(String, TextRange)>,
    /// The fact to point at, with its bytes in the page.
    pub(crate) at: Option<(String, TextRange)>,
    pub(crate) fix: Option<FixHeader>,
}

/// What the front matter says about a fix.
#[derive(Clone)]
pub(crate) struct FixHeader {
    pub(crate) title: String,
    pub(crate) safety: Safety,
    pub(crate) may_break: Option<String>,
    /// Facts of the subject and the values that they get, with the bytes of the name.
    pub(crate) set: Vec<(String, TextRange, Plain)>,
}

const KEYS: &[&str] = &[
    "name",
    "summary",
    "severity",
    "platform",
    "subject",
    "message",
    "controls",
    "supersedes",
    "when",
    "at",
    "fix",
];
const FIX_KEYS: &[&str] = &["title", "safety", "may-break", "set"];

/// Reads `text`, which stands at `start` of its page. What can be read is returned even where
/// something is wrong, so that the rest of the page can be checked too.
pub(crate) fn read(text: &str, start: u32, problems: &mut Vec<Problem>) -> Option<Header> {
    let parsed = parse(text);
    let whole = TextRange::from_usize(0, text.trim_end().len()).shifted(start);
    for error in &parsed.errors {
        problems.push(Problem::new(error.at.shifted(start), error.message.clone()));
    }
    let tree = &parsed.tree;
    let root = tree.documents().first().and_then(|it| it.root);
    let Some(root) = root.filter(|it| tree.mapping(*it).is_some()) else {
        problems.push(Problem::new(whole, "the front matter is not a list of keys with values"));
        return None;
    };
    let mut reader = Reader { tree, start, problems };
    reader.known_keys(root, KEYS);
    let name = reader.required(root, "name", whole);
    let summary = reader.required(root, "summary", whole);
    let message = reader.required(root, "message", whole);
    let severity = reader.required(root, "severity", whole);
    let subjects = reader.subjects(root, whole);
    let (name, name_at) = name?;
    if name.is_empty()
        || !name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
    {
        reader.problems.push(
            Problem::new(name_at, format!("`{name}` is not a name for a rule"))
                .help("name the offence in lower case with hyphens: `foreign-registry`"),
        );
    }
    let severity = severity.and_then(|(text, at)| {
        reader
            .word(&text, at, "severity", Severity::ALL.map(Severity::as_str), |it| it.parse().ok())
    });
    let platform = reader.text(root, "platform").and_then(|(text, at)| {
        let known = Reaction::ALL.map(Reaction::as_str);
        reader.word(&text, at, "reaction of a platform", known, |it| it.parse().ok())
    });
    let controls = reader.controls(root);
    let supersedes = reader.texts(root, "supersedes").into_iter().map(|(text, _)| text).collect();
    let when = reader.text(root, "when");
    let at = reader.text(root, "at");
    let fix = reader.fix(root);
    Some(Header {
        name,
        summary: summary?.0,
        severity: severity?,
        platform,
        subjects: subjects?,
        controls,
        supersedes,
        message: message?,
        when,
        at,
        fix,
    })
}

struct Reader<'r> {
    tree: &'r Tree,
    start: u32,
    problems: &'r mut Vec<Problem>,
}

impl Reader<'_> {
    fn range(&self, node: NodeId) -> TextRange {
        self.tree.node(node).range.shifted(self.start)
    }

    fn known_keys(&mut self, mapping: NodeId, known: &[&str]) {
        for entry in self.tree.mapping(mapping).map_or(&[][..], |it| it.entries) {
            let key = self.tree.key_text(entry);
            if !known.contains(&key) {
                let at = self.range(entry.key);
                let problem = Problem::new(at, format!("`{key}` is not a key of the front matter"));
                self.problems.push(problem.meant(key, known.iter().copied()));
            }
        }
    }

    fn value(&self, mapping: NodeId, key: &str) -> Option<NodeId> {
        Some(self.tree.member(mapping, key)?.value)
    }

    fn required(
        &mut self,
        mapping: NodeId,
        key: &str,
        whole: TextRange,
    ) -> Option<(String, TextRange)> {
        if self.value(mapping, key).is_none() {
            self.problems.push(Problem::new(whole, format!("the front matter has no `{key}`")));
            return None;
        }
        self.text(mapping, key).filter(|(text, at)| {
            if text.is_empty() {
                self.problems.push(Problem::new(*at, format!("`{key}` is empty")));
            }
            !text.is_empty()
        })
    }

    /// One kind, or a list of them; `None` where none is known.
    fn subjects(&mut self, root: NodeId, whole: TextRange) -> Option<Vec<&'static Kind>> {
        let mut subjects: Vec<&'static Kind> = Vec::new();
        let named = self.texts(root, "subject");
        if named.is_empty() {
            self.problems.push(Problem::new(whole, "the front matter has no `subject`"));
        }
        for (text, at) in named {
            let known = KINDS.iter().map(|it| it.name);
            let found = self.word(&text, at, "kind of subject", known, kind)?;
            if subjects.iter().any(|it| it.name == found.name) {
                self.problems.push(Problem::new(at, format!("`{text}` stands there twice")));
            } else {
                subjects.push(found);
            }
        }
        (!subjects.is_empty()).then_some(subjects)
    }

    fn text(&mut self, mapping: NodeId, key: &str) -> Option<(String, TextRange)> {
        let node = self.value(mapping, key)?;
        self.scalar(node, key)
    }

    fn scalar(&mut self, node: NodeId, what: &str) -> Option<(String, TextRange)> {
        let at = self.range(node);
        match self.tree.scalar(node) {
            Some(scalar) => Some((scalar.value.to_string(), at)),
            None => {
                self.problems.push(Problem::new(at, format!("`{what}` is not a text")));
                None
            }
        }
    }

    /// One text, or a list of them.
    fn texts_at(&mut self, node: NodeId, what: &str) -> Vec<(String, TextRange)> {
        match self.tree.sequence(node) {
            Some(list) => list.items.iter().filter_map(|it| self.scalar(*it, what)).collect(),
            None => self.scalar(node, what).into_iter().collect(),
        }
    }

    fn texts(&mut self, mapping: NodeId, key: &str) -> Vec<(String, TextRange)> {
        self.value(mapping, key).map(|it| self.texts_at(it, key)).unwrap_or_default()
    }

    fn word<'k, T>(
        &mut self,
        text: &str,
        at: TextRange,
        what: &str,
        known: impl IntoIterator<Item = &'k str>,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = read(text);
        if found.is_none() {
            self.problems
                .push(Problem::new(at, format!("`{text}` is not a {what}")).meant(text, known));
        }
        found
    }

    /// `authority: id`, or `authority: [id, id]`.
    fn controls(&mut self, root: NodeId) -> Vec<CustomControl> {
        let Some(node) = self.value(root, "controls") else { return Vec::new() };
        let Some(mapping) = self.tree.mapping(node) else {
            let at = self.range(node);
            self.problems.push(
                Problem::new(at, "`controls` does not say who demands what")
                    .help("write `controls:` with a line `cis-docker: \"5.10\"` below it"),
            );
            return Vec::new();
        };
        let mut controls = Vec::new();
        for entry in mapping.entries {
            let title = self.tree.key_text(entry).to_owned();
            let authority = Authority::with_key(&title).ok_or(title);
            for (id, _) in self.texts_at(entry.value, "controls") {
                controls.push(CustomControl { authority: authority.clone(), id });
            }
        }
        controls
    }

    fn fix(&mut self, root: NodeId) -> Option<FixHeader> {
        let node = self.value(root, "fix")?;
        let at = self.range(node);
        if self.tree.mapping(node).is_none() {
            self.problems.push(
                Problem::new(at, "`fix` is not a list of keys with values")
                    .help("give it `title`, `safety` and `set`"),
            );
            return None;
        }
        self.known_keys(node, FIX_KEYS);
        let title = self.required(node, "title", at);
        let safety = self.required(node, "safety", at);
        const SAFETIES: [Safety; 3] = [Safety::Safe, Safety::Hardening, Safety::Manual];
        let safety = safety.and_then(|(text, at)| {
            let read = |text: &str| SAFETIES.into_iter().find(|it| it.as_str() == text);
            self.word(&text, at, "safety", SAFETIES.map(Safety::as_str), read)
        })?;
        let may_break = self.text(node, "may-break").map(|(text, _)| text);
        if safety == Safety::Hardening && may_break.is_none() {
            self.problems.push(
                Problem::new(at, "a hardening fix does not say what it can break")
                    .help("add `may-break` with one sentence"),
            );
        }
        let mut set = Vec::new();
        match self.value(node, "set").and_then(|it| self.tree.mapping(it)) {
            Some(mapping) => {
                for entry in mapping.entries {
                    let name = self.tree.key_text(entry).to_owned();
                    let at = self.range(entry.key);
                    set.push((name, at, plain(self.tree, entry.value)));
                }
            }
            None => self.problems.push(
                Problem::new(at, "the fix sets nothing")
                    .help("add `set` with facts and their values"),
            ),
        }
        Some(FixHeader { title: title?.0, safety, may_break, set })
    }
}

fn plain(tree: &Tree, node: NodeId) -> Plain {
    let node = tree.resolve(node);
    if let Some(list) = tree.sequence(node) {
        return Plain::List(list.items.iter().map(|it| plain(tree, *it)).collect());
    }
    if let Some(mapping) = tree.mapping(node) {
        let entries = mapping.entries.iter();
        let entries = entries.map(|it| (tree.key_text(it).to_owned(), plain(tree, it.value)));
        return Plain::Map(entries.collect());
    }
    let text = tree.scalar(node).map_or("", |it| it.value);
    match tree.resolved(node, Schema::Core12) {
        Resolved::Null => Plain::Null,
        Resolved::Bool(it) => Plain::Bool(it),
        Resolved::Int(it) => {
            i64::try_from(it).map_or_else(|_| Plain::Str(text.to_owned()), Plain::Int)
        }
        _ => Plain::Str(text.to_owned()),
    }
}
