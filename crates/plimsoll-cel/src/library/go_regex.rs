//! Patterns as the package `regexp` of Go reads them, for the crate `regex`.
//!
//! Both are of one family. Where they differ: `\d`, `\w`, `\s` and `\b` know only ASCII in Go, a
//! bracket inside brackets stands for itself, `\Q…\E` quotes, and there is no flag `x` and no
//! arithmetic of sets.

use regex::{Regex, RegexBuilder};

use crate::eval::Stop;

/// The largest count of a repetition that Go takes.
const REPETITIONS: u32 = 1000;

/// How large a compiled pattern may be, in bytes.
const SIZE: usize = 1 << 20;

/// Whether Go takes `pattern`; `None` if that cannot be said here.
pub(crate) fn is_pattern(pattern: &str) -> Option<bool> {
    match compile(pattern) {
        Ok(_) => Some(true),
        Err(Stop::Error(_)) => Some(false),
        Err(Stop::Unknown(_)) => None,
    }
}

/// The compiled `pattern`.
///
/// # Errors
///
/// If Go does not take it, or it is too large to be followed.
pub(super) fn compile(pattern: &str) -> Result<Regex, Stop> {
    let failed = || Stop::error(format!("error parsing regexp: `{pattern}`"));
    let translated = translate(pattern).ok_or_else(failed)?;
    match RegexBuilder::new(&translated)
        .size_limit(SIZE)
        .dfa_size_limit(SIZE)
        .nest_limit(200)
        .build()
    {
        Ok(regex) => Ok(regex),
        Err(regex::Error::CompiledTooBig(_)) => Err(Stop::unknown("what a large pattern finds")),
        Err(_) => Err(failed()),
    }
}

fn translate(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    let mut is_in_class = false;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = after;
        match first {
            '\\' => rest = escape(after, is_in_class, &mut out)?,
            '[' if is_in_class => match posix_class(after) {
                Some(length) => {
                    out.push('[');
                    out.push_str(&after[..length]);
                    rest = &after[length..];
                }
                None => out.push_str("\\["),
            },
            '[' => {
                is_in_class = true;
                out.push('[');
                if let Some(tail) = rest.strip_prefix('^') {
                    out.push('^');
                    rest = tail;
                }
                if let Some(tail) = rest.strip_prefix(']') {
                    out.push_str("\\]");
                    rest = tail;
                }
            }
            ']' if is_in_class => {
                is_in_class = false;
                out.push(']');
            }
            '&' | '~' if is_in_class => {
                out.push('\\');
                out.push(first);
            }
            '(' if !is_in_class && after.starts_with('?') => {
                has_go_flags(&after[1..]).then_some(())?;
                out.push('(');
            }
            '{' if !is_in_class => match repetition(after) {
                Some((true, length)) => {
                    out.push('{');
                    out.push_str(&after[..length]);
                    rest = &after[length..];
                }
                Some((false, _)) => return None,
                None => out.push_str("\\{"),
            },
            '}' if !is_in_class => out.push_str("\\}"),
            other => out.push(other),
        }
    }
    Some(out)
}

/// Adds what the escape that goes on with `after` means, and returns what follows on it.
fn escape<'a>(after: &'a str, is_in_class: bool, out: &mut String) -> Option<&'a str> {
    let mark = after.chars().next()?;
    let rest = &after[mark.len_utf8()..];
    let (outside, inside) = match mark {
        'd' => ("[0-9]", "0-9"),
        'w' => ("[0-9A-Za-z_]", "0-9A-Za-z_"),
        's' => (r"[\t\n\f\r ]", r"\t\n\f\r "),
        'D' => ("[^0-9]", "[^0-9]"),
        'W' => ("[^0-9A-Za-z_]", "[^0-9A-Za-z_]"),
        'S' => (r"[^\t\n\f\r ]", r"[^\t\n\f\r ]"),
        'b' if !is_in_class => (r"(?-u:\b)", ""),
        'B' if !is_in_class => (r"(?:\B)", ""),
        'Q' if !is_in_class => {
            let (quoted, rest) = rest.split_once("\\E").unwrap_or((rest, ""));
            out.push_str(&regex::escape(quoted));
            return Some(rest);
        }
        'A' | 'z' if !is_in_class => (if mark == 'A' { r"\A" } else { r"\z" }, ""),
        'C' if !is_in_class => return None,
        'p' | 'P' | 'x' | 'a' | 'f' | 't' | 'n' | 'r' | 'v' => {
            out.push('\\');
            out.push(mark);
            return Some(rest);
        }
        '0'..='7' => return octal(after, out),
        punctuation if punctuation.is_ascii_punctuation() => {
            out.push_str(&regex::escape(&punctuation.to_string()));
            if matches!(punctuation, '-' | '&' | '~') && is_in_class {
                out.truncate(out.len() - out.chars().last().map_or(0, char::len_utf8));
                if out.ends_with('\\') {
                    out.pop();
                }
                out.push('\\');
                out.push(punctuation);
            }
            return Some(rest);
        }
        _ => return None,
    };
    out.push_str(if is_in_class { inside } else { outside });
    Some(rest)
}

/// An octal escape: a zero with up to two more digits, or at least two digits.
fn octal<'a>(after: &'a str, out: &mut String) -> Option<&'a str> {
    let length = after.bytes().take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
    if length < 2 && !after.starts_with('0') {
        return None;
    }
    let code = u32::from_str_radix(&after[..length], 8).ok()?;
    out.push_str(&format!("\\x{{{code:X}}}"));
    Some(&after[length..])
}

/// The length of `:alpha:]` at the beginning of `text`.
fn posix_class(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(':')?;
    let end = rest.find(":]")?;
    rest[..end].bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'^').then_some(end + 3)
}

/// Whether what follows on `(?` is something that Go knows.
fn has_go_flags(text: &str) -> bool {
    if text.starts_with("P<") || text.starts_with('<') {
        return !text.starts_with("<=") && !text.starts_with("<!");
    }
    let flags = text.bytes().take_while(|byte| !matches!(byte, b':' | b')'));
    flags.clone().all(|flag| b"imsU-".contains(&flag))
}

/// Whether the repetition that `text` goes on with is allowed, and how long it is; `None` if it is
/// none.
fn repetition(text: &str) -> Option<(bool, usize)> {
    let end = text.find('}')?;
    let body = &text[..end];
    let (least, most) = body.split_once(',').unwrap_or((body, body));
    let is_number =
        |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number(least) || !(most.is_empty() || is_number(most)) {
        return None;
    }
    let value = |part: &str| part.parse::<u32>().unwrap_or(u32::MAX);
    let is_allowed = value(least) <= REPETITIONS
        && (most.is_empty() || (value(most) <= REPETITIONS && value(least) <= value(most)));
    Some((is_allowed, end + 1))
}
