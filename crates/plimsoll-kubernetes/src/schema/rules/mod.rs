//! What the API server asks of a field, as tables: one row for each field of a type and each thing
//! that is asked.
//!
//! Source: the validation functions of the API server (`pkg/apis/*/validation`) and the tags of
//! its declarative validation (`+k8s:…` in `k8s.io/api`), 1.37.2; each table names its functions.
//! What several fields decide together is in `conflicts`, `pods` and `workloads`.

mod access;
mod metadata;
mod network;
mod pods;
mod scheduling;
mod storage;
mod volumes;
mod workloads;

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Member, Value},
};
use plimsoll_syntax::{name_distance::nearest, quantity};

use super::{
    Type,
    formats::Format,
    validation::{Refusal, looked_at},
};
use crate::scalar::{name_of, whole};

/// A field of a type and what is asked of it.
#[derive(Debug)]
pub(super) struct Row {
    of: &'static str,
    key: &'static str,
    wants: Wants,
}

/// What is asked of a field. A list is asked item by item where it is not said of the whole.
#[derive(Clone, Copy, Debug)]
enum Wants {
    /// It is there, and neither an empty text nor an empty list.
    Given,
    /// Where it is there, it is neither an empty text, list nor mapping.
    Filled,
    /// A number from the first to the second.
    Within(i64, i64),
    /// One of these words; an empty one among them stands for the default.
    Word(&'static [&'static str]),
    /// A text that is spelt so, or an empty one.
    Text(Format),
    /// A text that is spelt so: an empty item of a list is none.
    Items(Format),
    /// A port by its number, or by the name of one.
    Port,
    /// A mapping of labels, as objects have them.
    Labels,
    /// A mapping with such keys.
    Keys(Format),
    /// Quantities that are not negative.
    Amounts,
    /// Quantities that are more than nothing.
    PositiveAmounts,
    /// A number or a percentage, not negative.
    Share,
    /// The same, of no more than everything.
    ShareOfAll,
    /// Exactly one of these fields; the key is that of the mapping.
    One(&'static [&'static str]),
    /// At least one of these fields.
    Any(&'static [&'static str]),
    /// At most one of these fields.
    AtMostOne(&'static [&'static str]),
    /// Items that differ in these fields; without any, in themselves.
    Unique(&'static [&'static str]),
    /// At most so many items, or bytes of a text.
    AtMost(usize),
}

const fn r(of: &'static str, key: &'static str, wants: Wants) -> Row {
    Row { of, key, wants }
}

/// The largest number that an `int32` holds, which is also the largest id of a user.
const MAX: i64 = i32::MAX as i64;

/// A number that is not negative.
const NOT_NEGATIVE: Wants = Wants::Within(0, i64::MAX);

/// A number that is more than nothing.
const POSITIVE: Wants = Wants::Within(1, i64::MAX);

/// All tables, each sorted by type.
static TABLES: &[&[Row]] = &[
    access::ROWS,
    metadata::ROWS,
    network::ROWS,
    pods::ROWS,
    scheduling::ROWS,
    storage::ROWS,
    volumes::ROWS,
    workloads::ROWS,
];

fn rows(of: &str) -> impl Iterator<Item = &'static Row> {
    TABLES.iter().flat_map(move |table| {
        let from = table.partition_point(|it| it.of < of);
        table[from..].iter().take_while(move |it| it.of == of)
    })
}

/// What is wrong in `value`, a mapping of the type `it`; whether something is missing is asked only
/// where all of the object `is_whole`.
pub(super) fn judge<'v>(it: &Type, value: &'v Value, is_whole: bool, found: &mut Vec<Refusal<'v>>) {
    for row in rows(it.name) {
        // Types of several groups have one name.
        if !row.key.is_empty() && it.field(row.key).is_none() {
            continue;
        }
        row.judge(value, is_whole && !value.is_incomplete(), found);
    }
}

/// What an entry of a list that is null lacks, where it stands for a mapping of this type.
pub(super) fn of_null_item(it: &Type) -> Option<&'static str> {
    match it.name {
        "PersistentVolumeClaim" => return Some("spec"),
        "Toleration" => return Some("operator"),
        _ => {}
    }
    rows(it.name).find_map(|row| match row.wants {
        Wants::Given if it.field(row.key).is_some() => Some(row.key),
        Wants::One(keys) | Wants::Any(keys) => keys.first().copied(),
        _ => None,
    })
}

impl Row {
    fn judge<'v>(&self, value: &'v Value, is_whole: bool, found: &mut Vec<Refusal<'v>>) {
        match self.wants {
            Wants::Given => self.given(value, is_whole, found),
            Wants::One(keys) => of_several(value, keys, is_whole, (1, 1), found),
            Wants::Any(keys) => of_several(value, keys, is_whole, (1, keys.len()), found),
            Wants::AtMostOne(keys) => of_several(value, keys, is_whole, (0, 1), found),
            _ => {
                if let Some(member) = value.member(self.key).filter(|it| !it.value.is_null()) {
                    self.member(member, found);
                }
            }
        }
    }

    fn given<'v>(&self, value: &'v Value, is_whole: bool, found: &mut Vec<Refusal<'v>>) {
        let key = self.key;
        match value.member(key) {
            Some(member) if !member.value.is_null() => {
                // What an empty mapping lacks is said of it.
                let is_mapping = matches!(member.value.content, Content::Map { .. });
                if !is_mapping && is_empty(&member.value) {
                    let message = format!("`{key}` cannot be empty");
                    let shown = Some(member.key_at);
                    let refusal = match member.value.content {
                        Content::List { .. } => Refusal::missing(&member.value, key, message),
                        _ => Refusal::invalid(&member.value, key, message),
                    };
                    found.push(Refusal { shown, ..refusal });
                }
            }
            _ if is_whole => {
                let at = value.get("name").unwrap_or(value);
                found.push(Refusal::missing(at, key, format!("`{key}` has to be given")));
            }
            _ => {}
        }
    }

    /// What is wrong with the field, which is there.
    fn member<'v>(&self, member: &'v Member, found: &mut Vec<Refusal<'v>>) {
        let value = &member.value;
        let refuse = |at: &'v Value, message: String| Refusal::invalid(at, self.key, message);
        match self.wants {
            Wants::Filled if is_empty(value) => {
                found.push(refuse(value, format!("`{}` cannot be empty", self.key)));
            }
            Wants::AtMost(most) => {
                let (length, what) = match &value.content {
                    Content::List { items, .. } => (items.len(), "entries"),
                    Content::Scalar(text) => (text.value.len(), "bytes"),
                    _ => return,
                };
                if length > most {
                    let message = format!("`{}` has {length} {what}: at most {most}", self.key);
                    found.push(refuse(value, message));
                }
            }
            Wants::Labels => labels(member, self.key, found),
            Wants::Keys(format) => {
                for inner in value.members().iter().filter(|it| !is_open(&it.key)) {
                    if let Some(wanted) = format.problem(&inner.key) {
                        let message =
                            format!("`{}` is no key of `{}`: {wanted}", inner.key, self.key);
                        let key = format!("{}.{}", self.key, inner.key);
                        let shown = Some(inner.key_at);
                        found.push(Refusal {
                            shown,
                            ..Refusal::invalid(&inner.value, &key, message)
                        });
                    }
                }
            }
            Wants::Amounts | Wants::PositiveAmounts => {
                let least = i128::from(matches!(self.wants, Wants::PositiveAmounts));
                let members = value.members().iter().map(|it| (&*it.key, &it.value));
                let single =
                    matches!(value.content, Content::Scalar(_)).then_some((self.key, value));
                for (name, value) in members.chain(single) {
                    let amount = value.text().filter(|it| it.unknown.is_none());
                    let amount = amount.and_then(|it| quantity::parse(it.value.trim()).ok());
                    if amount.is_some_and(|it| it.milli() < least) {
                        let wanted =
                            if least == 0 { "cannot be negative" } else { "has to be more than 0" };
                        let key = format!("{}.{name}", self.key);
                        found.push(Refusal::invalid(value, &key, format!("`{name}` {wanted}")));
                    }
                }
            }
            Wants::Unique(keys) => unique(value, self.key, keys, found),
            Wants::Items(_) | Wants::Text(_) | Wants::Word(_) => {
                let items = match &value.content {
                    Content::List { items, .. } => items.as_slice(),
                    _ => std::slice::from_ref(value),
                };
                for item in items {
                    let problem = self.single(item);
                    found.extend(problem.map(|(message, meant)| {
                        let versions = looked_at(self.key);
                        Refusal { meant, versions, ..refuse(item, message) }
                    }));
                }
            }
            Wants::Within(..) | Wants::Port | Wants::Share | Wants::ShareOfAll => {
                let items = match &value.content {
                    Content::List { items, .. } => items.as_slice(),
                    _ => std::slice::from_ref(value),
                };
                for item in items {
                    found.extend(self.number(item).map(|message| refuse(item, message)));
                }
            }
            _ => {}
        }
    }

    /// What is wrong with a text, and the word that was meant.
    fn single(&self, value: &Value) -> Option<(String, Option<&'static str>)> {
        let null = value.is_null().then_some("");
        let text = null.or_else(|| super::validation::text(value))?;
        match self.wants {
            Wants::Word(words) => {
                if words.contains(&text) || is_open(text) {
                    return None;
                }
                let same = words.iter().copied().find(|it| it.eq_ignore_ascii_case(text));
                let near = same
                    .or_else(|| nearest(text, words.iter().copied().filter(|it| !it.is_empty())));
                let message = match near {
                    Some(near) => {
                        format!("`{}` cannot be `{text}`; it is spelt `{near}`", self.key)
                    }
                    None => format!("`{}` cannot be `{text}`: it is {}", self.key, one_of(words)),
                };
                Some((message, same))
            }
            Wants::Text(format) | Wants::Items(format) => {
                if is_open(text) || (text.is_empty() && matches!(self.wants, Wants::Text(_))) {
                    return None;
                }
                let wanted = match text {
                    "" => "it is empty",
                    text => format.problem(text)?,
                };
                Some((format!("`{}` cannot be `{text}`: {wanted}", self.key), None))
            }
            _ => None,
        }
    }

    /// What is wrong with a number, a port or a share.
    fn number(&self, value: &Value) -> Option<String> {
        let key = self.key;
        let number = whole(value);
        match (self.wants, number) {
            (Wants::Within(least, most), Some(number)) => {
                if (i128::from(least)..=i128::from(most)).contains(&number) {
                    return None;
                }
                Some(match (least, most) {
                    (0, i64::MAX) => format!("`{key}` cannot be negative"),
                    (1, i64::MAX) => format!("`{key}` has to be at least 1"),
                    _ => format!("`{key}` has to be {least} to {most}"),
                })
            }
            (Wants::Port, Some(number)) => (!(1..=65_535).contains(&number))
                .then(|| format!("`{key}` cannot be {number}: a port is 1 to 65535")),
            (Wants::Port, None) => {
                let text = super::validation::text(value).filter(|it| !is_open(it))?;
                let wanted =
                    if text.is_empty() { "it is empty" } else { Format::PortName.problem(text)? };
                Some(format!("`{key}` cannot be `{text}`: {wanted}"))
            }
            (Wants::Share | Wants::ShareOfAll, Some(number)) => {
                (number < 0).then(|| format!("`{key}` cannot be negative"))
            }
            (Wants::Share | Wants::ShareOfAll, None) => {
                let text = super::validation::text(value).filter(|it| !is_open(it))?;
                let share = text.strip_suffix('%').filter(|it| !it.is_empty());
                let share = share.filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
                match share {
                    None => Some(format!("`{key}` cannot be `{text}`: a number, or a percentage")),
                    Some(share) if matches!(self.wants, Wants::ShareOfAll) => share
                        .parse::<u32>()
                        .map_or(true, |it| it > 100)
                        .then(|| format!("`{key}` cannot be more than `100%`")),
                    Some(_) => None,
                }
            }
            _ => None,
        }
    }
}

/// Whether somebody or something still fills it in.
fn is_open(text: &str) -> bool {
    text.contains(['$', '{', '<', '[']) || text.contains("%%")
}

fn is_empty(value: &Value) -> bool {
    match &value.content {
        Content::Scalar(text) => text.unknown.is_none() && text.value.is_empty(),
        Content::List { items, is_incomplete } => items.is_empty() && !is_incomplete,
        Content::Map { members, is_incomplete } => members.is_empty() && !is_incomplete,
        Content::Lost => false,
    }
}

/// Between `least` and `most` of the fields have to be there.
fn of_several<'v>(
    value: &'v Value,
    keys: &'static [&'static str],
    is_whole: bool,
    (least, most): (usize, usize),
    found: &mut Vec<Refusal<'v>>,
) {
    let is_there = |it: &&Member| {
        let is_nothing = match &it.value.content {
            Content::Scalar(text) => text.unknown.is_none() && text.value.is_empty(),
            Content::List { items, is_incomplete } => items.is_empty() && !is_incomplete,
            _ => false,
        };
        keys.contains(&&*it.key) && !it.value.is_null() && !is_nothing
    };
    let mut there = value.members().iter().filter(is_there);
    let (first, count) = (there.next(), value.members().iter().filter(is_there).count());
    match first {
        None if least > 0 && is_whole => {
            let message = format!("{} has to be given", one_of(keys));
            let key = keys.first().copied().unwrap_or("");
            found.push(Refusal::missing(value, key, message));
        }
        Some(first) if count > most => {
            let Some(second) = there.next() else { return };
            let message = format!("`{}` cannot stand beside `{}`", second.key, first.key);
            found.push(Refusal::conflict(second, &second.key, message, &first.value));
        }
        _ => {}
    }
}

/// Keys are qualified names, values what a label can have.
fn labels<'v>(member: &'v Member, key: &str, found: &mut Vec<Refusal<'v>>) {
    for inner in member.value.members() {
        let at = format!("{key}.{}", inner.key);
        if !is_open(&inner.key) && Format::Qualified.problem(&inner.key).is_some() {
            let message = format!("`{}` cannot be the key of a label", inner.key);
            let shown = Some(inner.key_at);
            found.push(Refusal { shown, ..Refusal::invalid(&inner.value, &at, message) });
            continue;
        }
        let text = super::validation::text(&inner.value).filter(|it| !is_open(it));
        if let Some(text) = text.filter(|it| Format::LabelValue.problem(it).is_some()) {
            let message = format!("`{text}` cannot be the value of a label");
            found.push(Refusal::invalid(&inner.value, &at, message));
        }
    }
}

fn unique<'v>(value: &'v Value, key: &str, keys: &[&str], found: &mut Vec<Refusal<'v>>) {
    let mut seen: Vec<(String, &Value)> = Vec::new();
    for item in value.items() {
        let part = |key: &&str| {
            let text = item.get(key).and_then(Value::text)?;
            text.unknown.is_none().then(|| text.value.to_string())
        };
        let parts: Option<Vec<String>> = match keys {
            [] => {
                item.text().filter(|it| it.unknown.is_none()).map(|it| vec![it.value.to_string()])
            }
            keys => keys.iter().map(part).collect(),
        };
        let Some(name) = parts.map(|it| it.join(" ")).filter(|it| !is_open(it)) else { continue };
        let at = keys.first().and_then(|key| item.get(key)).unwrap_or(item);
        if let Some((_, first)) = seen.iter().find(|it| it.0 == name) {
            let message = format!("`{key}` has `{name}` twice");
            let kind = DefectKind::Duplicate;
            let address = match keys {
                [] => key.to_owned(),
                keys => format!("{key}[{}].{}", name_of(item), keys[0]),
            };
            let other = Some(*first);
            found.push(Refusal { kind, other, ..Refusal::invalid(at, &address, message) });
            continue;
        }
        seen.push((name, at));
    }
}

fn one_of(words: &[&str]) -> String {
    let words: Vec<String> =
        words.iter().filter(|it| !it.is_empty()).map(|it| format!("`{it}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::TYPES, *};

    #[test]
    fn every_row_is_about_a_field_that_exists() {
        let has =
            |of: &str, key: &str| TYPES.iter().any(|it| it.name == of && it.field(key).is_some());
        for row in TABLES.iter().copied().flatten() {
            match row.wants {
                Wants::One(keys) | Wants::Any(keys) | Wants::AtMostOne(keys) => {
                    assert!(keys.iter().all(|it| has(row.of, it)), "{row:?}");
                }
                _ => assert!(has(row.of, row.key), "{row:?}"),
            }
        }
    }

    #[test]
    fn tables_are_sorted_by_type() {
        for table in TABLES {
            for pair in table.windows(2) {
                assert!(pair[0].of <= pair[1].of, "{:?}", pair[1]);
            }
        }
    }

    #[test]
    fn lists_of_words_are_short_sentences() {
        assert_eq!(one_of(&["", "A", "B", "C"]), "`A`, `B` or `C`");
        assert_eq!(one_of(&["A"]), "`A`");
    }
}
