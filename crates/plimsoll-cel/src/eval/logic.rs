//! `&&`, `||` and `?:`, which need not know everything.

use super::{Machine, Outcome, Stop};
use crate::{syntax::Expr, value::Value};

impl<'a> Machine<'a> {
    /// Terms joined by `||` (`decider` is true) or `&&` (false): one that comes to the decider
    /// decides, whatever the others come to.
    pub(super) fn junction(&mut self, terms: &'a [Expr], decider: bool) -> Outcome {
        let start = self.reads.len();
        let mut stop: Option<(Stop, usize, usize)> = None;
        for term in terms {
            let before = self.reads.len();
            let outcome = match self.eval(term) {
                Ok(Value::Bool(value)) if value == decider => {
                    self.keep(start, before);
                    return Ok(Value::Bool(decider));
                }
                Ok(Value::Bool(_)) => continue,
                Ok(_) => Stop::no_overload(),
                Err(why) if why.is_final() => return Err(why),
                Err(why) => why,
            };
            let is_weightier = match &stop {
                None => true,
                Some((Stop::Error(_), ..)) => matches!(outcome, Stop::Unknown(_)),
                Some(_) => false,
            };
            if is_weightier {
                stop = Some((outcome, before, self.reads.len()));
            }
        }
        match stop {
            Some((stop, from, to)) => {
                self.reads.truncate(to);
                self.keep(start, from);
                Err(stop)
            }
            None => Ok(Value::Bool(!decider)),
        }
    }

    /// Forgets what was read between `start` and `from`, unless nothing was read since.
    pub(super) fn keep(&mut self, start: usize, from: usize) {
        if from < self.reads.len() && start < from {
            self.reads.drain(start..from);
        }
    }

    pub(super) fn conditional(&mut self, parts: &'a [Expr; 3]) -> Outcome {
        let [condition, yes, no] = parts;
        let start = self.reads.len();
        match self.eval(condition)? {
            Value::Bool(value) => {
                let before = self.reads.len();
                let outcome = self.eval(if value { yes } else { no });
                self.keep(start, before);
                outcome
            }
            _ => Err(Stop::no_overload()),
        }
    }
}
