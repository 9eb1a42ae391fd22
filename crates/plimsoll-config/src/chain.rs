//! A configuration file with everything that it extends, base first.

use plimsoll_diagnostics::{Level, TextRange};
use plimsoll_model::syntax::path::clean_path;
use plimsoll_rules::{Profile, profile};

use crate::{
    document::Document,
    hint::hint,
    path::{absolute, folder_of},
    source::{Loader, Place, Problem, Source, SourceId, Spanned},
};

/// How many files one configuration can extend, whatever they refer to.
const MAX_FILES: usize = 64;

/// A configuration file with everything that it extends, not yet put together.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    pub(crate) sources: Vec<Source>,
    pub(crate) problems: Vec<Problem>,
    /// Base first.
    pub(crate) layers: Vec<Layer>,
}

/// One step from the base to the file at the end.
#[derive(Clone, Debug)]
pub(crate) enum Layer {
    /// A profile that comes with plimsoll, and where it is named; nowhere for the default.
    Profile(&'static Profile, Option<Place>),
    /// A file.
    File(SourceId, Box<Document>),
}

impl Chain {
    /// What holds where there is no configuration file.
    #[must_use]
    pub fn of_profile(profile: &'static Profile) -> Self {
        Self { layers: vec![Layer::Profile(profile, None)], ..Self::default() }
    }

    /// Reads the file at the absolute `path` and what it extends. What is wrong is left out, and
    /// said.
    #[must_use]
    pub fn load(path: &str, loader: &dyn Loader) -> Self {
        let mut chain = Self::default();
        let path = clean_path(&path.replace('\\', "/"));
        match loader.load(&path) {
            Ok(text) => chain.add(path, text, loader, &mut Vec::new()),
            Err(why) => chain.problems.push(Problem {
                at: None,
                level: Level::Error,
                message: format!("`{path}` cannot be read: {why}"),
            }),
        }
        chain
    }

    /// The same with `profile` in place of everything that chooses rules: profiles and `[rules]`.
    #[must_use]
    pub fn with_profile(mut self, profile: &'static Profile) -> Self {
        self.layers.retain(|it| matches!(it, Layer::File(..)));
        for layer in &mut self.layers {
            if let Layer::File(_, document) = layer {
                document.rules.clear();
            }
        }
        self.layers.insert(0, Layer::Profile(profile, None));
        self
    }

    /// The files and folders with pages of rules that the configuration names, as absolute paths,
    /// each with its place.
    #[must_use]
    pub fn policies(&self) -> Vec<(String, Place)> {
        let mut found = Vec::new();
        for layer in &self.layers {
            let Layer::File(source, document) = layer else { continue };
            for it in &document.policies {
                let place = Place { source: *source, at: it.at };
                found.push((absolute(self.source(*source).folder(), &it.value), place));
            }
        }
        found
    }

    /// Pages of rules that come with its profiles, each by its name.
    #[must_use]
    pub fn pages(&self) -> Vec<(&'static str, &'static str)> {
        let mut found = Vec::new();
        for layer in &self.layers {
            if let Layer::Profile(profile, _) = layer {
                found.extend_from_slice(profile.pages);
            }
        }
        found
    }

    /// The level below which no rule is that comes with its profiles.
    #[must_use]
    pub fn mildest(&self) -> Level {
        let profiles = self.layers.iter().filter_map(|it| match it {
            Layer::Profile(profile, _) if !profile.pages.is_empty() => Some(profile.mildest),
            _ => None,
        });
        profiles.max().unwrap_or(Level::Note)
    }

    pub(crate) fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// Adds the file at `path` after its bases; `open` are the files that extend it.
    fn add(&mut self, path: String, text: String, loader: &dyn Loader, open: &mut Vec<String>) {
        let mut wrong = Vec::new();
        let document = Document::read(&text, &mut wrong);
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        self.sources.push(Source { path: path.clone(), text });
        self.complain(id, wrong);
        open.push(path);
        match &document.extends {
            None => self.layers.push(Layer::Profile(profile::recommended(), None)),
            Some(bases) => bases.iter().for_each(|base| self.extend(id, base, loader, open)),
        }
        open.pop();
        self.layers.push(Layer::File(id, Box::new(document)));
    }

    fn extend(
        &mut self,
        by: SourceId,
        base: &Spanned<String>,
        loader: &dyn Loader,
        open: &mut Vec<String>,
    ) {
        let place = Place { source: by, at: base.at };
        let name = base.value.as_str();
        if let Some(profile) = profile::find(name) {
            self.layers.push(Layer::Profile(profile, Some(place)));
            return;
        }
        let message = if name.contains("://") {
            format!("`{name}` is a URL; only profiles and files are extended, nothing is fetched")
        } else if !name.contains(['/', '\\']) && !name.ends_with(".toml") {
            let hint = hint(name, profile::all().map(|it| it.name));
            format!(
                "`{name}` is not a profile{hint} (`plimsoll profiles` lists them; a path ends in \
                 `.toml`)"
            )
        } else {
            let path = absolute(self.source(by).folder(), name);
            if let Some(at) = open.iter().position(|it| *it == path) {
                let mut round: Vec<&str> = open[at..].iter().map(String::as_str).collect();
                round.push(&path);
                format!("`{name}` extends itself: {}", round.join(" -> "))
            } else if self.sources.iter().any(|it| it.path == path) {
                // Both ways to a shared base end at the same file, and once is enough.
                return;
            } else if self.sources.len() >= MAX_FILES {
                format!("`{name}` is one file too many: {MAX_FILES} can be extended")
            } else {
                match loader.load(&path) {
                    Ok(text) => return self.add(path, text, loader, open),
                    Err(why) => format!("`{name}` cannot be read: {why}"),
                }
            }
        };
        self.problems.push(Problem { at: Some(place), level: Level::Error, message });
    }

    fn complain(&mut self, source: SourceId, wrong: Vec<(TextRange, String)>) {
        let problems = wrong.into_iter().map(|(at, message)| Problem {
            at: Some(Place { source, at }),
            level: Level::Error,
            message,
        });
        self.problems.extend(problems);
    }
}

/// The folder of the file at the end of the chain.
pub(crate) fn home(chain: &Chain) -> Option<&str> {
    chain.sources.first().map(|it| folder_of(&it.path))
}
