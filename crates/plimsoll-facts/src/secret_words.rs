//! Words of a command as facts, with those marked that hand over a secret.
//!
//! What a secret looks like is the business of `plimsoll-syntax`.

use plimsoll_syntax::secret_option::secret_words;

use crate::{fact::List, subjects::Redacted};

/// The words of a command, those hidden that are secrets by the option in front of them, by their
/// own option, or by their shape, and scripts with such a word.
#[must_use]
pub fn redacted(words: List<String>) -> List<Redacted> {
    let texts: Vec<Option<&str>> =
        words.items.iter().map(|item| item.known().map(String::as_str)).collect();
    let mut hidden: Vec<usize> = secret_words(&texts).into_iter().map(|(index, _)| index).collect();
    for (index, text) in texts.iter().enumerate() {
        let script = text.filter(|it| it.contains(char::is_whitespace));
        let inner = script.map(plimsoll_syntax::script::words).unwrap_or_default();
        let inner: Vec<Option<&str>> = inner.iter().map(|it| Some(it.value.as_str())).collect();
        if !secret_words(&inner).is_empty() {
            hidden.push(index);
        }
    }
    let items = words
        .items
        .into_iter()
        .enumerate()
        .map(|(index, item)| item.map(|word| Redacted::new(word, hidden.contains(&index))));
    List { whole: words.whole, items: items.collect() }
}

/// The words of the scripts that shells among `words` are handed; each is shown as the script.
#[must_use]
pub fn scripts(words: &List<String>) -> List<Redacted> {
    let texts: Vec<&str> =
        words.items.iter().map(|it| it.known().map_or("", String::as_str)).collect();
    let mut items = Vec::new();
    for (index, item) in words.items.iter().enumerate() {
        if !plimsoll_syntax::script::is_script_after(texts[..index].iter().copied()) {
            continue;
        }
        for word in plimsoll_syntax::script::words(texts[index]) {
            items.push(item.clone().map(|_| word.value));
        }
    }
    let whole = words.whole.clone().map(|_| items.len());
    redacted(List { whole, items })
}
