//! Fields, lists, maps and objects.

use plimsoll_diagnostics::TextRange;

use super::{Checker, ExprKind, Problem, ProblemKind, Type};
use crate::{
    syntax::{Expr, Name},
    types::most_general,
};

impl Checker<'_> {
    pub(super) fn select(&mut self, expr: &mut Expr) -> Type {
        if let Some(type_) = self.qualified(expr) {
            return type_;
        }
        let ExprKind::Select { operand, field, is_optional, is_presence } = &mut expr.kind else {
            return Type::Error;
        };
        let (is_optional, is_presence) = (*is_optional, *is_presence);
        let operand_type = self.check(operand);
        let type_ = self.field_type(&operand_type, field, is_optional);
        if is_presence { Type::Bool } else { type_ }
    }

    /// The type of a variable or type whose name has dots, `authorizer.requestResource` for one.
    fn qualified(&mut self, expr: &Expr) -> Option<Type> {
        let name = expr.qualified_name()?;
        let first = name.split('.').next()?;
        if self.scope.get(first).is_some() {
            return None;
        }
        self.global(expr.id, &name)
    }

    fn field_type(&mut self, operand: &Type, field: &Name, is_optional: bool) -> Type {
        let operand = self.unifier.resolve(operand);
        let (target, was_optional) = match &operand {
            Type::Optional(inner) => (Type::clone(inner), true),
            other => (other.clone(), false),
        };
        let type_ = match &target {
            Type::Map(pair) => pair.1.clone(),
            Type::Object(object) => match self.environment.objects().field(object, &field.text) {
                Some(type_) => type_,
                None => {
                    self.undefined_field(object, field);
                    Type::Error
                }
            },
            Type::Param(_) => {
                self.unifier.assign(&Type::Dyn, &target);
                Type::Dyn
            }
            Type::Dyn | Type::Error => Type::Dyn,
            other => {
                let message = format!("`{other}` has no fields");
                self.problem(field.range, ProblemKind::UndefinedField, message);
                Type::Dyn
            }
        };
        if was_optional || is_optional { Type::optional(type_) } else { type_ }
    }

    fn undefined_field(&mut self, object: &str, field: &Name) {
        let known = self.environment.objects().fields(object);
        let message = if known.is_empty() || known.len() > 16 {
            format!("`{}` is no field of `{object}`", field.text)
        } else {
            format!(
                "`{}` is no field of `{object}`, which has `{}`",
                field.text,
                known.join("`, `")
            )
        };
        self.problem(field.range, ProblemKind::UndefinedField, message);
    }

    pub(super) fn aggregate(&mut self, expr: &mut Expr) -> Type {
        match &mut expr.kind {
            ExprKind::List(items) => {
                let mut joined: Option<Type> = None;
                for item in items.iter_mut() {
                    let type_ = self.check(&mut item.value);
                    let type_ = self.inner(&type_, item.is_optional, item.value.range);
                    joined = Some(self.join(joined, type_));
                }
                Type::list(joined.unwrap_or_else(|| self.unifier.fresh()))
            }
            ExprKind::Map(entries) => {
                let mut joined: Option<(Type, Type)> = None;
                for entry in entries.iter_mut() {
                    let key = self.check(&mut entry.key);
                    let value = self.check(&mut entry.value);
                    let value = self.inner(&value, entry.is_optional, entry.value.range);
                    joined = Some(match joined {
                        None => (key, value),
                        Some((keys, values)) => {
                            (self.join(Some(keys), key), self.join(Some(values), value))
                        }
                    });
                }
                let (keys, values) =
                    joined.unwrap_or_else(|| (self.unifier.fresh(), self.unifier.fresh()));
                Type::map(keys, values)
            }
            _ => Type::Error,
        }
    }

    /// What is in an optional item; the type itself of one that is not optional.
    fn inner(&mut self, type_: &Type, is_optional: bool, range: TextRange) -> Type {
        if !is_optional {
            return type_.clone();
        }
        match self.unifier.resolve(type_) {
            Type::Optional(inner) => Type::clone(&inner),
            type_ if type_.is_dyn_or_error() => type_,
            other => {
                let message =
                    format!("`{other}` stands where `optional_type({other})` is expected");
                self.problem(range, ProblemKind::Type, message);
                other
            }
        }
    }

    fn join(&mut self, before: Option<Type>, type_: Type) -> Type {
        let Some(before) = before else {
            return type_;
        };
        if self.unifier.assign(&before, &type_) {
            most_general(&before, &type_).clone()
        } else {
            Type::Dyn
        }
    }

    pub(super) fn object(&mut self, expr: &mut Expr) -> Type {
        let ExprKind::Struct { type_name, fields } = &mut expr.kind else {
            return Type::Error;
        };
        let name = type_name.clone();
        let well_known = well_known(&name.text);
        let is_known = well_known.is_some() || self.environment.objects().has_type(&name.text);
        if !is_known {
            let kind = if name.text.starts_with("google.") {
                ProblemKind::NotFollowed
            } else {
                ProblemKind::Undeclared
            };
            let message = format!("`{}` is no type that can be made", name.text);
            self.problems.push(Problem::new(name.range, kind, message));
        }
        for field in fields.iter_mut() {
            let given = self.check(&mut field.value);
            let given = self.inner(&given, field.is_optional, field.value.range);
            if !is_known {
                continue;
            }
            let wanted = match &well_known {
                Some((_, fields)) => fields
                    .iter()
                    .find(|(known, _)| *known == &*field.name.text)
                    .map(|(_, type_)| type_.clone()),
                None => self.environment.objects().field(&name.text, &field.name.text),
            };
            let Some(wanted) = wanted else {
                self.undefined_field(&name.text, &field.name);
                continue;
            };
            if !self.unifier.assign(&wanted, &given) {
                let given = self.unifier.resolve_to_dyn(&given);
                let message =
                    format!("`{}` is `{wanted}`, and is given `{given}`", field.name.text);
                self.problem(field.name.range, ProblemKind::Type, message);
            }
        }
        match well_known {
            Some((type_, _)) => type_,
            None if is_known => Type::object(&name.text),
            None => Type::Error,
        }
    }
}

/// What a message of protocol buffers comes to that the language has a value for, and its fields.
fn well_known(name: &str) -> Option<(Type, Vec<(&'static str, Type)>)> {
    let wrapper =
        |type_: Type| (Type::Nullable(std::sync::Arc::new(type_.clone())), vec![("value", type_)]);
    Some(match name.strip_prefix("google.protobuf.")? {
        "BoolValue" => wrapper(Type::Bool),
        "BytesValue" => wrapper(Type::Bytes),
        "DoubleValue" | "FloatValue" => wrapper(Type::Double),
        "Int32Value" | "Int64Value" => wrapper(Type::Int),
        "StringValue" => wrapper(Type::String),
        "UInt32Value" | "UInt64Value" => wrapper(Type::Uint),
        "Duration" => (Type::Duration, vec![("seconds", Type::Int), ("nanos", Type::Int)]),
        "Timestamp" => (Type::Timestamp, vec![("seconds", Type::Int), ("nanos", Type::Int)]),
        _ => return None,
    })
}
