//! What there is to look at.

use plimsoll_yaml::{NodeId, SyntaxError, SyntaxErrorKind, Tree};

/// A file that is to be recognised.
#[derive(Clone, Copy)]
pub(super) struct Signals<'f> {
    /// Its path.
    pub(super) path: &'f str,
    /// Its text.
    pub(super) text: &'f str,
    /// What could be read of it.
    pub(super) tree: &'f Tree,
    /// What could not.
    pub(super) errors: &'f [SyntaxError],
}

impl<'f> Signals<'f> {
    /// The last part of the path, in lower case.
    pub(super) fn name(&self) -> String {
        self.path.rsplit('/').next().unwrap_or("").to_ascii_lowercase()
    }

    /// The folders of the path, the outermost first.
    pub(super) fn folders(&self) -> impl Iterator<Item = &'f str> {
        let folders = self.path.rsplit_once('/').map_or("", |(folders, _)| folders);
        folders.split('/').filter(|it| !it.is_empty())
    }

    /// The root of every document that is a mapping.
    pub(super) fn roots(&self) -> impl Iterator<Item = NodeId> {
        let roots = self.tree.documents().iter().filter_map(|document| document.root);
        roots.filter(|root| self.tree.mapping(*root).is_some())
    }

    /// The value of `key` in the mapping at `node`.
    pub(super) fn get(&self, node: NodeId, key: &str) -> Option<NodeId> {
        let entries = &self.tree.mapping(node)?.entries;
        let own = entries.iter().rev().find(|entry| self.tree.key_text(entry) == key);
        match own {
            Some(entry) => Some(entry.value),
            None if entries.iter().any(|entry| self.tree.key_text(entry) == "<<") => {
                Some(self.tree.member(node, key)?.value)
            }
            None => None,
        }
    }

    /// The value at the end of `path`.
    pub(super) fn dig(&self, node: NodeId, path: &[&str]) -> Option<NodeId> {
        path.iter().try_fold(node, |node, key| self.get(node, key))
    }

    /// The text of the single value of `key`.
    pub(super) fn text_of(&self, node: NodeId, key: &str) -> Option<&'f str> {
        Some(self.tree.scalar(self.get(node, key)?)?.value)
    }

    /// The keys of the mapping at `node`, as written.
    pub(super) fn keys(&self, node: NodeId) -> impl Iterator<Item = &'f str> {
        let entries = self.tree.mapping(node).map_or(&[][..], |it| it.entries);
        entries.iter().map(|entry| self.tree.key_text(entry))
    }

    /// Keys and values of the mapping at `node`, merge keys resolved.
    pub(super) fn members(&self, node: NodeId) -> impl Iterator<Item = (&'f str, NodeId)> {
        let members = self.tree.members(node).into_iter();
        members.map(|it| (self.tree.scalar(it.key).map_or("", |key| key.value), it.value))
    }

    /// The items of the sequence at `node`.
    pub(super) fn items(&self, node: NodeId) -> &'f [NodeId] {
        self.tree.sequence(node).map_or(&[], |it| it.items)
    }

    /// Whether text was left out of the tree.
    pub(super) fn is_broken(&self) -> bool {
        let is_loss = |kind| matches!(kind, SyntaxErrorKind::Malformed | SyntaxErrorKind::Limit);
        self.errors.iter().any(|error| is_loss(error.kind))
    }

    /// The first value that a line without indentation gives `key`: what is left to look at where
    /// the tree is broken.
    pub(super) fn line_value(&self, key: &str) -> Option<&'f str> {
        self.text.lines().find_map(|line| {
            let value = line.strip_prefix(key)?.strip_prefix(':')?;
            (value.is_empty() || value.starts_with([' ', '\t', '\r'])).then(|| value.trim())
        })
    }
}
