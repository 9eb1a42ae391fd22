//! The values of facts as policies see them: plain data, of a shape that is known before any file
//! is read.

/// What the values of a fact look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// `true` or `false`.
    Bool,
    /// A number; whole unless the fact's documentation names a unit that has parts.
    Number,
    /// Text.
    Text,
    /// Text that is one of these words.
    Word(&'static [&'static str]),
    /// Several values of one shape, in order.
    List(&'static Self),
    /// A value of this shape, or null where there is none.
    Optional(&'static Self),
    /// Named values.
    Record(&'static [Field]),
    /// Another subject, by its kind: `container`.
    Subject(&'static str),
    /// What a document holds, as it is written: maps, lists, text, numbers.
    Content,
}

/// One value of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it looks like.
    pub shape: Shape,
}

impl Field {
    /// A field with this name and shape.
    #[must_use]
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Datum {
    /// There is none.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with parts.
    Float(f64),
    /// Text.
    Text(String),
    /// Values in order.
    List(Vec<Self>),
    /// Named values.
    Record(Vec<(&'static str, Self)>),
    /// The subject of this kind with this position in the project's list.
    Subject(&'static str, usize),
}

impl Datum {
    /// Text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number; one that is too large for CEL counts as the largest.
    #[must_use]
    pub fn int(number: impl TryInto<i64>) -> Self {
        Self::Int(number.try_into().unwrap_or(i64::MAX))
    }
}

/// A type of which policies can see the values.
pub trait Describe {
    /// What the values look like.
    const SHAPE: Shape;

    /// The value as plain data.
    fn datum(&self) -> Datum;
}

impl Describe for bool {
    const SHAPE: Shape = Shape::Bool;

    fn datum(&self) -> Datum {
        Datum::Bool(*self)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Describe for $number {
            const SHAPE: Shape = Shape::Number;

            fn datum(&self) -> Datum {
                Datum::int(*self)
            }
        }
    )*};
}
numbers!(u16, u32, u64, usize, i64);

impl Describe for String {
    const SHAPE: Shape = Shape::Text;

    fn datum(&self) -> Datum {
        Datum::text(self)
    }
}

impl Describe for &str {
    const SHAPE: Shape = Shape::Text;

    fn datum(&self) -> Datum {
        Datum::text(*self)
    }
}

impl<T: Describe> Describe for Option<T> {
    const SHAPE: Shape = Shape::Optional(&T::SHAPE);

    fn datum(&self) -> Datum {
        self.as_ref().map_or(Datum::Null, Describe::datum)
    }
}

impl<T: Describe> Describe for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn datum(&self) -> Datum {
        Datum::List(self.iter().map(Describe::datum).collect())
    }
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::Text => f.write_str("string"),
            Self::Word(words) => write!(f, "\"{}\"", words.join("\" | \"")),
            Self::List(item) => write!(f, "list({item})"),
            Self::Optional(value) => write!(f, "{value} | null"),
            Self::Record(fields) => {
                f.write_str("{")?;
                for (index, field) in fields.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{}: {}", field.name, field.shape)?;
                }
                f.write_str("}")
            }
            Self::Subject(kind) => f.write_str(kind),
            Self::Content => f.write_str("content"),
        }
    }
}
