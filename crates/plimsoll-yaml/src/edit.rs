//! From structural changes to text edits.
//!
//! [`edits`] reads the changes of one call against one tree, finds those that exclude each other
//! ([`plan`]), and writes each where it belongs, in the style of its neighbourhood ([`habit`]).
//! Nothing is serialised anew: what a change does not name keeps its bytes. Where the text does
//! not say unmistakably where a change goes, the answer is a [`Refusal`] and no edit at all.
//!
//! The engine does not know what keys mean, and does not read its own result unless the text has
//! syntax errors; whoever writes the edits to a file compares the trees first.

mod block;
mod draft;
mod flow;
mod habit;
mod lines;
mod place;
mod plan;
mod quote;
mod recovery;
mod refusal;
mod render;
mod value;

#[cfg(test)]
mod tests;

use std::fmt;

use plimsoll_diagnostics::EditSet;

pub use self::refusal::Refusal;
use self::{draft::Draft, habit::Habits, lines::Lines, plan::Plan};
use crate::tree::{CollectionStyle, Kind, NodeId, Tree};

/// A value to write, free of style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number, written in decimal.
    Int(i64),
    /// A text; quoted where YAML 1.1 or 1.2 would read it as something else.
    Str(String),
    /// Items.
    List(Vec<Plain>),
    /// Keys and values in the order in which they are to stand.
    Map(Vec<(String, Plain)>),
}

/// One change to a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Replace the value at `at`: a scalar, a collection, an alias (which then no longer stands
    /// here), or a value that is left out after `key:`.
    Set {
        /// The value; not a key.
        at: NodeId,
        /// What stands there afterwards.
        value: Plain,
    },
    /// Add `key: value` to a mapping. Insertions of one key into one mapping become one: mappings
    /// are merged, lists united, equal values are one value.
    Insert {
        /// A block or flow mapping, or a null or left-out value, which becomes a mapping.
        mapping: NodeId,
        /// The key; not one that stands in the mapping already.
        key: String,
        /// Its value.
        value: Plain,
        /// Where among the entries.
        position: Position,
    },
    /// Remove the entry whose key or value is `at`, or the item `at`, with the comments on and
    /// between its lines; comments above it stay. A collection that loses all it holds becomes
    /// `{}` or `[]`.
    Remove {
        /// A key, a value or an item.
        at: NodeId,
    },
    /// Add an item at the end of a sequence; equal items added to one sequence in one call are
    /// one.
    Append {
        /// A block or flow sequence, or a null or left-out value, which becomes a sequence.
        sequence: NodeId,
        /// The item.
        value: Plain,
    },
    /// Give a key another name, keeping its quotes.
    Rename {
        /// The key.
        key: NodeId,
        /// Its name afterwards.
        name: String,
    },
}

/// Where an entry is inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// After all others.
    Last,
    /// After the entry with this key; last where there is none.
    After(String),
    /// Before the entry with this key; last where there is none.
    Before(String),
}

/// The text edits that make all `changes` to the text of `tree`.
///
/// All changes are read against the same tree, so their ids stay good whatever the order, and
/// what several of them add in one place stands in the order of the call.
///
/// # Errors
///
/// The first change that cannot be made without damage or guessing, or the first two that
/// exclude each other; see [`Refusal`].
pub fn edits(tree: &Tree, changes: &[Change]) -> Result<EditSet, Refusal> {
    let plan = Plan::new(tree, changes)?;
    let context = Context { tree, lines: Lines::new(tree.text()), habits: Habits::new(tree) };
    let mut draft = Draft::default();
    for (key, (name, change)) in &plan.renames {
        value::rename(&context, *key, name, *change, &mut draft)?;
    }
    for (at, (value, change)) in &plan.sets {
        value::set(&context, *at, value, *change, &mut draft)?;
    }
    for (collection, work) in &plan.collections {
        match context.style(*collection) {
            Some(CollectionStyle::Block) => block::edit(&context, *collection, work, &mut draft)?,
            Some(CollectionStyle::Flow) => flow::edit(&context, *collection, work, &mut draft)?,
            None => {}
        }
    }
    let edits = draft.finish(&context)?;
    recovery::refuse_other(tree, || plan.changed_nodes(tree), &edits)?;
    Ok(edits)
}

/// What every part of the engine looks at.
struct Context<'tree> {
    tree: &'tree Tree,
    lines: Lines<'tree>,
    habits: Habits<'tree>,
}

impl<'tree> Context<'tree> {
    fn text(&self) -> &'tree str {
        self.tree.text()
    }

    fn style(&self, id: NodeId) -> Option<CollectionStyle> {
        match &self.tree.node(id).kind {
            Kind::Mapping(mapping) => Some(mapping.style),
            Kind::Sequence(sequence) => Some(sequence.style),
            Kind::Scalar(_) | Kind::Alias(_) => None,
        }
    }
}

impl Plain {
    fn is_collection(&self) -> bool {
        match self {
            Self::List(items) => !items.is_empty(),
            Self::Map(entries) => !entries.is_empty(),
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::Str(_) => false,
        }
    }
}

impl From<bool> for Plain {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Plain {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Plain {
    fn from(value: &str) -> Self {
        Self::Str(value.to_owned())
    }
}

impl From<String> for Plain {
    fn from(value: String) -> Self {
        Self::Str(value)
    }
}

impl fmt::Display for Plain {
    /// The value in flow style on one line, as the engine writes it into a file without habits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render::flow(self, &render::FlowStyle::default()))
    }
}
