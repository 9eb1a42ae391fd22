//! `plimsoll baseline`, and what `check` does with one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use plimsoll_linter::{
    Baseline, Linter, Matched, Report, Settings,
    config::{absolute, folder_of},
};

use plimsoll_render::counted;

use super::{Verdict, complain};
use crate::{
    configuration::Choice,
    console::eprint,
    disk::{self, Disk},
    input,
    options::Files,
};

#[derive(Args)]
pub(crate) struct BaselineArguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Writes what is found now to a new baseline
    Create(Where),
    /// Adds what is new; with --prune takes out what is gone, and adds nothing
    Update(Update),
    /// Lists what is known, and counts it by rule
    Show(Where),
}

#[derive(Args)]
struct Where {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choice: Choice,
    /// The baseline, in place of the one that the configuration names or that lies beside it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

#[derive(Args)]
struct Update {
    #[command(flatten)]
    at: Where,
    /// Takes out what is gone, and adds nothing
    #[arg(long)]
    prune: bool,
}

pub(crate) fn baseline(arguments: &BaselineArguments) -> Result<Verdict> {
    let (at, is_new, prune) = match &arguments.action {
        Action::Create(at) => (at, true, false),
        Action::Update(it) => (&it.at, false, it.prune),
        Action::Show(at) => return show(at),
    };
    let (input, configured) = input::read(&at.files, &at.choice)?;
    complain(&input);
    let linter = configured.linter();
    let has_failed = !input.failed.is_empty();
    let mut report = linter.check_with(input.files, &Disk::of(&at.files));
    for home in Homes::of(&linter, &report, at.baseline.as_deref()).all {
        let place = |path: &str| home_of(&linter, path, at.baseline.as_deref(), &home);
        let found = Baseline::of(&report, &linter, place);
        let known = match (load(&home)?, is_new) {
            (Some(_), true) => {
                bail!("{home} is there already; `plimsoll baseline update` changes it")
            }
            (known, _) => known.unwrap_or_default(),
        };
        let mut changed = known.clone();
        if prune {
            let matched = known.apply(&mut report, &linter, place);
            let lost = known
                .iter()
                .filter(|it| !Path::new(&absolute(folder_of(&home), &it.path)).exists());
            changed.remove(matched.gone.iter().chain(lost));
            changed.spell_out(matched.implied);
        } else {
            changed.add(found);
        }
        store(&home, &changed)?;
        let (before, after) = (known.iter().count(), changed.iter().count());
        eprint(&format!("{home}: {}, {before} before\n", counted(after, "finding")));
    }
    if has_failed || !report.coverage.is_complete() {
        eprint(
            "something could not be looked at, and what is wrong there is not in the baseline\n",
        );
        return Ok(Verdict::Unsure);
    }
    Ok(Verdict::Clean)
}

fn show(at: &Where) -> Result<Verdict> {
    let found = input::find(&at.files)?;
    let configured = at.choice.configure(found.paths())?;
    crate::configuration::complain(&configured)?;
    let paths: Vec<String> = found.paths().map(str::to_owned).collect();
    let linter = configured.linter();
    let homes: BTreeSet<String> =
        paths.iter().map(|path| home(linter.settings(path), at.baseline.as_deref())).collect();
    let mut out = io::stdout().lock();
    for home in homes {
        let Some(baseline) = load(&home)? else {
            eprint(&format!("{home} is not there\n"));
            continue;
        };
        for it in baseline.iter() {
            writeln!(out, "{}: {} {}", it.path, it.rule, it.address)?;
        }
        let mut rules: Vec<&str> = baseline.iter().map(|it| it.rule.as_str()).collect();
        rules.sort_unstable();
        let mut counts: Vec<(usize, &str)> = rules
            .chunk_by(|one, other| one == other)
            .filter_map(|alike| Some((alike.len(), *alike.first()?)))
            .collect();
        counts.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
        for (count, rule) in counts {
            eprint(&format!("{count:6} {rule}\n"));
        }
    }
    Ok(Verdict::Clean)
}

/// The baselines of the files of a run.
struct Homes {
    all: BTreeSet<String>,
}

impl Homes {
    fn of(linter: &Linter, report: &Report, given: Option<&Path>) -> Self {
        let files = report.coverage.files.iter();
        let all = files
            .map(|it| home(linter.settings(&report.project.file(it.file).path), given))
            .collect();
        Self { all }
    }
}

/// The absolute path of the baseline for files with these settings.
fn home(settings: &Settings, given: Option<&Path>) -> String {
    if let Some(given) = given {
        return settings.absolute(&given.to_string_lossy());
    }
    settings.baseline_path()
}

/// The path of a file as the baseline at `wanted` knows it; `None` where it has another one.
fn home_of(linter: &Linter, path: &str, given: Option<&Path>, wanted: &str) -> Option<String> {
    let settings = linter.settings(path);
    if home(settings, given) != wanted {
        return None;
    }
    Some(settings.path_in_baseline(path, wanted))
}

fn load(home: &str) -> Result<Option<Baseline>> {
    let text = match fs::read_to_string(home) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{home} cannot be read")),
    };
    match Baseline::parse(&text) {
        Ok(baseline) => Ok(Some(baseline)),
        Err(why) => bail!("{home} is not a baseline: {why}"),
    }
}

fn store(home: &str, baseline: &Baseline) -> Result<()> {
    let text = baseline.render();
    let path = Path::new(home);
    let written = if path.exists() { disk::replace(path, &text) } else { fs::write(path, &text) };
    written.with_context(|| format!("{home} cannot be written"))
}

/// The baselines that files of a run have.
pub(crate) struct Baselines<'a> {
    given: Option<&'a Path>,
    by_home: BTreeMap<String, Baseline>,
}

impl<'a> Baselines<'a> {
    /// Those of the files of `report`.
    pub(crate) fn of(report: &Report, linter: &Linter, given: Option<&'a Path>) -> Result<Self> {
        let files = report.coverage.files.iter();
        Self::load(linter, files.map(|it| &*report.project.file(it.file).path), given)
    }

    /// Those of the files at `paths`.
    pub(crate) fn load<'p>(
        linter: &Linter,
        paths: impl Iterator<Item = &'p str>,
        given: Option<&'a Path>,
    ) -> Result<Self> {
        let homes: BTreeSet<String> =
            paths.map(|path| home(linter.settings(path), given)).collect();
        let mut by_home = BTreeMap::new();
        for home in homes {
            let is_named = given.is_some()
                || linter
                    .all_settings()
                    .iter()
                    .any(|it| it.config().baseline.as_ref().is_some_and(|(path, _)| *path == home));
            match load(&home)? {
                Some(baseline) => {
                    by_home.insert(home, baseline);
                }
                None if is_named => {
                    bail!("{home} is not there; `plimsoll baseline create` writes it")
                }
                None => {}
            }
        }
        Ok(Self { given, by_home })
    }

    /// Silences what they know; gives what came of it, for all of them together.
    pub(crate) fn apply(&self, report: &mut Report, linter: &Linter) -> Matched {
        let mut all = Matched::default();
        for (home, baseline) in &self.by_home {
            let place = |path: &str| home_of(linter, path, self.given, home);
            let matched = baseline.apply(report, linter, place);
            all.silenced += matched.silenced;
            all.gone.extend(matched.gone);
            all.implied.extend(matched.implied);
            all.beside += matched.beside;
        }
        all
    }
}
