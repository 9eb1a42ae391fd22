//! Lists as the interpreter sees them.

use std::fmt;

use cel::{
    ExecutionError,
    common::{
        traits::{Container, Indexer, Iterable, Iterator as Walk, Sizer},
        types::{CelInt, LIST_TYPE, Type},
        value::{CowVal, Val},
    },
};
use plimsoll_model::Why;

use super::{World, no_such, undecided};

/// Values in order; every walk over them is counted.
///
/// Where some are unknown, those that are known come first, and one value stands in for the others.
/// `exists` and `all` stop as soon as one item decides; whoever asks for what comes behind the stand-in
/// was not answered by what is known.
#[derive(Clone)]
pub(super) struct List<'v> {
    /// What counts the steps.
    pub(super) world: &'v World<'v>,
    /// What is known.
    pub(super) items: Vec<Box<dyn Val + 'v>>,
    /// Why some are unknown.
    pub(super) doubt: Option<Why>,
}

impl fmt::Debug for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "list of {}", self.items.len())
    }
}

impl Val for List<'_> {
    fn get_type(&self) -> &Type {
        <Self as Val>::cel_type()
    }

    fn cel_type() -> &'static Type {
        &LIST_TYPE
    }

    fn as_container(&self) -> Option<&dyn Container> {
        Some(self)
    }

    fn as_indexer<'b, 'w>(&'b self) -> Option<&'b (dyn Indexer + 'w)>
    where
        Self: 'w,
    {
        Some(self)
    }

    fn as_iterable<'b, 'w>(&'b self) -> Option<&'b (dyn Iterable + 'w)>
    where
        Self: 'w,
    {
        Some(self)
    }

    fn as_sizer(&self) -> Option<&dyn Sizer> {
        Some(self)
    }

    fn clone_as_boxed<'w>(&self) -> Box<dyn Val + 'w>
    where
        Self: 'w,
    {
        Box::new(self.clone())
    }
}

impl Sizer for List<'_> {
    fn size(&self) -> CelInt {
        if self.doubt.is_some() {
            self.world.doubt();
        }
        CelInt::from(i64::try_from(self.items.len()).unwrap_or(i64::MAX))
    }
}

impl Container for List<'_> {
    fn contains(&self, value: &dyn Val) -> Result<bool, ExecutionError> {
        for it in &self.items {
            if !self.world.step() {
                return Err(undecided("it takes too many steps"));
            }
            if it.equals(value) {
                return Ok(true);
            }
        }
        match self.doubt {
            Some(why) => Err(undecided(why.as_str())),
            None => Ok(false),
        }
    }
}

impl<'s> List<'s> {
    fn at(&self, index: &dyn Val) -> Result<&(dyn Val + 's), ExecutionError> {
        if let Some(why) = self.doubt {
            return Err(undecided(why.as_str()));
        }
        let position = index.downcast_ref::<CelInt>().map(|it| *it.inner());
        position
            .and_then(|it| usize::try_from(it).ok())
            .and_then(|it| self.items.get(it))
            .map(|it| &**it)
            .ok_or_else(|| no_such("an item with this number"))
    }
}

impl<'s> Indexer for List<'s> {
    fn get<'b, 'w>(&'b self, index: &dyn Val) -> Result<CowVal<'b, 'w>, ExecutionError>
    where
        Self: 'w,
    {
        self.at(index).map(|it| CowVal::Borrowed(it as &(dyn Val + 'w)))
    }

    fn steal<'w>(self: Box<Self>, index: &dyn Val) -> Result<Box<dyn Val + 'w>, ExecutionError>
    where
        Self: 'w,
    {
        self.at(index).map(Val::clone_as_boxed)
    }
}

impl Iterable for List<'_> {
    fn iter<'b, 'w>(&'b self) -> Box<dyn Walk<'b, 'w> + 'b>
    where
        Self: 'w,
    {
        let is_doubtful = self.doubt.is_some();
        Box::new(Steps { world: self.world, items: self.items.iter(), is_doubtful })
    }
}

struct Steps<'b, 's> {
    world: &'b World<'s>,
    items: std::slice::Iter<'b, Box<dyn Val + 's>>,
    is_doubtful: bool,
}

impl<'b, 's: 'w, 'w> Walk<'b, 'w> for Steps<'b, 's> {
    fn next(&mut self) -> Option<&'b (dyn Val + 'w)> {
        if !self.world.step() {
            return None;
        }
        let next = self.items.next().map(|it| &**it as &'b (dyn Val + 'w));
        if next.is_none() && self.is_doubtful {
            self.world.doubt();
        }
        next
    }
}
