//! From arguments and `plimsoll.toml` files to a linter.

use std::{
    env, fs,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use plimsoll_linter::{
    Configured, Date, Settings, Wanted,
    config::{Config, Inclusion, Loader, absolute},
    rules::{Profile, RuleSet, profile},
};

use crate::{console::eprint, policies};

/// Which rules run, and by which configuration.
#[derive(Args)]
pub(crate) struct Choice {
    /// The configuration for every file, in place of the nearest `plimsoll.toml` above each
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<String>,
    /// Reads no configuration file
    #[arg(long)]
    no_config: bool,
    /// Runs the rules of this profile, whatever configuration files choose
    #[arg(long, alias = "framework", value_name = "NAME", value_parser = profile_by_name)]
    profile: Option<&'static Profile>,
    /// Runs only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// Pages of custom rules, and folders of pages, beside those that configurations name
    #[arg(long, value_name = "PATH")]
    policies: Vec<String>,
    /// The day that decides on what has expired, in place of today
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
}

fn profile_by_name(name: &str) -> Result<&'static Profile, String> {
    profile::find(name).ok_or_else(|| {
        let known: Vec<&str> = profile::all().map(|it| it.name).collect();
        format!("the profiles are {}", known.join(", "))
    })
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|()| "a day looks like 2027-01-31".to_owned())
}

/// Reads configuration files from the disk.
pub(crate) struct ConfigDisk;

impl Loader for ConfigDisk {
    fn load(&self, path: &str) -> Result<String, String> {
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        String::from_utf8(bytes)
            .map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
    }

    fn exists(&self, path: &str) -> bool {
        // A link that leads nowhere is a configuration that cannot be read, and not none.
        fs::symlink_metadata(path).is_ok()
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, String> {
        let mut files = Vec::new();
        policies::collect(Path::new(folder), &mut files).map_err(|error| error.to_string())?;
        files.sort();
        Ok(files.iter().map(|it| it.to_string_lossy().replace('\\', "/")).collect())
    }
}

impl Choice {
    /// The profile that was asked for.
    pub(crate) const fn profile(&self) -> Option<&'static Profile> {
        self.profile
    }

    /// The settings of the files at `paths`, or of those that would lie here where there are none.
    pub(crate) fn configure<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p str>,
    ) -> Result<Configured> {
        let folder = env::current_dir().context("the working folder is not known")?;
        let folder = folder.to_string_lossy().replace('\\', "/");
        let rules = RuleSet::catalogue();
        let present =
            |name: &String| rules.find(name).map_or(name.clone(), |it| it.name().to_owned());
        let only: Vec<String> = self.only.iter().map(present).collect();
        let wanted = Wanted {
            file: self.config.as_ref().map(|file| absolute(&folder, file)),
            no_files: self.no_config,
            profile: self.profile,
            only: only.clone(),
            policies: self.policies.iter().map(|it| absolute(&folder, it)).collect(),
            today: Some(self.today.unwrap_or_else(today)),
            folder,
        };
        let configured = wanted.configure(paths, &ConfigDisk);
        for name in only {
            let has_it = |it: &Config| it.rules.find(&name).is_some();
            if rules.find(&name).is_none() && !configured.configs().any(has_it) {
                bail!("`{name}` is not a rule; `plimsoll rules` lists them");
            }
        }
        Ok(configured)
    }
}

/// What becomes of the file at `path`, and who says so.
pub(crate) fn inclusion(settings: &Settings, path: &str) -> String {
    match settings.inclusion(path) {
        Inclusion::Excluded(place) => {
            format!("not judged: excluded at {}", settings.config().shown(place))
        }
        Inclusion::NotIncluded => {
            "judged only when it is named: `include` does not take it in".to_owned()
        }
        Inclusion::Included | Inclusion::ByDefault => "judged".to_owned(),
    }
}

/// Today, in UTC.
pub(crate) fn today() -> Date {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    Date::from_unix_seconds(now)
}

/// Says what is wrong with the configurations, and whether they can be used.
pub(crate) fn complain(configured: &Configured) -> Result<()> {
    let mut is_wrong = false;
    for config in configured.configs() {
        eprint(&plimsoll_render::problems(config, &config.problems));
        is_wrong |= config.is_wrong();
    }
    if is_wrong {
        bail!("the configuration is not used as long as it has errors; nothing was checked");
    }
    Ok(())
}
