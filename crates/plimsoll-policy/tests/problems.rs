//! What is wrong with pages, and where.

use plimsoll_policy::Policy;

const PAGE: &str = "\
---
name: ours
summary: it is wrong
severity: low
subject: container
message: \"{container} is wrong\"
---

```cel
container.privileged
```
";

/// The first problem of `page` as `the bytes it is about: message; help`.
fn problem(page: &str) -> String {
    let problems = Policy::read("ours.md", page).expect_err(page);
    let it = &problems[0];
    let at = it.at.slice(page);
    let at = if at.contains('\n') { "…" } else { at };
    let help = it.help.as_ref().map(|it| format!("; {it}")).unwrap_or_default();
    format!("{at}: {}{help}", it.message)
}

#[test]
fn mistakes_in_a_block_are_found_before_a_file_is_read() {
    for (block, expected) in [
        (
            "container.priviledged",
            "priviledged: `priviledged` is nothing that can be asked of container; did you mean `privileged`?",
        ),
        (
            "contaner.privileged",
            "contaner: `contaner` is not a variable here; did you mean `container`?",
        ),
        (
            "privileged",
            "privileged: `privileged` is not a variable here; write `container.privileged`",
        ),
        ("container.privileged == 'yes'", "a bool is never equal to a string"),
        (
            "container.role == 'sidcar'",
            "'sidcar': `sidcar` is never its value; did you mean `sidecar`?",
        ),
        (
            "container.role in ['main', 'inti']",
            "'inti': `inti` is never its value; did you mean `init`?",
        ),
        (
            "container.user == 'root'",
            "a {kind: \"root\" | \"id\" | \"name\" | \"from-image\", id: number | null, name: string} cannot be compared as a whole; compare a part of it: `kind`, `id` or `name`",
        ),
        (
            "container.added_capabilities == ['ALL']",
            "a list(string) cannot be compared as a whole; ask `size(…)`, `… in`, `.all` or `.exists` of it",
        ),
        (
            "container.added_capabilities.name == 'ALL'",
            "`name` is nothing that can be asked of a list(string); ask its items: `.exists(it, it.name …)`, `.all(it, it.name …)`",
        ),
        ("5 in container.added_capabilities", "a number is never in a list(string)"),
        ("container.privileged == null", "a bool is never null"),
        ("null == container.process_limit", "`null` stands first; write it behind: `… == null`"),
        ("container.privileged < true", "a bool is neither less nor more than a bool"),
        (
            "container.role.startWith('m')",
            "`startWith` is not a method; did you mean `startsWith`?",
        ),
        ("container.role.startsWith('m', 'n')", "`startsWith` takes 1 arguments, not 2"),
        ("container.role.matches('(')", "not a regular expression"),
        (
            "container.role.matches(container.name)",
            "a regular expression has to be written as a literal",
        ),
        ("size(container.privileged) > 1", "`size` needs a string or list, not a bool"),
        ("container.memory_limit", "the block is a number | null, not true or false"),
        (
            "container.privileged && container.role",
            "this is a \"main\" | \"init\" | \"sidecar\" | \"ephemeral\", and true or false is needed here",
        ),
        (
            "has(container.privileged)",
            "`has` is for the parts of `content`; `privileged` is always there; compare its value instead",
        ),
        (
            "container.content.a == container.content.b",
            "two parts of a content cannot be compared as they are; say what they are: `string(…)`, `int(…)`",
        ),
        ("container.privileged &&", "not CEL: "),
        ("container.privileged ) ", "not CEL: "),
        ("container.?privileged", "not CEL: "),
        ("{'a': 1}.a == 1", "maps and messages cannot be made in a block"),
        (
            "project.container.size() > 0",
            "`container` is nothing that can be asked of project; did you mean `containers`?",
        ),
        (
            "project.containers.all(a, project.containers.all(b, project.containers.all(c, project.containers.all(d, true))))",
            "more than 3 comprehensions inside each other",
        ),
        ("", "the block is empty"),
    ] {
        let found = problem(&PAGE.replace("container.privileged\n", &format!("{block}\n")));
        assert!(found.contains(expected), "{block}\n  found    {found}\n  expected {expected}");
    }
}

#[test]
fn mistakes_in_the_front_matter_are_found_where_they_are() {
    for (from, to, expected) in [
        ("severity: low", "severity: lo", "lo: `lo` is not a severity; did you mean `low`?"),
        ("severity: low", "severty: low", "the front matter has no `severity`"),
        (
            "severity: low",
            "severity: low\nsevrity: low",
            "sevrity: `sevrity` is not a key of the front matter; did you mean `severity`?",
        ),
        (
            "subject: container",
            "subject: contaner",
            "contaner: `contaner` is not a kind of subject; did you mean `container`?",
        ),
        (
            "name: ours",
            "name: Our rule",
            "Our rule: `Our rule` is not a name for a rule; name the offence in lower case with hyphens: `foreign-registry`",
        ),
        (
            "{container} is",
            "{contaner} is",
            "`{contaner}` in the message is nothing that is known of a container",
        ),
        (
            "{container} is",
            "{privilegd} is",
            "`{privilegd}` in the message is nothing that is known of a container; did you mean `privileged`?",
        ),
        ("{container} is", "{container is", "a `{` in the message has no `}`"),
        (
            "{container} is",
            "{content} is",
            "`{content}` in the message cannot be shown in one line",
        ),
        (
            "subject: container",
            "subject: container\nat: privilege",
            "privilege: `privilege` is not a fact of a container; did you mean `privileged`?",
        ),
        (
            "subject: container",
            "subject: container\nfix: {title: t, safety: hardening, set: {privileged: false}}",
            "a hardening fix does not say what it can break",
        ),
        (
            "subject: container",
            "subject: container\nfix: {title: t, safety: saf, set: {privileged: false}}",
            "saf: `saf` is not a safety; did you mean `safe`?",
        ),
        (
            "subject: container",
            "subject: container\nfix: {title: t, safety: safe, set: {privilege: false}}",
            "privilege: `privilege` is not a fact of a container",
        ),
        (
            "subject: container",
            "subject: container\ncontrols: [5.10]",
            "`controls` does not say who demands what",
        ),
        ("name: ours", "name: [ours", "name: [ours: `[` is not closed"),
    ] {
        assert!(PAGE.contains(from), "{from}");
        let found = problem(&PAGE.replace(from, to));
        assert!(found.contains(expected), "{to}\n  found    {found}\n  expected {expected}");
    }
}

#[test]
fn every_mistake_is_told_at_once() {
    let page = PAGE.replace("low", "lo").replace("privileged", "priviledged");
    let problems = Policy::read("ours.md", &page).expect_err("two mistakes");
    assert!(!problems.is_empty());
    let page = PAGE.replace("{container}", "{conainer}").replace("privileged", "priviledged");
    let problems = Policy::read("ours.md", &page).expect_err("two mistakes");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].at < problems[1].at);
}

#[test]
fn a_page_says_what_the_platform_makes_of_it() {
    let with =
        |word: &str| PAGE.replace("severity: low", &format!("severity: low\nplatform: {word}"));
    let policy = Policy::read("ours.md", &with("refuses")).expect("a page");
    assert_eq!(policy.rule.platform().map(plimsoll_diagnostics::Reaction::as_str), Some("refuses"));
    assert_eq!(Policy::read("ours.md", PAGE).expect("a page").rule.platform(), None);
    assert_eq!(
        problem(&with("refuse")),
        "refuse: `refuse` is not a reaction of a platform; did you mean `refuses`?"
    );
}

#[test]
fn a_page_about_several_kinds_asks_what_all_of_them_have() {
    let with = |subject: &str, message: &str, block: &str| {
        PAGE.replace("subject: container", &format!("subject: {subject}"))
            .replace("{container} is wrong", message)
            .replace("container.privileged", block)
    };
    let both = "[container, workload]";
    let page = with(both, "{subject} is wrong", "subject.name == 'web'");
    assert!(Policy::read("ours.md", &page).is_ok());
    assert!(
        Policy::read("ours.md", &with("container", "{subject} is", "subject.privileged")).is_ok()
    );
    for (page, expected) in [
        (
            with(both, "{subject} is wrong", "subject.privileged"),
            "privileged: `privileged` is nothing that can be asked of workload",
        ),
        (
            with(both, "{subject} is wrong", "container.privileged"),
            "container: `container` is not a variable here",
        ),
        (
            with("[container, contaner]", "{subject} is", "subject.name == ''"),
            "contaner: `contaner` is not a kind of subject; did you mean `container`?",
        ),
        (
            with("[workload, workload]", "{subject} is", "subject.name == ''"),
            "workload: `workload` stands there twice",
        ),
        (with("[]", "{subject} is", "subject.name == ''"), "the front matter has no `subject`"),
    ] {
        let said = problem(&page);
        assert!(said.contains(expected), "{said}\n{expected}");
    }
}
