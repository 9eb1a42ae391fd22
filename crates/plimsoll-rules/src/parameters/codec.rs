//! How the values of parameters are read from configurations and shown again.

use std::fmt;

use plimsoll_model::{Version, kubernetes::KNOWN_VERSIONS};

use crate::pod_security;

/// The value of a parameter as a configuration states it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A whole number.
    Number(i64),
    /// True or false.
    Flag(bool),
}

impl fmt::Display for Value {
    /// As TOML writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Texts(texts) => write!(f, "{texts:?}"),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
        }
    }
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A text.
    Text,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
}

impl Shape {
    /// The shape with an article, as messages put it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text | Self::OneOf(_) => "a string",
            Self::Texts => "a list of strings",
            Self::Number => "a whole number",
            Self::Flag => "`true` or `false`",
        }
    }
}

fn unfit<T>(shape: Shape) -> Result<T, String> {
    Err(format!("has to be {}", shape.as_str()))
}

/// A list of texts, taken as they are.
pub(super) struct Texts;

impl Texts {
    pub(super) const SHAPE: Shape = Shape::Texts;

    pub(super) fn read(value: &Value) -> Result<Vec<String>, String> {
        match value {
            Value::Texts(texts) => Ok(texts.clone()),
            Value::Text(text) => Ok(vec![text.clone()]),
            _ => unfit(Self::SHAPE),
        }
    }

    pub(super) fn show(texts: &[String]) -> Value {
        Value::Texts(texts.to_vec())
    }
}

/// Names of capabilities: upper case, without `CAP_`.
pub(super) struct Capabilities;

impl Capabilities {
    pub(super) const SHAPE: Shape = Shape::Texts;

    pub(super) fn read(value: &Value) -> Result<Vec<String>, String> {
        let plain = |name: String| {
            let name = name.trim().to_ascii_uppercase();
            name.strip_prefix("CAP_").map_or(name.clone(), str::to_owned)
        };
        Ok(Texts::read(value)?.into_iter().map(plain).collect())
    }

    pub(super) fn show(names: &[String]) -> Value {
        Texts::show(names)
    }
}

/// A version of Kubernetes by its minor number.
pub(super) struct Minor;

impl Minor {
    pub(super) const SHAPE: Shape = Shape::Text;

    /// Reads `1.34`, `v1.34` and `1.34.2`.
    pub(super) fn read(value: &Value) -> Result<u32, String> {
        let Value::Text(text) = value else {
            return Err("has to be a string like `\"1.34\"`".to_owned());
        };
        let wrong = || format!("`{text}` is not a version of Kubernetes like `1.34`");
        let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
        let mut number = || parts.next().and_then(|it| it.parse::<u32>().ok());
        let (Some(1), Some(minor)) = (number(), number()) else { return Err(wrong()) };
        if !KNOWN_VERSIONS.contains(&minor) {
            let (first, last) = (KNOWN_VERSIONS.start(), KNOWN_VERSIONS.end());
            return Err(format!("`{text}` is not known here; 1.{first} to 1.{last} are"));
        }
        Ok(minor)
    }

    pub(super) fn show(minor: &u32) -> Value {
        Value::Text(format!("1.{minor}"))
    }
}

/// A version of Docker Compose.
pub(super) struct Compose;

impl Compose {
    /// Those whose loaders are known, oldest first.
    const KNOWN: [(&'static str, Version); 2] =
        [("2.40", Version::new(2, 40)), ("5.7", Version::new(5, 7))];

    pub(super) const SHAPE: Shape = Shape::OneOf(&[Self::KNOWN[0].0, Self::KNOWN[1].0]);

    /// Reads `5.7`, `v5.7` and `5.7.1`.
    pub(super) fn read(value: &Value) -> Result<Version, String> {
        let Value::Text(text) = value else {
            return Err("has to be a string like `\"5.7\"`".to_owned());
        };
        let plain = text.strip_prefix('v').unwrap_or(text);
        let is_it = |name: &str| {
            plain.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with('.'))
        };
        let known = Self::KNOWN.into_iter().find(|(name, _)| is_it(name));
        known.map(|(_, version)| version).ok_or_else(|| {
            let names = Self::KNOWN.map(|(name, _)| name).join(" and ");
            format!("`{text}` is not known here; {names} are")
        })
    }

    pub(super) fn show(version: &Version) -> Value {
        Value::Text(version.to_string())
    }
}

/// A level of the Pod Security Standards.
pub(super) struct PodSecurity;

impl PodSecurity {
    pub(super) const SHAPE: Shape = Shape::OneOf(&["privileged", "baseline", "restricted"]);

    pub(super) fn read(value: &Value) -> Result<pod_security::Level, String> {
        let Value::Text(text) = value else { return unfit(Self::SHAPE) };
        pod_security::Level::parse(text).ok_or_else(|| {
            format!("`{text}` is not a level: `privileged`, `baseline` or `restricted`")
        })
    }

    pub(super) fn show(level: &pod_security::Level) -> Value {
        Value::Text(level.to_string())
    }
}
