//! What the API server refuses in admission policies and their bindings, though every field has the
//! right type.
//!
//! Source: `pkg/apis/admissionregistration/validation` of Kubernetes 1.37, and for expressions the
//! compiler of apiserver 0.37. What is asked of single fields is in `rules`, and what is asked of
//! webhooks too in `cluster`.

use plimsoll_cel::{Expression, ProblemKind, Type};
use plimsoll_facts::{Versions, subjects::DefectKind, value::Value};

use super::validation::{Refusal, given, text, word};
use crate::admission::{Names, Place};

/// The newest release whose library of expressions is known.
const NEWEST: u32 = 37;

/// The release that policies are final in.
const OLDEST: u32 = 30;

/// The most audit annotations, the longest expression of one in bytes, and the most conditions.
const AUDIT_ANNOTATIONS: usize = 20;
const VALUE_EXPRESSION: usize = 5 * 1024;
const MATCH_CONDITIONS: usize = 64;

/// Refusals with the address of the mapping that each is about.
pub(super) type Found<'v> = Vec<(String, Refusal<'v>)>;

/// What is refused in the object, if it is a policy or a binding.
pub(super) fn of_object<'v>(kind: &str, object: &'v Value, found: &mut Found<'v>) {
    let Some(spec) = object.get("spec") else {
        // Nothing of a policy and of a binding has a default.
        if let Some(at) = object
            .get("kind")
            .filter(|_| kind.contains("AdmissionPolicy") && !object.is_incomplete())
        {
            found.push((
                String::new(),
                Refusal::missing(at, "spec", "`spec` has to be given".to_owned()),
            ));
        }
        return;
    };
    match kind {
        "ValidatingAdmissionPolicy" => {
            let name = object.dig(&["metadata", "name"]).and_then(text).unwrap_or("policy");
            let names = common(spec, false, found);
            validations(spec, name, &names, found);
        }
        "MutatingAdmissionPolicy" => {
            let names = common(spec, true, found);
            mutations(spec, &names, found);
        }
        "ValidatingAdmissionPolicyBinding" | "MutatingAdmissionPolicyBinding" => {
            binding(spec, kind == "MutatingAdmissionPolicyBinding", found);
        }
        _ => {}
    }
}

/// What both kinds of policies have: parameters, constraints, conditions and variables.
fn common<'v>(spec: &'v Value, is_mutating: bool, found: &mut Found<'v>) -> Names {
    let has_variables = is_mutating || !items(spec, "variables").is_empty();
    let mut names = Names::new(given(spec, "paramKind").is_some(), has_variables);
    if let Some(kind) = spec.get("paramKind") {
        param_kind(kind, found);
    }
    if let Some(constraints) = spec.get("matchConstraints") {
        resources(constraints, "spec.matchConstraints", is_mutating, found);
    }
    conditions(spec, &names, found);
    for (at, variable) in items(spec, "variables").iter().enumerate() {
        let address = format!("spec.variables[{at}]");
        let name = word(variable, "name").filter(|it| !it.trim().is_empty());
        let type_ = expression(variable, "expression", Place::Variable, &names, &address, found);
        if let Some(name) = name {
            names.add(name, type_.unwrap_or(Type::Dyn));
        }
    }
    names
}

fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).map_or(&[][..], Value::items)
}

fn param_kind<'v>(kind: &'v Value, found: &mut Found<'v>) {
    let address = "spec.paramKind".to_owned();
    if let (Some(name), Some(value)) = (word(kind, "kind"), kind.get("kind"))
        && !name.is_empty()
        && !is_label(&name.to_ascii_lowercase())
    {
        let message = format!("`{name}` is no kind");
        found.push((address.clone(), Refusal::invalid(value, "kind", message)));
    }
    if let (Some(version), Some(value)) = (word(kind, "apiVersion"), kind.get("apiVersion"))
        && !version.is_empty()
    {
        let (group, version) = version.rsplit_once('/').unwrap_or(("", version));
        let is_fine = is_label(version)
            && version.starts_with(|it: char| it.is_ascii_lowercase())
            && (group.is_empty() || group.split('.').all(is_label));
        if !is_fine {
            let message = "`apiVersion` is no group with a version".to_owned();
            found.push((address, Refusal::invalid(value, "apiVersion", message)));
        }
    }
}

/// Whether `text` is a label of DNS.
fn is_label(text: &str) -> bool {
    let is_inner = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    !text.is_empty()
        && text.len() <= 63
        && text.chars().all(is_inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether `text` is a name with a prefix or without, as keys of labels are.
fn is_qualified(text: &str) -> bool {
    let (prefix, name) = match text.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, text),
    };
    let is_edge = |it: char| it.is_ascii_alphanumeric();
    let is_inner = |it: char| is_edge(it) || matches!(it, '-' | '_' | '.');
    prefix.is_none_or(|prefix| prefix.len() <= 253 && prefix.split('.').all(is_label))
        && name.len() <= 63
        && name.starts_with(is_edge)
        && name.ends_with(is_edge)
        && name.chars().all(is_inner)
}

/// Rules and selectors of constraints or of a binding.
fn resources<'v>(constraints: &'v Value, address: &str, is_mutating: bool, found: &mut Found<'v>) {
    for key in ["resourceRules", "excludeResourceRules"] {
        for (at, rule) in items(constraints, key).iter().enumerate() {
            let address = format!("{address}.{key}[{at}]");
            if is_mutating && key == "resourceRules" {
                for operation in
                    items(rule, "operations").iter().filter(|it| text(it) == Some("DELETE"))
                {
                    let message = "`DELETE` leaves nothing to mutate".to_owned();
                    found.push((
                        address.clone(),
                        Refusal::invalid(operation, "operations", message),
                    ));
                }
            }
            rule_lists(rule, &address, found);
        }
    }
}

fn rule_lists<'v>(rule: &'v Value, address: &str, found: &mut Found<'v>) {
    let mut push = |value: &'v Value, key: &str, message: String| {
        found.push((address.to_owned(), Refusal::invalid(value, key, message)));
    };
    for (key, wildcard) in
        [("operations", "*"), ("apiGroups", "*"), ("apiVersions", "*"), ("resources", "*/*")]
    {
        let list = items(rule, key);
        let all = list.iter().find(|it| text(it) == Some(wildcard));
        if let Some(all) = all.filter(|_| list.len() > 1) {
            push(all, key, format!("`{wildcard}` takes no others beside it in `{key}`"));
        }
    }
    let list = items(rule, "resources");
    let last = list.iter().filter_map(text).rfind(|it| !it.contains('/'));
    if let (Some(all), Some(last)) = (list.iter().find(|it| text(it) == Some("*")), last)
        && last != "*"
    {
        push(all, "resources", format!("`*` takes no `{last}` beside it in `resources`"));
    }
    for (at, item) in list.iter().enumerate() {
        let Some((resource, sub)) = text(item).and_then(|it| it.split_once('/')) else { continue };
        let before = || list[..at].iter().filter_map(text);
        let whole = [format!("{resource}/*"), format!("*/{sub}")];
        if let Some(whole) = whole.iter().find(|whole| before().any(|it| it == **whole)) {
            push(
                item,
                "resources",
                format!("`{resource}/{sub}` stands beside `{whole}`, which has it"),
            );
        }
    }
    let names = items(rule, "resourceNames");
    for (at, item) in names.iter().enumerate() {
        let Some(name) = text(item) else { continue };
        if matches!(name, "." | "..") || name.contains(['/', '%']) {
            push(item, "resourceNames", format!("`{name}` is no name of an object"));
        } else if names[..at].iter().any(|it| text(it) == Some(name)) {
            push(item, "resourceNames", format!("`{name}` stands there twice"));
        }
    }
}

fn conditions<'v>(spec: &'v Value, names: &Names, found: &mut Found<'v>) {
    let list = items(spec, "matchConditions");
    if let Some(all) = spec.get("matchConditions").filter(|_| list.len() > MATCH_CONDITIONS) {
        let message = format!(
            "`matchConditions` has {} items, and at most {MATCH_CONDITIONS} are taken",
            list.len()
        );
        found.push(("spec".to_owned(), Refusal::invalid(all, "matchConditions", message)));
    }
    for (at, condition) in list.iter().enumerate() {
        let address = format!("spec.matchConditions[{at}]");
        expression(condition, "expression", Place::MatchCondition, names, &address, found);
    }
}

fn validations<'v>(spec: &'v Value, policy: &str, names: &Names, found: &mut Found<'v>) {
    let (list, audits) = (items(spec, "validations"), items(spec, "auditAnnotations"));
    for (at, validation) in list.iter().enumerate() {
        let address = format!("spec.validations[{at}]");
        expression(validation, "expression", Place::Validation, names, &address, found);
        expression(validation, "messageExpression", Place::Message, names, &address, found);
        let Some((message, value)) = word(validation, "message").zip(validation.get("message"))
        else {
            continue;
        };
        let problem = match message.trim() {
            "" if !message.is_empty() => "`message` is blank",
            trimmed if trimmed.contains(['\n', '\r']) => "`message` has line breaks",
            _ => continue,
        };
        found.push((address, Refusal::invalid(value, "message", problem.to_owned())));
    }
    if let Some(all) = spec.get("auditAnnotations").filter(|_| audits.len() > AUDIT_ANNOTATIONS) {
        let message = format!(
            "`auditAnnotations` has {} items, and at most {AUDIT_ANNOTATIONS} are taken",
            audits.len()
        );
        found.push(("spec".to_owned(), Refusal::invalid(all, "auditAnnotations", message)));
    }
    for (at, audit) in audits.iter().enumerate() {
        let address = format!("spec.auditAnnotations[{at}]");
        if let (Some(key), Some(value)) = (word(audit, "key"), audit.get("key"))
            && is_qualified(key)
            && !is_qualified(&format!("{policy}/{key}"))
        {
            let message = format!("`{policy}/{key}` is no key of an annotation");
            found.push((address.clone(), Refusal::invalid(value, "key", message)));
        }
        if let Some(value) = audit.get("valueExpression")
            && text(value).is_some_and(|it| it.trim().len() > VALUE_EXPRESSION)
        {
            let message = format!("`valueExpression` is longer than {VALUE_EXPRESSION} bytes");
            found.push((address.clone(), Refusal::invalid(value, "valueExpression", message)));
        }
        expression(audit, "valueExpression", Place::AuditAnnotation, names, &address, found);
    }
}

fn mutations<'v>(spec: &'v Value, names: &Names, found: &mut Found<'v>) {
    for (at, mutation) in items(spec, "mutations").iter().enumerate() {
        let (key, place) = match word(mutation, "patchType") {
            Some("JSONPatch") => ("jsonPatch", Place::JsonPatch),
            Some("ApplyConfiguration") => ("applyConfiguration", Place::ApplyConfiguration),
            _ => continue,
        };
        if let Some(patch) = mutation.get(key) {
            let address = format!("spec.mutations[{at}].{key}");
            expression(patch, "expression", place, names, &address, found);
        }
    }
}

fn binding<'v>(spec: &'v Value, is_mutating: bool, found: &mut Found<'v>) {
    if let Some(matched) = spec.get("matchResources") {
        resources(matched, "spec.matchResources", is_mutating, found);
    }
    let actions = items(spec, "validationActions");
    let action = |word: &str| actions.iter().find(|it| text(it) == Some(word));
    if let (Some(deny), Some(warn)) = (action("Deny"), action("Warn")) {
        let message = "`Warn` cannot stand beside `Deny`".to_owned();
        found.push((
            "spec".to_owned(),
            Refusal {
                kind: DefectKind::Conflict,
                other: Some(deny),
                ..Refusal::invalid(warn, "validationActions", message)
            },
        ));
    }
}

/// Checks the expression under `key`, and returns the type that it comes to.
fn expression<'v>(
    around: &'v Value,
    key: &str,
    place: Place,
    names: &Names,
    address: &str,
    found: &mut Found<'v>,
) -> Option<Type> {
    let value = around.get(key)?;
    let written = text(value)?;
    if written.trim().is_empty() {
        if !written.is_empty() {
            found.push((
                address.to_owned(),
                Refusal::invalid(value, key, format!("`{key}` is blank")),
            ));
        }
        return None;
    }
    let names = names.at(place);
    let compile = |minor: u32| {
        let environment = names.environment(place, minor);
        let results = place.results();
        if results.is_empty() {
            return Expression::compile(written, &environment);
        }
        Expression::compile_to(written, &environment, &results)
    };
    match compile(NEWEST) {
        Ok(expression) => {
            // What the library of a release has, expressions of that release cannot use yet, and those
            // of all later ones can.
            let last = expression.since();
            if last >= OLDEST
                && let Err(problems) = compile(last)
            {
                push(value, written, key, problems, Versions::until(1, last), address, found);
            }
            Some(expression.result().clone())
        }
        Err(problems) => {
            push(value, written, key, problems, Versions::ALL, address, found);
            None
        }
    }
}

fn push<'v>(
    value: &'v Value,
    written: &str,
    key: &str,
    problems: Vec<plimsoll_cel::Problem>,
    versions: Versions,
    address: &str,
    found: &mut Found<'v>,
) {
    for problem in problems.into_iter().filter(|it| it.kind != ProblemKind::NotFollowed) {
        let mut range = problem.range.to_usize();
        // An expression that ends too early is shown by its last character.
        if range.is_empty() {
            let before = written.get(..range.start).unwrap_or_default().trim_end();
            range = before.char_indices().next_back().map_or(0, |(at, _)| at)..before.len();
        }
        let part = value.text().and_then(|text| text.range_of(range));
        let refusal = Refusal {
            kind: DefectKind::Expression,
            part,
            versions,
            ..Refusal::invalid(value, key, problem.message)
        };
        found.push((address.to_owned(), refusal));
    }
}
