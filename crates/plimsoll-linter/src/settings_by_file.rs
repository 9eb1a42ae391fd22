//! Which of several settings are those of a file.

use crate::settings::Settings;

/// Says by the path of a file which of several settings are its own.
type Choose = dyn Fn(&str) -> usize + Send + Sync;

/// Settings, and which of them are whose.
pub(crate) struct SettingsByFile {
    /// Never empty.
    all: Vec<Settings>,
    choose: Option<Box<Choose>>,
}

impl SettingsByFile {
    /// The same for every file.
    pub(crate) fn same(settings: Settings) -> Self {
        Self { all: vec![settings], choose: None }
    }

    /// `choose` gets the path of a file and gives the position of its settings in `all`; a position
    /// out of range means the last ones. An empty list is as good as one with
    /// [`Settings::recommended`].
    pub(crate) fn new(
        mut all: Vec<Settings>,
        choose: impl Fn(&str) -> usize + Send + Sync + 'static,
    ) -> Self {
        if all.is_empty() {
            all.push(Settings::recommended());
        }
        Self { all, choose: Some(Box::new(choose)) }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Settings] {
        &self.all
    }

    /// The settings of the file at `path`.
    pub(crate) fn of(&self, path: &str) -> &Settings {
        &self.all[self.position(path)]
    }

    /// The position of the settings of the file at `path`.
    pub(crate) fn position(&self, path: &str) -> usize {
        let position = self.choose.as_ref().map_or(0, |choose| choose(path));
        position.min(self.all.len() - 1)
    }
}
