//! Pages of custom rules: those that come with a profile, and those that a configuration names.

use plimsoll_config::{Chain, Config, Loader, Place, Problem, Source, SourceId};
use plimsoll_diagnostics::{Level, TextRange};
use plimsoll_rules::RuleSet;

/// The rules of the catalogue with those of pages, and what is wrong with the pages.
pub(crate) struct Pages {
    pub(crate) rules: RuleSet,
    /// Names of rules that come with a profile.
    shipped: Vec<String>,
    sources: Vec<(Source, Vec<(TextRange, String)>)>,
    problems: Vec<Problem>,
}

impl Pages {
    /// Reads the pages of the profiles in `chain`, those that its files name, and those at the
    /// absolute paths `further`, files or folders.
    pub(crate) fn read(chain: &Chain, further: &[String], loader: &dyn Loader) -> Self {
        let mut pages = Self {
            rules: RuleSet::catalogue(),
            shipped: Vec::new(),
            sources: Vec::new(),
            problems: Vec::new(),
        };
        for (name, text) in chain.pages() {
            let before = pages.rules.iter().count();
            pages.add(name, text.to_owned());
            pages.shipped.extend(pages.rules.iter().skip(before).map(|it| it.name().to_owned()));
        }
        let named = chain.policies().into_iter().map(|(path, place)| (path, Some(place)));
        for (path, place) in named.chain(further.iter().map(|path| (path.clone(), None))) {
            pages.add_path(&path, place, loader);
        }
        pages
    }

    fn add_path(&mut self, path: &str, place: Option<Place>, loader: &dyn Loader) {
        let is_page = |path: &str| path.to_ascii_lowercase().ends_with(".md");
        let listed = match is_page(path) {
            true => Ok(vec![path.to_owned()]),
            false => loader.list(path),
        };
        let files = listed.unwrap_or_else(|why| {
            self.complain(place, format!("`{path}` cannot be read: {why}"));
            Vec::new()
        });
        for file in files.iter().filter(|it| is_page(it)) {
            match loader.load(file) {
                // Markdown without front matter in a folder is not a page.
                Ok(text)
                    if file != path && !text.trim_start_matches('\u{feff}').starts_with("---") => {}
                Ok(text) => self.add(file, text),
                Err(why) => self.complain(place, format!("`{file}` cannot be read: {why}")),
            }
        }
    }

    fn complain(&mut self, at: Option<Place>, message: String) {
        self.problems.push(Problem { at, level: Level::Error, message });
    }

    #[cfg(feature = "policy")]
    fn add(&mut self, path: &str, text: String) {
        let wrong = match plimsoll_policy::Policy::read(path, &text) {
            Ok(policy) => {
                let unknown = policy.supersedes.iter().filter(|it| self.rules.find(it).is_none());
                let mut wrong: Vec<_> =
                    unknown.map(|it| (policy.name_at, format!("`{it}` is not a rule"))).collect();
                if let Err(taken) = self.rules.add(policy.rule) {
                    wrong.push((policy.name_at, taken.to_string()));
                }
                wrong
            }
            Err(problems) => problems
                .into_iter()
                .map(|it| {
                    let help = it.help.map(|help| format!("; {help}")).unwrap_or_default();
                    (it.at, format!("{}{help}", it.message))
                })
                .collect(),
        };
        if !wrong.is_empty() {
            self.sources.push((Source { path: path.to_owned(), text }, wrong));
        }
    }

    #[cfg(not(feature = "policy"))]
    fn add(&mut self, path: &str, text: String) {
        let why = "rules as pages are not built in: the feature `policy` is off".to_owned();
        let wrong = vec![(TextRange::empty(0), why)];
        self.sources.push((Source { path: path.to_owned(), text }, wrong));
    }

    /// What has to be told about the pages once `config` is put together with their rules.
    pub(crate) fn finish(self, config: &mut Config, mildest: Level) {
        for (source, wrong) in self.sources {
            let id = SourceId(u32::try_from(config.sources.len()).unwrap_or(u32::MAX));
            config.sources.push(source);
            config.problems.extend(wrong.into_iter().map(|(at, message)| Problem {
                at: Some(Place { source: id, at }),
                level: Level::Error,
                message,
            }));
        }
        config.problems.extend(self.problems);
        for name in &self.shipped {
            config.raise(name, mildest);
        }
    }
}
