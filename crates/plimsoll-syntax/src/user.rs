//! Who a container runs as: `user[:group]`.
//!
//! Engines try the number first (Go's `strconv.Atoi`, so `00` and `+0` are root too) and look a
//! name up in the image's own `/etc/passwd`, which is not known here: a name other than `root` is
//! taken to be somebody else.

use std::fmt;

use super::{
    Part, SyntaxError,
    interpolation::{holds_variable, outside_variables},
};

/// The highest id that engines accept.
const MAX_ID: u32 = 0x7fff_ffff;

/// A user and a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserSpec<'a> {
    /// The user; `None` leaves it to the image.
    pub user: Option<Principal<'a>>,
    /// The group; `None` leaves it to the image's `/etc/passwd`.
    pub group: Option<Principal<'a>>,
}

/// A user or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Principal<'a> {
    /// As written.
    pub part: Part<'a>,
    /// The id or name.
    pub id: Id<'a>,
}

/// How a user or group is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Id<'a> {
    /// By number.
    Number(u32),
    /// By name.
    Name(&'a str),
    /// By a variable.
    Variable,
}

/// Why an engine refuses a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UserError {
    /// A number below zero or above 2147483647.
    OutOfRange,
    /// White space in a name.
    Whitespace,
}

impl fmt::Display for UserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => "has an id outside 0 to 2147483647",
            Self::Whitespace => "has white space in a name",
        })
    }
}

/// Reads a user and an optional group; what follows a second colon has no effect.
///
/// # Errors
///
/// The first id or name that no engine accepts.
pub fn parse(text: &str) -> Result<UserSpec<'_>, SyntaxError<UserError>> {
    let whole = Part::whole(text);
    let mut colons = outside_variables(text, b':');
    let (cut, end) = (colons.next(), colons.next().unwrap_or(text.len()));
    let user = cut.map_or(whole, |at| whole.before(at));
    let group = cut.map(|at| whole.sub(at + 1, end));
    Ok(UserSpec { user: principal(user)?, group: group.map_or(Ok(None), principal)? })
}

const fn variable(part: Part<'_>) -> Principal<'_> {
    Principal { part, id: Id::Variable }
}

fn principal(part: Part<'_>) -> Result<Option<Principal<'_>>, SyntaxError<UserError>> {
    let text = part.text();
    if text.is_empty() {
        return Ok(None);
    }
    if holds_variable(text) {
        return Ok(Some(variable(part)));
    }
    if text.contains(char::is_whitespace) {
        return Err(SyntaxError::new(UserError::Whitespace, part.range()));
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Ok(Some(Principal { part, id: Id::Name(text) }));
    }
    let number = digits.parse().unwrap_or(u32::MAX);
    if number > MAX_ID || (text.starts_with('-') && number != 0) {
        return Err(SyntaxError::new(UserError::OutOfRange, part.range()));
    }
    Ok(Some(Principal { part, id: Id::Number(number) }))
}

impl Id<'_> {
    /// Whether it is id 0; `None` while a variable decides.
    #[must_use]
    pub fn is_root(self) -> Option<bool> {
        match self {
            Self::Number(number) => Some(number == 0),
            Self::Name(name) => Some(name == "root"),
            Self::Variable => None,
        }
    }
}

impl UserSpec<'_> {
    /// Whether the container runs as root; `None` where the image or a variable decides.
    #[must_use]
    pub fn is_root(&self) -> Option<bool> {
        self.user?.id.is_root()
    }

    /// Whether the container's group is root's, as written; `None` where the image or a variable
    /// decides.
    #[must_use]
    pub fn is_root_group(&self) -> Option<bool> {
        self.group?.id.is_root()
    }
}

#[cfg(test)]
mod tests {
    use super::{UserError::*, *};
    use crate::testing::{any_text, assert_sliceable};
    use proptest::prelude::*;

    #[test]
    fn root_is_recognised_as_engines_do() {
        // (text, runs as root, has root's group)
        let cases = [
            ("0", Some(true), None),
            ("0:0", Some(true), Some(true)),
            ("00", Some(true), None),
            ("+0", Some(true), None),
            ("-0", Some(true), None),
            ("root", Some(true), None),
            ("root:x", Some(true), Some(false)),
            ("root:root", Some(true), Some(true)),
            ("1000", Some(false), None),
            ("0123", Some(false), None),
            ("1000:0", Some(false), Some(true)),
            ("1000:1000:0", Some(false), Some(false)),
            ("nginx", Some(false), None),
            ("Root", Some(false), None),
            ("0x0", Some(false), None),
            ("1000a", Some(false), None),
            ("-", Some(false), None),
            ("", None, None),
            (":0", None, Some(true)),
            ("0:", Some(true), None),
            ("${UID}", None, None),
            ("${UID:-0}", None, None),
            ("${UID:-0}:0", None, Some(true)),
            ("$UID:$GID", None, None),
            ("0:${GID}", Some(true), None),
            ("u${A:-b}:0", None, Some(true)),
            ("1000:${GID:-1}", Some(false), None),
            ("2147483647", Some(false), None),
        ];
        for (text, root, root_group) in cases {
            let user = parse(text).unwrap();
            assert_eq!((user.is_root(), user.is_root_group()), (root, root_group), "{text}");
        }
    }

    #[test]
    fn what_engines_refuse_is_an_error_at_the_part() {
        let cases = [
            ("-1", OutOfRange, "-1"),
            ("2147483648", OutOfRange, "2147483648"),
            ("1000:99999999999999999999", OutOfRange, "99999999999999999999"),
            ("my user", Whitespace, "my user"),
            ("a: b", Whitespace, " b"),
        ];
        for (text, kind, blamed) in cases {
            let error = parse(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_and_errors_are_on_character_boundaries(text in any_text()) {
            match parse(&text) {
                Ok(user) => for it in user.user.into_iter().chain(user.group) {
                    prop_assert_eq!(it.part.range().slice(&text), it.part.text());
                },
                Err(error) => assert_sliceable(&text, error.range),
            }
        }
    }
}
