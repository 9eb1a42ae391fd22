//! Whether a value is a secret, from the shape of its name and its own shape together.
//!
//! A name alone is not enough (`TOKEN_TTL`, `SECRET_NAME`), and a value alone only where it has
//! the unmistakable shape of a credential. What is found never carries the value: results hold
//! kinds and ranges. Whether a credential is valid is not known here.

use plimsoll_diagnostics::TextRange;

use super::placeholder::is_placeholder;

mod hash;
mod jwt;
mod name;
mod token;
mod url;

pub use hash::is_password_hash;
pub use jwt::expiry;
pub use name::{is_password_name, name_suggests_secret};
pub use token::{KnownToken, find_token};
pub use url::{UrlCredentials, connection_string_password, url_credentials};

/// What kind of secret a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SecretKind {
    /// A private key in PEM form.
    PrivateKey,
    /// A token whose shape names who issued it.
    KnownToken(KnownToken),
    /// A JSON web token.
    Jwt,
    /// A URL with a password in it.
    UrlCredentials,
    /// A list of `key=value` pairs with a password in it.
    ConnectionString,
    /// A password from the top of every list: `password`, `changeme`, `postgres`.
    DefaultPassword,
    /// Text under the name of a secret.
    Literal,
}

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueShape {
    /// Nothing, white space, or an empty collection.
    Empty,
    /// `true`, `no`, `off`, ….
    Boolean,
    /// A number.
    Number,
    /// Something that a person or a template has yet to fill in, or a documented example.
    Placeholder,
    /// A path.
    Path,
    /// A URL without a password.
    Url,
    /// A URL with a password.
    UrlWithCredentials,
    /// A list of `key=value` pairs with a password.
    ConnectionString,
    /// A name for a value that is kept elsewhere: `$(NAME)`, `vault:…`, `op://…`.
    Reference,
    /// A token whose shape names who issued it.
    KnownToken(KnownToken),
    /// A private key in PEM form.
    PrivateKey,
    /// A JSON web token.
    Jwt,
    /// Anything else.
    Literal,
}

/// Passwords that attackers try first, in lower case.
const DEFAULT_PASSWORDS: &[&str] = &[
    "123",
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "1q2w3e4r",
    "abc123",
    "admin",
    "admin1",
    "admin123",
    "adminadmin",
    "adminpass",
    "adminpassword",
    "changeit",
    "changeme",
    "changethis",
    "changemenow",
    "default",
    "demo",
    "docker",
    "elastic",
    "example",
    "examplepassword",
    "foobar",
    "grafana",
    "guest",
    "insecure",
    "keycloak",
    "letmein",
    "mariadb",
    "master",
    "minio",
    "minio123",
    "minioadmin",
    "mongo",
    "mongodb",
    "mypassword",
    "mysecret",
    "mysecretpassword",
    "mysql",
    "p4ssw0rd",
    "pass",
    "pass123",
    "passw0rd",
    "password",
    "password1",
    "password123",
    "passwort",
    "pgpassword",
    "postgres",
    "postgresql",
    "qwerty",
    "rabbitmq",
    "redis",
    "root",
    "rootpass",
    "rootpassword",
    "secret",
    "secret123",
    "secretkey",
    "secretpassword",
    "supersecret",
    "sa",
    "system",
    "temp",
    "test",
    "test123",
    "testpass",
    "testpassword",
    "toor",
    "user",
    "userpassword",
    "wordpress",
];

/// Marks of values that live in a secret store, in lower case.
const REFERENCE_PREFIXES: &[&str] = &[
    "arn:aws:secretsmanager:",
    "arn:aws:ssm:",
    "awssm://",
    "awsssm://",
    "azurekeyvault://",
    "bws://",
    "doppler://",
    "enc[",
    "env:",
    "file:",
    "gcp-secret:",
    "gcpsecretmanager://",
    "keyring:",
    "op://",
    "projects/",
    "ref+",
    "secret://",
    "secretref:",
    "sm://",
    "sops:",
    "ssm:",
    "ssm://",
    "vault:",
    "vault://",
];

/// What `value` looks like. Variables of Compose are replaced before; one that is still there
/// belongs to the container.
#[must_use]
pub fn value_shape(value: &str) -> ValueShape {
    let text = value.trim();
    if matches!(text, "" | "[]" | "{}" | "''" | "\"\"") || is_empty_object(text) {
        return ValueShape::Empty;
    }
    if is_boolean(text) {
        return ValueShape::Boolean;
    }
    if is_number(text) {
        return ValueShape::Number;
    }
    if is_private_key(text) {
        return ValueShape::PrivateKey;
    }
    if let Some((token, _)) = find_token(text) {
        return ValueShape::KnownToken(token);
    }
    if jwt::is_jwt(text) {
        return ValueShape::Jwt;
    }
    if url_credentials(text).is_some() {
        return ValueShape::UrlWithCredentials;
    }
    if is_reference(text) {
        return ValueShape::Reference;
    }
    if connection_string_password(text).is_some() {
        return ValueShape::ConnectionString;
    }
    if is_placeholder(text) || is_documented_example(text) {
        return ValueShape::Placeholder;
    }
    if is_url(text) {
        return ValueShape::Url;
    }
    if is_path(text) {
        return ValueShape::Path;
    }
    ValueShape::Literal
}

/// What kind of secret `value` is under `name`; `None` when it is none, or nobody could tell.
#[must_use]
pub fn classify(name: &str, value: &str) -> Option<SecretKind> {
    match value_shape(value) {
        ValueShape::PrivateKey => Some(SecretKind::PrivateKey),
        ValueShape::KnownToken(token) => Some(SecretKind::KnownToken(token)),
        ValueShape::UrlWithCredentials => Some(SecretKind::UrlCredentials),
        ValueShape::ConnectionString => Some(SecretKind::ConnectionString),
        // Some are meant to be public and are called so.
        ValueShape::Jwt => (!name::is_public_name(name)).then_some(SecretKind::Jwt),
        ValueShape::Literal if name_suggests_secret(name) && !stands_for(name, value) => {
            let is_default = is_default_password(value.trim());
            Some(if is_default { SecretKind::DefaultPassword } else { SecretKind::Literal })
        }
        // `0` and `1` are switches; `123456` is a password.
        ValueShape::Number
            if value.trim().len() > 1
                && (is_password_name(name) || (value.trim().len() > 3 && names_a_key(name))) =>
        {
            let is_default = is_default_password(value.trim());
            Some(if is_default { SecretKind::DefaultPassword } else { SecretKind::Literal })
        }
        _ => None,
    }
}

/// The first line `name=value` or `name: value` of `text` that holds a secret: the name, and the
/// bytes of the value.
#[must_use]
pub fn secret_line(text: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let from = start;
        start += line.len();
        let (name, rest) = line.split_once(['=', ':'])?;
        let value = rest.trim().trim_end_matches(',').trim_matches(['"', '\'']);
        let name = name.trim().trim_matches(['"', '\'']);
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.' | '-');
        if !name.chars().all(is_name) || !name_suggests_secret(name) || rest.starts_with("//") {
            return None;
        }
        // In a file, a name alone is often one of another thing.
        let kind = classify(name, value)?;
        let is_vague = kind == SecretKind::Literal && !is_password_name(name);
        if is_vague || value.contains(|it: char| it.is_whitespace() || matches!(it, '(' | '[')) {
            return None;
        }
        let at = from + line.len() - rest.len() + rest.find(value)?;
        Some((name, at..at + value.len()))
    })
}

/// Whether `name` ends as the names of keys do, so that a number under it is one.
fn names_a_key(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    ["_SECRET", "SECRET_KEY", "API_KEY", "ACCESS_KEY"].iter().any(|it| upper.ends_with(it))
}

/// The bytes of `value` that are secret: the password of a URL or of a connection string, else
/// the whole. For redaction and for edits; `None` when it holds nothing that could be secret.
#[must_use]
pub fn secret_range(value: &str) -> Option<TextRange> {
    let whole = TextRange::from_usize(0, value.len());
    match value_shape(value) {
        ValueShape::UrlWithCredentials => url_credentials(value).map(|it| it.password),
        ValueShape::ConnectionString => connection_string_password(value),
        ValueShape::KnownToken(_) => find_token(value).map(|(_, range)| range),
        ValueShape::Empty
        | ValueShape::Boolean
        | ValueShape::Placeholder
        | ValueShape::Reference => None,
        _ => Some(whole),
    }
}

/// Whether attackers try `value` first.
#[must_use]
pub fn is_default_password(value: &str) -> bool {
    let plain: String = value
        .chars()
        .take(40)
        .filter(|it| !matches!(it, '_' | '-' | ' ' | '!' | '.'))
        .flat_map(char::to_lowercase)
        .collect();
    DEFAULT_PASSWORDS.contains(&plain.as_str())
}

fn is_boolean(text: &str) -> bool {
    const WORDS: [&str; 10] =
        ["true", "false", "yes", "no", "on", "off", "enabled", "disabled", "y", "n"];
    WORDS.iter().any(|it| text.eq_ignore_ascii_case(it))
}

/// A JSON object in which every value has yet to be filled in: `{"default":""}`.
fn is_empty_object(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    inner.is_some_and(|inner| {
        inner.split(',').all(|entry| {
            let value = entry.split_once(':').map(|(_, value)| value.trim());
            matches!(value, Some("\"\"" | "null"))
        })
    })
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.bytes().any(|it| it.is_ascii_digit())
        && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.')
}

fn is_private_key(text: &str) -> bool {
    text.split_once("-----BEGIN ").is_some_and(|(_, rest)| {
        let header = rest.split("-----").next().unwrap_or("");
        header.ends_with("PRIVATE KEY") || header.ends_with("PRIVATE KEY BLOCK")
    })
}

fn is_reference(text: &str) -> bool {
    let is_name = |it: &str| {
        it.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.:-?+".contains(&it))
    };
    let wrapped = [("${", "}"), ("$(", ")"), ("$", ""), ("%(", ")s"), ("#{", "}")];
    let wraps = |(open, close): (&str, &str)| {
        text.strip_prefix(open).and_then(|it| it.strip_suffix(close)).is_some_and(is_name)
    };
    let starts = |prefix: &str| {
        text.split_at_checked(prefix.len())
            .is_some_and(|(start, _)| start.eq_ignore_ascii_case(prefix))
    };
    // Part of the text is filled in elsewhere, so the rest is not the secret.
    let has_gap = text.split_once("${").is_some_and(|(_, rest)| rest.contains('}'));
    has_gap || wrapped.into_iter().any(wraps) || REFERENCE_PREFIXES.iter().any(|it| starts(it))
}

/// Providers mark the credentials in their manuals, and nobody else's end so.
fn is_documented_example(text: &str) -> bool {
    text.len() > 10 && (text.ends_with("EXAMPLE") || text.ends_with("EXAMPLEKEY"))
}

fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
            && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
    })
}

/// An absolute, relative or Windows path without anything that base64 has and paths rarely do.
fn is_path(text: &str) -> bool {
    // `%kernel.project_dir%/config`: a program puts a folder in front.
    let text =
        text.strip_prefix('%').and_then(|it| it.split_once('%')).map_or(text, |(_, rest)| rest);
    let starts = ["/", "./", "../", "~/"].iter().any(|it| text.starts_with(it));
    let has_drive = super::path::has_drive(text)
        && text.get(2..).is_some_and(|rest| rest.starts_with(['\\', '/']));
    let is_character = |it: char| it.is_alphanumeric() || "/\\._-@:~ ".contains(it);
    (starts || has_drive) && text.chars().all(is_character)
}

/// Whether the value is the name in capitals with something behind it, to be replaced by a script:
/// `API_KEY_VAL` for `API_KEY`.
fn stands_for(name: &str, value: &str) -> bool {
    let is_variable = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_';
    value.strip_prefix(name).is_some_and(|rest| rest.starts_with('_'))
        && value.chars().all(is_variable)
}

#[cfg(test)]
mod tests;
