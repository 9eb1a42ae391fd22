//! Finding patterns in text.

use super::{
    Cost, Overload,
    Sig::{Int, List, String as Text},
    go_regex, member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    value::Value,
};

pub(super) const OVERLOADS: &[Overload] = &[
    member("find", &[Text, Text], Text, find).costs(Cost::Pattern),
    member("findAll", &[Text, Text], List(&Text), find_all).costs(Cost::Pattern),
    member("findAll", &[Text, Text, Int], List(&Text), find_all).costs(Cost::Pattern),
];

fn find(arguments: &[Value], _: &mut Work) -> Outcome {
    let [Value::String(text), Value::String(pattern)] = arguments else {
        return Err(Stop::no_overload());
    };
    let found =
        go_regex::compile(pattern)?.find(text).map_or("", |found| found.as_str()).to_owned();
    Ok(Value::from(found))
}

fn find_all(arguments: &[Value], work: &mut Work) -> Outcome {
    let (text, pattern, limit) = match arguments {
        [Value::String(text), Value::String(pattern)] => (text, pattern, -1),
        [Value::String(text), Value::String(pattern), Value::Int(limit)] => (text, pattern, *limit),
        _ => return Err(Stop::no_overload()),
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    work.make(text.len())?;
    let pattern = go_regex::compile(pattern)?;
    Ok(Value::list(
        pattern.find_iter(text).take(limit).map(|found| Value::string(found.as_str())).collect(),
    ))
}
