//! Limits and requests, as quantities.

use plimsoll_facts::{
    Fact, Path, Why,
    read::{Read, Silence},
    subjects::Limit,
    value::Value,
};
use plimsoll_syntax::quantity;

use super::pod::Part;

/// The limit at `path`; where the container has none, that of its pod counts.
pub(super) fn limit(part: &Part<'_>, path: Path) -> Fact<Limit> {
    let own = part.reader.fact(path, Silence::Means(Limit::Unset), amount);
    let pod = part.pod.reader;
    match pod.value.dig(path) {
        Some(_) => own.or_inherited(&pod.fact(path, Silence::Means(Limit::Unset), amount)),
        None => own,
    }
}

/// The request at `path`, which is as high as the limit where it is left out; where there is
/// neither, that of the pod counts.
pub(super) fn request(part: &Part<'_>, path: Path, limit: &Fact<Limit>) -> Fact<Limit> {
    let silence = match limit {
        Fact::Stated { value, .. } if !limit.is_inherited() => Silence::Means(*value),
        Fact::Unknown { why, .. } => Silence::Unknown(*why),
        _ => Silence::Means(Limit::Unset),
    };
    let own = part.reader.fact(path, silence, amount);
    let pod = part.pod.reader;
    match pod.value.dig(path) {
        Some(_) if own.is(Limit::Unset) => {
            own.or_inherited(&pod.fact(path, Silence::Means(Limit::Unset), amount))
        }
        _ => own,
    }
}

/// A quantity; zero limits nothing.
pub(super) fn amount(value: &Value) -> Read<Limit> {
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    match quantity::parse(&text.value) {
        Ok(amount) if amount.is_negative() => Read::Unknown(Why::Malformed),
        Ok(amount) if amount.is_zero() => Read::Value(Limit::Unset),
        Ok(amount) => Read::Value(Limit::Milli(amount.milli())),
        Err(_) => Read::Unknown(Why::Malformed),
    }
}
