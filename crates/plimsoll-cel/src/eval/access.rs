//! Fields and items.

use std::sync::Arc;

use super::{Machine, Outcome, Read, Resolved, Step, Stop};
use crate::{
    syntax::{Expr, ExprKind, Literal},
    value::{Key, Origin, Value},
};
use plimsoll_diagnostics::TextRange;

/// What was found in a list or a map.
enum Found {
    /// A value, possibly unknown but there.
    There(Value),
    Absent,
}

impl<'a> Machine<'a> {
    fn read(&mut self, origin: Origin, step: Step, place: TextRange) {
        if origin != 0 {
            self.reads.push(Read { origin, step, place });
        }
    }

    pub(super) fn select(&mut self, expr: &'a Expr) -> Outcome {
        let ExprKind::Select { operand, field, is_optional, is_presence } = &expr.kind else {
            return Err(Stop::no_overload());
        };
        match self.expression.resolved(expr.id) {
            Resolved::Variable(name) => {
                self.work.spend(1)?;
                return Self::known(self.activation.variable(name)?);
            }
            Resolved::Type(name) => return Ok(Value::Type(Arc::clone(name))),
            Resolved::Itself | Resolved::Call { .. } => {}
        }
        if let Some(outcome) = self.lazy(operand, &field.text) {
            self.work.spend(2)?;
            return match outcome {
                Ok(_) if *is_presence => Ok(Value::Bool(true)),
                Ok(value) if *is_optional => Ok(Value::Optional(Some(Arc::new(value)))),
                outcome => Self::known(outcome.map_err(Stop::or_error)?),
            };
        }
        let value = self.eval(operand).map_err(Stop::or_error)?;
        let key = Key::String(Arc::clone(&field.text));
        if *is_presence {
            return self.presence(&value, &key, field.range);
        }
        self.work.spend(1)?;
        self.take(&value, &key, *is_optional, field.range)
    }

    /// The value of a field of a variable that is worked out only when it is asked for.
    fn lazy(&self, operand: &Expr, field: &str) -> Option<Outcome> {
        match (&operand.kind, self.expression.resolved(operand.id)) {
            (ExprKind::Ident(_), Resolved::Variable(name)) => {
                self.activation.lazy_field(name, field)
            }
            _ => None,
        }
    }

    /// What is under `key`, noted as read; `Err` if even that is not known.
    fn find(&mut self, value: &Value, key: &Key, place: TextRange) -> Result<Found, Stop> {
        let found = match value {
            Value::Map(map) => {
                self.read(map.origin, Step::Key(key.clone()), place);
                map.get(key)
            }
            Value::Object(object) => object.fields.get(key),
            _ => None,
        };
        match found {
            Some(Value::Unknown(missing)) if missing.may_be_absent => {
                Err(Stop::Unknown(Arc::clone(missing)))
            }
            Some(value) => Ok(Found::There(value.clone())),
            None => Ok(Found::Absent),
        }
    }

    fn presence(&mut self, value: &Value, key: &Key, place: TextRange) -> Outcome {
        let value = match value {
            Value::Optional(None) => return Ok(Value::Bool(false)),
            Value::Optional(Some(inner)) => inner,
            value => value,
        };
        Ok(Value::Bool(matches!(self.find(value, key, place)?, Found::There(_))))
    }

    /// The value under `key`; an optional if asked for as one, or if `value` is one.
    fn take(&mut self, value: &Value, key: &Key, is_optional: bool, place: TextRange) -> Outcome {
        let (value, is_optional) = match value {
            Value::Optional(None) => return Ok(Value::Optional(None)),
            Value::Optional(Some(inner)) => (Self::known(Value::clone(inner))?, true),
            value => (value.clone(), is_optional),
        };
        match self.find(&value, key, place)? {
            Found::There(found) if is_optional => Ok(Value::Optional(Some(Arc::new(found)))),
            Found::There(found) => Self::known(found),
            Found::Absent if is_optional => Ok(Value::Optional(None)),
            Found::Absent => Err(no_key(key)),
        }
    }

    pub(super) fn index(&mut self, expr: &'a Expr) -> Outcome {
        let ExprKind::Index { operand, index, is_optional } = &expr.kind else {
            return Err(Stop::no_overload());
        };
        let value = self.eval(operand)?;
        let is_unset = matches!(value, Value::Optional(None));
        if is_unset {
            return Ok(value);
        }
        let key = match &index.kind {
            ExprKind::Literal(Literal::String(text)) => Value::String(Arc::clone(text)),
            _ => self.eval(index)?,
        };
        self.work.spend(1)?;
        let (value, is_optional) = match value {
            Value::Optional(Some(inner)) => (Self::known(Value::clone(&inner))?, true),
            value => (value, *is_optional),
        };
        if let Value::List(list) = &value {
            let at = position(&key, list.origin)?;
            let at = at.filter(|at| *at < list.items.len());
            if let Some(at) = at {
                self.read(list.origin, Step::Item(at), index.range);
            }
            return match at.and_then(|at| list.items.get(at)) {
                Some(found) if is_optional => Ok(Value::Optional(Some(Arc::new(found.clone())))),
                Some(found) => Self::known(found.clone()),
                None if is_optional => Ok(Value::Optional(None)),
                None => Err(Stop::error(format!("index out of bounds: {}", shown(&key)))),
            };
        }
        match Key::of(&key) {
            Some(key) => self.take(&value, &key, is_optional, index.range),
            None => Err(Stop::no_key(shown(&key))),
        }
    }
}

fn no_key(key: &Key) -> Stop {
    Stop::no_key(shown(&key.to_value()))
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Uint(value) => value.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Double(value) => crate::value::double_text(*value),
        other => other.type_name().to_owned(),
    }
}

/// The position that `key` means in a list; `None` if it lies outside of every list.
///
/// Lists of objects of the cluster take no doubles, others take those without a fraction.
fn position(key: &Value, origin: Origin) -> Result<Option<usize>, Stop> {
    let unsupported =
        || Stop::error(format!("unsupported index type '{}' in list", key.type_name()));
    match key {
        Value::Int(at) => Ok(usize::try_from(*at).ok()),
        Value::Uint(at) => Ok(usize::try_from(*at).ok()),
        Value::Double(_) if origin == 0 => match Key::of(key) {
            Some(Key::Int(at)) => Ok(usize::try_from(at).ok()),
            _ => Err(unsupported()),
        },
        _ => Err(unsupported()),
    }
}
