//! Secrets in text of any kind: comments, configuration inside values, and the parts of a broken
//! file that did not become a tree.

use std::sync::LazyLock;

use plimsoll_diagnostics::TextRange;
use plimsoll_syntax::{
    secret::{
        ValueShape, find_token, name_suggests_secret, secret_range, url_credentials, value_shape,
    },
    secret_option::is_secret_option,
};
use regex::Regex;

#[expect(clippy::unwrap_used, reason = "the patterns are constants, and a test compiles them all")]
fn pattern(pattern: &str) -> Regex {
    // Letters are compared without Unicode (`(?i-u)`): its tables for that are not compiled in.
    Regex::new(pattern).unwrap()
}

/// A name and what separates it from its value: `name: `, `"name": `, `name=`.
///
/// The words are those of which one is in every name that says *secret*; names are judged one by
/// one afterwards.
static ASSIGNMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r#"(?i-u)([a-z0-9_.\-]*(?:pass|pwd|pw|psk|secret|token|key|cred|auth|bearer|cookie|salt|pepper)"#,
        r#"[a-z0-9_.\-]*)["']?[ \t]*[:=][ \t]*"#,
    ))
});

/// An entry of a list of names and values, its value up to the end of the line.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"name:[ \t]*["']?([A-Za-z0-9_.\-]+)["']?[ \t]*\r?\n[ \t]*value:[ \t]*([^\r\n]+)"#)
});

/// The default of a variable: `${NAME:-default}`.
static DEFAULT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\$\{([A-Za-z_][A-Za-z0-9_]*):?[-+]([^}\r\n]*)"));

/// An option and its value, also as items of a flow list.
static OPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:^|[\s"'\[,])(--?[A-Za-z][A-Za-z0-9\-]*)(?:["']?,?[ \t]+["']?|=["']?)([^\s"',\]]+)"#,
    )
});

/// Programs that take a password with a short option, or behind a user and a colon.
static SHORT_OPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r#"(?:redis|valkey)-cli\b[^\n]*?[\s"']-a["',\s]+([^\s"',\]]+)"#,
        r#"|(?:mysql|mariadb)[a-z-]*\b[^\n]*?[\s"']-p([^\s"',\]]+)"#,
        r#"|(?:mongo|mongosh|sshpass)\b[^\n]*?[\s"']-p["',\s]*([^\s"',\]]+)"#,
        r#"|curl\b[^\n]*?[\s"'](?:-u|--user)["',\s]*[^\s:"',]*:([^\s"',\]]+)"#,
    ))
});

/// What may be the password of a URL, with characters in it that no URL has.
static URL_PASSWORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9]://[^\s/@:,]*:([^\s/@,]+)@"));

/// What an `Authorization` header carries.
static AUTHORIZATION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i-u)\b(?:bearer|basic)[ \t]+([a-z0-9._~+/=\-]{8,})"));

static TOKEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"eyJ[A-Za-z0-9_\-]{7,}\.[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{8,}"));

static PRIVATE_KEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(.*?)(?:-----END|\z)")
});

/// Finds the secrets in `text`.
pub(super) fn find(text: &str, found: &mut dyn FnMut(TextRange)) {
    let mut report = |start: usize, end: usize| found(TextRange::from_usize(start, end));
    for name in ASSIGNMENT.captures_iter(text) {
        let (Some(whole), Some(name)) = (name.get(0), name.get(1)) else { continue };
        // The default of a variable is a case of its own.
        let is_variable = text[..name.start()].ends_with("${");
        if is_secret_name(name.as_str()) && !is_variable {
            let (start, value) = one_value(text, whole.end());
            if is_secret(value) {
                report(start, start + value.len());
            }
        }
    }
    for pair in NAMED.captures_iter(text) {
        let (Some(name), Some(value)) = (pair.get(1), pair.get(2)) else { continue };
        if is_secret_name(name.as_str()) && is_secret(value.as_str().trim_matches(['"', '\'', ' ']))
        {
            report(value.start(), value.end());
        }
    }
    for pair in DEFAULT.captures_iter(text) {
        let (Some(name), Some(value)) = (pair.get(1), pair.get(2)) else { continue };
        if is_secret_name(name.as_str()) && is_secret(value.as_str()) {
            report(value.start(), value.end());
        }
    }
    for pair in OPTION.captures_iter(text) {
        let (Some(name), Some(value)) = (pair.get(1), pair.get(2)) else { continue };
        if is_secret_option(name.as_str(), value.as_str()) {
            report(value.start(), value.end());
        }
    }
    for capture in SHORT_OPTION.captures_iter(text) {
        let value = capture.iter().skip(1).flatten().next();
        if let Some(value) = value.filter(|it| !it.as_str().starts_with(['$', '-'])) {
            report(value.start(), value.end());
        }
    }
    for pattern in [&*AUTHORIZATION, &*PRIVATE_KEY] {
        for value in pattern.captures_iter(text).filter_map(|it| it.get(1)) {
            // `basic authentication` is prose.
            if value.as_str().bytes().any(|it| it.is_ascii_digit() || b"=+/".contains(&it)) {
                report(value.start(), value.end());
            }
        }
    }
    for value in URL_PASSWORD.captures_iter(text).filter_map(|it| it.get(1)) {
        let is_variable = value.as_str().starts_with('$') || value.as_str().contains("${");
        if !is_variable && is_secret(value.as_str()) {
            report(value.start(), value.end());
        }
    }
    for value in TOKEN.find_iter(text) {
        report(value.start(), value.end());
    }
    by_shape(text, &mut report);
}

/// Tokens of known issuers, and passwords in URLs.
fn by_shape(text: &str, report: &mut dyn FnMut(usize, usize)) {
    let mut from = 0;
    while let Some((_, range)) = text.get(from..).and_then(find_token) {
        let range = range.to_usize();
        report(from + range.start, from + range.end);
        from += range.end;
    }
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(url_credentials) {
        let range = found.password.to_usize();
        report(from + range.start, from + range.end);
        from += range.end;
    }
}

/// Whether `name` names a secret, or a header that carries one.
pub(super) fn is_secret_name(name: &str) -> bool {
    const HEADERS: [&str; 4] = ["authorization", "cookie", "set-cookie", "proxy-authorization"];
    name_suggests_secret(name) || HEADERS.iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// Whether `value` may be the secret that its name says it is.
pub(super) fn is_secret(value: &str) -> bool {
    // `!reset null`: a tag of Compose in front of no value.
    if matches!(value, "!reset" | "!override") {
        return false;
    }
    match value_shape(value) {
        ValueShape::Number => value.trim().len() >= 4,
        ValueShape::Path | ValueShape::Url => false,
        // A gap that a template fills in can have the secret around it.
        ValueShape::Placeholder => beside_gaps(value) >= LEAST_BESIDE_GAPS,
        _ => secret_range(value).is_some(),
    }
}

/// So many letters and digits beside the gaps of a template may be a secret.
const LEAST_BESIDE_GAPS: usize = 6;

/// The number of letters and digits outside of `<…>` in `value`; zero where there is no such gap, as
/// then all of it stands for the value.
fn beside_gaps(value: &str) -> usize {
    let mut depth = 0usize;
    let mut has_gap = false;
    let mut beside = 0;
    for it in value.chars() {
        match it {
            '<' => depth += 1,
            '>' if depth > 0 => {
                depth -= 1;
                has_gap = true;
            }
            it if depth == 0 && it.is_alphanumeric() => beside += 1,
            _ => {}
        }
    }
    if has_gap { beside } else { 0 }
}

/// The value that begins at `start`: what is in quotes, or up to where a list, an object or a line
/// would go on. Returns where it begins.
fn one_value(text: &str, start: usize) -> (usize, &str) {
    let rest = text.get(start..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    for quote in ['"', '\''] {
        if let Some(inner) = line.strip_prefix(quote) {
            let end = closing(inner, quote);
            let rest = inner.get(end + 1..).unwrap_or("");
            // A quote inside of a password breaks the file, and does not end the password.
            let more = match rest.starts_with(char::is_alphanumeric) {
                true => 1 + rest.find(char::is_whitespace).unwrap_or(rest.len()),
                false => 0,
            };
            return (start + 1, inner.get(..end + more).unwrap_or(inner));
        }
    }
    let mut depth = 0u32;
    let ends = |it: char| match it {
        '{' => {
            depth += 1;
            false
        }
        '}' if depth > 0 => {
            depth -= 1;
            false
        }
        it => it.is_whitespace() || ",;}])".contains(it),
    };
    let value = line.split(ends).next().unwrap_or(line);
    // A quote ends the value where nothing goes on behind it, and `&` where another name follows.
    let is_end = |(at, it): &(usize, char)| {
        let rest = &value[at + it.len_utf8()..];
        match it {
            '"' | '\'' => !rest.starts_with(char::is_alphanumeric),
            '&' => rest.split_once('=').is_some_and(|(name, _)| {
                name.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-.".contains(&it))
            }),
            _ => false,
        }
    };
    let end = value.char_indices().find(is_end).map_or(value.len(), |(at, _)| at);
    (start, &value[..end])
}

/// Where `quote` closes what it has opened before `inner`: escaped and doubled ones do not.
fn closing(inner: &str, quote: char) -> usize {
    let mut is_escaped = false;
    let mut characters = inner.char_indices().peekable();
    while let Some((at, it)) = characters.next() {
        if is_escaped {
            is_escaped = false;
        } else if it == '\\' && quote == '"' {
            is_escaped = true;
        } else if it == quote
            && (quote == '"' || characters.next_if(|(_, next)| *next == quote).is_none())
        {
            return at;
        }
    }
    inner.len()
}
