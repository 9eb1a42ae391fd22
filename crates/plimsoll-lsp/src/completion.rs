//! Names of rules, where plimsoll itself reads them: in comments that ignore findings, and in its
//! configuration. Everywhere else other servers complete.

use plimsoll_linter::rules::{RuleRef, catalogue};
use tower_lsp_server::ls_types::{
    CompletionItem, CompletionItemKind, Documentation, MarkupContent, MarkupKind, Position,
};

use crate::{
    document::Document,
    prose::prose,
    session::Session,
    unit::{Interest, interest},
};

/// What a comment begins with that plimsoll reads.
const MARK: &str = "plimsoll:";

/// What can be written at `position`; `rules` are those that there are.
pub(crate) fn completions(
    session: &Session,
    document: &Document,
    position: Position,
    rules: &[RuleRef],
) -> Vec<CompletionItem> {
    let offset = document.offset(position, session.encoding) as usize;
    let before = document.text.get(..offset).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let wanted = match interest(document) {
        Interest::Judged => in_comment(line),
        Interest::Configuration => in_configuration(before),
        Interest::Silent => Wanted::Nothing,
    };
    match wanted {
        Wanted::Nothing => Vec::new(),
        Wanted::Verb => vec![CompletionItem {
            label: "ignore[…]".to_owned(),
            kind: Some(CompletionItemKind::KEYWORD),
            detail: Some("ignores rules for what is below this line".to_owned()),
            insert_text: Some("ignore[".to_owned()),
            ..CompletionItem::default()
        }],
        Wanted::Rules => rules.iter().map(item).collect(),
    }
}

/// Every rule that is compiled in.
pub(crate) fn known() -> Vec<RuleRef> {
    catalogue::all().map(RuleRef::from).collect()
}

fn item(rule: &RuleRef) -> CompletionItem {
    CompletionItem {
        label: rule.name().to_owned(),
        kind: Some(CompletionItemKind::ENUM_MEMBER),
        detail: Some(format!("{} ({})", rule.summary(), rule.severity())),
        documentation: Some(Documentation::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: prose(rule.page()),
        })),
        ..CompletionItem::default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Nothing,
    Verb,
    Rules,
}

/// What is wanted behind `line`, the part of a line of YAML before the cursor.
fn in_comment(line: &str) -> Wanted {
    let Some((before, comment)) = line.split_once('#') else { return Wanted::Nothing };
    let is_comment = before.is_empty() || before.ends_with([' ', '\t']);
    let Some(body) = comment.trim_start().strip_prefix(MARK).filter(|_| is_comment) else {
        return Wanted::Nothing;
    };
    let body = body.trim_start();
    match body.strip_prefix("ignore[") {
        Some(names) if !names.contains(']') => Wanted::Rules,
        Some(_) => Wanted::Nothing,
        None if "ignore[".starts_with(body) => Wanted::Verb,
        None => Wanted::Nothing,
    }
}

/// What is wanted behind `before`, the part of a configuration before the cursor: rules are the
/// keys of tables called `rules`, and stand in lists called `rules`.
fn in_configuration(before: &str) -> Wanted {
    let line = before.rsplit('\n').next().unwrap_or("");
    let is_key = !line.contains(['=', '#', '[', '{']);
    let table = before.lines().rev().skip(usize::from(!before.ends_with('\n'))).find_map(|it| {
        let name = it.trim().strip_prefix('[')?.split(']').next()?;
        (!it.contains('=')).then(|| name.trim_start_matches('[').trim().to_owned())
    });
    let is_rules = table.as_deref().and_then(|it| it.rsplit('.').next()) == Some("rules");
    let is_listed = line.split_once('=').is_some_and(|(key, value)| {
        let is_inside = value.contains(['[', '{']) && !value.contains([']', '}']);
        key.trim().rsplit('.').next() == Some("rules") && is_inside
    });
    if (is_key && is_rules) || is_listed { Wanted::Rules } else { Wanted::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_completed_in_comments_that_plimsoll_reads() {
        let cases = [
            ("  # plimsoll: ignore[", Wanted::Rules),
            ("  a: 1 # plimsoll: ignore[root-user, ", Wanted::Rules),
            ("  # plimsoll: ignore[root-user] because", Wanted::Nothing),
            ("  # plimsoll: ig", Wanted::Verb),
            ("  # plimsoll:", Wanted::Verb),
            ("  # ignore[", Wanted::Nothing),
            ("  a: b#plimsoll: ignore[", Wanted::Nothing),
            ("  privileged: ", Wanted::Nothing),
        ];
        for (line, expected) in cases {
            assert_eq!(in_comment(line), expected, "{line}");
        }
    }

    #[test]
    fn rules_are_completed_where_a_configuration_names_them() {
        let cases = [
            ("[rules]\n", Wanted::Rules),
            ("[rules]\nroot-user = \"off\"\npri", Wanted::Rules),
            ("[rules]\nroot-user = \"", Wanted::Nothing),
            ("[parameters]\n", Wanted::Nothing),
            ("[[overrides]]\nfiles = [\"a\"]\nrules = { ", Wanted::Rules),
            ("[overrides.rules]\n", Wanted::Rules),
            ("[rules]\n# ", Wanted::Nothing),
        ];
        for (text, expected) in cases {
            assert_eq!(in_configuration(text), expected, "{text}");
        }
    }
}
