//! Entries of `security_opt` in Compose: `no-new-privileges:true`, `seccomp=unconfined`, ….
//!
//! An entry is cut at its first `=`, else at its first `:`, as Compose and the engine do. The
//! engine refuses keys that it does not know; newer engines may know more. Whether a profile
//! exists is not known here.

use std::fmt;

use super::{Part, SyntaxError, interpolation::holds_variable, name_distance::nearest};

/// The keys that engines know, and `systempaths`, which Compose takes for itself.
const KEYS: [&str; 6] =
    ["no-new-privileges", "seccomp", "apparmor", "label", "systempaths", "writable-cgroups"];

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityOpt<'a> {
    /// Whether processes are kept from gaining privileges; the last entry of its kind counts.
    NoNewPrivileges(bool),
    /// The filter of system calls; the last entry of its kind counts.
    Seccomp(Seccomp<'a>),
    /// The AppArmor profile; the last entry of its kind counts.
    Apparmor(Apparmor<'a>),
    /// A part of the SELinux label; entries add up, and one `disable` disables.
    Label(Label<'a>),
    /// `systempaths=unconfined`: nothing under `/proc` and `/sys` is masked or read-only.
    SystemPathsUnconfined,
    /// Whether the container may write to its control groups; Engine 28 and later.
    WritableCgroups(bool),
    /// The value depends on a variable, or all of the entry does.
    Variable,
}

/// A filter of system calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seccomp<'a> {
    /// None.
    Unconfined,
    /// The one that is built into the engine.
    Builtin,
    /// One from a file, relative to the project.
    File(Part<'a>),
}

/// An AppArmor profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apparmor<'a> {
    /// None.
    Unconfined,
    /// A profile by name.
    Profile(Part<'a>),
}

/// A part of an SELinux label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label<'a> {
    /// `disable`: the container is not confined.
    Disable,
    /// `user`, `role`, `type`, `level` or `filetype`, and its value.
    Field(Part<'a>, Part<'a>),
    /// `nested`, and whatever else there is without a value.
    Word(Part<'a>),
}

/// Why Compose or the engine refuses an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SecurityOptError {
    /// A key that nobody knows.
    UnknownKey {
        /// The key that was most likely meant.
        meant: Option<&'static str>,
    },
    /// A key alone, where a value is needed.
    MissingValue,
    /// A value that is neither true nor false in Go's spelling.
    NotBoolean,
    /// `systempaths` with another value than `unconfined`, or with a colon.
    SystemPaths,
}

impl fmt::Display for SecurityOptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownKey { meant: None } => "is not a security option",
            Self::UnknownKey { meant: Some(meant) } => {
                return write!(f, "is not a security option; did you mean `{meant}`?");
            }
            Self::MissingValue => "has no value",
            Self::NotBoolean => "has a value that is neither true nor false",
            Self::SystemPaths => "is accepted as `systempaths=unconfined` only",
        })
    }
}

/// Reads an entry.
///
/// # Errors
///
/// What keeps the container from starting.
pub fn parse(text: &str) -> Result<SecurityOpt<'_>, SyntaxError<SecurityOptError>> {
    let whole = Part::whole(text);
    let fail = |kind, part: Part<'_>| Err(SyntaxError::new(kind, part.range()));
    let cut = whole.split_once('=').or_else(|| whole.split_once(':'));
    let (key, value) = match cut {
        Some((key, value)) => (key, Some(value)),
        None => (whole, None),
    };
    if holds_variable(key.text()) || (holds_variable(text) && !KEYS.contains(&key.text())) {
        return Ok(SecurityOpt::Variable);
    }
    if !KEYS.contains(&key.text()) {
        let meant = nearest(key.text().trim(), KEYS);
        return fail(SecurityOptError::UnknownKey { meant }, key);
    }
    let Some(value) = value else {
        return match key.text() {
            "no-new-privileges" => Ok(SecurityOpt::NoNewPrivileges(true)),
            "systempaths" => fail(SecurityOptError::SystemPaths, key),
            _ => fail(SecurityOptError::MissingValue, key),
        };
    };
    if holds_variable(value.text()) {
        return Ok(SecurityOpt::Variable);
    }
    if value.is_empty() {
        return fail(SecurityOptError::MissingValue, key);
    }
    let boolean = || {
        go_boolean(value.text())
            .ok_or(SyntaxError::new(SecurityOptError::NotBoolean, value.range()))
    };
    Ok(match key.text() {
        "no-new-privileges" => SecurityOpt::NoNewPrivileges(boolean()?),
        "writable-cgroups" => SecurityOpt::WritableCgroups(boolean()?),
        "seccomp" => SecurityOpt::Seccomp(match value.text() {
            "unconfined" => Seccomp::Unconfined,
            "builtin" => Seccomp::Builtin,
            _ => Seccomp::File(value),
        }),
        "apparmor" => SecurityOpt::Apparmor(match value.text() {
            "unconfined" => Apparmor::Unconfined,
            _ => Apparmor::Profile(value),
        }),
        "label" => SecurityOpt::Label(match value.split_once(':') {
            Some((field, value)) => Label::Field(field, value),
            None if value.text() == "disable" => Label::Disable,
            None => Label::Word(value),
        }),
        _ if text == "systempaths=unconfined" => SecurityOpt::SystemPathsUnconfined,
        _ => return fail(SecurityOptError::SystemPaths, whole),
    })
}

/// A boolean as Go's `strconv.ParseBool` reads it.
fn go_boolean(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// SELinux types that confine nothing.
const UNCONFINED_TYPES: [&str; 3] = ["spc_t", "unconfined_t", "unconfined_service_t"];

impl SecurityOpt<'_> {
    /// Whether the entry takes a layer of defence away.
    #[must_use]
    pub fn weakens(&self) -> bool {
        match self {
            Self::NoNewPrivileges(on) => !on,
            Self::WritableCgroups(on) => *on,
            Self::Seccomp(seccomp) => *seccomp == Seccomp::Unconfined,
            Self::Apparmor(apparmor) => *apparmor == Apparmor::Unconfined,
            Self::Label(Label::Disable) | Self::SystemPathsUnconfined => true,
            Self::Label(Label::Field(field, value)) => {
                field.text() == "type" && UNCONFINED_TYPES.contains(&value.text())
            }
            Self::Label(Label::Word(_)) | Self::Variable => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SecurityOptError::*, *};
    use crate::testing::{any_text, assert_sliceable};
    use proptest::prelude::*;

    #[test]
    fn entries_are_read_with_either_separator() {
        // (entry, debug form without places, weakens)
        let cases = [
            ("no-new-privileges", "NoNewPrivileges(true)", false),
            ("no-new-privileges:true", "NoNewPrivileges(true)", false),
            ("no-new-privileges=1", "NoNewPrivileges(true)", false),
            ("no-new-privileges:T", "NoNewPrivileges(true)", false),
            ("no-new-privileges:False", "NoNewPrivileges(false)", true),
            ("no-new-privileges=0", "NoNewPrivileges(false)", true),
            ("seccomp=unconfined", "Seccomp(Unconfined)", true),
            ("seccomp:unconfined", "Seccomp(Unconfined)", true),
            ("seccomp=builtin", "Seccomp(Builtin)", false),
            ("seccomp:./profile.json", "Seccomp(File(\"./profile.json\"))", false),
            ("seccomp=C:\\p.json", "Seccomp(File(\"C:\\\\p.json\"))", false),
            ("apparmor:unconfined", "Apparmor(Unconfined)", true),
            ("apparmor=docker-default", "Apparmor(Profile(\"docker-default\"))", false),
            ("label:disable", "Label(Disable)", true),
            ("label=disable", "Label(Disable)", true),
            ("label=type:spc_t", "Label(Field(\"type\", \"spc_t\"))", true),
            ("label:level:s0:c100", "Label(Field(\"level\", \"s0:c100\"))", false),
            ("label=nested", "Label(Word(\"nested\"))", false),
            ("systempaths=unconfined", "SystemPathsUnconfined", true),
            ("writable-cgroups=true", "WritableCgroups(true)", true),
            ("writable-cgroups=false", "WritableCgroups(false)", false),
            ("seccomp=${PROFILE}", "Variable", false),
            ("${OPTION}", "Variable", false),
            ("${OPTION:-seccomp=unconfined}", "Variable", false),
        ];
        for (text, expected, weakens) in cases {
            let option = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let shown = format!("{option:?}");
            let without_places: String = shown
                .split('@')
                .enumerate()
                .map(|(index, piece)| match index {
                    0 => piece,
                    _ => piece.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.'),
                })
                .collect();
            assert_eq!((without_places.as_str(), option.weakens()), (expected, weakens), "{text}");
        }
    }

    #[test]
    fn what_keeps_the_container_from_starting_is_an_error() {
        let unknown = |meant| UnknownKey { meant };
        let cases = [
            ("no_new_privileges:true", unknown(Some("no-new-privileges")), "no_new_privileges"),
            ("no-new-privilege", unknown(Some("no-new-privileges")), "no-new-privilege"),
            ("SECCOMP=unconfined", unknown(Some("seccomp")), "SECCOMP"),
            ("app-armor=unconfined", unknown(Some("apparmor")), "app-armor"),
            ("no-new-privileges: true", NotBoolean, " true"),
            ("no-new-privileges:yes", NotBoolean, "yes"),
            ("no-new-privileges:", MissingValue, "no-new-privileges"),
            ("writable-cgroups=on", NotBoolean, "on"),
            ("writable-cgroups", MissingValue, "writable-cgroups"),
            ("seccomp", MissingValue, "seccomp"),
            ("label=", MissingValue, "label"),
            ("systempaths:unconfined", SystemPaths, "systempaths:unconfined"),
            ("systempaths=confined", SystemPaths, "systempaths=confined"),
            ("systempaths", SystemPaths, "systempaths"),
            // The first `=` cuts, also behind a colon.
            ("seccomp:./a=b.json", unknown(None), "seccomp:./a"),
            ("unconfined", unknown(None), "unconfined"),
            ("", unknown(None), ""),
        ];
        for (text, kind, blamed) in cases {
            let error = parse(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn errors_are_on_character_boundaries(
            text in prop_oneof![any_text(), "(seccomp|label|no-new-privileges)[=:][a-z:=]{0,8}"],
        ) {
            if let Err(error) = parse(&text) {
                assert_sliceable(&text, error.range);
            }
        }
    }
}
