//! Semantic versions.

use std::sync::Arc;

use super::{
    Cost, Overload,
    Sig::{Bool, Int, Opaque, String as Text},
    function, member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    types::Opaque as Kind,
    value::{Semver, Value},
};

const VERSION: super::Sig = Opaque(Kind::Semver);

pub(super) const OVERLOADS: &[Overload] = &[
    function("semver", &[Text], VERSION, semver).since(33).costs(Cost::Walk(0)),
    function("semver", &[Text, Bool], VERSION, semver).since(33).costs(Cost::Walk(0)),
    function("isSemver", &[Text], Bool, is_semver).since(33).costs(Cost::Walk(0)),
    function("isSemver", &[Text, Bool], Bool, is_semver).since(33).costs(Cost::Walk(0)),
    member("major", &[VERSION], Int, major).since(33),
    member("minor", &[VERSION], Int, minor).since(33),
    member("patch", &[VERSION], Int, patch).since(33),
    member("isLessThan", &[VERSION, VERSION], Bool, is_less).since(33),
    member("isGreaterThan", &[VERSION, VERSION], Bool, is_greater).since(33),
    member("compareTo", &[VERSION, VERSION], Int, compare_to).since(33),
];

fn parse(arguments: &[Value]) -> Result<Result<Semver, String>, Stop> {
    match arguments {
        [Value::String(text)] | [Value::String(text), Value::Bool(false)] => {
            Ok(Semver::parse(text))
        }
        [Value::String(text), Value::Bool(true)] => Ok(Semver::parse_normalised(text)),
        _ => Err(Stop::no_overload()),
    }
}

fn semver(arguments: &[Value], _: &mut Work) -> Outcome {
    parse(arguments)?.map(|version| Value::Semver(Arc::new(version))).map_err(Stop::error)
}

fn is_semver(arguments: &[Value], _: &mut Work) -> Outcome {
    Ok(Value::Bool(parse(arguments)?.is_ok()))
}

fn number(arguments: &[Value], number: fn(&Semver) -> u64) -> Outcome {
    match arguments {
        [Value::Semver(version)] => {
            Ok(Value::Int(i64::try_from(number(version)).unwrap_or(i64::MAX)))
        }
        _ => Err(Stop::no_overload()),
    }
}

fn major(arguments: &[Value], _: &mut Work) -> Outcome {
    number(arguments, |version| version.major)
}

fn minor(arguments: &[Value], _: &mut Work) -> Outcome {
    number(arguments, |version| version.minor)
}

fn patch(arguments: &[Value], _: &mut Work) -> Outcome {
    number(arguments, |version| version.patch)
}

fn two(arguments: &[Value]) -> Result<(&Semver, &Semver), Stop> {
    match arguments {
        [Value::Semver(left), Value::Semver(right)] => Ok((left, right)),
        _ => Err(Stop::no_overload()),
    }
}

fn is_less(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Bool(left < right))
}

fn is_greater(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Bool(left > right))
}

fn compare_to(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Int(left.cmp(right) as i64))
}
