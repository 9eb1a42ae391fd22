//! Settings that many kinds have alike: counts, texts, seconds and names.

use plimsoll_facts::{
    Fact, List, Path, Why,
    read::{Read, Reader, Silence, string},
    subjects::{CountOrPercent, Limit},
    value::Value,
};

use super::scalar::{number, why_of};

/// A whole number that is not negative.
pub(super) fn count(reader: &Reader<'_>, path: Path, silence: Silence<u64>) -> Fact<u64> {
    reader.fact(path, silence, |value| {
        number(value).map_or_else(|| Read::Unknown(why_of(value)), Read::Value)
    })
}

/// Seconds, or none.
pub(super) fn seconds(reader: &Reader<'_>, path: Path) -> Fact<Limit> {
    reader.fact(path, Silence::Means(Limit::Unset), |value| match number(value) {
        Some(seconds) => Read::Value(Limit::Milli(i128::from(seconds) * 1000)),
        None => Read::Unknown(why_of(value)),
    })
}

/// Text, with what its absence means.
pub(super) fn text(reader: &Reader<'_>, path: Path, silence: &str) -> Fact<String> {
    reader.fact(path, Silence::Means(silence.to_owned()), string)
}

/// A number, or a number with a percent sign.
pub(super) fn count_or_percent(
    reader: &Reader<'_>,
    path: Path,
    silence: Silence<CountOrPercent>,
) -> Fact<CountOrPercent> {
    reader.fact(path, silence, |value| {
        let percent = value.text().and_then(|text| text.value.strip_suffix('%')?.parse().ok());
        match (number(value), percent) {
            (Some(count), _) => Read::Value(CountOrPercent::Count(count)),
            (None, Some(percent)) => Read::Value(CountOrPercent::Percent(percent)),
            (None, None) => Read::Unknown(why_of(value)),
        }
    })
}

/// Single values of a list, as text.
pub(super) fn texts(reader: &Reader<'_>, path: Path) -> List<String> {
    open(reader, reader.list(path, Silence::Means(0), string))
}

/// The text of `name` in every item of a list.
pub(super) fn names(reader: &Reader<'_>, path: Path) -> List<String> {
    let name = |value| match Value::get(value, "name") {
        Some(name) if name.text().is_some_and(|text| text.unknown.is_none()) => string(name),
        Some(name) => Read::Unknown(why_of(name)),
        None => Read::Unknown(Why::Malformed),
    };
    open(reader, reader.list(path, Silence::Means(0), name))
}

/// `list`, to which the object that a patch is laid over can add: with only a part of it at hand,
/// its items are known and its length is not.
pub(super) fn open<T>(reader: &Reader<'_>, mut list: List<T>) -> List<T> {
    if let (true, Fact::Stated { at, .. }) = (reader.is_partial, &list.whole) {
        list.whole = Fact::Unknown { at: at.clone(), why: Why::Partial };
    }
    list
}
