//! Rules that are not in the catalogue.

use std::sync::Arc;

use plimsoll_linter::{
    Linter, NameTaken, Settings,
    diagnostics::Severity,
    rules::{CustomControl, CustomRule, RuleRef},
};

const FILE: &str = "\
services:
  web:
    image: nginx:1.27.2
    deploy:
      replicas: 1
";

fn lonely(name: &str) -> CustomRule {
    CustomRule {
        name: name.to_owned(),
        summary: "workload runs once".to_owned(),
        severity: Severity::High,
        platform: None,
        controls: vec![CustomControl { authority: Err("House rules".into()), id: "7".into() }],
        fix: None,
        supersedes: Vec::new(),
        page: "Run two of everything.".to_owned(),
        source: "policies/lonely.md".to_owned(),
        check: Box::new(|project, cx| {
            for it in project.subjects.workloads.iter().filter(|it| it.replicas.is(1)) {
                cx.report_about(&it.identity, &it.replicas, format!("{it} runs once"));
            }
        }),
    }
}

fn with(rule: &RuleRef) -> Linter {
    let mut settings = Settings::of(|rule| rule.name.ends_with("-suppression"));
    settings.add(rule.clone()).expect("the name is free");
    Linter::new(settings)
}

#[test]
fn a_custom_rule_finds_places_like_any_other() {
    let report = with(&lonely("lonely").into()).check_text("compose.yaml", FILE);
    let found: Vec<_> = report.open().collect();
    let [it] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(it.diagnostic.rule.as_str(), "lonely");
    assert_eq!(it.diagnostic.address, "services.web.deploy.replicas");
    assert_eq!(it.rule.page(), "Run two of everything.");
    assert_eq!(it.rule.controls().next().map(|it| it.authority), Some("House rules"));
}

#[test]
fn comments_silence_custom_rules_and_misspelt_ones_are_found() {
    let linter = with(&lonely("lonely").into());
    let silenced = FILE.replace("  web:", "  web: # plimsoll: ignore[lonely] one is enough");
    assert_eq!(linter.check_text("compose.yaml", &silenced).open().count(), 0);

    let misspelt = silenced.replace("[lonely]", "[lonly]");
    let report = linter.check_text("compose.yaml", &misspelt);
    let messages: Vec<_> = report.diagnostics().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        ["`lonly` is not a rule; did you mean `lonely`?", "`web` runs once"],
        "{messages:?}"
    );
}

#[test]
fn a_name_is_given_once() {
    let mut settings = Settings::recommended();
    let taken = settings.add(lonely("root-user").into());
    assert_eq!(taken, Err(NameTaken("root-user".to_owned())));
}

#[test]
fn a_custom_rule_goes_away_with_its_settings() {
    let rule = Arc::new(lonely("lonely"));
    let linter = with(&RuleRef::Shared(Arc::clone(&rule)));
    let report = linter.check_text("compose.yaml", FILE);
    drop((linter, report));
    assert_eq!(Arc::strong_count(&rule), 1);
}
