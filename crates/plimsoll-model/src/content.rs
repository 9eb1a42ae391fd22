//! What is written for a subject, for those who want more than its facts.

use plimsoll_compose as compose;
use plimsoll_facts::{
    Identity, Platform,
    value::{Content, Value, expand},
};
use plimsoll_kubernetes as kubernetes;
use plimsoll_yaml::SyntaxErrorKind;

use crate::project::Project;

impl Project {
    /// What the file holds for the subject: its mapping, aliases and merge keys applied, values
    /// that variables or templates fill in marked as unknown.
    ///
    /// A Compose service is seen as its own file writes it. Where `extends` or another file of the
    /// project may add to it, the mapping is incomplete: what is absent may be there after all.
    #[must_use]
    pub fn content(&self, identity: &Identity) -> Value {
        let file = self.file(identity.owner.file);
        let mut value = expand(&file.tree, file.id, identity.owner.node, &file.errors);
        let is_partial = match identity.platform {
            Platform::Compose => {
                compose::fill_in(&mut value);
                file.recognition.dialect.is_partial()
                    || value.get("extends").is_some()
                    || value.get("include").is_some()
                    || self.has_overrides(&file.path)
            }
            Platform::Kubernetes => {
                kubernetes::mark_uncertain(&mut value);
                file.recognition.dialect.is_partial()
            }
        };
        let is_lost = file.errors.iter().any(|it| {
            !matches!(it.kind, SyntaxErrorKind::Tolerated | SyntaxErrorKind::DuplicateKey)
                && file.tree.documents().len() < 2
        });
        if is_partial || is_lost {
            mark_incomplete(&mut value);
        }
        value
    }

    /// Whether an override of the Compose project in this folder is in sight.
    fn has_overrides(&self, path: &str) -> bool {
        let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let here = folder(path);
        self.files().iter().any(|it| {
            it.path != path
                && it.recognition.dialect == plimsoll_facts::Dialect::ComposeOverride
                && folder(&it.path) == here
        })
    }
}

/// Says of the outermost collection that it may hold more.
fn mark_incomplete(value: &mut Value) {
    match &mut value.content {
        Content::Map { is_incomplete, members } => {
            *is_incomplete = true;
            for member in members {
                mark_incomplete(&mut member.value);
            }
        }
        Content::List { is_incomplete, .. } => *is_incomplete = true,
        Content::Scalar(_) | Content::Lost => {}
    }
}
