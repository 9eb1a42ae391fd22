//! A tree written anew in another style.

use plimsoll_yaml::{Kind, Mapping, NodeId, Resolved, Scalar, ScalarStyle, Schema, Tree};

/// How a tree is written.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    /// Columns of one level.
    pub(super) indent: usize,
    /// Whether a list in a mapping stands in the column of its key.
    pub(super) is_indentless: bool,
    /// Whether everything is in brackets.
    pub(super) is_flow: bool,
    /// Whether texts are in quotes where they need none.
    pub(super) is_quoted: bool,
    /// Whether every collection has an anchor.
    pub(super) is_anchored: bool,
    /// How services of Compose files come to what they say.
    pub(super) reuse: Option<Reuse>,
}

/// How a mapping takes over another one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reuse {
    /// `web: *name`
    Alias,
    /// `web: {<<: *name}`
    Merge,
}

/// `tree` in `style`; `None` where the style is not for it.
pub(super) fn rewritten(tree: &Tree, style: Style) -> Option<String> {
    let is_named = |id| tree.anchor(id).is_some() || tree.tag(id).is_some();
    if tree.nodes().any(|(id, node)| is_named(id) || matches!(node.kind, Kind::Alias(_))) {
        return None;
    }
    let mut writer = Writer { tree, style, out: String::new(), anchors: 0 };
    for document in tree.documents() {
        if tree.documents().len() > 1 {
            writer.out.push_str("---\n");
        }
        let Some(root) = document.root else { continue };
        if style.reuse.is_some() {
            writer.definitions(root)?;
        }
        writer.value(root, 0);
        writer.out = writer.out.trim_start().to_owned();
        writer.out.push('\n');
    }
    Some(writer.out)
}

struct Writer<'t> {
    tree: &'t Tree,
    style: Style,
    out: String,
    anchors: usize,
}

impl Writer<'_> {
    /// Every service of a Compose file under a name of its own at the top.
    fn definitions(&mut self, root: NodeId) -> Option<()> {
        let services = self.tree.member(root, "services")?.value;
        for (index, entry) in self.tree.mapping(services)?.entries.iter().enumerate() {
            if self.is_reused(entry.value) {
                self.out.push_str(&format!("x-{index}: &service{index}"));
                self.value(entry.value, self.style.indent);
                self.out.push('\n');
            }
        }
        Some(())
    }

    fn is_reused(&self, id: NodeId) -> bool {
        self.tree.mapping(id).is_some_and(|it| !it.entries.is_empty())
    }

    /// Which service of a Compose file the node is.
    fn service(&self, id: NodeId) -> Option<usize> {
        let services = self.tree.node(id).parent?;
        let root = self.tree.node(services).parent?;
        let is_top = self.tree.node(root).parent.is_none();
        let named = self.tree.member(root, "services").filter(|_| is_top)?;
        let entries = &self.tree.mapping(services).filter(|_| named.value == services)?.entries;
        entries.iter().position(|it| it.value == id && self.is_reused(id))
    }

    /// Writes the value behind a key, a dash or nothing; a collection in lines of its own begins
    /// in `column`.
    fn value(&mut self, id: NodeId, column: usize) {
        match &self.tree.node(id).kind {
            Kind::Scalar(scalar) => {
                let text = self.scalar(id, scalar, false);
                if !text.is_empty() {
                    self.out.push(' ');
                    self.out.push_str(&text);
                }
            }
            Kind::Mapping(it) if it.entries.is_empty() => self.out.push_str(" {}"),
            Kind::Sequence(it) if it.items.is_empty() => self.out.push_str(" []"),
            _ if self.style.is_flow => {
                let text = self.flow(id);
                self.out.push(' ');
                self.out.push_str(&text);
            }
            Kind::Mapping(it) => {
                self.anchor();
                self.mapping(it, column);
            }
            Kind::Sequence(it) => {
                self.anchor();
                let rest = self.style.indent.saturating_sub(1);
                for item in it.items {
                    self.line(column);
                    self.out.push('-');
                    let before = self.out.len();
                    self.value(*item, column + 1 + rest);
                    // The first line of a collection stands behind the dash.
                    let written = self.out.split_off(before);
                    let is_below = written.starts_with('\n');
                    let written = written.trim_start();
                    if !written.is_empty() {
                        self.out.push_str(&" ".repeat(if is_below { rest } else { 1 }));
                    }
                    self.out.push_str(written);
                }
            }
            Kind::Alias(_) => {}
        }
    }

    fn mapping(&mut self, it: &Mapping, column: usize) {
        for entry in it.entries {
            self.line(column);
            let key = self.key(entry.key);
            self.out.push_str(&key);
            self.out.push(':');
            let is_list = self.tree.sequence(entry.value).is_some();
            let inner = match is_list && self.style.is_indentless {
                true => column,
                false => column + self.style.indent,
            };
            match (self.style.reuse, self.service(entry.value)) {
                (Some(Reuse::Alias), Some(index)) => {
                    self.out.push_str(&format!(" *service{index}"));
                }
                (Some(Reuse::Merge), Some(index)) => {
                    self.line(inner);
                    self.out.push_str(&format!("<<: *service{index}"));
                }
                _ => self.value(entry.value, inner),
            }
        }
    }

    fn line(&mut self, column: usize) {
        self.out.push('\n');
        self.out.push_str(&" ".repeat(column));
    }

    fn anchor(&mut self) {
        if self.style.is_anchored {
            self.anchors += 1;
            self.out.push_str(&format!(" &a{}", self.anchors));
        }
    }

    fn key(&self, id: NodeId) -> String {
        match &self.tree.node(id).kind {
            Kind::Scalar(scalar) => self.scalar(id, scalar, true),
            _ => self.flow(id),
        }
    }

    fn scalar(&self, id: NodeId, scalar: &Scalar, is_key: bool) -> String {
        let written = self.tree.node(id).range.slice(self.tree.text());
        let is_plain = scalar.style == ScalarStyle::Plain;
        // Text to every reader, so that quotes change nothing.
        let is_text = [Schema::Core12, Schema::Yaml11]
            .iter()
            .all(|schema| scalar.resolve(*schema) == Resolved::Str);
        let is_merge_key = is_key && written == "<<";
        let is_torn = self.style.is_flow && is_plain && written.contains([',', '[', ']', '{', '}']);
        let needs_quotes = written.contains('\n') || is_torn;
        if needs_quotes || (self.style.is_quoted && is_plain && is_text && !is_merge_key) {
            return quoted(scalar.value);
        }
        written.to_owned()
    }

    fn flow(&self, id: NodeId) -> String {
        match &self.tree.node(id).kind {
            Kind::Scalar(scalar) => match self.scalar(id, scalar, false) {
                text if text.is_empty() => "null".to_owned(),
                text => text,
            },
            Kind::Sequence(it) => {
                let items: Vec<String> = it.items.iter().map(|it| self.flow(*it)).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Mapping(it) => {
                let entries = it.entries.iter();
                let entries =
                    entries.map(|it| format!("{}: {}", self.key(it.key), self.flow(it.value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            Kind::Alias(_) => String::new(),
        }
    }
}

/// The text in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
