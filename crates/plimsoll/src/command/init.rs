//! `plimsoll init`: a commented configuration to start from, made for what lies here.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::Path,
};

use anyhow::{Context, Result, bail};
use clap::Args;
use plimsoll_linter::{
    Report,
    config::FILE_NAME,
    model::{Dialect, Project},
};

use plimsoll_render::counted;

use super::{Verdict, complain};
use crate::{configuration::Choice, console::eprint, disk::Disk, input, options::Files};

#[derive(Args)]
pub(crate) struct Init {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choice: Choice,
}

/// Configurations of other linters, and whose they are.
const FOREIGN: &[(&str, &str)] = &[
    (".kube-linter.yaml", "kube-linter"),
    (".kube-linter.yml", "kube-linter"),
    (".checkov.yaml", "Checkov"),
    (".checkov.yml", "Checkov"),
    (".trivyignore", "Trivy"),
    (".trivyignore.yaml", "Trivy"),
    (".compose-lint.yml", "compose-lint"),
    (".dclintrc", "dclint"),
    ("kics.config", "KICS"),
];

/// Folders that hold what other people wrote, by convention.
const VENDORED: &[&str] = &["vendor", "third_party", "node_modules", "charts"];

pub(crate) fn init(arguments: &Init) -> Result<Verdict> {
    if Path::new(FILE_NAME).exists() {
        bail!("{FILE_NAME} is there already and is left as it is");
    }
    let (input, configured) = input::read(&arguments.files, &arguments.choice)?;
    complain(&input);
    if !input.failed.is_empty() {
        bail!("nothing was written");
    }
    let report = configured.linter().check_with(input.files, &Disk::of(&arguments.files));
    let text = text(&report);
    // The file may have appeared since.
    let file = OpenOptions::new().write(true).create_new(true).open(FILE_NAME);
    match file {
        Ok(mut file) => file.write_all(text.as_bytes()).context("it cannot be written")?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{FILE_NAME} is there already and is left as it is")
        }
        Err(error) => return Err(error).context(format!("{FILE_NAME} cannot be written")),
    }
    let open = report.open().count();
    eprint(&format!("wrote {FILE_NAME}\n"));
    if open > 0 {
        let found = counted(open, "finding");
        eprint(&format!(
            "{found} so far; `plimsoll baseline create` makes that known, so that only new ones \
             count\n"
        ));
    }
    Ok(Verdict::Clean)
}

fn text(report: &Report) -> String {
    let project = &report.project;
    let has =
        |wanted: fn(Dialect) -> bool| report.coverage.files.iter().any(|it| wanted(it.dialect));
    let has_compose = has(Dialect::is_compose);
    let has_kubernetes = has(|it| it.is_judged() && !it.is_compose());
    let mut out = String::from(
        "# What plimsoll checks here. `plimsoll config` shows what holds and which line decided,\n\
         # `plimsoll rules` lists the rules, `plimsoll profiles` the profiles.\n\n",
    );
    let profiles = match (has_compose, has_kubernetes) {
        (true, false) => "strict, cis-docker, reliability",
        (false, true) => "strict, pss-baseline, pss-restricted, nsa-cisa, reliability",
        _ => "strict, pss-baseline, pss-restricted, cis-docker, nsa-cisa, reliability",
    };
    let _ = writeln!(out, "# Others: {profiles}; and paths to files that you share.");
    out.push_str("extends = [\"recommended\"]\n\n");
    let _ = writeln!(
        out,
        "# Holds the set of rules where it is when plimsoll is upgraded.\nrules-version = {:?}\n",
        env!("CARGO_PKG_VERSION").rsplit_once('.').map_or("0", |(it, _)| it)
    );
    let vendored = vendored(project);
    if vendored.is_empty() {
        out.push_str("# Patterns as in .gitignore.\n# exclude = [\"vendor/\"]\n\n");
    } else {
        let _ = writeln!(
            out,
            "# Somebody else's by their names; patterns as in .gitignore.\n# exclude = {vendored:?}\n"
        );
    }
    out.push_str(
        "# Whether whoever silences a rule has to say why.\n# needs-reason = true\n\n[parameters]\n",
    );
    if has_kubernetes {
        out.push_str(
            "# The version that your clusters run; decides on removed and deprecated APIs.\n\
             # kubernetes-version = \"1.34\"\n",
        );
    }
    let registries = registries(project);
    if !registries.is_empty() {
        let _ = writeln!(
            out,
            "# The registries that are used here now. With this line, images from anywhere else\n\
             # are found by `untrusted-registry`.\n# trusted-registries = {registries:?}"
        );
    }
    out.push_str("\n[rules]\n");
    let mut counts: Vec<(usize, &str)> = Vec::new();
    let mut rules: Vec<&str> = report.open().map(|it| it.diagnostic.rule.as_str()).collect();
    rules.sort_unstable();
    for alike in rules.chunk_by(|one, other| one == other) {
        counts.push((alike.len(), alike[0]));
    }
    counts.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    if !counts.is_empty() {
        out.push_str("# What is found most often here; `off`, `note`, `warning` or `error`.\n");
    }
    for (count, rule) in counts.iter().take(5) {
        let found = counted(*count, "finding");
        let _ = writeln!(out, "# {rule} = \"off\"  # {found}");
    }
    out.push_str(
        "\n# Exceptions for a part of the project, with a reason and a last day.\n\
         # [[overrides]]\n# files = [\"legacy/\"]\n# workloads = [\"node-agent\"]\n\
         # rules = { privileged-container = \"off\" }\n\
         # because = \"reads the sensors of its node\"\n# until = 2027-12-31\n",
    );
    let gaps = project.subjects.gaps.iter().map(|it| it.reference.as_str());
    let references: BTreeSet<&str> = gaps.collect();
    if !references.is_empty() {
        let some: Vec<&str> = references.iter().copied().take(5).collect();
        let _ = writeln!(
            out,
            "\n# {} cannot be looked at from here, so that a run ends with exit code 2. Where others\n\
             # look at it, say so.\n# [[external]]\n# references = {some:?}  # `*` is a wildcard\n\
             # because = \"they are checked in their own repository\"\n# until = 2027-12-31",
            counted(references.len(), "reference"),
        );
    }
    for (name, tool) in FOREIGN.iter().filter(|(name, _)| Path::new(name).exists()) {
        let _ = writeln!(
            out,
            "\n# {name} is here: `plimsoll migrate` turns what silences {tool} into what silences \
             plimsoll."
        );
    }
    out
}

fn vendored(project: &Project) -> Vec<String> {
    let mut found = BTreeSet::new();
    for file in project.files() {
        for name in VENDORED {
            if file.path.split('/').rev().skip(1).any(|it| it == *name) {
                found.insert(format!("{name}/"));
            }
        }
    }
    found.into_iter().collect()
}

fn registries(project: &Project) -> Vec<&str> {
    let known = project.subjects.images.iter().filter_map(|it| it.registry.known());
    let found: BTreeSet<&str> = known.map(String::as_str).filter(|it| !it.is_empty()).collect();
    found.into_iter().collect()
}
