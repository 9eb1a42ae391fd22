//! What an evaluation comes to, and what it may cost.

use std::{fmt, sync::Arc};

use crate::value::{Missing, Value};

/// A value, or why there is none.
pub type Outcome = Result<Value, Stop>;

/// Why an evaluation has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The evaluation fails, on the server too.
    Error(Error),
    /// Something that it needs is not known.
    Unknown(Arc<Missing>),
}

/// A failure of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What the server says.
    pub message: String,
    /// Whether it is the limit on cost, which nothing absorbs.
    pub(crate) is_final: bool,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl Stop {
    /// A failure with the message of the server.
    pub(crate) fn error(message: impl Into<String>) -> Self {
        Self::Error(Error { message: message.into(), is_final: false })
    }

    /// The failure of a function that does not take what it is given.
    pub(crate) fn no_overload() -> Self {
        Self::error("no such overload")
    }

    /// The failure of looking for `key` where it is not.
    pub(crate) fn no_key(key: impl fmt::Display) -> Self {
        Self::error(format!("no such key: {key}"))
    }

    /// Something that would have to be known.
    pub(crate) fn unknown(what: impl Into<String>) -> Self {
        Self::Unknown(Arc::new(Missing { what: what.into(), may_be_absent: false }))
    }

    /// The same for what was to be taken from something unknown: it can also turn out to be an error.
    pub(crate) fn or_error(self) -> Self {
        match self {
            Self::Unknown(missing) if !missing.may_be_absent => {
                Self::Unknown(Arc::new(Missing { may_be_absent: true, ..Missing::clone(&missing) }))
            }
            stop => stop,
        }
    }

    /// Whether no operator may go on after it.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::Error(error) => error.is_final,
            Self::Unknown(missing) => missing.what == Work::NOT_FOLLOWED,
        }
    }
}

/// What evaluations may cost, in the units of the API server: about one for each step, and one for
/// every ten characters that are walked over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// What one expression may cost: `PerCallLimit` of the API server, a million.
    pub per_expression: u64,
    /// What is left for all expressions of a policy: at first `RuntimeCELCostBudget`, ten million.
    pub remaining: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { per_expression: 1_000_000, remaining: 10_000_000 }
    }
}

/// What one evaluation has cost so far.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) cost: u64,
    limit: u64,
    made: u64,
}

impl Work {
    /// What is told when an evaluation makes more than is followed.
    pub(crate) const NOT_FOLLOWED: &str = "the result of more work than is followed";

    /// How many characters and items may be made. The server's lists are sums that are never
    /// written out, so its own limit does not bound this.
    const MADE: u64 = 4_000_000;

    pub(crate) fn new(limit: u64) -> Self {
        Self { cost: 0, limit, made: 0 }
    }

    /// Counts `cost`.
    pub(crate) fn spend(&mut self, cost: u64) -> Result<(), Stop> {
        self.cost = self.cost.saturating_add(cost);
        if self.cost <= self.limit {
            return Ok(());
        }
        let message = "operation cancelled: actual cost limit exceeded".to_owned();
        Err(Stop::Error(Error { message, is_final: true }))
    }

    /// Counts `size` characters or items that are about to be made.
    pub(crate) fn make(&mut self, size: usize) -> Result<(), Stop> {
        self.made = self.made.saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
        if self.made <= Self::MADE {
            return Ok(());
        }
        Err(Stop::unknown(Self::NOT_FOLLOWED))
    }
}
