//! Maps.

use super::{Key, Origin, Value};

/// Entries with different keys, in the order of their keys.
///
/// The API server has no order at all: what depends on it comes out anew each time. Here it is
/// always the same.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// Where the map comes from.
    pub origin: Origin,
    entries: Vec<(Key, Value)>,
}

impl Map {
    /// A map of `entries`; of two with one key the last stays.
    pub fn new(origin: Origin, entries: impl IntoIterator<Item = (Key, Value)>) -> Self {
        let mut entries: Vec<(Key, Value)> = entries.into_iter().collect();
        entries.reverse();
        entries.sort_by(|left, right| left.0.cmp(&right.0));
        entries.dedup_by(|later, first| later.0 == first.0);
        Self { origin, entries }
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Value> {
        let at = self.entries.binary_search_by(|entry| entry.0.cmp(key)).ok()?;
        self.entries.get(at).map(|entry| &entry.1)
    }

    /// The value of the key `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.get(&Key::string(name))
    }

    /// Puts `value` under `key`, in place of what is there.
    pub fn insert(&mut self, key: Key, value: Value) {
        match self.entries.binary_search_by(|entry| entry.0.cmp(&key)) {
            Ok(at) => self.entries[at].1 = value,
            Err(at) => self.entries.insert(at, (key, value)),
        }
    }

    /// Takes out what is under `key`.
    pub fn remove(&mut self, key: &Key) -> Option<Value> {
        let at = self.entries.binary_search_by(|entry| entry.0.cmp(key)).ok()?;
        Some(self.entries.remove(at).1)
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Key, &Value)> {
        self.entries.iter().map(|entry| (&entry.0, &entry.1))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
