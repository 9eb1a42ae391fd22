//! Memory file systems in the short form: `tmpfs: /run:size=64m,noexec`.

use plimsoll_facts::{
    Fact, List, Why,
    subjects::{Limit, Mount, MountKind},
    value::Value,
};
use plimsoll_syntax::{
    Part,
    path::clean_path,
    tmpfs::{Flag, Tmpfs, TmpfsOption, parse},
};

use super::{piece::Pieces, service::Service};

/// The mount that one entry of `tmpfs` makes.
pub(super) fn lower(service: &Service<'_>, item: &Value) -> Option<Mount> {
    let pieces = Pieces::of_item(item)?;
    let parsed = match (pieces.refusal(), parse(&pieces.text.value)) {
        (None, Ok(parsed)) => parsed,
        (refusal, _) => {
            let why = refusal.or(pieces.text.unknown).unwrap_or(Why::Malformed);
            return Some(unknown(service, item, &pieces, why));
        }
    };
    let option = |part: Part<'_>| pieces.read(part, |text| Some(text.to_owned()));
    let whole = |count: usize| match parsed.has_variable_option() {
        true => pieces.unknown(None, Why::Interpolated),
        false if count == 0 => pieces.assumed(0),
        false => pieces.stated_whole(count),
    };
    let options: Vec<_> = parsed.options.iter().map(|(_, part)| option(*part)).collect();
    let unknown_options: Vec<_> = parsed.unknown_options().map(option).collect();
    let target = pieces.read(parsed.path, |path| Some(clean_path(path)));
    let name = target.known().map_or(&*pieces.text.value, |it| it);
    Some(Mount {
        identity: service.part("tmpfs", name, item.at, item.at),
        container: service.container,
        kind: MountKind::Tmpfs,
        source: Fact::Inapplicable,
        read_only: flag(&pieces, &parsed, Flag::Write).map(|it| !it),
        propagation: Fact::Inapplicable,
        executable: flag(&pieces, &parsed, Flag::Exec),
        size_limit: size_limit(&pieces, &parsed),
        options: List { whole: whole(options.len()), items: options },
        unknown_options: List { whole: whole(unknown_options.len()), items: unknown_options },
        target,
    })
}

fn unknown(service: &Service<'_>, item: &Value, pieces: &Pieces<'_>, why: Why) -> Mount {
    Mount {
        identity: service.part("tmpfs", &pieces.text.value, item.at, item.at),
        container: service.container,
        kind: MountKind::Tmpfs,
        source: Fact::Inapplicable,
        target: pieces.unknown(None, why),
        read_only: pieces.unknown(None, why),
        propagation: Fact::Inapplicable,
        executable: pieces.unknown(None, why),
        size_limit: pieces.unknown(None, why),
        options: List { whole: pieces.unknown(None, why), items: Vec::new() },
        unknown_options: List { whole: pieces.unknown(None, why), items: Vec::new() },
    }
}

fn flag(pieces: &Pieces<'_>, parsed: &Tmpfs<'_>, flag: Flag) -> Fact<bool> {
    match parsed.effective(flag) {
        Some((on, Some(part))) => pieces.stated(part, on),
        Some((on, None)) => pieces.assumed(on),
        None => pieces.unknown(None, Why::Interpolated),
    }
}

fn size_limit(pieces: &Pieces<'_>, parsed: &Tmpfs<'_>) -> Fact<Limit> {
    let last = parsed
        .options
        .iter()
        .rev()
        .find(|(it, _)| matches!(it, TmpfsOption::Size(_) | TmpfsOption::Variable));
    match last {
        Some((TmpfsOption::Size(value), _)) => pieces.read(*value, |text| {
            let bytes = kernel_bytes(text)?;
            Some(if bytes == 0 { Limit::Unset } else { Limit::Milli(i128::from(bytes) * 1000) })
        }),
        Some((_, part)) => pieces.unknown(Some(*part), Why::Interpolated),
        None => pieces.assumed(Limit::Unset),
    }
}

/// A size as the kernel reads it (tmpfs(5)): bytes, or with a suffix `k`, `m` or `g`; a percentage
/// of memory bounds it too, by a number of bytes that is not known here.
fn kernel_bytes(text: &str) -> Option<u64> {
    let (number, shift) = match text.as_bytes().last()?.to_ascii_lowercase() {
        b'k' => (text.get(..text.len() - 1)?, 10),
        b'm' => (text.get(..text.len() - 1)?, 20),
        b'g' => (text.get(..text.len() - 1)?, 30),
        _ => (text, 0),
    };
    number.parse::<u64>().ok()?.checked_mul(1 << shift)
}
