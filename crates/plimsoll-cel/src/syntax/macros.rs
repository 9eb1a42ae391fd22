//! Macros: calls whose arguments are not worked out before they are made.

use plimsoll_diagnostics::TextRange;

use super::ast::{Comprehension, Expr, ExprKind, Loop, Macro, Name};
use crate::problem::{Problem, ProblemKind};

/// How the arguments of a macro are meant.
struct Shape {
    macro_: Macro,
    has_second: bool,
    has_filter: bool,
}

/// What `function` is with so many arguments behind a receiver, if it is a macro.
///
/// The names and counts are those of cel-go 0.29: the standard macros, the two-variable
/// comprehensions, `optMap`, `optFlatMap` and `sortBy`.
fn shape(function: &str, arguments: usize) -> Option<Shape> {
    let (kind, has_second, has_filter) = match (function, arguments) {
        ("all", 2) => (Loop::All, false, false),
        ("all", 3) => (Loop::All, true, false),
        ("exists", 2) => (Loop::Exists, false, false),
        ("exists", 3) => (Loop::Exists, true, false),
        ("exists_one" | "existsOne", 2) => (Loop::ExistsOne, false, false),
        ("exists_one" | "existsOne", 3) => (Loop::ExistsOne, true, false),
        ("map", 2) => (Loop::List, false, false),
        ("map", 3) => (Loop::List, false, true),
        ("filter", 2) => (Loop::Filter, false, false),
        ("transformList", 3) => (Loop::List, true, false),
        ("transformList", 4) => (Loop::List, true, true),
        ("transformMap", 3) => (Loop::Map, true, false),
        ("transformMap", 4) => (Loop::Map, true, true),
        ("transformMapEntry", 3) => (Loop::MapEntries, true, false),
        ("transformMapEntry", 4) => (Loop::MapEntries, true, true),
        ("sortBy", 2) => (Loop::SortBy, false, false),
        ("optMap" | "optFlatMap", 2) => {
            let macro_ = Macro::Optional { is_flat: function == "optFlatMap" };
            return Some(Shape { macro_, has_second: false, has_filter: false });
        }
        _ => return None,
    };
    Some(Shape { macro_: Macro::Loop(kind), has_second, has_filter })
}

/// The call, or what it stands for if it is a macro, with the token that names it; what is wrong with
/// a macro is added to `problems`.
pub(super) fn expand(
    problems: &mut Vec<Problem>,
    target: Option<Box<Expr>>,
    function: Name,
    mut arguments: Vec<Expr>,
) -> (ExprKind, TextRange) {
    let token = function.range;
    let Some(target) = target else {
        if &*function.text == "has" && arguments.len() == 1 {
            let argument = arguments.remove(0);
            return presence(problems, argument, token);
        }
        return (ExprKind::Call { target: None, function, arguments }, token);
    };
    let Some(shape) = shape(&function.text, arguments.len()) else {
        return (ExprKind::Call { target: Some(target), function, arguments }, token);
    };
    let mut arguments = arguments.into_iter();
    let variable = arguments.next().and_then(|argument| variable(problems, argument));
    let second = if shape.has_second {
        let at = arguments.next();
        at.and_then(|argument| self::variable(problems, argument))
    } else {
        None
    };
    let filter = if shape.has_filter { arguments.next() } else { None };
    let (Some(variable), Some(body)) = (variable, arguments.next()) else {
        return (ExprKind::Broken, token);
    };
    if shape.has_second && second.is_none() {
        return (ExprKind::Broken, token);
    }
    if let Some(second) = second.as_ref().filter(|second| second.text == variable.text) {
        let message = format!("`{}` names both variables of `{}`", second.text, function.text);
        problems.push(Problem::new(second.range, ProblemKind::Syntax, message));
    }
    let comprehension = Comprehension {
        macro_: shape.macro_,
        name: function,
        range: *target,
        variable,
        second,
        filter,
        body,
    };
    (ExprKind::Comprehension(Box::new(comprehension)), token)
}

fn presence(
    problems: &mut Vec<Problem>,
    argument: Expr,
    token: TextRange,
) -> (ExprKind, TextRange) {
    let range = argument.range;
    match argument.kind {
        ExprKind::Select { operand, field, is_optional: false, .. } => {
            let token = field.range;
            (ExprKind::Select { operand, field, is_optional: false, is_presence: true }, token)
        }
        ExprKind::Broken => (ExprKind::Broken, token),
        _ => {
            let message =
                "`has` takes a field of something, `has(object.metadata)` for instance".to_owned();
            problems.push(Problem::new(range, ProblemKind::Syntax, message));
            (ExprKind::Broken, token)
        }
    }
}

fn variable(problems: &mut Vec<Problem>, argument: Expr) -> Option<Name> {
    if let ExprKind::Ident(name) = argument.kind {
        return Some(name);
    }
    let message = "the variable of a macro is a simple name".to_owned();
    problems.push(Problem::new(argument.range, ProblemKind::Syntax, message));
    None
}
