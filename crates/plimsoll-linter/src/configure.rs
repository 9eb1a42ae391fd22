//! Which configuration is whose: each file has the nearest one above it.
//!
//! The command line and editors both ask here, so that they agree.

use std::collections::HashMap;

use plimsoll_config::{Chain, Config, Loader, absolute, folder_of, nearest, repository};
use plimsoll_diagnostics::{Date, Level};
use plimsoll_rules::{Profile, profile};

use crate::{linter::Linter, pages::Pages, settings::Settings};

/// What somebody asks for beside what configuration files say.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The absolute folder that paths of files are relative to.
    pub folder: String,
    /// The absolute path of the configuration file for everything.
    pub file: Option<String>,
    /// Whether configuration files are left unread.
    pub no_files: bool,
    /// The profile in place of those that configuration files choose, and of their `[rules]`.
    pub profile: Option<&'static Profile>,
    /// Nothing but these rules, by name; all that the configuration has on where the list is empty.
    pub only: Vec<String>,
    /// Absolute paths of pages of custom rules, or of folders of them, beside those that
    /// configuration files name.
    pub policies: Vec<String>,
    /// The day that decides on what has expired.
    pub today: Option<Date>,
}

/// The settings of some files.
#[derive(Debug)]
pub struct Configured {
    wanted: Wanted,
    settings: Vec<Settings>,
    by_folder: HashMap<String, usize>,
}

impl Wanted {
    /// Finds the configurations of the files at `paths`.
    #[must_use]
    pub fn configure<'p>(
        self,
        paths: impl IntoIterator<Item = &'p str>,
        loader: &dyn Loader,
    ) -> Configured {
        let mut it = Configured { wanted: self, settings: Vec::new(), by_folder: HashMap::new() };
        let mut by_file: HashMap<(Option<String>, Option<String>), usize> = HashMap::new();
        for path in paths {
            let folder = it.folder_of(path);
            if it.by_folder.contains_key(&folder) {
                continue;
            }
            let file = match (&it.wanted.file, it.wanted.no_files) {
                (Some(file), _) => Some(file.clone()),
                (None, true) => None,
                (None, false) => nearest(&folder, loader),
            };
            let root = repository(&folder, loader).map(str::to_owned);
            let position = match by_file.get(&(file.clone(), root.clone())) {
                Some(position) => *position,
                None => {
                    let settings = it.wanted.settings(file.as_deref(), loader);
                    it.settings.push(settings.in_repository(root.as_deref()));
                    by_file.insert((file, root), it.settings.len() - 1);
                    it.settings.len() - 1
                }
            };
            it.by_folder.insert(folder, position);
        }
        it
    }

    fn settings(&self, file: Option<&str>, loader: &dyn Loader) -> Settings {
        let chain = match file {
            Some(file) => Chain::load(file, loader),
            None => Chain::of_profile(profile::recommended()),
        };
        let chain = match self.profile {
            Some(profile) => chain.with_profile(profile),
            None => chain,
        };
        let pages = Pages::read(&chain, &self.policies, loader);
        let mildest = chain.mildest();
        let mut config = chain.resolve(pages.rules.clone());
        pages.finish(&mut config, mildest);
        let mut settings = Settings::new(config).in_folder(&self.folder);
        settings.today = self.today;
        if !self.only.is_empty() {
            let rules: Vec<(String, Option<Level>)> = settings
                .rules()
                .map(|(rule, level)| {
                    let is_wanted = self.only.iter().any(|it| it == rule.name());
                    let level = level.or(Some(rule.severity().level()));
                    (rule.name().to_owned(), level.filter(|_| is_wanted))
                })
                .collect();
            for (name, level) in rules {
                settings.set(&name, level);
            }
        }
        settings
    }
}

impl Configured {
    /// The same with suppressions that were written for other tools, whatever configurations say.
    #[must_use]
    pub fn with_foreign_suppressions(mut self) -> Self {
        for settings in &mut self.settings {
            settings.foreign_suppressions = true;
        }
        self
    }

    fn folder_of(&self, path: &str) -> String {
        folder_of(&absolute(&self.wanted.folder, path)).to_owned()
    }

    /// The configurations, in the order of the files that need them.
    pub fn configs(&self) -> impl Iterator<Item = &Config> {
        self.settings.iter().map(Settings::config)
    }

    /// The settings of the file at `path`, which is one of those that were configured.
    #[must_use]
    pub fn settings(&self, path: &str) -> Option<&Settings> {
        let position = self.by_folder.get(&self.folder_of(path))?;
        self.settings.get(*position)
    }

    /// A linter that judges each file by its own settings.
    #[must_use]
    pub fn linter(self) -> Linter {
        let Self { wanted, settings, mut by_folder } = self;
        // What is found about a configuration goes by what it says.
        for (position, it) in settings.iter().enumerate() {
            if let Some(folder) = it.config().folder() {
                by_folder.entry(folder.to_owned()).or_insert(position);
            }
        }
        Linter::by_file(settings, move |path| {
            let absolute = absolute(&wanted.folder, path);
            let mut folder = folder_of(&absolute);
            // A file that was only referred to may lie where none was configured.
            loop {
                if let Some(position) = by_folder.get(folder) {
                    return *position;
                }
                let above = folder_of(folder);
                if above == folder {
                    return 0;
                }
                folder = above;
            }
        })
    }
}
