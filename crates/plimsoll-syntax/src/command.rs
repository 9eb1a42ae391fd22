//! A command of Compose written as one string, cut into words.
//!
//! No shell runs it. Compose cuts it with a library whose rules are close to a shell's: quotes,
//! backslashes, and text in backticks or `$(…)` kept together as it is. At the first operator
//! outside of them (`;`, `&`, `|`, `<`, `>`) it stops, and everything from there on is lost
//! without a word, so that `migrate && serve` never serves.

use std::fmt;

use super::{Part, SyntaxError};

/// A command, cut into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command<'a> {
    /// The words in order.
    pub words: Vec<Word<'a>>,
    /// What Compose drops: the first operator and everything behind it.
    pub dropped: Option<Part<'a>>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word without quotes and backslashes.
    pub value: String,
    /// As written.
    pub part: Part<'a>,
}

/// Why Compose refuses a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CommandError {
    /// A quote, a backtick or `$(` without its end.
    Unclosed,
    /// A parenthesis outside quotes that belongs to no `$(`.
    Parenthesis,
    /// A backslash at the end.
    TrailingBackslash,
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unclosed => "has an unclosed quote",
            Self::Parenthesis => "has a parenthesis outside quotes",
            Self::TrailingBackslash => "ends with a backslash",
        })
    }
}

/// What the splitter is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    Single,
    Double,
    Backtick,
    Substitution,
}

/// Cuts `text` into words.
///
/// # Errors
///
/// What Compose refuses.
pub fn split(text: &str) -> Result<Command<'_>, SyntaxError<CommandError>> {
    let whole = Part::whole(text);
    let mut words = Vec::new();
    let mut value = String::new();
    let mut start: Option<usize> = None;
    let mut quote: Option<(Quote, usize)> = None;
    let mut characters = text.char_indices();
    let fail =
        |kind, from: usize, to: usize| Err(SyntaxError::new(kind, whole.sub(from, to).range()));
    while let Some((at, character)) = characters.next() {
        let inside = quote.map(|(kind, _)| kind);
        match (character, inside) {
            (' ' | '\t' | '\r' | '\n', None) => {
                if let Some(from) = start.take() {
                    let value = std::mem::take(&mut value);
                    words.push(Word { value, part: whole.sub(from, at) });
                }
                continue;
            }
            ('\\', None | Some(Quote::Double)) => {
                let Some((_, escaped)) = characters.next() else {
                    return fail(CommandError::TrailingBackslash, at, text.len());
                };
                value.push(match escaped {
                    't' => '\t',
                    'n' => '\n',
                    other => other,
                });
            }
            ('\\', Some(Quote::Backtick | Quote::Substitution)) => {
                let Some((_, escaped)) = characters.next() else {
                    return fail(CommandError::TrailingBackslash, at, text.len());
                };
                value.push('\\');
                value.push(escaped);
            }
            ('\'', None) => quote = Some((Quote::Single, at)),
            ('"', None) => quote = Some((Quote::Double, at)),
            ('\'', Some(Quote::Single)) | ('"', Some(Quote::Double)) => quote = None,
            ('`', None) => {
                quote = Some((Quote::Backtick, at));
                value.push(character);
            }
            ('`', Some(Quote::Backtick)) | (')', Some(Quote::Substitution)) => {
                quote = None;
                value.push(character);
            }
            ('(', None) if value.ends_with('$') => {
                quote = Some((Quote::Substitution, at));
                value.push(character);
            }
            ('(' | ')', None) | ('(', Some(Quote::Substitution)) => {
                return fail(CommandError::Parenthesis, at, at + 1);
            }
            (';' | '&' | '|' | '<' | '>', None) => {
                // The number in front of a redirection belongs to it.
                let numbered = character == '>'
                    && start.is_some()
                    && !value.is_empty()
                    && value.bytes().all(|it| it.is_ascii_digit());
                let from = if numbered { start.take().unwrap_or(at) } else { at };
                if let Some(start) = start {
                    words.push(Word { value, part: whole.sub(start, at) });
                }
                return Ok(Command { words, dropped: Some(whole.after(from)) });
            }
            _ => value.push(character),
        }
        start = start.or(Some(at));
    }
    if let Some((_, from)) = quote {
        return fail(CommandError::Unclosed, from, text.len());
    }
    if let Some(from) = start {
        words.push(Word { value, part: whole.after(from) });
    }
    Ok(Command { words, dropped: None })
}

/// `words` as one string that [`split`] cuts into the same words.
#[must_use]
pub fn join<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        let is_plain = |it: char| it.is_alphanumeric() || "_-./:=@%+,".contains(it);
        if !word.is_empty() && word.chars().all(is_plain) {
            joined.push_str(word);
            continue;
        }
        joined.push('\'');
        joined.push_str(&word.replace('\'', "'\\''"));
        joined.push('\'');
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{CommandError::*, *};
    use crate::testing::{any_text, assert_sliceable};
    use proptest::prelude::*;

    #[test]
    fn words_are_those_that_compose_makes() {
        // (command, words, dropped)
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            ("", &[], None),
            ("  ", &[], None),
            ("redis-server --appendonly yes", &["redis-server", "--appendonly", "yes"], None),
            (" a\t b\nc ", &["a", "b", "c"], None),
            ("sh -c 'echo \"hi\"; id'", &["sh", "-c", "echo \"hi\"; id"], None),
            ("a \"b c\" d", &["a", "b c", "d"], None),
            ("a'b'\"c\"d", &["abcd"], None),
            ("a '' \"\"", &["a", "", ""], None),
            ("a\\ b", &["a b"], None),
            ("a\\nb", &["a\nb"], None),
            ("'a\\nb'", &["a\\nb"], None),
            ("\"a\\\"b\"", &["a\"b"], None),
            ("\"it's\"", &["it's"], None),
            ("echo `date -u`", &["echo", "`date -u`"], None),
            ("echo $(date -u)", &["echo", "$(date -u)"], None),
            ("echo $HOME", &["echo", "$HOME"], None),
            ("a#b # c", &["a#b", "#", "c"], None),
            // What a shell would run next is lost.
            ("migrate && serve", &["migrate"], Some("&& serve")),
            ("a; b", &["a"], Some("; b")),
            ("a|b", &["a"], Some("|b")),
            ("a 2>&1", &["a"], Some("2>&1")),
            ("a > log", &["a"], Some("> log")),
            ("a2>log", &["a2"], Some(">log")),
            ("a ';' b", &["a", ";", "b"], None),
        ];
        for (text, words, dropped) in cases {
            let command = split(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let values: Vec<&str> = command.words.iter().map(|it| it.value.as_str()).collect();
            assert_eq!(&values, words, "{text}");
            assert_eq!(&command.dropped.map(Part::text), dropped, "{text}");
        }
    }

    #[test]
    fn words_keep_their_quotes_in_their_places() {
        let text = "sh  -c 'a b'x";
        let parts: Vec<&str> = split(text).unwrap().words.iter().map(|it| it.part.text()).collect();
        assert_eq!(parts, ["sh", "-c", "'a b'x"]);
    }

    #[test]
    fn what_compose_refuses_is_an_error_at_its_start() {
        let cases = [
            ("a 'b", Unclosed, "'b"),
            ("a \"b'", Unclosed, "\"b'"),
            ("a `b", Unclosed, "`b"),
            ("a $(b", Unclosed, "(b"),
            ("a (b)", Parenthesis, "("),
            ("a )", Parenthesis, ")"),
            ("a $(b (c))", Parenthesis, "("),
            ("a \\", TrailingBackslash, "\\"),
            ("\"a\\", TrailingBackslash, "\\"),
        ];
        for (text, kind, blamed) in cases {
            let error = split(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_and_errors_are_on_character_boundaries(
            text in prop_oneof![any_text(), "[a '\"`$()\\\\;>2é]{0,20}"],
        ) {
            match split(&text) {
                Ok(command) => for part in command.words.iter().map(|it| it.part).chain(command.dropped) {
                    prop_assert_eq!(part.range().slice(&text), part.text());
                },
                Err(error) => assert_sliceable(&text, error.range),
            }
        }

        #[test]
        fn joined_words_are_cut_into_the_same_words(words in prop::collection::vec(any_text(), 0..5)) {
            let joined = join(words.iter().map(String::as_str));
            let command = split(&joined).unwrap();
            let values: Vec<String> = command.words.into_iter().map(|it| it.value).collect();
            prop_assert_eq!(values, words);
        }
    }
}
