//! Settings of the cluster's own programs, as their command lines in static pods have them.
//!
//! Source: the command line references of the programs, and the CIS Kubernetes Benchmark. What a
//! configuration file says that a flag names is not known here.

use plimsoll_model::{
    Fact,
    subjects::{Container, Redacted},
};

use crate::rule::Context;

/// One flag of one or several programs, and what it should be.
pub(crate) struct Flag {
    /// The programs: `kube-apiserver`.
    pub(crate) programs: &'static [&'static str],
    /// The flag without dashes.
    pub(crate) name: &'static str,
    /// What is wanted.
    pub(crate) wants: Wants,
}

/// What a flag should be. The flag counts as absent where the command line does not have it.
pub(crate) enum Wants {
    /// There, with one of these values; with none, whatever it is.
    OneOf(&'static [&'static str]),
    /// Absent, or with another value than these; with none, absent.
    NoneOf(&'static [&'static str]),
    /// There, and this is an item of its list.
    Item(&'static str),
    /// Absent, or this is no item of its list.
    NoItem(&'static str),
    /// Absent, or 0.
    NoneOrZero,
    /// Absent, or no item of its list is such a one.
    NoItemLike(fn(&str) -> bool),
    /// There, and at least so much.
    AtLeast(u64),
}

/// Reports what is wrong about each of `flags` on the command line of `container`.
pub(crate) fn judge(flags: &[Flag], container: &Container, cx: &mut Context<'_>) {
    let command = &container.command;
    if !command.is_complete() {
        return;
    }
    for flag in flags {
        let Some(program) = flag.programs.iter().find(|it| runs(&command.items, it)) else {
            continue;
        };
        let (place, value) = match given(&command.items, flag.name) {
            Some((place, value)) => (Some(place), Some(value)),
            None => (None, None),
        };
        let Some(wrong) = flag.wants.unmet(value.as_deref()) else { continue };
        let message = format!("`{program}` of {container} {wrong}");
        let message = message.replace("{flag}", &format!("`--{}`", flag.name));
        match place {
            Some(place) => cx.report(place, message).keyed(flag.name),
            None => cx.report(&command.whole, message).keyed(flag.name),
        };
    }
}

/// Whether the command line runs the program, by itself or through a shell.
fn runs(words: &[Fact<Redacted>], program: &str) -> bool {
    pieces(words).any(|(_, it)| it.rsplit('/').next() == Some(program))
}

/// Every word, those inside of a shell's script included, with the item that it stands in.
fn pieces(words: &[Fact<Redacted>]) -> impl Iterator<Item = (&Fact<Redacted>, &str)> {
    words
        .iter()
        .filter_map(|it| Some((it, it.known()?.reveal())))
        .flat_map(|(item, text)| text.split_whitespace().map(move |piece| (item, piece)))
}

/// The last place that gives the flag, and its value.
fn given<'w>(words: &'w [Fact<Redacted>], name: &str) -> Option<(&'w Fact<Redacted>, String)> {
    let all: Vec<_> = pieces(words).collect();
    all.iter().enumerate().rev().find_map(|(position, (item, piece))| {
        let rest =
            piece.strip_prefix("--").or_else(|| piece.strip_prefix('-'))?.strip_prefix(name)?;
        let value = match rest.strip_prefix('=') {
            Some(value) => value,
            None if rest.is_empty() => match all.get(position + 1) {
                Some((_, next)) if !next.starts_with('-') => next,
                _ => "true",
            },
            None => return None,
        };
        Some((*item, value.trim_matches(['"', '\'']).to_owned()))
    })
}

impl Wants {
    /// What is wrong with the value, after the program's name; nothing if it is as wanted.
    fn unmet(&self, value: Option<&str>) -> Option<String> {
        let has = |item: &str| value.is_some_and(|it| it.split(',').any(|it| it == item));
        match self {
            Self::OneOf([]) => value.is_none_or(str::is_empty).then(|| "has no {flag}".to_owned()),
            Self::OneOf(allowed) => (!value.is_some_and(|it| allowed.contains(&it)))
                .then(|| format!("does not have {{flag}} at `{}`", allowed.join("` or `"))),
            Self::NoneOf([]) => value.map(|_| "has {flag}".to_owned()),
            Self::NoneOf(refused) => {
                value.filter(|it| refused.contains(it)).map(|it| format!("has {{flag}} at `{it}`"))
            }
            Self::Item(item) => (!has(item)).then(|| format!("does not have `{item}` in {{flag}}")),
            Self::NoneOrZero => {
                value.filter(|it| *it != "0").map(|it| format!("has {{flag}} at `{it}`"))
            }
            Self::NoItemLike(is_refused) => {
                let item = value?.split(',').map(str::trim).find(|it| is_refused(it))?;
                Some(format!("has `{item}` in {{flag}}"))
            }
            Self::NoItem(item) => has(item).then(|| format!("has `{item}` in {{flag}}")),
            Self::AtLeast(least) => {
                let number = value.and_then(|it| it.parse::<u64>().ok());
                number
                    .is_none_or(|it| it < *least)
                    .then(|| format!("does not have {{flag}} at {least} or more"))
            }
        }
    }
}
