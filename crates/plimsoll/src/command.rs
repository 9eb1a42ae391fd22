//! What each command does.

mod check;
mod explain;
mod fix;
mod look;

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use plimsoll_linter::{Date, Linter, Settings, rules::catalogue};

pub(crate) use self::{
    check::check,
    explain::{explain, rules},
    fix::fix,
    look::{doctor, facts},
};
use crate::{
    arguments::{Profile, Rules},
    input::Input,
};

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Everything was looked at, and nothing is wrong.
    Clean,
    /// Something is wrong.
    Findings,
    /// Something could not be looked at.
    Unsure,
}

/// The linter that the arguments ask for.
fn linter(rules: &Rules) -> Result<Linter> {
    let mut settings = match (rules.only.is_empty(), rules.profile) {
        (false, _) | (true, Profile::All) => Settings::all(),
        (true, Profile::Recommended) => Settings::recommended(),
    };
    if !rules.only.is_empty() {
        let mut wanted = Vec::new();
        for name in &rules.only {
            let Some(entry) = catalogue::find(name) else {
                bail!("`{name}` is not a rule; `plimsoll rules` lists them");
            };
            wanted.push(entry.rule.name);
        }
        for entry in catalogue::all().filter(|entry| !wanted.contains(&entry.rule.name)) {
            settings.set(entry.rule.name, None);
        }
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    settings.today = Some(Date::from_unix_seconds(now));
    Ok(Linter::new(settings))
}

/// Says what could not be read.
fn complain(input: &Input) {
    for (path, why) in &input.failed {
        eprint(&format!("could not read {}: {why}\n", path.display()));
    }
}

/// Writes to standard error; there is nobody to tell if that fails.
fn eprint(text: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
}
