//! Types of values and of expressions.

mod unify;

use std::{fmt, sync::Arc};

pub(crate) use unify::{Unifier, most_general};

/// The type of an expression, in the words of the API server.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Not known before it is evaluated.
    Dyn,
    /// Wrong already: whatever is done with it is no further mistake.
    Error,
    /// `null`
    Null,
    /// `true` and `false`
    Bool,
    /// 64 bits with a sign
    Int,
    /// 64 bits without a sign
    Uint,
    /// A floating point number of 64 bits
    Double,
    /// Text
    String,
    /// Bytes
    Bytes,
    /// A moment
    Timestamp,
    /// A length of time
    Duration,
    /// The type of what is in it, or of any type
    Type(Option<Arc<Self>>),
    /// A list of one type
    List(Arc<Self>),
    /// A map of one type of keys to one type of values
    Map(Arc<(Self, Self)>),
    /// Something or nothing
    Optional(Arc<Self>),
    /// A primitive type or `null`
    Nullable(Arc<Self>),
    /// An object whose fields are known by name
    Object(Arc<str>),
    /// A value of the library of Kubernetes
    Opaque(Opaque),
    /// A type that is yet to be found out
    Param(u32),
}

/// Types that only functions look into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the library")]
pub enum Opaque {
    Url,
    Quantity,
    Ip,
    Cidr,
    Format,
    Semver,
    Authorizer,
    PathCheck,
    GroupCheck,
    ResourceCheck,
    Decision,
}

impl Opaque {
    /// The name of the type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Url => "kubernetes.URL",
            Self::Quantity => "kubernetes.Quantity",
            Self::Ip => "net.IP",
            Self::Cidr => "net.CIDR",
            Self::Format => "kubernetes.NamedFormat",
            Self::Semver => "kubernetes.Semver",
            Self::Authorizer => "kubernetes.authorization.Authorizer",
            Self::PathCheck => "kubernetes.authorization.PathCheck",
            Self::GroupCheck => "kubernetes.authorization.GroupCheck",
            Self::ResourceCheck => "kubernetes.authorization.ResourceCheck",
            Self::Decision => "kubernetes.authorization.Decision",
        }
    }
}

impl Type {
    /// A list of `item`.
    #[must_use]
    pub fn list(item: Self) -> Self {
        Self::List(Arc::new(item))
    }

    /// A map of `key` to `value`.
    ///
    /// A key that is no single value has the type `dyn`: no such key ever exists, and types could
    /// otherwise grow to twice their size with every step.
    #[must_use]
    pub fn map(key: Self, value: Self) -> Self {
        let key = match key {
            Self::List(_) | Self::Map(_) | Self::Optional(_) => Self::Dyn,
            key => key,
        };
        Self::Map(Arc::new((key, value)))
    }

    /// Something of the type `inner`, or nothing.
    #[must_use]
    pub fn optional(inner: Self) -> Self {
        Self::Optional(Arc::new(inner))
    }

    /// The object type `name`.
    #[must_use]
    pub fn object(name: &str) -> Self {
        Self::Object(Arc::from(name))
    }

    pub(crate) fn is_dyn_or_error(&self) -> bool {
        matches!(self, Self::Dyn | Self::Error)
    }

    /// Whether `null` may stand where the type is wanted.
    fn takes_null(&self) -> bool {
        matches!(
            self,
            Self::Null
                | Self::Nullable(_)
                | Self::Optional(_)
                | Self::Object(_)
                | Self::Opaque(_)
                | Self::Timestamp
                | Self::Duration
        )
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dyn => "dyn",
            Self::Error => "error",
            Self::Null => "null_type",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Uint => "uint",
            Self::Double => "double",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Timestamp => "google.protobuf.Timestamp",
            Self::Duration => "google.protobuf.Duration",
            Self::Type(None) => "type",
            Self::Opaque(opaque) => opaque.name(),
            Self::Object(name) => name,
            Self::Type(Some(inner)) => return write!(f, "type({inner})"),
            Self::List(item) => return write!(f, "list({item})"),
            Self::Map(pair) => return write!(f, "map({}, {})", pair.0, pair.1),
            Self::Optional(inner) => return write!(f, "optional_type({inner})"),
            Self::Nullable(inner) => return write!(f, "wrapper({inner})"),
            Self::Param(number) => return write!(f, "_var{number}"),
        })
    }
}
