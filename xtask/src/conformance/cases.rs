//! The cases of the other tools, in the two shapes in which they are kept.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use plimsoll_diagnostics::FileId;
use plimsoll_model::{Project, new_file};
use plimsoll_rules::Authority;
use serde::Deserialize;

/// A tool whose decisions are compared.
pub(super) struct Tool {
    /// The folder of its cases.
    pub(super) folder: &'static str,
    /// The list of its cases in that folder.
    list: &'static str,
    /// Who says so.
    pub(super) authority: Authority,
}

/// Every tool that there are cases of.
pub(super) const TOOLS: &[Tool] = &[
    Tool { folder: "kubelinter", list: "cases.jsonl", authority: Authority::KubeLinter },
    Tool { folder: "kubescore", list: "cases.jsonl", authority: Authority::KubeScore },
    Tool { folder: "polaris", list: "expected.jsonl", authority: Authority::Polaris },
    Tool { folder: "trivy_k8s", list: "cases.jsonl", authority: Authority::Trivy },
    Tool { folder: "checkov_k8s", list: "expected.jsonl", authority: Authority::Checkov },
    Tool { folder: "kics_k8s", list: "expected.jsonl", authority: Authority::Kics },
    Tool { folder: "kubescape", list: "expected.jsonl", authority: Authority::Kubescape },
    Tool { folder: "kyverno", list: "expected.jsonl", authority: Authority::Kyverno },
    Tool { folder: "compose_lint", list: "expected.jsonl", authority: Authority::ComposeLint },
    Tool { folder: "kics_compose", list: "expected.jsonl", authority: Authority::Kics },
    Tool { folder: "gatekeeper", list: "expected.jsonl", authority: Authority::Gatekeeper },
];

/// One decision of a tool.
pub(super) struct Case {
    /// What the tool calls the rule.
    pub(super) rule: String,
    /// What tells it from other cases of the rule.
    pub(super) name: String,
    /// The files, relative to the folder of all oracles.
    files: Vec<String>,
    /// Whether the tool finds something.
    pub(super) fails: bool,
    /// The services that it is about; empty for all of the files.
    pub(super) services: Vec<String>,
    /// The line, from one, of the object that it is about; `None` for all of the files.
    pub(super) object_line: Option<u32>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "peer_rule")]
    rule: String,
    title: Option<String>,
    case_id: Option<String>,
    #[serde(alias = "input_path")]
    file: String,
    #[serde(default)]
    files: Vec<String>,
    #[serde(alias = "expectation")]
    expect: String,
    object_line: Option<u32>,
    #[serde(default)]
    objects: Vec<String>,
    subrule: Option<String>,
}

/// Every case of `tool` below the folder `oracles`.
///
/// # Errors
///
/// If the list cannot be read.
pub(super) fn read(oracles: &Path, tool: &Tool) -> Result<Vec<Case>> {
    let list = oracles.join(tool.folder).join(tool.list);
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let lines = text.lines().filter(|it| !it.trim().is_empty());
    lines.map(|line| Ok(case(tool, serde_json::from_str(line)?))).collect()
}

fn case(tool: &Tool, line: Line) -> Case {
    // Newer lists have paths from their own folder.
    let from = |path: &String| match line.case_id {
        Some(_) => path.clone(),
        None => format!("{}/{path}", tool.folder),
    };
    let files = if line.files.is_empty() { vec![&line.file] } else { line.files.iter().collect() };
    let object = match (line.object_line, &*line.objects) {
        (Some(_), [object, ..]) => format!(" {object}"),
        _ => String::new(),
    };
    let subrule = line.subrule.as_ref().filter(|it| **it != line.rule);
    let subrule = subrule.map(|it| format!(" {it}")).unwrap_or_default();
    let name = line.case_id.clone().unwrap_or_else(|| {
        let file = line.file.strip_prefix("fixtures/").unwrap_or(&line.file);
        format!("{file}{object}{subrule}")
    });
    Case {
        rule: id(tool.authority, &line.rule, line.title.as_deref()),
        name,
        files: files.into_iter().map(from).collect(),
        fails: line.expect == "fail",
        services: match tool.authority {
            Authority::ComposeLint => line.objects.clone(),
            _ => Vec::new(),
        },
        object_line: line.object_line,
    }
}

/// The id by which the tool's users know the rule.
fn id(authority: Authority, rule: &str, title: Option<&str>) -> String {
    match authority {
        // Test names leave out the dash and pad to three digits.
        Authority::Trivy => match rule.strip_prefix("KSV").or(rule.strip_prefix("KCV")) {
            Some(number) => format!("{}-{number:0>4}", &rule[..3]),
            None => rule.to_owned(),
        },
        Authority::KubeScore => rule.to_lowercase().replace(' ', "-"),
        Authority::Kics => title.unwrap_or(rule).to_owned(),
        _ => rule.to_owned(),
    }
}

impl Case {
    /// The files of the case, judged together.
    ///
    /// # Errors
    ///
    /// If one of them cannot be read.
    pub(super) fn project(&self, oracles: &Path) -> Result<Project> {
        let mut files = Vec::new();
        for (path, position) in self.files.iter().zip(0..) {
            let text = fs::read_to_string(oracles.join(path)).with_context(|| path.clone())?;
            files.push(new_file(FileId(position), path.clone(), &text));
        }
        Ok(Project::new(files))
    }
}
