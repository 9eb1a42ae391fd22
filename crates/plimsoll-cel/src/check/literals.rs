//! Literals whose types differ, and calls on literals that always fail.

use super::{Checker, Expr, ExprKind, ProblemKind, Type};
use crate::{
    eval::{Stop, Work, literal_value},
    library::{CONVERSIONS, is_pattern, overloads},
    syntax::{Element, Literal},
    value::Value,
};

/// Notes what is wrong with the literals in `root`.
pub(super) fn check(root: &Expr, checker: &mut Checker<'_>) {
    visit(root, checker, false);
}

/// `is_exempt` inside the arguments of `format`, which takes a list of anything.
fn visit(expr: &Expr, checker: &mut Checker<'_>, is_exempt: bool) {
    let mut is_exempt = is_exempt;
    match &expr.kind {
        ExprKind::List(items) if !is_exempt => {
            let items = items.iter().map(|item| (&item.value, item.is_optional));
            same_types(items.collect(), checker, true);
        }
        ExprKind::Map(entries) if !is_exempt => {
            same_types(entries.iter().map(|entry| (&entry.key, false)).collect(), checker, false);
            same_types(
                entries.iter().map(|entry| (&entry.value, entry.is_optional)).collect(),
                checker,
                false,
            );
        }
        ExprKind::Call { target, function, arguments } => {
            is_exempt |= &*function.text == "format";
            call(target.as_deref(), &function.text, arguments, checker);
        }
        _ => {}
    }
    for child in expr.children() {
        visit(child, checker, is_exempt);
    }
}

fn same_types(items: Vec<(&Expr, bool)>, checker: &mut Checker<'_>, only_first: bool) {
    let mut first: Option<Type> = None;
    for (item, is_optional) in items {
        let type_ = match checker.type_of(item) {
            Type::Optional(inner) if is_optional => Type::clone(&inner),
            Type::Nullable(inner) => Type::clone(&inner),
            type_ => type_,
        };
        let Some(wanted) = &first else {
            first = Some(type_);
            continue;
        };
        if *wanted == type_ {
            continue;
        }
        let message = format!("`{type_}` stands in a literal whose first item is `{wanted}`");
        checker.problem(item.range, ProblemKind::Type, message);
        if only_first {
            return;
        }
    }
}

fn call(target: Option<&Expr>, function: &str, arguments: &[Expr], checker: &mut Checker<'_>) {
    if let ("format", Some(target), [argument]) = (function, target, arguments) {
        format(target, argument, checker);
    }
    // The server looks at the first argument behind a receiver, and of `matches(text, pattern)`
    // at the text as well.
    if function == "matches"
        && let Some(first) = arguments.first()
    {
        pattern(first, checker);
    }
    let pattern_at = match (function, target) {
        ("matches", None) => 1,
        ("find" | "findAll", Some(_)) => 0,
        _ => return conversion(target, function, arguments, checker),
    };
    if let Some(argument) = arguments.get(pattern_at) {
        pattern(argument, checker);
    }
}

fn pattern(argument: &Expr, checker: &mut Checker<'_>) {
    if let ExprKind::Literal(Literal::String(text)) = &argument.kind
        && is_pattern(text) == Some(false)
    {
        let message = format!("`{text}` is no regular expression");
        checker.problem(argument.range, ProblemKind::Literal, message);
    }
}

fn conversion(
    target: Option<&Expr>,
    function: &str,
    arguments: &[Expr],
    checker: &mut Checker<'_>,
) {
    let ([argument], None) = (arguments, target) else {
        return;
    };
    if !CONVERSIONS.contains(&function) {
        return;
    }
    let Some(value) = constant(argument) else {
        return;
    };
    let values = [value];
    let known = overloads(function, u32::MAX);
    let Some(overload) = known.iter().find(|overload| overload.takes(&values)) else {
        return;
    };
    if let Err(Stop::Error(error)) = (overload.call)(&values, &mut Work::new(u64::MAX)) {
        checker.problem(
            argument.range,
            ProblemKind::Literal,
            format!("`{function}` fails: {error}"),
        );
    }
}

/// The value of a literal, or of conversions around one.
fn constant(expr: &Expr) -> Option<Value> {
    match &expr.kind {
        ExprKind::Literal(literal) => Some(literal_value(literal)),
        ExprKind::Call { target: None, function, arguments }
            if CONVERSIONS.contains(&&*function.text) =>
        {
            let values = [constant(arguments.first()?)?];
            let known = overloads(&function.text, u32::MAX);
            let overload = known.iter().find(|overload| overload.takes(&values))?;
            (overload.call)(&values, &mut Work::new(u64::MAX)).ok()
        }
        _ => None,
    }
}

/// Checks the clauses of a pattern that is a literal against a list that is one.
fn format(target: &Expr, argument: &Expr, checker: &mut Checker<'_>) {
    let (ExprKind::Literal(Literal::String(pattern)), ExprKind::List(items)) =
        (&target.kind, &argument.kind)
    else {
        return;
    };
    if items.iter().any(|item| item.is_optional) {
        return;
    }
    let values: Vec<Value> = items.iter().map(|item| example(item, checker)).collect();
    let outcome = crate::library::check_format(pattern, &values);
    if let Err((at, message)) = outcome {
        let place = at.and_then(|at| items.get(at)).map_or(argument.range, |item| item.value.range);
        checker.problem(place, ProblemKind::Literal, message);
    }
}

/// Some value of the type that an item has; unknown where the type is.
fn example(item: &Element, checker: &Checker<'_>) -> Value {
    match checker.type_of(&item.value) {
        Type::Null => Value::Null,
        Type::Bool => Value::Bool(true),
        Type::Int => Value::Int(0),
        Type::Uint => Value::Uint(0),
        Type::Double => Value::Double(0.0),
        Type::String => match &item.value.kind {
            ExprKind::Literal(literal) => literal_value(literal),
            _ => Value::string("NaN"),
        },
        Type::Bytes => Value::Bytes(Vec::new().into()),
        Type::List(_) => Value::list(Vec::new()),
        Type::Map(_) => Value::map([]),
        Type::Type(_) => Value::string("NaN"),
        Type::Optional(_) => Value::Optional(None),
        Type::Opaque(crate::types::Opaque::Quantity) => {
            Value::Quantity(crate::value::Quantity::from_int(0))
        }
        _ => Value::unknown("the value"),
    }
}
