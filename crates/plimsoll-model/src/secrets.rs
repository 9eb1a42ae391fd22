//! Where a file writes secrets, so that nothing that is shown of it holds one.
//!
//! Rules accuse only where a secret is certain ([`classify`](plimsoll_syntax::secret::classify)).
//! Here the question is another one: may this be printed? So a doubt masks. What a rule finds does
//! not depend on anything in this module.
//!
//! Not known as secrets: values under names that do not say so and without the shape of a
//! credential, and passwords that every attacker tries first (`postgres`), which are masked where
//! they are written but stay in messages, as they are ordinary words.

mod text;
mod tree;

use std::{borrow::Cow, collections::HashSet};

use aho_corasick::{AhoCorasick, MatchKind};
use plimsoll_diagnostics::{
    TextRange,
    message::{Part, parts},
};
use plimsoll_facts::File;
use plimsoll_syntax::secret::is_default_password;

/// What stands in for a secret in a message.
const REDACTED: &str = "<redacted>";

/// A text shorter than this, in bytes, is too common to be taken out of messages.
const LEAST: usize = 6;

/// The secrets of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    ranges: Vec<TextRange>,
    texts: Vec<String>,
}

impl Secrets {
    /// What `file` writes.
    #[must_use]
    pub fn of(file: &File) -> Self {
        let mut secrets = Self::default();
        text::find(file.text(), &mut |range| secrets.add(range, range.slice(file.text())));
        tree::find(file, &mut |range, value| secrets.add(range, value));
        secrets.texts.sort_unstable();
        secrets.texts.dedup();
        secrets.add_repetitions(file);
        secrets.ranges.sort_unstable();
        secrets.ranges.dedup();
        secrets
    }

    /// Adds the places where `file` writes a secret once more, under whatever name.
    fn add_repetitions(&mut self, file: &File) {
        let Some(matcher) = Redactor::of([(file, &*self)]).matcher else { return };
        let text = file.text();
        let found = matcher.find_iter(text).map(|it| it.range());
        let told = found.filter(|it| is_told(text, it.clone()));
        self.ranges.extend(told.map(|it| TextRange::from_usize(it.start, it.end)));
    }

    fn add(&mut self, range: TextRange, value: &str) {
        if range.is_empty() {
            return;
        }
        self.ranges.push(range);
        let lines = value.lines().map(str::trim);
        self.texts.extend(lines.filter(|it| is_telling(it)).map(str::to_owned));
    }

    /// Their bytes in the file, in order; they can overlap.
    #[must_use]
    pub fn ranges(&self) -> &[TextRange] {
        &self.ranges
    }

    /// `text`, the text of the file, with every secret made unreadable and every other character
    /// at the offset where it was.
    #[must_use]
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.ranges.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(replaced(text, &self.ranges, |secret, out| {
            out.extend(secret.chars().map(filler));
        }))
    }
}

/// `text`, which is in no file that is judged, without what looks like a secret: the reason that a
/// configuration gives for an exception.
#[must_use]
pub fn redacted(text: &str) -> String {
    let mut ranges = Vec::new();
    text::find(text, &mut |range| ranges.push(range));
    ranges.sort_unstable();
    replaced(text, &ranges, |_, out| out.push_str(REDACTED))
}

/// `text` with what `write` makes of the secrets at `ranges`, which are in order. Those that overlap
/// are one secret.
fn replaced(text: &str, ranges: &[TextRange], write: impl Fn(&str, &mut String)) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    let mut ranges = ranges.iter().map(|it| it.to_usize()).peekable();
    while let Some(mut range) = ranges.next() {
        while let Some(next) = ranges.next_if(|it| it.start < range.end) {
            range.end = range.end.max(next.end);
        }
        let (Some(before), Some(secret)) = (text.get(done..range.start), text.get(range.clone()))
        else {
            continue;
        };
        out.push_str(before);
        write(secret, &mut out);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A character of the same length in UTF-8, so that offsets and columns stay.
fn filler(character: char) -> char {
    match character {
        it if it.is_whitespace() => it,
        it => match it.len_utf8() {
            1 => '*',
            2 => '·',
            3 => '•',
            _ => '𐄁',
        },
    }
}

/// Whether a text gives its secret away wherever it stands.
fn is_telling(text: &str) -> bool {
    text.len() >= LEAST && !is_default_password(text)
}

/// Whether the secret at `range` of `text` is given away there. One that is an ordinary word is not
/// where it is only a part of a name: the password `migration` in the address of `db-migration`.
fn is_told(text: &str, range: std::ops::Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let is_word = text[range].chars().all(|it| it.is_ascii_lowercase() || matches!(it, '-' | '_'));
    let is_of_name = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '/');
    !is_word || !(before.ends_with(is_of_name) || after.starts_with(is_of_name))
}

/// Whether a text could be words of a rule: small letters, with gaps between them.
fn is_prose(text: &str) -> bool {
    text.chars().all(|it| it.is_ascii_lowercase() || matches!(it, ' ' | '-' | ',' | '\''))
}

/// Those of `texts` that stand in a key of one of `files`, where no secret is.
fn named<'t>(texts: &[&'t str], files: &[(&File, &Secrets)]) -> HashSet<&'t str> {
    let mut named = HashSet::new();
    let Some(matcher) =
        Some(texts).filter(|it| !it.is_empty()).and_then(|it| AhoCorasick::new(it).ok())
    else {
        return named;
    };
    for (file, secrets) in files {
        let mappings = file.tree.nodes().filter_map(|(id, _)| file.tree.mapping(id));
        for entry in mappings.flat_map(|it| it.entries) {
            let key = file.tree.key_text(entry);
            let found = matcher.find_overlapping_iter(key).filter(|it| is_told(key, it.range()));
            let mut found = found.map(|it| it.pattern());
            let Some(first) = found.next() else { continue };
            let range = file.tree.node(entry.key).range;
            if secrets.ranges.iter().all(|it| !it.overlaps(range)) {
                named.extend(found.chain([first]).filter_map(|it| texts.get(it.as_usize())));
            }
        }
    }
    named
}

/// Takes the secrets of several files out of messages.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    matcher: Option<AhoCorasick>,
    /// Names of subjects that are secrets somewhere as well.
    names: HashSet<String>,
}

impl Redactor {
    /// For several files with their secrets.
    ///
    /// A password that is also the name of a service is no secret any more, and without it nobody
    /// would know which service is meant.
    #[must_use]
    pub fn of<'s>(files: impl IntoIterator<Item = (&'s File, &'s Secrets)>) -> Self {
        let files: Vec<(&File, &Secrets)> = files.into_iter().collect();
        let mut texts: Vec<&str> =
            files.iter().flat_map(|(_, it)| &it.texts).map(String::as_str).collect();
        texts.sort_unstable();
        texts.dedup();
        let named = named(&texts, &files);
        texts.retain(|it| !named.contains(it));
        if texts.is_empty() {
            return Self::default();
        }
        let matcher =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts).ok();
        Self { matcher, names: HashSet::new() }
    }

    /// Lets a message name what goes by one of `names`, though it is a secret somewhere as well:
    /// otherwise nobody would know what is meant.
    #[must_use]
    pub fn knowing<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        if let Some(matcher) = &self.matcher {
            let is_secret =
                |it: &&str| matcher.find_iter(*it).any(|found| found.range() == (0..it.len()));
            self.names = names.into_iter().filter(is_secret).map(str::to_owned).collect();
        }
        self
    }

    /// Takes every secret out of a message, but for names and the words of whoever wrote the rule.
    pub fn redact_message(&self, message: &mut String) {
        let is_spared = |found: std::ops::Range<usize>| {
            let range = TextRange::from_usize(found.start, found.end);
            let part = parts(message).find(|it| it.range().contains_range(range));
            match part {
                Some(Part::Quoted(it)) => it == range && self.names.contains(range.slice(message)),
                Some(Part::Words(_)) => is_prose(range.slice(message)),
                None => false,
            }
        };
        if let Some(redacted) = self.replaced(message, &is_spared) {
            *message = redacted;
        }
    }

    /// Takes every secret out of an address, but for the names that it is made of.
    pub fn redact_address(&self, address: &mut String) {
        const BORDERS: [char; 4] = ['/', '.', '[', ']'];
        let is_spared = |found: std::ops::Range<usize>| {
            let is_whole = (found.start == 0 || address[..found.start].ends_with(BORDERS))
                && (found.end == address.len() || address[found.end..].starts_with(BORDERS));
            is_whole && self.names.contains(&address[found])
        };
        if let Some(redacted) = self.replaced(address, &is_spared) {
            *address = redacted;
        }
    }

    /// `text` with `<redacted>` for every secret that gives itself away and is not spared; `None`
    /// where there is none.
    fn replaced(
        &self,
        text: &str,
        is_spared: &dyn Fn(std::ops::Range<usize>) -> bool,
    ) -> Option<String> {
        let matcher = self.matcher.as_ref()?;
        let mut out = String::new();
        let mut done = 0;
        for found in matcher.find_iter(text).map(|it| it.range()) {
            if is_told(text, found.clone()) && !is_spared(found.clone()) {
                out.push_str(&text[done..found.start]);
                out.push_str(REDACTED);
                done = found.end;
            }
        }
        (done > 0).then(|| out + &text[done..])
    }

    /// Whether `text` holds a secret.
    #[must_use]
    pub fn finds(&self, text: &str) -> bool {
        self.matcher
            .as_ref()
            .is_some_and(|it| it.find_iter(text).any(|it| is_told(text, it.range())))
    }

    /// `text` with `<redacted>` for every secret.
    #[must_use]
    pub fn redacted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.replaced(text, &|_| false).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// Takes every secret out of `text`.
    pub fn redact(&self, text: &mut String) {
        if let Cow::Owned(redacted) = self.redacted(text) {
            *text = redacted;
        }
    }
}
