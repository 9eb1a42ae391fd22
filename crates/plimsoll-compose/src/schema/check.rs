//! Holds a file against the schema: one finding for one cause, at the value or key that is to blame.

use std::collections::HashMap;

use plimsoll_facts::{
    Identity, Origin, Platform, Slot, Spelling, Versions, Why,
    read::{Read, Reader, Silence},
    subjects::{Defect, DefectKind, Redacted, UnknownField},
    value::{Content, Member, Text, Value},
};
use plimsoll_syntax::{name_distance::nearest, secret::classify};
use plimsoll_yaml::Plain;

use super::{
    BOOLEAN, Closed, LIST, MAP, NULL, NUMBER, Names, Node, Pattern, TEXT, Types, WHOLE,
    casts::{self, Refusal, When},
    meant::{BLOCKS, OTHER_NAMES},
    repair,
    table::{NODES, TOP},
    words::{block_name, canonical, name, wanted},
};
use crate::{
    defects::{Defects, Draft, replace},
    scalar::{self, Scalar},
};

/// Versions before Docker Compose 5.
const OLDER: Versions = Versions::until(2, 40);
/// Docker Compose 5 and later.
const NEWER: Versions = Versions::since(5, 0);

/// What the schema makes of a file.
pub(crate) struct Verdict {
    /// What is refused.
    pub(crate) defects: Vec<Defect>,
    /// Keys that are not known where they stand.
    pub(crate) unknown_fields: Vec<UnknownField>,
}

/// Holds `file` against the schema. Of one that `is_partial` nothing is said that another file can
/// still mend.
pub(crate) fn check(file: &Value, is_partial: bool) -> Verdict {
    let mut check = Check {
        is_partial,
        path: Vec::new(),
        places: Vec::new(),
        in_list: 0,
        defects: Defects::of(""),
        unknown_fields: Vec::new(),
    };
    if let Some(node) = NODES.get(usize::from(TOP)) {
        check.members(node, file, file.at);
    }
    Verdict { defects: check.defects.found, unknown_fields: check.unknown_fields }
}

struct Check<'v> {
    is_partial: bool,
    /// The way to the value, `[]` for the items of lists.
    path: Vec<&'v str>,
    /// For each step into a list, the index of the item.
    places: Vec<usize>,
    /// How many of the steps were into lists.
    in_list: usize,
    defects: Defects,
    unknown_fields: Vec<UnknownField>,
}

/// The type of a value; `None` where nobody can tell.
fn types_of(value: &Value) -> Option<(Types, Option<Scalar>)> {
    Some(match &value.content {
        Content::List { .. } => (LIST, None),
        Content::Map { .. } => (MAP, None),
        Content::Lost => return None,
        Content::Scalar(Text { unknown: Some(why), .. }) if *why != Why::Interpolated => {
            return None;
        }
        Content::Scalar(text) => {
            let scalar = scalar::read(value, text);
            let types = match scalar {
                Scalar::Null => NULL,
                Scalar::Boolean(_) => BOOLEAN,
                Scalar::Whole(_) => NUMBER | WHOLE,
                Scalar::Float(number) if number.fract() == 0.0 => NUMBER | WHOLE,
                Scalar::Float(_) => NUMBER,
                Scalar::Text | Scalar::Time => TEXT,
            };
            (types, Some(scalar))
        }
    })
}

/// Whether `item` is an entry of a map that was merged with a list: the loader made a text of it.
fn is_merged_entry(item: &Value) -> bool {
    matches!(item.members(), [only] if only.value.at == item.at)
}

impl<'v> Check<'v> {
    /// The place in words of an address: `services.web.ports[0].target`.
    fn address(&self) -> String {
        let mut address = String::new();
        let mut places = self.places.iter();
        for step in &self.path {
            if *step == "[]" {
                address.push_str(&format!("[{}]", places.next().copied().unwrap_or(0)));
            } else {
                if !address.is_empty() {
                    address.push('.');
                }
                address.push_str(step);
            }
        }
        address
    }

    /// The last key on the way.
    fn key(&self) -> &'v str {
        self.path.iter().rev().copied().find(|it| *it != "[]").unwrap_or("")
    }

    fn is_item(&self) -> bool {
        self.path.last() == Some(&"[]")
    }

    /// Whether another file can still say what is left out here: items of lists are complete.
    fn is_open(&self) -> bool {
        self.is_partial && self.in_list == 0
    }

    fn add(&mut self, kind: DefectKind, value: &Value, message: String) -> Draft<'_> {
        let address = self.address();
        self.defects.add(kind, &address, value, message)
    }

    fn add_at(&mut self, kind: DefectKind, at: Origin, message: String) -> Draft<'_> {
        let address = self.address();
        self.defects.add_at(kind, &address, at, message)
    }

    /// Judges `value`, which has to be what the node with this number says.
    fn value(&mut self, number: u16, value: &'v Value, key_at: Origin) {
        let Some(node) = NODES.get(usize::from(number)) else { return };
        let Some((types, scalar)) = types_of(value) else { return };
        if types == NULL {
            if !node.takes(NULL) && !self.is_open() {
                self.nothing(node, value, key_at);
            }
            return;
        }
        match (&value.content, scalar) {
            (Content::Scalar(text), Some(scalar)) => self.scalar(node, value, text, scalar, types),
            _ if !node.takes(types) => self.wrong_type(node, value, types),
            (Content::List { items, .. }, _) => self.items(node, items),
            (Content::Map { .. }, _) => self.members(node, value, key_at),
            _ => {}
        }
    }

    fn nothing(&mut self, node: &Node, value: &'v Value, key_at: Origin) {
        let wanted = wanted(node.types);
        let message = if self.is_item() {
            format!("an item of `{}` has to be {wanted}, and is nothing", self.key())
        } else {
            format!("`{}` takes {wanted}, and nothing is there", self.key())
        };
        // An item has no key of its own.
        let at = if self.is_item() { value.at } else { key_at };
        self.add_at(DefectKind::WrongType, at, message);
    }

    fn wrong_type(&mut self, node: &Node, value: &'v Value, types: Types) {
        let key = self.key();
        if self.is_item() {
            if is_merged_entry(value) {
                return;
            }
            let message = format!(
                "an item of `{key}` has to be {}, and is {}",
                wanted(node.types),
                name(types)
            );
            let repair = (node.types & TEXT != 0).then(|| repair::of_item(key, value)).flatten();
            let draft = self.add(DefectKind::WrongType, value, message);
            if let Some((title, plain)) = repair {
                draft.repair(title, replace(value, plain), repair::PROTECTIVE.contains(&key));
            }
            return;
        }
        let message = format!("`{key}` takes {}, not {}", wanted(node.types), name(types));
        let takes_texts =
            node.item.and_then(|it| NODES.get(usize::from(it))).is_some_and(|it| it.takes(TEXT));
        let repair = repair::of_value(key, node.types, takes_texts, value);
        let draft = self.add(DefectKind::WrongType, value, message);
        if let Some((title, plain)) = repair {
            draft.repair(title, replace(value, plain), repair::PROTECTIVE.contains(&key));
        }
    }

    fn scalar(&mut self, node: &Node, value: &'v Value, text: &Text, scalar: Scalar, types: Types) {
        let cast = casts::of(&self.path);
        if let (Some((kind, when)), Scalar::Text) = (cast, scalar)
            && when != When::Late
        {
            if text.unknown.is_some() {
                return;
            }
            if when == When::EarlyNewer && !node.takes(TEXT) {
                let key = self.key();
                let message = format!("`{key}` takes {}, not a text", wanted(node.types));
                self.add(DefectKind::WrongType, value, message).only(OLDER);
            }
            match kind.read(&text.value) {
                Err(refusal) => self.refused(value, text, refusal),
                Ok(Some(number)) => self.bounds(node, value, number),
                Ok(None) => {}
            }
            return;
        }
        if scalar == Scalar::Time {
            self.time(node, value, text);
            return;
        }
        if !node.takes(types) {
            self.wrong_type(node, value, types);
            return;
        }
        match scalar {
            Scalar::Float(number) if !number.is_finite() => {
                let message =
                    format!("`{}` is no number that Docker Compose 5 can hand on", text.value);
                self.add(DefectKind::InvalidValue, value, message).only(NEWER);
                return;
            }
            Scalar::Float(number) => self.bounds(node, value, number),
            #[expect(clippy::cast_precision_loss, reason = "it is only held against bounds")]
            Scalar::Whole(number) => self.bounds(node, value, number as f64),
            _ => {}
        }
        if text.unknown.is_some() {
            return;
        }
        if scalar == Scalar::Text {
            if !node.words.is_empty() && !node.words.contains(&&*text.value) {
                self.word(node, value, text);
                return;
            }
            if let Some(pattern) = node.pattern {
                self.pattern(pattern, value, text);
                return;
            }
        }
        let Some((kind, _)) = cast else { return };
        let refusal = match scalar {
            Scalar::Text => kind.read(&text.value).err(),
            scalar => kind.refusal(scalar),
        };
        if let Some(refusal) = refusal {
            self.refused(value, text, refusal);
        }
    }

    fn refused(&mut self, value: &'v Value, text: &Text, refusal: Refusal) {
        let message = match (&*text.value, self.key()) {
            ("", key) => format!("`{key}` is empty, and takes no empty text"),
            (written, _) => format!("`{written}` {}", refusal.why),
        };
        let part = refusal.part.and_then(|it| text.range_of(it));
        let is_older = refusal.is_older;
        let mut draft = self.add(DefectKind::InvalidValue, value, message).part(part);
        if is_older {
            draft = draft.only(OLDER);
        }
        if refusal.fails {
            draft = draft.fails();
        }
        if let Some(meant) = refusal.meant {
            let title = format!("write it as `{meant}`");
            draft.repair(title, replace(value, Plain::Str(meant)), true);
        }
    }

    /// A date or a time: 2.40 refuses it anywhere, 5 makes a text of it where it asks for no more.
    fn time(&mut self, node: &Node, value: &'v Value, text: &Text) {
        let is_any_scalar = node.types & (TEXT | NUMBER) == TEXT | NUMBER;
        let is_taken = is_any_scalar || matches!(self.key(), "name" | "version" | "command");
        let message = format!("`{}` is a time here, and not a text", text.value);
        let written = text.value.to_string();
        let draft = self.add(DefectKind::WrongType, value, message);
        let draft = if is_taken { draft.only(OLDER) } else { draft };
        draft.repair("put it in quotes".to_owned(), replace(value, Plain::Str(written)), false);
    }

    fn bounds(&mut self, node: &Node, value: &'v Value, number: f64) {
        #[expect(clippy::cast_precision_loss, reason = "bounds are small")]
        let (least, most) = (node.least.map(|it| it as f64), node.most.map(|it| it as f64));
        let key = self.key();
        let message = match (least, most) {
            (Some(least), _) if number < least => format!("`{key}` is at least {least}"),
            (_, Some(most)) if number > most => format!("`{key}` is at most {most}"),
            _ => return,
        };
        self.add(DefectKind::InvalidValue, value, message);
    }

    fn word(&mut self, node: &Node, value: &'v Value, text: &Text) {
        let known: Vec<String> = node.words.iter().map(|it| format!("`{it}`")).collect();
        let meant = nearest(&text.value, node.words.iter().copied());
        let message = match (meant, &*text.value) {
            (Some(meant), written) => {
                format!("`{written}` is no value of `{}`; did you mean `{meant}`?", self.key())
            }
            (None, "") => format!("`{}` is empty; known are {}", self.key(), known.join(", ")),
            (None, written) => format!(
                "`{written}` is no value of `{}`; known are {}",
                self.key(),
                known.join(", ")
            ),
        };
        self.add(DefectKind::InvalidValue, value, message);
    }

    fn pattern(&mut self, pattern: Pattern, value: &'v Value, text: &Text) {
        let written = &*text.value;
        let (is_taken, is_taken_before, allowed) = match pattern {
            Pattern::ContainerName => {
                let is_more = |it: u8| it.is_ascii_alphanumeric() || b"_.-".contains(&it);
                let has = written
                    .as_bytes()
                    .windows(2)
                    .any(|it| it[0].is_ascii_alphanumeric() && is_more(it[1]));
                (
                    has,
                    has,
                    "it takes two or more letters, digits, `_`, `.` and `-`, and starts with a letter or digit",
                )
            }
            Pattern::PullPolicy => (
                is_pull_policy(written),
                PULL_POLICIES.iter().any(|it| written.contains(it))
                    || written.match_indices("every_").any(|(at, _)| {
                        let rest = &written[at + "every_".len()..];
                        let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
                        end > 0 && rest[end..].starts_with(['w', 'd', 'h', 'm', 's'])
                    }),
                "known are `always`, `never`, `missing`, `build`, `daily`, `weekly` and `every_<duration>`",
            ),
        };
        if is_taken {
            return;
        }
        let message = format!("`{written}` is no value of `{}`; {allowed}", self.key());
        let draft = self.add(DefectKind::InvalidValue, value, message);
        if is_taken_before {
            draft.only(NEWER);
        }
    }

    fn items(&mut self, node: &Node, items: &'v [Value]) {
        if let Some(item) = node.item {
            for (index, value) in items.iter().enumerate() {
                self.path.push("[]");
                self.places.push(index);
                self.in_list += 1;
                self.value(item, value, value.at);
                self.in_list -= 1;
                self.places.pop();
                self.path.pop();
            }
        }
        if node.is_unique {
            self.duplicates(items);
        }
    }

    /// Items that are there twice where each may be there once.
    fn duplicates(&mut self, items: &'v [Value]) {
        let mut seen: HashMap<String, &Value> = HashMap::with_capacity(items.len());
        for item in items {
            let mut written = String::new();
            if !canonical(item, &mut written) {
                continue;
            }
            let Some(earlier) = seen.insert(written, item) else { continue };
            // 5.x leaves out an entry that a file below has already.
            let is_merged = earlier.through != item.through || earlier.at.file != item.at.file;
            let key = self.key();
            let message = match item.text() {
                Some(text) => format!("`{}` is there twice in `{key}`", text.value),
                None => format!("an item of `{key}` is there twice"),
            };
            let draft =
                self.add(DefectKind::Duplicate, item, message).related(earlier.at, "the other one");
            if is_merged {
                draft.only(OLDER);
            }
        }
    }

    fn members(&mut self, node: &Node, value: &'v Value, key_at: Origin) {
        for member in value.members() {
            self.path.push(&member.key);
            self.member(node, value, member, key_at);
            self.path.pop();
        }
        if value.is_incomplete() || self.is_open() {
            return;
        }
        for field in node.required {
            if value.member(field).is_none() {
                self.lacks(value, key_at, &format!("`{field}`"));
            }
        }
        if !node.any_of.is_empty() && node.any_of.iter().all(|it| value.member(it).is_none()) {
            let names: Vec<String> = node.any_of.iter().map(|it| format!("`{it}`")).collect();
            self.lacks(value, key_at, &names.join(" or "));
        }
    }

    fn lacks(&mut self, value: &'v Value, key_at: Origin, what: &str) {
        let key = self.key();
        if self.is_item() {
            let message = format!("an entry of `{key}` lacks {what}");
            self.add(DefectKind::Missing, value, message);
        } else {
            self.add_at(DefectKind::Missing, key_at, format!("`{key}` lacks {what}"));
        }
    }

    fn member(&mut self, node: &Node, owner: &'v Value, member: &'v Member, owner_key: Origin) {
        let name: &'v str = &member.key;
        // What is left of a broken line is reported as such, and these two the loader resolves and
        // takes out before it asks the schema.
        let is_resolved =
            matches!(self.path.as_slice(), ["include"] | ["services" | "jobs", _, "extends"]);
        if name.is_empty() || is_resolved {
            return;
        }
        if let Some(key) = node.key(name) {
            if key.is_newer {
                let message = format!("`{name}` is not known to Docker Compose before version 5");
                self.add_at(DefectKind::InvalidValue, member.key_at, message).only(OLDER);
            }
            self.value(key.node, &member.value, member.key_at);
            return;
        }
        if node.takes_extensions && name.starts_with("x-") {
            return;
        }
        match node.others {
            Some((names, number)) if names.take(name) => {
                self.value(number, &member.value, member.key_at);
            }
            Some((Names::Words, _)) if node.closed != Closed::Never => {
                let section = self.path.iter().rev().nth(1).copied().unwrap_or("");
                let one = section.strip_suffix('s').unwrap_or(section);
                let message = format!(
                    "`{name}` is no name of a {one}; it takes letters, digits, `.`, `_` and `-`"
                );
                let draft = self.add_at(DefectKind::InvalidValue, member.key_at, message);
                if node.closed == Closed::Newer {
                    draft.only(NEWER);
                }
            }
            None if node.closed != Closed::Never
                && !matches!(member.value.content, Content::Lost) =>
            {
                let field = self.unknown(node, owner, member, owner_key);
                self.unknown_fields.push(field);
            }
            _ => {}
        }
    }

    fn unknown(
        &self,
        node: &Node,
        owner: &'v Value,
        member: &'v Member,
        owner_key: Origin,
    ) -> UnknownField {
        let reader = Reader { value: owner, shown: owner_key, is_partial: self.is_partial };
        let within = match self.path.as_slice() {
            ["services", _, rest @ .., _] => Some(rest),
            _ => None,
        };
        let block = within.and_then(|path| BLOCKS.iter().find(|it| it.path == path));
        let elsewhere = within.and_then(|path| {
            let other =
                |it: &&super::meant::Block| it.path != path && it.sensitive.contains(&&*member.key);
            BLOCKS.iter().find(other)
        });
        let other_name = block.and_then(|block| {
            OTHER_NAMES.iter().find(|(name, key)| {
                block.sensitive.contains(key) && name.eq_ignore_ascii_case(&member.key)
            })
        });
        let near = match other_name {
            Some((_, key)) => Some(*key),
            // A key that is known elsewhere was not misspelt.
            None if elsewhere.is_some() => None,
            None => nearest(&member.key, node.keys.iter().map(|it| it.name)),
        };
        let slot = Slot { spelling: Spelling::Value, ..reader.slot(&[]) };
        let service: Vec<&str> = self.path.iter().take(2).copied().collect();
        UnknownField {
            identity: Identity {
                name: member.key.to_string(),
                address: self.address(),
                shown: member.key_at,
                owner: member.value.at,
                platform: Platform::Compose,
            },
            key: member.key.to_string(),
            block: block_name(&self.path),
            nearest: near,
            belongs_to: elsewhere.map(|it| match it.path {
                [] => service.join("."),
                path => path.join("."),
            }),
            value: reader.read(
                &member.value,
                slot,
                Silence::Means(Redacted::new("", false)),
                |value| {
                    Read::Value(match &value.content {
                        Content::Scalar(text) => {
                            let is_secret = classify(&member.key, &text.value).is_some();
                            Redacted::new(&*text.value, is_secret)
                        }
                        Content::List { .. } => Redacted::new("[…]", false),
                        Content::Map { .. } | Content::Lost => Redacted::new("{…}", false),
                    })
                },
            ),
        }
    }
}

const PULL_POLICIES: &[&str] =
    &["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"];

/// Whether all of `text` is a word for when an image is pulled.
fn is_pull_policy(text: &str) -> bool {
    if PULL_POLICIES.contains(&text) {
        return true;
    }
    let Some(mut rest) = text.strip_prefix("every_") else { return false };
    while !rest.is_empty() {
        let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        let Some(unit) = rest[end..].chars().next().filter(|it| "wdhms".contains(*it)) else {
            return false;
        };
        if end == 0 {
            return false;
        }
        rest = &rest[end + unit.len_utf8()..];
    }
    text.len() > "every_".len()
}
