//! `plimsoll test`: pages of custom rules against their own examples.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Result, bail};
use plimsoll_testkit::{examples, failures, undecided};

use super::Verdict;
use crate::policies;

/// Checks pages of custom rules, and runs their examples
///
/// Exit codes: 0 every example is as its page says; 1 some are not, or a page has none; 2 a page
/// cannot be read.
#[derive(clap::Args)]
pub(crate) struct Test {
    /// Pages, and folders of pages
    #[arg(default_value = "policies")]
    paths: Vec<PathBuf>,
}

pub(crate) fn test(arguments: &Test) -> Result<Verdict> {
    let pages = policies::read(&arguments.paths)?;
    if pages.is_empty() {
        bail!("no page was found: a page is a Markdown file that begins with `---`");
    }
    let mut out = io::stdout().lock();
    let (mut unread, mut failed) = (0, 0);
    for page in &pages {
        let policy = match &page.read {
            Ok(policy) => policy,
            Err(problems) => {
                unread += 1;
                writeln!(out, "error  {}", page.path)?;
                policies::show(page, problems, &mut out)?;
                continue;
            }
        };
        let examples = examples(policy.rule.page()).len();
        let wrong = failures(&policy.rule);
        let word = if wrong.is_empty() && examples > 0 { "ok" } else { "FAILED" };
        writeln!(out, "{word:6} {} ({}, {examples} examples)", page.path, policy.rule.name())?;
        if examples == 0 {
            failed += 1;
            writeln!(
                out,
                "    no examples: add a block ```yaml bad with `#~ {}` at the end of the line that is wrong, and one ```yaml good",
                policy.rule.name()
            )?;
        } else if !wrong.is_empty() {
            failed += 1;
        }
        for it in &wrong {
            for line in it.lines() {
                writeln!(out, "    {line}")?;
            }
        }
        for it in undecided(&policy.rule) {
            writeln!(out, "    note: {it}")?;
        }
    }
    let passed = pages.len() - unread - failed;
    writeln!(
        out,
        "{} pages: {passed} passed, {failed} failed, {unread} cannot be read",
        pages.len()
    )?;
    Ok(match (unread, failed) {
        (0, 0) => Verdict::Clean,
        (0, _) => Verdict::Findings,
        _ => Verdict::Unsure,
    })
}
