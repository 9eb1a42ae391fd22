//! Functions of the language itself that convert nothing.

use super::{
    Cost, Overload,
    Sig::{self, A, B, Bool, Bytes, Int, List, Map, String, TypeOf},
    function, go_regex, member, size,
};
use crate::{
    eval::{Outcome, Stop, Work},
    value::Value,
};

const TEXTS: &[Sig] = &[String, String];

pub(super) const OVERLOADS: &[Overload] = &[
    function("size", &[String], Int, count),
    function("size", &[Bytes], Int, count),
    function("size", &[List(&A)], Int, count),
    function("size", &[Map(&A, &B)], Int, count),
    member("size", &[String], Int, count),
    member("size", &[Bytes], Int, count),
    member("size", &[List(&A)], Int, count),
    member("size", &[Map(&A, &B)], Int, count),
    function("type", &[A], TypeOf(&A), type_of),
    function("dyn", &[A], Sig::Dyn, same),
    member("contains", TEXTS, Bool, contains).costs(Cost::Part),
    member("startsWith", TEXTS, Bool, starts_with).costs(Cost::Walk(1)),
    member("endsWith", TEXTS, Bool, ends_with).costs(Cost::Walk(1)),
    function("matches", TEXTS, Bool, matches).costs(Cost::Pattern),
    member("matches", TEXTS, Bool, matches).costs(Cost::Pattern),
];

fn count(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [value] => Ok(Value::Int(i64::try_from(size(value)).unwrap_or(i64::MAX))),
        _ => Err(Stop::no_overload()),
    }
}

fn type_of(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [value] => Ok(Value::Type(value.type_name().into())),
        _ => Err(Stop::no_overload()),
    }
}

fn same(arguments: &[Value], _: &mut Work) -> Outcome {
    arguments.first().cloned().ok_or_else(Stop::no_overload)
}

fn contains(arguments: &[Value], _: &mut Work) -> Outcome {
    texts(arguments).map(|(text, part)| Value::Bool(text.contains(part)))
}

fn starts_with(arguments: &[Value], _: &mut Work) -> Outcome {
    texts(arguments).map(|(text, part)| Value::Bool(text.starts_with(part)))
}

fn ends_with(arguments: &[Value], _: &mut Work) -> Outcome {
    texts(arguments).map(|(text, part)| Value::Bool(text.ends_with(part)))
}

fn matches(arguments: &[Value], _: &mut Work) -> Outcome {
    let (text, pattern) = texts(arguments)?;
    Ok(Value::Bool(go_regex::compile(pattern)?.is_match(text)))
}

fn texts(arguments: &[Value]) -> Result<(&str, &str), Stop> {
    match arguments {
        [Value::String(first), Value::String(second)] => Ok((first, second)),
        _ => Err(Stop::no_overload()),
    }
}
