//! The tree of an expression.

use std::{fmt, sync::Arc};

use plimsoll_diagnostics::TextRange;

/// The number of a node, unique within its expression and smaller than [`Parsed::nodes`].
///
/// [`Parsed::nodes`]: super::Parsed::nodes
pub type ExprId = u32;

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name, without back quotes.
    pub text: Arc<str>,
    /// The token.
    pub range: TextRange,
}

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// Its number.
    pub id: ExprId,
    /// All of it, as bytes of the text.
    pub range: TextRange,
    /// The token that says what it is: an operator, a name, a literal, an opening bracket.
    pub token: TextRange,
    /// How many nodes lie between it and its deepest leaf.
    pub(crate) depth: u32,
    /// What it is.
    pub kind: ExprKind,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(Literal),
    /// A variable, a type, or the beginning of a qualified name.
    Ident(Name),
    /// `operand.field`, `operand.?field`, and what is in `has(operand.field)`.
    Select {
        /// Of what.
        operand: Box<Expr>,
        /// Which field.
        field: Name,
        /// Written with `.?`.
        is_optional: bool,
        /// Asked by `has`.
        is_presence: bool,
    },
    /// `operand[index]` and `operand[?index]`.
    Index {
        /// Of what.
        operand: Box<Expr>,
        /// The key or position.
        index: Box<Expr>,
        /// Written with `[?`.
        is_optional: bool,
    },
    /// `function(arguments)` and `target.function(arguments)`.
    Call {
        /// The receiver.
        target: Option<Box<Expr>>,
        /// The name.
        function: Name,
        /// The arguments without the receiver.
        arguments: Vec<Expr>,
    },
    /// `!x` and `-x`.
    Unary {
        /// Which.
        op: UnaryOp,
        /// Of what.
        operand: Box<Expr>,
    },
    /// Everything with two sides but `&&` and `||`.
    Binary {
        /// Which.
        op: BinaryOp,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// Two or more terms joined by `&&`.
    All(Vec<Expr>),
    /// Two or more terms joined by `||`.
    Any(Vec<Expr>),
    /// `condition ? yes : no`.
    Conditional(Box<[Expr; 3]>),
    /// `[a, ?b]`.
    List(Vec<Element>),
    /// `{a: b, ?c: d}`.
    Map(Vec<Entry>),
    /// `Type{field: value}`.
    Struct {
        /// The name of the type, dots included.
        type_name: Name,
        /// Its fields.
        fields: Vec<Field>,
    },
    /// A macro that walks over something.
    Comprehension(Box<Comprehension>),
    /// Something that could not be read; a problem says why.
    Broken,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// What is in it.
    pub value: Expr,
    /// Written with `?`.
    pub is_optional: bool,
}

/// An entry of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Expr,
    /// The value.
    pub value: Expr,
    /// Written with `?`.
    pub is_optional: bool,
}

/// A field of an object that is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
    /// Written with `?`.
    pub is_optional: bool,
}

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` and `false`
    Bool(bool),
    /// `1`, `-1`, `0x1f`
    Int(i64),
    /// `1u`
    Uint(u64),
    /// `1.5`
    Double(f64),
    /// `'text'`
    String(Arc<str>),
    /// `b'bytes'`
    Bytes(Arc<[u8]>),
}

/// A macro with its variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Comprehension {
    /// Which macro.
    pub macro_: Macro,
    /// The name as it is written.
    pub name: Name,
    /// What it walks over, or the optional that it looks into.
    pub range: Expr,
    /// The first variable: an item, or a key or position where there is a second.
    pub variable: Name,
    /// The second variable.
    pub second: Option<Name>,
    /// The condition of `map(x, condition, value)` and of `transform…`.
    pub filter: Option<Expr>,
    /// What is worked out for each item.
    pub body: Expr,
}

impl Comprehension {
    /// The minor version of Kubernetes that brought the macro: those with two variables came with
    /// 1.32, `sortBy` with 1.34, and those on optional values with 1.28.
    pub(crate) fn since(&self) -> u32 {
        match self.macro_ {
            Macro::Optional { .. } => 28,
            Macro::Loop(Loop::SortBy) => 34,
            Macro::Loop(_) if self.second.is_some() => 32,
            Macro::Loop(_) => 0,
        }
    }
}

/// What a macro does with its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Macro {
    /// `all`, `exists`, `exists_one`, `map` and so on.
    Loop(Loop),
    /// `optMap` (the result is wrapped) and `optFlatMap` (it is not).
    Optional {
        /// `optFlatMap`.
        is_flat: bool,
    },
}

/// What is put together from the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loop {
    /// `all`
    All,
    /// `exists`
    Exists,
    /// `exists_one`, `existsOne`
    ExistsOne,
    /// `map`, `transformList`
    List,
    /// `filter`
    Filter,
    /// `transformMap`
    Map,
    /// `transformMapEntry`
    MapEntries,
    /// `sortBy`
    SortBy,
}

/// An operator with one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// An operator with two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the operators")]
pub enum BinaryOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl BinaryOp {
    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::In => "in",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
        }
    }
}

impl fmt::Display for BinaryOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

impl Expr {
    /// The dotted name that the expression spells, `authorizer.requestResource` for instance.
    ///
    /// `None` if it is anything else than names with dots between them.
    #[must_use]
    pub fn qualified_name(&self) -> Option<String> {
        match &self.kind {
            ExprKind::Ident(name) => Some(name.text.to_string()),
            ExprKind::Select { operand, field, is_optional: false, is_presence: false } => {
                let mut text = operand.qualified_name()?;
                text.push('.');
                text.push_str(&field.text);
                Some(text)
            }
            _ => None,
        }
    }

    /// The parts that it is made of, from left to right.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Ident(_) | ExprKind::Broken => Vec::new(),
            ExprKind::Select { operand, .. } | ExprKind::Unary { operand, .. } => vec![operand],
            ExprKind::Index { operand, index, .. } => vec![operand, index],
            ExprKind::Call { target, arguments, .. } => {
                target.as_deref().into_iter().chain(arguments).collect()
            }
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::All(terms) | ExprKind::Any(terms) => terms.iter().collect(),
            ExprKind::Conditional(parts) => parts.iter().collect(),
            ExprKind::List(items) => items.iter().map(|item| &item.value).collect(),
            ExprKind::Map(entries) => {
                entries.iter().flat_map(|entry| [&entry.key, &entry.value]).collect()
            }
            ExprKind::Struct { fields, .. } => fields.iter().map(|field| &field.value).collect(),
            ExprKind::Comprehension(it) => {
                let mut parts = vec![&it.range];
                parts.extend(&it.filter);
                parts.push(&it.body);
                parts
            }
        }
    }

    /// The expression and everything in it, outermost first.
    pub fn descendants(&self) -> impl Iterator<Item = &Self> {
        let mut stack = vec![self];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(next.children().into_iter().rev());
            Some(next)
        })
    }
}
