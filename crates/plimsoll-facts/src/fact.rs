//! What is known about one setting of one subject, and from where.

use std::fmt;

use plimsoll_diagnostics::Evidence;
use plimsoll_yaml::Plain;

use crate::{
    datum::{Datum, Describe, Shape},
    patch::Patch,
    site::{Site, Spelling},
    why::Why,
};

/// One setting as the platform will see it.
///
/// [`Fact::is`] and [`Fact::is_not`] are both false for what is unknown or does not exist on the
/// platform, so a rule that asks cannot accuse on ignorance, and serves both platforms without
/// asking which one it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact<T> {
    /// The files say so.
    Stated {
        /// What they say.
        value: T,
        /// Where.
        at: Site,
        /// Whether the subject says it itself.
        scope: Scope,
    },
    /// The files are silent, and this is what the platform does then.
    Assumed {
        /// The platform's default.
        value: T,
        /// Where it would be written.
        at: Site,
    },
    /// The files do not decide it.
    Unknown {
        /// Where it is, or would be, written.
        at: Site,
        /// Why it cannot be known.
        why: Why,
    },
    /// The platform has no such setting.
    Inapplicable,
}

/// Who states a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The subject itself.
    Own,
    /// Something that the subject takes it from: its pod, an extended service, a merged mapping.
    Inherited,
}

impl<T> Fact<T> {
    /// The same fact, spelt another way.
    #[must_use]
    pub fn spelt(mut self, spelling: Spelling) -> Self {
        if let Self::Stated { at, .. } | Self::Assumed { at, .. } | Self::Unknown { at, .. } =
            &mut self
        {
            at.slot.spelling = spelling;
        }
        self
    }

    /// The value, stated or assumed.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Stated { value, .. } | Self::Assumed { value, .. } => Some(value),
            Self::Unknown { .. } | Self::Inapplicable => None,
        }
    }

    /// The value if the files state it.
    #[must_use]
    pub fn stated(&self) -> Option<&T> {
        match self {
            Self::Stated { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Whether the files state it.
    #[must_use]
    pub const fn is_stated(&self) -> bool {
        matches!(self, Self::Stated { .. })
    }

    /// Whether the files are silent about it and the platform's default applies.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        matches!(self, Self::Assumed { .. })
    }

    /// Whether it cannot be decided from the files.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }

    /// Whether it is inherited from something else than the subject.
    #[must_use]
    pub const fn is_inherited(&self) -> bool {
        matches!(self, Self::Stated { scope: Scope::Inherited, .. })
    }

    /// Where it is, or would be, written; `None` where the platform has no such setting.
    #[must_use]
    pub const fn site(&self) -> Option<&Site> {
        match self {
            Self::Stated { at, .. } | Self::Assumed { at, .. } | Self::Unknown { at, .. } => {
                Some(at)
            }
            Self::Inapplicable => None,
        }
    }

    /// What the value rests on, where there is one.
    #[must_use]
    pub const fn evidence(&self) -> Option<Evidence> {
        match self {
            Self::Stated { .. } => Some(Evidence::Stated),
            Self::Assumed { .. } => Some(Evidence::Assumed),
            Self::Unknown { .. } | Self::Inapplicable => None,
        }
    }

    /// Whether it is known and `accept` holds for it.
    #[must_use]
    pub fn holds(&self, accept: impl FnOnce(&T) -> bool) -> bool {
        self.known().is_some_and(accept)
    }

    /// The same fact about what `change` makes of the value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Stated { value, at, scope } => Fact::Stated { value: change(value), at, scope },
            Self::Assumed { value, at } => Fact::Assumed { value: change(value), at },
            Self::Unknown { at, why } => Fact::Unknown { at, why },
            Self::Inapplicable => Fact::Inapplicable,
        }
    }

    /// This fact where the subject states it, else what `outer` states for it: the rule by which
    /// a container takes over a setting of its pod.
    #[must_use]
    pub fn or_inherited(self, outer: &Self) -> Self
    where
        T: Clone,
    {
        let Self::Assumed { at, .. } = &self else { return self };
        match outer {
            Self::Stated { value, at: outer_at, .. } => Self::Stated {
                value: value.clone(),
                at: Site { slot: at.slot, ..outer_at.clone() },
                scope: Scope::Inherited,
            },
            Self::Unknown { at: outer_at, why } => {
                Self::Unknown { at: Site { slot: at.slot, ..outer_at.clone() }, why: *why }
            }
            Self::Assumed { .. } | Self::Inapplicable => self,
        }
    }
}

impl<T: PartialEq> Fact<T> {
    /// Whether it is known and equal to `value`.
    #[must_use]
    pub fn is(&self, value: T) -> bool {
        self.known() == Some(&value)
    }

    /// Whether it is known and different from `value`.
    #[must_use]
    pub fn is_not(&self, value: T) -> bool {
        self.known().is_some_and(|known| *known != value)
    }
}

/// A setting that holds several values: capabilities, devices, words of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T> {
    /// The list as a whole: how many items it has, and where it is or would be written.
    pub whole: Fact<usize>,
    /// What is known about each item, in order.
    pub items: Vec<Fact<T>>,
}

impl<T> List<T> {
    /// A list that the platform does not have.
    #[must_use]
    pub const fn inapplicable() -> Self {
        Self { whole: Fact::Inapplicable, items: Vec::new() }
    }

    /// The known values.
    pub fn known(&self) -> impl Iterator<Item = &T> {
        self.items.iter().filter_map(Fact::known)
    }

    /// Whether nothing about the list is unknown.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.whole.known().is_some() && self.items.iter().all(|item| item.known().is_some())
    }

    /// Whether a known item satisfies `accept`.
    #[must_use]
    pub fn has(&self, mut accept: impl FnMut(&T) -> bool) -> bool {
        self.known().any(&mut accept)
    }

    /// Whether the list is completely known and no item satisfies `accept`.
    #[must_use]
    pub fn lacks(&self, accept: impl FnMut(&T) -> bool) -> bool {
        self.is_complete() && !self.has(accept)
    }
}

/// A fact of any type, as text: what dumps, snapshots and the verification of fixes see.
pub trait ShowFact {
    /// `stated`, `assumed`, `unknown` or `inapplicable`.
    fn state(&self) -> &'static str;
    /// The value; the reason for what is unknown; empty for what does not exist.
    fn shown(&self) -> String;
    /// Every place that takes part in it.
    fn sites(&self) -> Vec<&Site>;
    /// The value as plain data.
    ///
    /// # Errors
    ///
    /// Why it is unknown; `None` where the platform has no such setting. A list is unknown when
    /// any item of it is.
    fn datum(&self) -> Result<Datum, Option<Why>>;
    /// The known items of a list whose others are unknown, with why those are; `None` for what is
    /// no list or has no items.
    fn known_items(&self) -> Option<(Vec<Datum>, Why)> {
        None
    }
    /// Where it is, or would be, written; `None` where the platform has no such setting.
    fn place(&self) -> Option<&Site>;
    /// What the value rests on, where there is one.
    fn rests_on(&self) -> Option<Evidence>;
    /// The change that gives it `value`; nothing for what is unknown or does not exist.
    fn change_to(&self, value: Plain) -> Option<Patch>;
}

/// The shape of the values of a fact or list.
pub trait Shaped {
    /// What they look like.
    const SHAPE: Shape;
}

impl<T: Describe> Shaped for Fact<T> {
    const SHAPE: Shape = T::SHAPE;
}

impl<T: Describe> Shaped for List<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
}

impl<T: fmt::Display + Describe> ShowFact for Fact<T> {
    fn state(&self) -> &'static str {
        match self {
            Self::Stated { .. } => "stated",
            Self::Assumed { .. } => "assumed",
            Self::Unknown { .. } => "unknown",
            Self::Inapplicable => "inapplicable",
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Stated { value, .. } | Self::Assumed { value, .. } => value.to_string(),
            Self::Unknown { why, .. } => why.as_str().to_owned(),
            Self::Inapplicable => String::new(),
        }
    }

    fn sites(&self) -> Vec<&Site> {
        self.site().into_iter().collect()
    }

    fn datum(&self) -> Result<Datum, Option<Why>> {
        match self {
            Self::Stated { value, .. } | Self::Assumed { value, .. } => Ok(value.datum()),
            Self::Unknown { why, .. } => Err(Some(*why)),
            Self::Inapplicable => Err(None),
        }
    }

    fn place(&self) -> Option<&Site> {
        self.site()
    }

    fn rests_on(&self) -> Option<Evidence> {
        self.evidence()
    }

    fn change_to(&self, value: Plain) -> Option<Patch> {
        self.set(value)
    }
}

impl<T: fmt::Display + Describe> ShowFact for List<T> {
    fn state(&self) -> &'static str {
        self.whole.state()
    }

    fn shown(&self) -> String {
        if self.whole.known().is_none() {
            return self.whole.shown();
        }
        let items: Vec<String> = self
            .items
            .iter()
            .map(|item| match item {
                Fact::Unknown { .. } => format!("?({})", item.shown()),
                _ => item.shown(),
            })
            .collect();
        format!("[{}]", items.join(", "))
    }

    fn sites(&self) -> Vec<&Site> {
        self.whole.site().into_iter().chain(self.items.iter().filter_map(Fact::site)).collect()
    }

    fn datum(&self) -> Result<Datum, Option<Why>> {
        self.whole.datum()?;
        Ok(Datum::List(self.items.iter().map(ShowFact::datum).collect::<Result<_, _>>()?))
    }

    fn known_items(&self) -> Option<(Vec<Datum>, Why)> {
        self.whole.known()?;
        let items: Vec<_> = self.items.iter().map(ShowFact::datum).collect();
        let why = items.iter().find_map(|it| it.as_ref().err().copied().flatten())?;
        Some((items.into_iter().filter_map(Result::ok).collect(), why))
    }

    fn place(&self) -> Option<&Site> {
        self.whole.site()
    }

    fn rests_on(&self) -> Option<Evidence> {
        self.whole.evidence()
    }

    fn change_to(&self, value: Plain) -> Option<Patch> {
        self.whole.set(value)
    }
}
