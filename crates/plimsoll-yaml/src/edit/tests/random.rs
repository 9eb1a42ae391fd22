//! Random numbers and random changes, the same for the same seed.

use super::super::{Change, Plain, Position};
use crate::tree::{Kind, NodeId, Tree};

/// A sequence of numbers (xorshift64*).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap()
    }

    /// Yes in `percent` of the cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const TEXTS: &[&str] = &[
    "x",
    "RuntimeDefault",
    "",
    " ",
    "yes",
    "no",
    "1",
    "0x1F",
    "22:22",
    "8080:80",
    "1_000",
    "~",
    "null",
    "a: b",
    "a #b",
    "#",
    "it's",
    "say \"no\"",
    "back\\slash",
    "two\nlines\n",
    "tab\there",
    "- x",
    "-",
    "-x",
    "--flag=1",
    "?",
    "? x",
    ":",
    "x:",
    "[",
    "]",
    "{a}",
    "a, b",
    "*a",
    "&a",
    "!t",
    "|",
    ">",
    "%x",
    "@x",
    "`x`",
    "---",
    "--- x",
    "...",
    "é漢😀",
    "${A:-b}",
    "${A:?b: c}",
    "<<",
    "=",
    "2001-12-14",
    "1e3",
    ".5",
    "http://x:80/y?z",
    "key",
    "\u{feff}x",
    "a\u{2028}b",
    "\u{7f}",
    "1.25.3",
    "no-new-privileges:true",
    "trailing ",
    "0o17",
    "017",
    "+1",
    "-1",
    ".inf",
    ".NaN",
];

const KEYS: &[&str] = &["added", "x-new", "on", "1", "a b", "a: b", "it's", "read_only", "é"];

pub(super) fn plain(random: &mut Random, depth: usize) -> Plain {
    match random.below(if depth == 0 { 4 } else { 8 }) {
        0 => Plain::Null,
        1 => Plain::Bool(random.chance(50)),
        2 => Plain::Int(i64::try_from(random.below(2000)).unwrap() - 1000),
        3 | 4 => Plain::Str((*random.pick(TEXTS)).to_owned()),
        5 => {
            let length = random.below(4);
            Plain::List((0..length).map(|_| plain(random, depth - 1)).collect())
        }
        _ => {
            let length = random.below(4);
            let start = random.below(KEYS.len());
            let keys = KEYS.iter().cycle().skip(start).take(length);
            Plain::Map(keys.map(|key| ((*key).to_owned(), plain(random, depth - 1))).collect())
        }
    }
}

/// A change of any kind to the node `id`, as far as it goes with what the node is.
pub(super) fn change(random: &mut Random, tree: &Tree, id: NodeId) -> Change {
    let is_key = tree.entry_of(id).is_some_and(|entry| entry.key == id);
    let null =
        !is_key && matches!(&tree.node(id).kind, Kind::Scalar(scalar) if scalar.value.is_empty());
    match (&tree.node(id).kind, random.below(10)) {
        (Kind::Mapping(mapping), 0..5) => {
            let name = |random: &mut Random| match mapping.entries.len() {
                0 => "none".to_owned(),
                length => tree.key_text(&mapping.entries[random.below(length)]).to_owned(),
            };
            let position = match random.below(4) {
                0 => Position::First,
                1 => Position::Before(name(random)),
                2 => Position::After(name(random)),
                _ => Position::Last,
            };
            let key = (*random.pick(KEYS)).to_owned();
            Change::Insert { mapping: id, key, value: plain(random, 2), position }
        }
        (Kind::Sequence(_), 0..5) => Change::Append { sequence: id, value: plain(random, 2) },
        (Kind::Scalar(_), 0..3) if null => {
            let key = (*random.pick(KEYS)).to_owned();
            let value = plain(random, 2);
            Change::Insert { mapping: id, key, value, position: Position::Last }
        }
        (Kind::Scalar(_), 3..5) if null => Change::Append { sequence: id, value: plain(random, 2) },
        (_, 0..8) if is_key && random.chance(95) => {
            Change::Rename { key: id, name: (*random.pick(TEXTS)).to_owned() }
        }
        (_, 5..8) => Change::Set { at: id, value: plain(random, 2) },
        (_, 8) => Change::Set { at: id, value: plain(random, 0) },
        _ => Change::Remove { at: id },
    }
}
