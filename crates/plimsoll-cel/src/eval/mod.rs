//! What an expression comes to: a value, an error, or undecided for want of something.
//!
//! Costs are counted as the API server counts them, because an expression that costs too much is an
//! error there. What an outcome rests on is told by the parts of objects that were read: of `a && b`
//! that is false, only what the false side read.

mod access;
mod compare;
mod logic;
mod looped;
mod outcome;
mod reads;

use std::sync::Arc;

pub(crate) use compare::{compare, equal, is_zero};
pub(crate) use outcome::Work;
pub use outcome::{Budget, Error, Outcome, Stop};
pub use reads::{Read, Step};

use crate::{
    check::{Expression, Resolved},
    library::{self, Cost},
    syntax::{BinaryOp, Element, Entry, Expr, ExprKind, Field, Literal, Name, UnaryOp},
    value::{Key, Map, Object, Timestamp, Value},
};

/// The values of variables.
pub trait Activation {
    /// The value of the variable `name`, dots included.
    fn variable(&self, name: &str) -> Outcome;

    /// The value of `field` of the variable `name`, if that is worked out only when it is asked for.
    fn lazy_field(&self, name: &str, field: &str) -> Option<Outcome> {
        let _ = (name, field);
        None
    }
}

/// What an evaluation came to.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The value, or why there is none.
    pub outcome: Outcome,
    /// What it rests on, the last read last.
    pub reads: Vec<Read>,
    /// What it cost.
    pub cost: u64,
}

impl Expression {
    /// Evaluates the expression, and takes what it costs from `budget`.
    pub fn evaluate(&self, activation: &dyn Activation, budget: &mut Budget) -> Evaluation {
        let limit = budget.per_expression.min(budget.remaining);
        let mut machine = Machine {
            expression: self,
            activation,
            work: Work::new(limit),
            locals: Vec::new(),
            reads: Vec::new(),
        };
        let outcome = machine.eval(&self.root);
        budget.remaining = budget.remaining.saturating_sub(machine.work.cost);
        Evaluation { outcome, reads: machine.reads, cost: machine.work.cost }
    }
}

/// The value of a literal.
pub(crate) fn literal_value(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Int(value) => Value::Int(*value),
        Literal::Uint(value) => Value::Uint(*value),
        Literal::Double(value) => Value::Double(*value),
        Literal::String(text) => Value::String(Arc::clone(text)),
        Literal::Bytes(bytes) => Value::Bytes(Arc::clone(bytes)),
    }
}

/// What it costs to make a list, a map and an object.
const LIST: u64 = 10;
const MAP: u64 = 30;
const OBJECT: u64 = 40;

struct Machine<'a> {
    expression: &'a Expression,
    activation: &'a dyn Activation,
    work: Work,
    /// The variables of macros, innermost last.
    locals: Vec<(Arc<str>, Value)>,
    reads: Vec<Read>,
}

impl<'a> Machine<'a> {
    /// The value of `expr`; never one that is unknown as a whole.
    fn eval(&mut self, expr: &'a Expr) -> Outcome {
        match &expr.kind {
            ExprKind::Literal(literal) => Ok(literal_value(literal)),
            ExprKind::Ident(name) => self.ident(expr, name),
            ExprKind::Select { .. } => self.select(expr),
            ExprKind::Index { .. } => self.index(expr),
            ExprKind::Call { target, arguments, .. } => {
                self.call(expr, target.as_deref(), arguments)
            }
            ExprKind::Unary { op, operand } => self.unary(*op, operand),
            ExprKind::Binary { op, left, right } => self.binary(*op, left, right),
            ExprKind::All(terms) => self.junction(terms, false),
            ExprKind::Any(terms) => self.junction(terms, true),
            ExprKind::Conditional(parts) => self.conditional(parts),
            ExprKind::List(items) => self.list(items),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Struct { type_name, fields } => self.object(type_name, fields),
            ExprKind::Comprehension(it) => self.comprehension(it),
            ExprKind::Broken => Err(Stop::unknown("an expression that could not be read")),
        }
    }

    fn known(value: Value) -> Outcome {
        match value {
            Value::Unknown(missing) => Err(Stop::Unknown(missing)),
            value => Ok(value),
        }
    }

    fn ident(&mut self, expr: &Expr, name: &Name) -> Outcome {
        match self.expression.resolved(expr.id) {
            Resolved::Type(name) => return Ok(Value::Type(Arc::clone(name))),
            Resolved::Variable(name) => {
                self.work.spend(1)?;
                return Self::known(self.activation.variable(name)?);
            }
            Resolved::Itself | Resolved::Call { .. } => {}
        }
        self.work.spend(1)?;
        let local = self.locals.iter().rev().find(|(known, _)| *known == name.text);
        match local {
            Some((_, value)) => Self::known(value.clone()),
            None => Err(Stop::error(format!("no such attribute(s): {}", name.text))),
        }
    }

    fn unary(&mut self, op: UnaryOp, operand: &'a Expr) -> Outcome {
        let value = self.eval(operand)?;
        self.work.spend(1)?;
        match (op, &value) {
            (UnaryOp::Not, Value::Bool(value)) => Ok(Value::Bool(!value)),
            (UnaryOp::Not, _) => Err(Stop::no_overload()),
            (UnaryOp::Negate, value) => library::negate(value),
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &'a Expr, right: &'a Expr) -> Outcome {
        // The server knows that nothing is in an empty list before it looks at anything.
        if op == BinaryOp::In && matches!(&right.kind, ExprKind::List(items) if items.is_empty()) {
            return Ok(Value::Bool(false));
        }
        let left = self.eval(left)?;
        let right = self.eval(right)?;
        let cost = match op {
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessOrEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterOrEqual => {
                library::size(&left).min(library::size(&right)).div_ceil(10)
            }
            BinaryOp::In => match &right {
                Value::List(list) => u64::try_from(list.items.len()).unwrap_or(u64::MAX),
                _ => 1,
            },
            BinaryOp::Add if matches!(left, Value::String(_) | Value::Bytes(_)) => {
                library::size(&left).saturating_add(library::size(&right)).div_ceil(10)
            }
            _ => 1,
        };
        self.work.spend(cost)?;
        use std::cmp::Ordering;
        match op {
            BinaryOp::Equal => equal(&left, &right).map(Value::Bool),
            BinaryOp::NotEqual => equal(&left, &right).map(|is_equal| Value::Bool(!is_equal)),
            BinaryOp::Less => {
                compare(&left, &right).map(|order| Value::Bool(order == Ordering::Less))
            }
            BinaryOp::LessOrEqual => {
                compare(&left, &right).map(|order| Value::Bool(order != Ordering::Greater))
            }
            BinaryOp::Greater => {
                compare(&left, &right).map(|order| Value::Bool(order == Ordering::Greater))
            }
            BinaryOp::GreaterOrEqual => {
                compare(&left, &right).map(|order| Value::Bool(order != Ordering::Less))
            }
            BinaryOp::In => membership(&left, &right),
            BinaryOp::Add => library::add(&left, &right, &mut self.work),
            op => library::arithmetic(op, &left, &right),
        }
    }

    fn call(&mut self, expr: &'a Expr, target: Option<&'a Expr>, arguments: &'a [Expr]) -> Outcome {
        let Resolved::Call { candidates, is_namespaced } = self.expression.resolved(expr.id) else {
            return Err(Stop::no_overload());
        };
        let mut values = Vec::with_capacity(arguments.len() + 1);
        if let Some(target) = target.filter(|_| !is_namespaced) {
            let value = self.eval(target)?;
            let is_lazy = candidates
                .first()
                .is_some_and(|overload| matches!(overload.name, "or" | "orValue"));
            match &value {
                Value::Optional(Some(inner)) if is_lazy => {
                    let is_or = candidates.first().is_some_and(|overload| overload.name == "or");
                    return if is_or { Ok(value) } else { Self::known(Value::clone(inner)) };
                }
                _ => values.push(value),
            }
        }
        for argument in arguments {
            values.push(self.eval(argument)?);
        }
        let Some(overload) = candidates.iter().find(|overload| overload.takes(&values)) else {
            self.work.spend(Cost::One.of(&values, None))?;
            return Err(Stop::no_overload());
        };
        let outcome = (overload.call)(&values, &mut self.work);
        self.work.spend(overload.cost.of(&values, outcome.as_ref().ok()))?;
        Self::known(outcome?)
    }

    /// The value of a part of something that is made. A name, and a field of something known, has
    /// some value, though nobody knows which; whatever is worked out from what is unknown can be an
    /// error, which would be one of the whole.
    fn part(&mut self, expr: &'a Expr) -> Outcome {
        match self.eval(expr) {
            Err(Stop::Unknown(missing))
                if !missing.may_be_absent
                    && !Stop::Unknown(Arc::clone(&missing)).is_final()
                    && matches!(expr.kind, ExprKind::Ident(_) | ExprKind::Select { .. }) =>
            {
                Ok(Value::Unknown(missing))
            }
            outcome => outcome,
        }
    }

    /// What is in an optional part, if anything is; the part itself if it `is_optional` not.
    fn optional_part(&mut self, expr: &'a Expr, is_optional: bool) -> Result<Option<Value>, Stop> {
        if !is_optional {
            return self.part(expr).map(Some);
        }
        match self.eval(expr)? {
            Value::Optional(inner) => Ok(inner.map(|inner| Value::clone(&inner))),
            _ => Err(Stop::no_overload()),
        }
    }

    fn list(&mut self, items: &'a [Element]) -> Outcome {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.extend(self.optional_part(&item.value, item.is_optional)?);
        }
        self.work.make(items.len())?;
        if !items.iter().all(|item| is_constant(&item.value)) {
            self.work.spend(LIST)?;
        }
        Ok(Value::list(values))
    }

    fn map(&mut self, entries: &'a [Entry]) -> Outcome {
        // The server puts a map of constants together when it compiles, and then the last of a key stays.
        let is_folded =
            entries.iter().all(|entry| is_constant(&entry.key) && is_constant(&entry.value));
        let mut map = Map::default();
        for entry in entries {
            let key = self.eval(&entry.key)?;
            let key = Key::of(&key)
                .ok_or_else(|| Stop::error(format!("unsupported key type: {}", key.type_name())))?;
            if map.get(&key).is_some() && !is_folded {
                return Err(Stop::error("Failed with repeated key"));
            }
            if let Some(value) = self.optional_part(&entry.value, entry.is_optional)? {
                map.insert(key, value);
            }
        }
        self.work.make(entries.len())?;
        if !is_folded {
            self.work.spend(MAP)?;
        }
        Ok(Value::Map(Arc::new(map)))
    }

    fn object(&mut self, type_name: &Name, fields: &'a [Field]) -> Outcome {
        let mut made = Map::default();
        for field in fields {
            if let Some(value) = self.optional_part(&field.value, field.is_optional)? {
                made.insert(Key::String(Arc::clone(&field.name.text)), value);
            }
        }
        self.work.spend(OBJECT)?;
        self.work.make(fields.len())?;
        match type_name.text.strip_prefix("google.protobuf.") {
            Some(name) => well_known(name, &made),
            None => Ok(Value::Object(Arc::new(Object {
                type_name: Arc::clone(&type_name.text),
                fields: made,
            }))),
        }
    }
}

/// Whether an item is worked out once, when the server compiles.
fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) => true,
        ExprKind::List(items) => {
            items.iter().all(|item| !item.is_optional && is_constant(&item.value))
        }
        _ => false,
    }
}

fn membership(item: &Value, container: &Value) -> Outcome {
    match container {
        Value::List(list) => {
            let mut stop = None;
            for other in &list.items {
                match equal(other, item) {
                    Ok(true) => return Ok(Value::Bool(true)),
                    Ok(false) | Err(Stop::Error(_)) => {}
                    Err(why) => stop = Some(why),
                }
            }
            stop.map_or(Ok(Value::Bool(false)), Err)
        }
        Value::Map(map) => match Key::of(item).and_then(|key| map.get(&key)) {
            Some(Value::Unknown(missing)) if missing.may_be_absent => {
                Err(Stop::Unknown(Arc::clone(missing)))
            }
            found => Ok(Value::Bool(found.is_some())),
        },
        _ => Err(Stop::no_overload()),
    }
}

/// A message of protocol buffers that the language has a value for.
fn well_known(name: &str, fields: &Map) -> Outcome {
    let int = |field: &str| match fields.field(field) {
        Some(Value::Int(value)) => *value,
        _ => 0,
    };
    let nanos = i128::from(int("seconds")) * 1_000_000_000 + i128::from(int("nanos"));
    match name {
        "Duration" => match i64::try_from(nanos) {
            Ok(nanos) => Ok(Value::Duration(crate::value::Duration(nanos))),
            Err(_) => Err(Stop::error("duration overflow")),
        },
        "Timestamp" => match Timestamp::from_nanos(nanos) {
            Some(moment) => Ok(Value::Timestamp(moment)),
            None => Err(Stop::error("timestamp overflow")),
        },
        _ => {
            let zero = match name {
                "BoolValue" => Value::Bool(false),
                "BytesValue" => Value::Bytes(Vec::new().into()),
                "StringValue" => Value::string(""),
                "DoubleValue" | "FloatValue" => Value::Double(0.0),
                "UInt32Value" | "UInt64Value" => Value::Uint(0),
                _ => Value::Int(0),
            };
            Ok(fields.field("value").cloned().unwrap_or(zero))
        }
    }
}
