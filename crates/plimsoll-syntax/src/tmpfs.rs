//! Memory file systems of Compose: `PATH[:OPTION,…]`.
//!
//! The engine mounts every tmpfs `noexec`, `nosuid` and `nodev` and merges the options that are
//! written over that: within one family of flags, and within one key, the last wins. The table of
//! options is the engine's; one that is not in it keeps the container from starting, and newer
//! engines may know more.

use std::fmt;

use super::{
    Part, SyntaxError,
    interpolation::{holds_variable, outside_variables},
};

/// Options without a value that engines accept, besides the families of [`Flag`].
const INERT_FLAGS: &[&str] = &[
    "defaults",
    "sync",
    "async",
    "dirsync",
    "remount",
    "mand",
    "nomand",
    "atime",
    "noatime",
    "diratime",
    "nodiratime",
    "relatime",
    "norelatime",
    "strictatime",
    "nostrictatime",
    "bind",
    "rbind",
    "unbindable",
    "runbindable",
    "private",
    "rprivate",
    "shared",
    "rshared",
    "slave",
    "rslave",
];

/// One memory file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tmpfs<'a> {
    /// Where it is mounted, as written.
    pub path: Part<'a>,
    /// The options, each with its place.
    pub options: Vec<(TmpfsOption<'a>, Part<'a>)>,
}

/// One option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TmpfsOption<'a> {
    /// A flag that matters for what can be done in it, and whether it is on.
    Flag(Flag, bool),
    /// A flag that engines accept and that changes nothing of interest.
    Inert,
    /// `size=`: the value as written, in the kernel's notation.
    Size(Part<'a>),
    /// `mode=`: the value as written, in octal.
    Mode(Part<'a>),
    /// `uid=`, `gid=`, `nr_inodes=`, `nr_blocks=`, `mpol=`.
    Value(Part<'a>),
    /// It holds a variable.
    Variable,
    /// Not in the engine's table: the container does not start.
    Unknown,
}

/// A family of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// Programs can be run from it.
    Exec,
    /// Set-user-id bits on it count.
    Suid,
    /// Device nodes on it work.
    Dev,
    /// It can be written to.
    Write,
}

/// Why a text is no tmpfs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TmpfsError {
    /// No path.
    MissingPath,
    /// A path that does not start at the root.
    RelativePath,
}

impl fmt::Display for TmpfsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingPath => "has no path",
            Self::RelativePath => "has a path that is not absolute",
        })
    }
}

/// Reads a tmpfs.
///
/// # Errors
///
/// A path that engines refuse. Options that they refuse are [`TmpfsOption::Unknown`], so that the
/// rest is not lost with them.
pub fn parse(text: &str) -> Result<Tmpfs<'_>, SyntaxError<TmpfsError>> {
    let whole = Part::whole(text);
    let colon = outside_variables(text, b':').next();
    let path = colon.map_or(whole, |at| whole.before(at));
    let kind = if path.is_empty() {
        Some(TmpfsError::MissingPath)
    } else if path.text().starts_with('/') || holds_variable(path.text()) {
        None
    } else {
        Some(TmpfsError::RelativePath)
    };
    if let Some(kind) = kind {
        return Err(SyntaxError::new(kind, path.range()));
    }
    let options = colon.map_or_else(Vec::new, |at| parse_options(whole.after(at + 1)));
    Ok(Tmpfs { path, options })
}

fn parse_options(options: Part<'_>) -> Vec<(TmpfsOption<'_>, Part<'_>)> {
    if options.is_empty() {
        return Vec::new();
    }
    options.split(',').map(|it| (parse_option(it), it)).collect()
}

fn parse_option(option: Part<'_>) -> TmpfsOption<'_> {
    let text = option.text();
    if let Some((key, value)) = option.split_once('=') {
        match key.text() {
            "size" => return TmpfsOption::Size(value),
            "mode" => return TmpfsOption::Mode(value),
            "uid" | "gid" | "nr_inodes" | "nr_blocks" | "mpol" => return TmpfsOption::Value(value),
            _ => {}
        }
    }
    match text {
        "exec" => TmpfsOption::Flag(Flag::Exec, true),
        "noexec" => TmpfsOption::Flag(Flag::Exec, false),
        "suid" => TmpfsOption::Flag(Flag::Suid, true),
        "nosuid" => TmpfsOption::Flag(Flag::Suid, false),
        "dev" => TmpfsOption::Flag(Flag::Dev, true),
        "nodev" => TmpfsOption::Flag(Flag::Dev, false),
        "rw" => TmpfsOption::Flag(Flag::Write, true),
        "ro" => TmpfsOption::Flag(Flag::Write, false),
        _ if INERT_FLAGS.contains(&text) => TmpfsOption::Inert,
        _ if holds_variable(text) => TmpfsOption::Variable,
        _ => TmpfsOption::Unknown,
    }
}

impl<'a> Tmpfs<'a> {
    /// Whether `flag` is on in the end, and the option that decides; `None` for the option where
    /// the engine's default does. The whole is `None` while a variable could decide.
    #[must_use]
    pub fn effective(&self, flag: Flag) -> Option<(bool, Option<Part<'a>>)> {
        for (option, part) in self.options.iter().rev() {
            match option {
                TmpfsOption::Flag(family, on) if *family == flag => {
                    return Some((*on, Some(*part)));
                }
                TmpfsOption::Variable => return None,
                _ => {}
            }
        }
        Some((flag == Flag::Write, None))
    }

    /// The value of the last `size=`.
    #[must_use]
    pub fn size(&self) -> Option<Part<'a>> {
        self.options.iter().rev().find_map(|(option, _)| match option {
            TmpfsOption::Size(value) => Some(*value),
            _ => None,
        })
    }

    /// The value of the last `mode=`.
    #[must_use]
    pub fn mode(&self) -> Option<Part<'a>> {
        self.options.iter().rev().find_map(|(option, _)| match option {
            TmpfsOption::Mode(value) => Some(*value),
            _ => None,
        })
    }

    /// The permission bits of the last `mode=`; `None` where it is missing or no octal number.
    #[must_use]
    pub fn mode_bits(&self) -> Option<u32> {
        u32::from_str_radix(self.mode()?.text(), 8).ok()
    }

    /// The options that keep the container from starting.
    pub fn unknown_options(&self) -> impl Iterator<Item = Part<'a>> {
        let unknown = self.options.iter().filter(|(it, _)| *it == TmpfsOption::Unknown);
        unknown.map(|(_, part)| *part)
    }

    /// Whether a variable stands among the options.
    #[must_use]
    pub fn has_variable_option(&self) -> bool {
        self.options.iter().any(|(it, _)| *it == TmpfsOption::Variable)
    }
}

#[cfg(test)]
mod tests {
    use super::{TmpfsError::*, *};
    use crate::testing::{any_text, assert_sliceable};
    use proptest::prelude::*;

    #[test]
    fn the_last_flag_of_a_family_wins_over_the_engines_defaults() {
        // (text, exec, suid, dev, write), with the deciding option
        let cases = [
            ("/tmp", "-", "-", "-", "+"),
            ("/tmp:", "-", "-", "-", "+"),
            ("/tmp:size=64m", "-", "-", "-", "+"),
            ("/tmp:exec", "+exec", "-", "-", "+"),
            ("/tmp:exec,noexec", "-noexec", "-", "-", "+"),
            ("/tmp:noexec,exec", "+exec", "-", "-", "+"),
            ("/tmp:suid,dev,ro", "-", "+suid", "+dev", "-ro"),
            ("/tmp:defaults", "-", "-", "-", "+"),
            ("/tmp:EXEC", "-", "-", "-", "+"),
            ("/tmp:${OPTIONS}", "?", "?", "?", "?"),
            ("/tmp:${OPTIONS},noexec", "-noexec", "?", "?", "?"),
            ("/tmp:size=${SIZE}", "-", "-", "-", "+"),
            ("${DIR:-/tmp}:exec", "+exec", "-", "-", "+"),
        ];
        for (text, exec, suid, dev, write) in cases {
            let tmpfs = parse(text).unwrap();
            let shown = |flag| match tmpfs.effective(flag) {
                None => "?".to_owned(),
                Some((on, part)) => {
                    let sign = if on { "+" } else { "-" };
                    format!("{sign}{}", part.map_or("", Part::text))
                }
            };
            let flags = [Flag::Exec, Flag::Suid, Flag::Dev, Flag::Write].map(shown);
            assert_eq!(flags, [exec, suid, dev, write], "{text}");
        }
    }

    #[test]
    fn options_outside_the_engines_table_keep_their_places() {
        let cases = [
            ("/tmp:nosymfollow", vec!["nosymfollow"]),
            ("/tmp:nosymlink,noexec,noswap", vec!["nosymlink", "noswap"]),
            ("/tmp:huge=always", vec!["huge=always"]),
            ("/tmp:size=1m,,rw", vec![""]),
            ("/tmp: ro", vec![" ro"]),
            ("/tmp:size", vec!["size"]),
            ("/tmp:uid=1,gid=1,nr_inodes=1k,nr_blocks=1,mpol=local,rprivate", vec![]),
            ("/tmp:noatime,nodiratime,sync,dirsync,remount,mand", vec![]),
        ];
        for (text, expected) in cases {
            let tmpfs = parse(text).unwrap();
            let unknown: Vec<&str> = tmpfs.unknown_options().map(Part::text).collect();
            assert_eq!(unknown, expected, "{text}");
        }
    }

    #[test]
    fn the_last_value_of_a_key_wins() {
        let tmpfs = parse("/tmp:size=1m,mode=0777,size=50%,mode=1777").unwrap();
        assert_eq!(tmpfs.size().unwrap().text(), "50%");
        assert_eq!(tmpfs.mode_bits(), Some(0o1777));
        assert_eq!(parse("/tmp:mode=9").unwrap().mode_bits(), None);
    }

    #[test]
    fn a_path_that_engines_refuse_is_an_error() {
        let cases =
            [("", MissingPath, ""), (":ro", MissingPath, ""), ("tmp:ro", RelativePath, "tmp")];
        for (text, kind, blamed) in cases {
            let error = parse(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_and_errors_are_on_character_boundaries(
            text in prop_oneof![any_text(), "/t(:(exec|noexec|size=1m|,|x){0,6})?"],
        ) {
            match parse(&text) {
                Ok(tmpfs) => for part in tmpfs.options.iter().map(|it| it.1).chain([tmpfs.path]) {
                    prop_assert_eq!(part.range().slice(&text), part.text());
                },
                Err(error) => assert_sliceable(&text, error.range),
            }
        }
    }
}
