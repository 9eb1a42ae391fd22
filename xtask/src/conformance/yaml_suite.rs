//! The YAML test suite: the tree, written as the suite's events, against the events that it
//! expects. Tags are compared by their presence only, since the tree keeps them as written, and
//! the style of collections and markers of documents are left out.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use anyhow::{Context, Result, ensure};
use plimsoll_yaml::{Kind, NodeId, Parse, ScalarStyle, parse};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    case_id: String,
    input_path: String,
    expectation: String,
    title: String,
    /// What a reader should see; not there for every case that should fail.
    events: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    /// Case and why it is read in another way.
    differs: BTreeMap<String, String>,
}

/// Reads every case; fails on one that is read in another way without a listed reason, and on a
/// listed one that is not.
///
/// # Errors
///
/// A case that cannot be loaded, or the cases that are out of order.
pub(crate) fn run(oracles: &Path) -> Result<()> {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/conformance/yaml_test_suite.toml");
    let listed: Listed = toml::from_str(&fs::read_to_string(list).context(list)?)?;
    let cases = oracles.join("yaml_test_suite/cases.jsonl");
    let text = fs::read_to_string(&cases).with_context(|| cases.display().to_string())?;
    let (mut count, mut wrong) = (0, Vec::new());
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        let case: Case = serde_json::from_str(line)?;
        count += 1;
        let input = fs::read_to_string(oracles.join(&case.input_path))?;
        let parse = parse(&input);
        let agrees = match &*case.expectation {
            "fail" => !parse.errors.is_empty(),
            _ => {
                let expected = case.events.as_deref().map(normal);
                parse.errors.is_empty() && expected.is_none_or(|it| events(&parse) == it)
            }
        };
        let is_listed = listed.differs.contains_key(&case.case_id);
        if agrees == is_listed {
            let what = if agrees { "agrees though it is listed" } else { "differs" };
            wrong.push(format!("{} ({}, {}): {what}", case.case_id, case.expectation, case.title));
        }
    }
    for it in &wrong {
        println!("yaml: {it}");
    }
    println!(
        "yaml: {} of {count} cases are read as expected, the others have a reason",
        count - listed.differs.len()
    );
    ensure!(
        count > 0 && wrong.is_empty(),
        "{} cases of the YAML test suite are out of order",
        wrong.len()
    );
    Ok(())
}

/// The expected events, without what is not compared.
fn normal(events: &str) -> String {
    let mut out = String::new();
    for line in events.lines().map(str::trim_start) {
        let (head, rest) = line.split_once(' ').unwrap_or((line, ""));
        let _ = match head {
            "+STR" | "-STR" => continue,
            "+DOC" | "-DOC" => writeln!(out, "{head}"),
            _ => {
                let mut rest = rest.trim_start_matches("{}").trim_start_matches("[]").trim_start();
                let anchor = match rest.strip_prefix('&') {
                    Some(after) => {
                        let (name, after) = after.split_once(' ').unwrap_or((after, ""));
                        rest = after;
                        format!(" &{name}")
                    }
                    None => String::new(),
                };
                let is_tagged = rest.starts_with('<');
                if is_tagged {
                    rest = rest.split_once("> ").map_or("", |(_, after)| after);
                }
                let tag = if is_tagged { " <>" } else { "" };
                writeln!(out, "{head}{anchor}{tag} {rest}")
            }
        };
    }
    out
}

fn events(parse: &Parse) -> String {
    let mut out = String::new();
    for document in parse.tree.documents() {
        out.push_str("+DOC\n");
        match document.root {
            Some(root) => node(parse, root, &mut out),
            None => out.push_str("=VAL :\n"),
        }
        out.push_str("-DOC\n");
    }
    out
}

fn node(parse: &Parse, id: NodeId, out: &mut String) {
    let it = parse.tree.node(id);
    let anchor = parse.tree.anchor(id).map(|it| format!(" &{}", it.name)).unwrap_or_default();
    let tag = if parse.tree.tag(id).is_some() { " <>" } else { "" };
    let _ = match &it.kind {
        Kind::Scalar(scalar) => {
            let style = match scalar.style {
                ScalarStyle::Plain => ':',
                ScalarStyle::SingleQuoted => '\'',
                ScalarStyle::DoubleQuoted => '"',
                ScalarStyle::Literal => '|',
                ScalarStyle::Folded => '>',
            };
            let mut value = scalar.value.replace('\\', "\\\\");
            for (from, to) in [("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"), ("\u{8}", "\\b")] {
                value = value.replace(from, to);
            }
            writeln!(out, "=VAL{anchor}{tag} {style}{value}")
        }
        Kind::Alias(alias) => writeln!(out, "=ALI *{}", alias.name),
        Kind::Mapping(mapping) => {
            let _ = writeln!(out, "+MAP{anchor}{tag} ");
            for entry in mapping.entries {
                node(parse, entry.key, out);
                node(parse, entry.value, out);
            }
            writeln!(out, "-MAP ")
        }
        Kind::Sequence(sequence) => {
            let _ = writeln!(out, "+SEQ{anchor}{tag} ");
            for item in sequence.items {
                node(parse, *item, out);
            }
            writeln!(out, "-SEQ ")
        }
    };
}
