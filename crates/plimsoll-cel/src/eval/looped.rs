//! Macros that walk over something.

use std::sync::Arc;

use super::{LIST, MAP, Machine, Outcome, Stop};
use crate::{
    library::sort_by_keys,
    syntax::{Comprehension, Loop, Macro},
    value::{Key, List, Map, Value},
};

/// An item of what is walked over: the values of the first and of the second variable.
type Item = (Value, Option<Value>);

impl<'a> Machine<'a> {
    pub(super) fn comprehension(&mut self, it: &'a Comprehension) -> Outcome {
        let range = self.eval(&it.range)?;
        match it.macro_ {
            Macro::Optional { is_flat } => self.optional(it, range, is_flat),
            Macro::Loop(Loop::All) => self.quantified(it, &range, false),
            Macro::Loop(Loop::Exists) => self.quantified(it, &range, true),
            Macro::Loop(Loop::ExistsOne) => self.exists_one(it, &range),
            Macro::Loop(Loop::Filter) => self.filter(it, &range),
            Macro::Loop(Loop::List) => self.transformed(it, &range),
            Macro::Loop(Loop::Map) => self.mapped(it, &range, false),
            Macro::Loop(Loop::MapEntries) => self.mapped(it, &range, true),
            Macro::Loop(Loop::SortBy) => self.sorted(it, &range),
        }
    }

    fn items(&mut self, it: &Comprehension, range: &Value) -> Result<Vec<Item>, Stop> {
        let has_second = it.second.is_some();
        let items: Vec<Item> = match range {
            Value::List(list) if has_second => {
                let positions = (0_i64..).map(Value::Int);
                positions.zip(&list.items).map(|(at, item)| (at, Some(item.clone()))).collect()
            }
            Value::List(list) => list.items.iter().map(|item| (item.clone(), None)).collect(),
            Value::Map(map) => map
                .iter()
                .map(|(key, value)| (key.to_value(), has_second.then(|| value.clone())))
                .collect(),
            other => {
                return Err(Stop::error(format!(
                    "got '{}', expected iterable type",
                    other.type_name()
                )));
            }
        };
        self.work.make(items.len())?;
        Ok(items)
    }

    /// What `then` comes to with the variables of `it` bound to `item`.
    fn with(
        &mut self,
        it: &Comprehension,
        item: Item,
        then: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        let depth = self.locals.len();
        self.locals.push((Arc::clone(&it.variable.text), item.0));
        if let (Some(name), Some(value)) = (&it.second, item.1) {
            self.locals.push((Arc::clone(&name.text), value));
        }
        let outcome = then(self);
        self.locals.truncate(depth);
        outcome
    }

    /// `exists` (`decider` is true) and `all` (false).
    fn quantified(&mut self, it: &'a Comprehension, range: &Value, decider: bool) -> Outcome {
        let start = self.reads.len();
        let mut stop: Option<(Stop, usize, usize)> = None;
        for item in self.items(it, range)? {
            // Each step costs what the loop's condition and its sum cost besides the body.
            self.work.spend(if decider { 4 } else { 3 })?;
            let before = self.reads.len();
            let outcome = match self.with(it, item, |machine| machine.eval(&it.body)) {
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
        self.work.spend(1)?;
        match stop {
            Some((stop, from, to)) => {
                self.reads.truncate(to);
                self.keep(start, from);
                Err(stop)
            }
            None => Ok(Value::Bool(!decider)),
        }
    }

    /// Whether the body or the filter holds for `item`.
    fn holds(outcome: Outcome) -> Result<bool, Stop> {
        match outcome? {
            Value::Bool(value) => Ok(value),
            _ => Err(Stop::no_overload()),
        }
    }

    fn exists_one(&mut self, it: &'a Comprehension, range: &Value) -> Outcome {
        let mut count = 0;
        for item in self.items(it, range)? {
            self.work.spend(1)?;
            let outcome = self.with(it, item, |machine| machine.eval(&it.body));
            if Self::holds(outcome)? {
                self.work.spend(1)?;
                count += 1;
            }
        }
        self.work.spend(2)?;
        Ok(Value::Bool(count == 1))
    }

    fn filter(&mut self, it: &'a Comprehension, range: &Value) -> Outcome {
        let mut kept = Vec::new();
        for item in self.items(it, range)? {
            let value = item.0.clone();
            let outcome = self.with(it, item, |machine| machine.eval(&it.body));
            if Self::holds(outcome)? {
                self.work.spend(LIST + 3)?;
                kept.push(value);
            } else {
                self.work.spend(1)?;
            }
        }
        self.work.spend(LIST + 1)?;
        Ok(Value::List(Arc::new(List { origin: 0, items: kept })))
    }

    /// Whether the filter of `it` lets `item` through.
    fn passes(&mut self, it: &'a Comprehension, item: &Item) -> Result<bool, Stop> {
        let Some(filter) = &it.filter else {
            return Ok(true);
        };
        let outcome = self.with(it, item.clone(), |machine| machine.eval(filter));
        Self::holds(outcome)
    }

    fn transformed(&mut self, it: &'a Comprehension, range: &Value) -> Outcome {
        let mut values = Vec::new();
        for item in self.items(it, range)? {
            self.work.spend(1)?;
            if !self.passes(it, &item)? {
                continue;
            }
            let value = self.with(it, item, |machine| machine.part(&it.body))?;
            self.work.spend(LIST + 1)?;
            values.push(value);
        }
        self.work.spend(LIST + 1)?;
        Ok(Value::list(values))
    }

    fn mapped(&mut self, it: &'a Comprehension, range: &Value, has_entries: bool) -> Outcome {
        let mut map = Map::default();
        for item in self.items(it, range)? {
            self.work.spend(2)?;
            if !self.passes(it, &item)? {
                continue;
            }
            let key = Key::of(&item.0);
            let value = self.with(it, item, |machine| machine.part(&it.body))?;
            let entries = match (has_entries, value) {
                (true, Value::Map(entries)) => entries,
                (true, Value::Unknown(missing)) => return Err(Stop::Unknown(missing)),
                (true, _) => return Err(Stop::no_overload()),
                (false, value) => {
                    let key = key.ok_or_else(|| Stop::error("unsupported key type"))?;
                    Arc::new(Map::new(0, [(key, value)]))
                }
            };
            for (key, value) in entries.iter() {
                if map.get(key).is_some() {
                    return Err(Stop::error("insert failed: key already exists"));
                }
                self.work.make(1)?;
                map.insert(key.clone(), value.clone());
            }
        }
        self.work.spend(MAP + 1)?;
        Ok(Value::Map(Arc::new(map)))
    }

    fn sorted(&mut self, it: &'a Comprehension, range: &Value) -> Outcome {
        let mut keys = Vec::new();
        for item in self.items(it, range)? {
            let key = self.with(it, item, |machine| machine.part(&it.body))?;
            self.work.spend(LIST + 2)?;
            keys.push(key);
        }
        let Value::List(list) = range else {
            return Err(Stop::no_overload());
        };
        let count = u64::try_from(list.items.len()).unwrap_or(u64::MAX);
        self.work
            .spend(count.saturating_mul(count).saturating_mul(2).saturating_add(2 * LIST + 2))?;
        sort_by_keys(&list.items, &keys, &mut self.work)
    }

    fn optional(&mut self, it: &'a Comprehension, target: Value, is_flat: bool) -> Outcome {
        let inner = match target {
            Value::Optional(None) => return Ok(Value::Optional(None)),
            Value::Optional(Some(inner)) => inner,
            _ => return Err(Stop::no_overload()),
        };
        self.work.spend(3)?;
        let item = (Value::clone(&inner), None);
        if is_flat {
            return self.with(it, item, |machine| machine.eval(&it.body));
        }
        let value = self.with(it, item, |machine| machine.part(&it.body))?;
        Ok(Value::Optional(Some(Arc::new(value))))
    }
}
