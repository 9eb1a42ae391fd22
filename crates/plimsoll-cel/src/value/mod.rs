//! Values: what an expression reads and what it comes to.
//!
//! Lists and maps that are handed in can carry a number, their [`Origin`]. What an expression read
//! is told by these numbers, so that whoever handed an object in can say where it is written,
//! however the expression came to it: through variables, filters or sums of lists.

mod key;
mod map;
mod number;
mod quantity;
mod semver;
mod time;
mod url;

use std::{fmt, net::IpAddr, sync::Arc};

pub use key::Key;
pub use map::Map;
pub use quantity::Quantity;
pub use semver::Semver;
pub use time::{Duration, Parts as TimeParts, Timestamp};
pub use url::Url;

pub(crate) use number::double_text;

use crate::types::Opaque;

/// The number of a list or map that was handed in; 0 is for those that an expression made.
pub type Origin = u32;

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// `null`
    Null,
    /// `true` and `false`
    Bool(bool),
    /// 64 bits with a sign
    Int(i64),
    /// 64 bits without a sign
    Uint(u64),
    /// A floating point number
    Double(f64),
    /// Text
    String(Arc<str>),
    /// Bytes
    Bytes(Arc<[u8]>),
    /// A list
    List(Arc<List>),
    /// A map, or an object of the cluster
    Map(Arc<Map>),
    /// A moment
    Timestamp(Timestamp),
    /// A length of time
    Duration(Duration),
    /// A type, by its name
    Type(Arc<str>),
    /// Something or nothing
    Optional(Option<Arc<Self>>),
    /// An object that an expression made, of a type that has a name
    Object(Arc<Object>),
    /// An address of the web
    Url(Arc<Url>),
    /// An amount of a resource
    Quantity(Quantity),
    /// An address of a network
    Ip(IpAddr),
    /// A network
    Cidr(Cidr),
    /// A named format
    Format(&'static str),
    /// A semantic version
    Semver(Arc<Semver>),
    /// Something that is there or not, and nobody can say what it is
    Unknown(Arc<Missing>),
}

/// Items in order.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Where the list comes from.
    pub origin: Origin,
    /// Its items.
    pub items: Vec<Value>,
}

/// An object that an expression made.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its type, `Object.spec` for instance.
    pub type_name: Arc<str>,
    /// Its fields by name.
    pub fields: Map,
}

/// A network: an address with the length of its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cidr {
    /// An address in it.
    pub address: IpAddr,
    /// How many leading bits are the network's.
    pub prefix: u8,
}

/// What would have to be known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Missing {
    /// What is not known, as a noun: "the user of the request".
    pub what: String,
    /// Whether even its presence is not known.
    pub may_be_absent: bool,
}

impl Value {
    /// The text `text`.
    #[must_use]
    pub fn string(text: &str) -> Self {
        Self::String(Arc::from(text))
    }

    /// A list that comes from nowhere.
    #[must_use]
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(Arc::new(List { origin: 0, items }))
    }

    /// A map that comes from nowhere.
    #[must_use]
    pub fn map(entries: impl IntoIterator<Item = (Key, Self)>) -> Self {
        Self::Map(Arc::new(Map::new(0, entries)))
    }

    /// Something that is there, but is not known: `what`.
    #[must_use]
    pub fn unknown(what: impl Into<String>) -> Self {
        Self::Unknown(Arc::new(Missing { what: what.into(), may_be_absent: false }))
    }

    /// Something that may be there or not: `what`.
    #[must_use]
    pub fn maybe(what: impl Into<String>) -> Self {
        Self::Unknown(Arc::new(Missing { what: what.into(), may_be_absent: true }))
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The name of its type.
    #[must_use]
    pub fn type_name(&self) -> &str {
        match self {
            Self::Null => "null_type",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Uint(_) => "uint",
            Self::Double(_) => "double",
            Self::String(_) => "string",
            Self::Bytes(_) => "bytes",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::Timestamp(_) => "google.protobuf.Timestamp",
            Self::Duration(_) => "google.protobuf.Duration",
            Self::Type(_) => "type",
            Self::Optional(_) => "optional_type",
            Self::Object(object) => &object.type_name,
            Self::Url(_) => Opaque::Url.name(),
            Self::Quantity(_) => Opaque::Quantity.name(),
            Self::Ip(_) => Opaque::Ip.name(),
            Self::Cidr(_) => Opaque::Cidr.name(),
            Self::Format(_) => Opaque::Format.name(),
            Self::Semver(_) => Opaque::Semver.name(),
            Self::Unknown(_) => "dyn",
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(Arc::from(value))
    }
}

impl Cidr {
    /// Whether `address` lies in the network.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.masked().address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                u128::from(u32::from(network))
                    == mask(u128::from(u32::from(address)), 32, self.prefix)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                u128::from(network) == mask(u128::from(address), 128, self.prefix)
            }
            _ => false,
        }
    }

    /// The network with all bits of the host zero.
    #[must_use]
    pub fn masked(&self) -> Self {
        let address = match self.address {
            IpAddr::V4(address) => {
                let bits = mask(u128::from(u32::from(address)), 32, self.prefix);
                IpAddr::V4(u32::try_from(bits).unwrap_or_default().into())
            }
            IpAddr::V6(address) => IpAddr::V6(mask(u128::from(address), 128, self.prefix).into()),
        };
        Self { address, prefix: self.prefix }
    }
}

/// `bits`, of which there are `width`, with all but the first `prefix` zero.
fn mask(bits: u128, width: u32, prefix: u8) -> u128 {
    let host = width.saturating_sub(u32::from(prefix));
    match 1_u128.checked_shl(host) {
        Some(size) => bits & !(size - 1),
        None => 0,
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}
