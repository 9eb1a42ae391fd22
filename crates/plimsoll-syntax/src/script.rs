//! The words of a shell script in a single text: what stands behind `sh -c`.
//!
//! Good enough to find options and assignments. Quotes are honoured; substitutions, here-documents
//! and control flow are not followed, so that no text is refused.

use super::Part;

/// A word of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptWord<'a> {
    /// The word without its quotes.
    pub value: String,
    /// Where it stands, quotes included.
    pub part: Part<'a>,
}

/// The words of `text`, in order; what separates commands separates words.
#[must_use]
pub fn words(text: &str) -> Vec<ScriptWord<'_>> {
    let whole = Part::whole(text);
    let mut words = Vec::new();
    let mut value = String::new();
    let mut start: Option<usize> = None;
    let mut quote: Option<char> = None;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match (character, quote) {
            ('\\', None | Some('"')) => {
                match characters.next() {
                    // A line that goes on.
                    Some((_, '\n')) | None => continue,
                    Some((_, escaped)) => value.push(escaped),
                }
            }
            ('\'' | '"', None) => quote = Some(character),
            (_, Some(open)) if character == open => quote = None,
            (_, Some(_)) => value.push(character),
            (';' | '|' | '&' | '(' | ')' | '<' | '>', None) => {
                finish(&mut words, whole, &mut start, &mut value, at);
                continue;
            }
            (_, None) if character.is_whitespace() => {
                finish(&mut words, whole, &mut start, &mut value, at);
                continue;
            }
            (_, None) => value.push(character),
        }
        start = start.or(Some(at));
    }
    finish(&mut words, whole, &mut start, &mut value, text.len());
    words
}

fn finish<'a>(
    words: &mut Vec<ScriptWord<'a>>,
    whole: Part<'a>,
    start: &mut Option<usize>,
    value: &mut String,
    end: usize,
) {
    if let Some(from) = start.take() {
        words.push(ScriptWord { value: std::mem::take(value), part: whole.sub(from, end) });
    }
}

/// Whether the word after `options` is a script: the last of them ends in `c` (`-c`, `-lc`), and a
/// shell stands before it.
#[must_use]
pub fn is_script_after<'w>(mut words: impl DoubleEndedIterator<Item = &'w str>) -> bool {
    const SHELLS: &[&str] = &["sh", "bash", "ash", "dash", "ksh", "zsh"];
    let is_option = words.next_back().is_some_and(|it| {
        it.len() <= 5 && it.starts_with('-') && !it.starts_with("--") && it.ends_with('c')
    });
    is_option && words.any(|it| SHELLS.contains(&it.rsplit('/').next().unwrap_or(it)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn quotes_group_and_operators_separate() {
        let cases: [(&str, &[&str]); 5] = [
            ("a  b\n c", &["a", "b", "c"]),
            ("a; b&&c|d", &["a", "b", "c", "d"]),
            ("a --x='b c' \"d\\\" e\"", &["a", "--x=b c", "d\" e"]),
            ("a \\\n  --b", &["a", "--b"]),
            ("(a 'unclosed", &["a", "unclosed"]),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = words(text).into_iter().map(|it| it.value).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn only_a_shell_takes_a_script() {
        assert!(is_script_after(["/bin/sh", "-c"].into_iter()));
        assert!(is_script_after(["env", "bash", "-lc"].into_iter()));
        assert!(!is_script_after(["gcc", "-c"].into_iter()));
        assert!(!is_script_after(["sh", "--exec"].into_iter()));
    }

    proptest! {
        #[test]
        fn words_are_parts_of_the_text(text in any_text()) {
            for word in words(&text) {
                prop_assert_eq!(word.part.range().slice(&text), word.part.text());
            }
        }
    }
}
