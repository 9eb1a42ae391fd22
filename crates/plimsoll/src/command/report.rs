//! `plimsoll report`: what the files say about each demand of a standard or guide.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use plimsoll_linter::{
    Attestation, Requirement, Settings, Status, exceptions, requirements_of,
    rules::{Authority, Profile},
    stella_ops_requirements,
};
use plimsoll_render::{AttestationFormat, Earlier, attestation, counted};

use super::{Verdict, baseline::Baselines, complain, unread};
use crate::{configuration::Choice, console::eprint, disk::Disk, input, options::Files};

/// Says for each demand of a profile whether it is met, failed, suppressed or not assessable
///
/// The profile is one with a standard behind it: `stella-ops`, `cis-docker`, `nsa-cisa`,
/// `pss-baseline` or `pss-restricted`. Exit codes: 0 nothing failed; 1 something did; 2 something
/// could not be looked at.
#[derive(clap::Args)]
pub(crate) struct Report {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choice: Choice,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// Where it is written, in place of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The baseline, in place of the one that the configuration names or that lies beside it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Says how it would be if nothing were suppressed
    #[arg(long)]
    no_suppressions: bool,
    /// An earlier report in JSON; what has changed since is shown
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One page for a browser and for print, without scripts or remote parts
    Html,
    /// A page for a repository
    Markdown,
    /// One object; what --compare reads
    Json,
    /// One line a demand
    Csv,
}

pub(crate) fn report(arguments: &Report) -> Result<Verdict> {
    let Some(profile) = arguments.choice.profile() else {
        bail!("a report needs `--profile NAME`: {}", reportable().join(", "));
    };
    let authorities = authorities(profile);
    let Some(authority) = authorities.first() else {
        bail!(
            "no standard stands behind `{}`; there is one behind {}",
            profile.name,
            reportable().join(", ")
        );
    };
    let earlier = arguments.compare.as_ref().map(earlier).transpose()?;
    if let Some(other) = earlier.as_ref().map(Earlier::profile).filter(|it| *it != profile.name) {
        bail!("the earlier report is about `{other}`, and this one about `{}`", profile.name);
    }
    let (input, configured) = input::read(&arguments.files, &arguments.choice)?;
    complain(&input);
    let linter = configured.linter();
    let (unread, accepted) = unread(&input.failed, &linter);
    let failed: Vec<(String, String)> = unread.into_iter().map(|it| (it.path, it.why)).collect();
    let mut report = linter.check_with(input.files, &Disk::of(&arguments.files));
    report.coverage.accepted.extend(accepted);
    Baselines::of(&report, &linter, arguments.baseline.as_deref())?.apply(&mut report, &linter);
    let register = exceptions(&report, &linter);
    if arguments.no_suppressions {
        report.lift_suppressions();
    }
    let first = report.project.files().first().map_or("", |it| it.path.as_str()).to_owned();
    let settings = linter.settings(&first);
    let rows = requirements(profile, &authorities, settings);
    let it = Attestation::new(profile.name, authority.title(), settings, &report, &failed, rows)
        .with_exceptions(register);
    let format = match arguments.format {
        Format::Html => AttestationFormat::Html,
        Format::Markdown => AttestationFormat::Markdown,
        Format::Json => AttestationFormat::Json,
        Format::Csv => AttestationFormat::Csv,
    };
    let to: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(
            fs::File::create(path)
                .with_context(|| format!("{} cannot be written", path.display()))?,
        ),
        None => Box::new(io::stdout().lock()),
    };
    let mut out = io::BufWriter::new(to);
    attestation(&it, earlier.as_ref(), format, &mut out)?;
    out.flush()?;
    let parts = Status::ALL.map(|status| format!("{} {}", it.count(status), status.as_str()));
    let files = counted(it.scope.len(), "file");
    eprint(&format!("{}; {files}\n", parts.join(", ")));
    if !failed.is_empty() || !report.coverage.is_complete() || it.scope.is_empty() {
        return Ok(Verdict::Unsure);
    }
    Ok(if it.count(Status::Failed) > 0 { Verdict::Findings } else { Verdict::Clean })
}

fn earlier(path: &PathBuf) -> Result<Earlier> {
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Earlier::read(&text).map_err(|why| anyhow!("{} is no earlier report: {why}", path.display()))
}

/// Whose demands the profile is about, its own first.
fn authorities(profile: &Profile) -> Vec<Authority> {
    let own = Authority::with_key(profile.name).filter(|it| it.is_standard());
    let below = (own == Some(Authority::PssRestricted)).then_some(Authority::PssBaseline);
    own.into_iter().chain(below).collect()
}

fn reportable() -> Vec<&'static str> {
    let profiles = plimsoll_linter::rules::profile::all();
    profiles.filter(|it| !authorities(it).is_empty()).map(|it| it.name).collect()
}

fn requirements(
    profile: &Profile,
    authorities: &[Authority],
    settings: &Settings,
) -> Vec<Requirement> {
    let by_control = authorities.iter().flat_map(|it| requirements_of(settings, *it));
    if profile.name != "stella-ops" {
        return by_control.collect();
    }
    let mut rows = stella_ops_requirements();
    // Pages of the project answer for the sections that they name, beside what is shipped.
    let shipped: Vec<String> = rows.iter().flat_map(|it| it.rules.clone()).collect();
    for mut own in by_control {
        own.rules.retain(|it| !shipped.contains(it));
        if !own.rules.is_empty() {
            rows.push(own);
        }
    }
    rows
}
