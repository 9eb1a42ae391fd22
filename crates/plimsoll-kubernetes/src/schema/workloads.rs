//! Fields of controllers of pods, jobs, autoscalers and limits that have to fit each other.
//!
//! Source: `pkg/apis/apps/validation`, `pkg/apis/batch/validation`,
//! `pkg/apis/autoscaling/validation`, `ValidateLimitRange` in `pkg/apis/core/validation`.

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Value},
};
use plimsoll_syntax::quantity::{self, Quantity};

use super::validation::{Found, Refusal, given, word};
use crate::scalar::{name_of, whole};

/// What contradicts itself in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "CronJobSpec" => zone(value, found),
        "DaemonSetSpec" => {
            selector(value, found);
            daemon_update(value, found);
            deadline(value, found);
        }
        "DeploymentSpec" => {
            selector(value, found);
            progress(value, found);
            deadline(value, found);
        }
        "HorizontalPodAutoscalerSpec" => autoscaler(value, found),
        "JobSpec" => job(value, found),
        "LimitRangeItem" => limits(value, found),
        "MetricSpec" => metric(value, found),
        "PersistentVolumeClaimSpec" | "PersistentVolumeSpec" => alone(value, found),
        "ReplicaSetSpec" | "ReplicationControllerSpec" => {
            if of == "ReplicaSetSpec" {
                selector(value, found);
            }
            deadline(value, found);
        }
        "StatefulSetSpec" => {
            selector(value, found);
            stateful_update(value, found);
            deadline(value, found);
        }
        _ => {}
    }
}

/// A time zone has a name of its own.
fn zone<'v>(value: &'v Value, found: &mut Found<'v>) {
    let (Some(name), Some(at)) = (word(value, "timeZone"), value.get("timeZone")) else { return };
    let is_part = |it: &str| {
        let is_inner = |it: u8| it.is_ascii_alphanumeric() || b"-_+.".contains(&it);
        !it.is_empty()
            && !it.starts_with('-')
            && !matches!(it, "." | "..")
            && it.bytes().all(is_inner)
    };
    let is_open = name.contains(['$', '{', '<']) || name.is_empty();
    if !is_open && (name.eq_ignore_ascii_case("Local") || !name.split('/').all(is_part)) {
        let message = format!("`{name}` is no time zone: `Europe/Berlin`");
        found.push(Refusal::invalid(at, "timeZone", message));
    }
}

/// A controller that chooses every pod is none.
fn selector<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(member) = given(value, "selector") else { return };
    let chosen = &member.value;
    if !matches!(chosen.content, Content::Map { .. }) || chosen.is_incomplete() {
        return;
    }
    let is_empty = |key: &str| {
        chosen.get(key).is_none_or(|it| {
            !it.is_incomplete() && it.members().is_empty() && it.items().is_empty()
        })
    };
    if is_empty("matchLabels") && is_empty("matchExpressions") {
        let message = "a selector that chooses every pod is none".to_owned();
        let shown = Some(member.key_at);
        found.push(Refusal { shown, ..Refusal::invalid(chosen, "selector", message) });
    }
}

/// Pods that run for good have no deadline.
fn deadline<'v>(value: &'v Value, found: &mut Found<'v>) {
    let spec = value.dig(&["template", "spec"]);
    if let Some(at) = spec.and_then(|it| given(it, "activeDeadlineSeconds")) {
        let message = "pods that are to run for good cannot have a deadline".to_owned();
        let key = "template.spec.activeDeadlineSeconds";
        found.push(Refusal::conflict(at, key, message, value));
    }
}

fn progress<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(at) = given(value, "progressDeadlineSeconds") else { return };
    let least = value.get("minReadySeconds").map_or(Some(0), whole);
    if let (Some(deadline), Some(least)) = (whole(&at.value), least)
        && deadline >= 0
        && deadline <= least
    {
        let message = format!("{deadline} seconds are not more than the {least} to be ready in");
        let other = value.get("minReadySeconds").unwrap_or(&at.value);
        found.push(Refusal::conflict(at, "progressDeadlineSeconds", message, other));
    }
}

/// Whether the share is nothing; `None` where that cannot be told.
fn is_none(value: &Value) -> Option<bool> {
    match whole(value) {
        Some(number) => Some(number == 0),
        None => super::validation::text(value).map(|it| it.trim_end_matches('%').parse() == Ok(0)),
    }
}

fn daemon_update<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(update) = value.get("updateStrategy") else { return };
    let Some(rolling) = update.get("rollingUpdate").filter(|it| !it.is_incomplete()) else {
        return;
    };
    if word(update, "type") == Some("OnDelete") {
        return;
    }
    let surge = rolling.get("maxSurge").map_or(Some(true), is_none);
    let gone = rolling.get("maxUnavailable").map_or(Some(false), is_none);
    match (surge, gone, rolling.member("maxUnavailable"), rolling.get("maxSurge")) {
        (Some(true), Some(true), Some(at), other) => {
            let message = "no pod may be added and none may go: an update cannot begin".to_owned();
            let other = other.unwrap_or(rolling);
            let key = "updateStrategy.rollingUpdate.maxUnavailable";
            found.push(Refusal::conflict(at, key, message, other));
        }
        (Some(false), Some(false), at, Some(other)) => {
            let message = "pods are added first or go first, not both".to_owned();
            let kind = DefectKind::Conflict;
            let key = "updateStrategy.rollingUpdate.maxSurge";
            let at = at.map(|it| &it.value);
            found.push(Refusal { kind, other: at, ..Refusal::invalid(other, key, message) });
        }
        _ => {}
    }
}

fn stateful_update<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(update) = value.get("updateStrategy") else { return };
    if let (Some("OnDelete"), Some(at)) = (word(update, "type"), given(update, "rollingUpdate")) {
        let message = "`rollingUpdate` cannot stand beside `OnDelete`".to_owned();
        let other = update.get("type").unwrap_or(update);
        found.push(Refusal::conflict(at, "updateStrategy.rollingUpdate", message, other));
    }
    if let Some(at) = update.dig(&["rollingUpdate", "maxUnavailable"])
        && is_none(at) == Some(true)
    {
        let key = "updateStrategy.rollingUpdate.maxUnavailable";
        let message = "`maxUnavailable` cannot be 0".to_owned();
        found.push(Refusal::invalid(at, key, message));
    }
}

fn job<'v>(value: &'v Value, found: &mut Found<'v>) {
    if value.is_incomplete() {
        return;
    }
    let is_indexed = match value.get("completionMode") {
        None => false,
        Some(_) => match word(value, "completionMode") {
            Some(mode) => mode == "Indexed",
            None => return,
        },
    };
    let number = |key: &str| value.get(key).and_then(whole);
    // Where neither is given both are one.
    if is_indexed && value.get("completions").is_none() && value.get("parallelism").is_some() {
        let at = value.get("completionMode").unwrap_or(value);
        let message = "`Indexed` needs `completions`".to_owned();
        found.push(Refusal::missing(at, "completions", message));
    }
    for key in ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"] {
        if let Some(at) = given(value, key).filter(|_| !is_indexed) {
            let message = format!("`{key}` needs `completionMode: Indexed`");
            let other = value.get("completionMode").unwrap_or(value);
            found.push(Refusal::conflict(at, key, message, other));
        }
    }
    if let Some(at) = given(value, "maxFailedIndexes").filter(|_| is_indexed) {
        if value.get("backoffLimitPerIndex").is_none() {
            let message = "`maxFailedIndexes` needs `backoffLimitPerIndex`".to_owned();
            found.push(Refusal::missing(&at.value, "backoffLimitPerIndex", message));
        }
        if number("maxFailedIndexes").zip(number("completions")).is_some_and(|(it, all)| it > all) {
            let message = "more indexes may fail than there are".to_owned();
            let other = value.get("completions").unwrap_or(value);
            found.push(Refusal::conflict(at, "maxFailedIndexes", message, other));
        }
    }
    if let Some(at) = given(value, "selector")
        && value.get("manualSelector").is_none_or(|it| crate::scalar::truth(it) == Some(false))
    {
        let message = "the selector of a job is made for it, unless `manualSelector` is true";
        found.push(Refusal::conflict(at, "selector", message.to_owned(), value));
    }
    failures(value, found);
    if is_indexed {
        success(value, number("completions"), found);
    }
}

fn failures<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(policy) = given(value, "podFailurePolicy") else { return };
    if let Some(restart) = value.dig(&["template", "spec", "restartPolicy"])
        && restart.str_at(&[]) == Some("OnFailure")
    {
        let kind = DefectKind::Conflict;
        let message = "`podFailurePolicy` needs pods that are not restarted: `Never`".to_owned();
        let key = "template.spec.restartPolicy";
        let other = Some(&policy.value);
        found.push(Refusal { kind, other, ..Refusal::invalid(restart, key, message) });
    }
    if let Some(at) = value.get("podReplacementPolicy")
        && word(value, "podReplacementPolicy") == Some("TerminatingOrFailed")
    {
        let kind = DefectKind::Conflict;
        let message = "`podFailurePolicy` needs `podReplacementPolicy: Failed`".to_owned();
        found.push(Refusal { kind, ..Refusal::invalid(at, "podReplacementPolicy", message) });
    }
    for rule in policy.value.get("rules").map_or(&[][..], Value::items) {
        if word(rule, "action") == Some("FailIndex")
            && value.get("backoffLimitPerIndex").is_none()
            && let Some(at) = rule.get("action")
        {
            let message = "`FailIndex` needs `backoffLimitPerIndex`".to_owned();
            found.push(Refusal::missing(at, "podFailurePolicy.rules.action", message));
        }
        let key = "podFailurePolicy.rules.onExitCodes.values";
        let Some(values) = rule.dig(&["onExitCodes", "values"]) else { continue };
        let codes: Vec<_> = values.items().iter().filter_map(whole).collect();
        if !codes.is_sorted() {
            let message = "exit codes have to be in order".to_owned();
            found.push(Refusal::invalid(values, key, message));
        }
        if rule.str_at(&["onExitCodes", "operator"]) == Some("In") && codes.contains(&0) {
            let message = "0 is no failure".to_owned();
            found.push(Refusal::invalid(values, key, message));
        }
    }
}

fn success<'v>(value: &'v Value, completions: Option<i128>, found: &mut Found<'v>) {
    let rules = value.dig(&["successPolicy", "rules"]).map_or(&[][..], Value::items);
    for rule in rules {
        let count = rule.get("succeededCount");
        let indexes = rule.str_at(&["succeededIndexes"]);
        if let (Some(text), Some(all), Some(at)) =
            (indexes, completions, rule.get("succeededIndexes"))
        {
            let last = text.rsplit([',', '-']).next().and_then(|it| it.parse::<i128>().ok());
            if last.is_some_and(|it| it >= all) {
                let message = format!("a job with {all} completions has no such index");
                let key = "successPolicy.rules.succeededIndexes";
                found.push(Refusal::invalid(at, key, message));
            }
        }
        let most = match indexes {
            Some(text) => size(text),
            None => completions,
        };
        if let (Some(at), Some(most)) = (count, most)
            && whole(at).is_some_and(|it| it > most)
        {
            let message = format!("no more than {most} can succeed");
            let kind = DefectKind::Conflict;
            let key = "successPolicy.rules.succeededCount";
            found.push(Refusal { kind, ..Refusal::invalid(at, key, message) });
        }
    }
}

/// How many indexes `0,2-4` are.
fn size(text: &str) -> Option<i128> {
    text.split(',').filter(|it| !it.is_empty()).try_fold(0, |sum, part| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to) = (from.parse::<i128>().ok()?, to.parse::<i128>().ok()?);
        Some(sum + (to - from + 1))
    })
}

/// The field of a metric that holds what its type speaks of.
const METRICS: &[(&str, &str)] = &[
    ("ContainerResource", "containerResource"),
    ("External", "external"),
    ("Object", "object"),
    ("Pods", "pods"),
    ("Resource", "resource"),
];

fn metric<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(kind) = word(value, "type") else { return };
    let Some((_, key)) = METRICS.iter().find(|it| it.0 == kind) else { return };
    if value.get(key).is_none() && !value.is_incomplete() {
        let at = value.get("type").unwrap_or(value);
        found.push(Refusal::missing(at, key, format!("`{kind}` needs `{key}`")));
    }
    for (_, other) in METRICS.iter().filter(|it| it.1 != *key) {
        if let Some(at) = given(value, other) {
            let message = format!("`{other}` cannot stand beside `{kind}`");
            let kind = value.get("type").unwrap_or(value);
            found.push(Refusal::conflict(at, other, message, kind));
        }
    }
    let Some(target) = value.dig(&[key, "target"]).filter(|it| !it.is_incomplete()) else { return };
    if let Some(at) = given(target, "averageUtilization").filter(|_| !kind.ends_with("Resource")) {
        let message = "only resources are used in percent".to_owned();
        let key = format!("{key}.target.averageUtilization");
        found.push(Refusal::conflict(at, &key, message, value));
    }
    let wanted: &[&str] = match kind {
        "Resource" | "ContainerResource" => &["averageUtilization", "averageValue"],
        "Pods" => &["averageValue"],
        _ => &["value", "averageValue"],
    };
    if wanted.iter().all(|it| target.get(it).is_none()) {
        let message = format!("the target has no `{}`", wanted.join("` and no `"));
        found.push(Refusal::missing(target, &format!("{key}.target.{}", wanted[0]), message));
    }
}

fn autoscaler<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(target) = value.get("scaleTargetRef").filter(|it| !it.is_incomplete()) else { return };
    let Some(kind) = word(target, "kind").filter(|it| !matches!(*it, "" | "ReplicationController"))
    else {
        return;
    };
    let version = target.get("apiVersion");
    if version.is_none_or(|it| matches!(it.str_at(&[]), Some("" | "v1"))) {
        let message = format!("`{kind}` is of a group: `apiVersion` has to name it");
        let at = version.or_else(|| target.get("kind")).unwrap_or(target);
        found.push(Refusal::missing(at, "scaleTargetRef.apiVersion", message));
    }
}

fn amount(value: &Value) -> Option<Quantity> {
    let text = value.text().filter(|text| text.unknown.is_none())?;
    quantity::parse(text.value.trim()).ok()
}

/// Pairs of lists whose amounts have to grow.
const GROWING: &[(&str, &str)] = &[
    ("min", "max"),
    ("min", "defaultRequest"),
    ("defaultRequest", "max"),
    ("defaultRequest", "default"),
    ("min", "default"),
    ("default", "max"),
];

fn limits<'v>(value: &'v Value, found: &mut Found<'v>) {
    let kind = word(value, "type");
    if let Some((kind, at)) = kind.zip(value.get("type"))
        && !kind.is_empty()
        && !kind.contains(['$', '{', '<'])
        && !matches!(kind, "Pod" | "Container" | "PersistentVolumeClaim")
        && (!kind.contains('/') || !super::formats::is_qualified(kind))
    {
        let message =
            format!("`type` cannot be `{kind}`: `Container`, `Pod` or `PersistentVolumeClaim`");
        found.push(Refusal::invalid(at, "type", message));
    }
    if kind == Some("Pod") {
        for key in ["default", "defaultRequest"] {
            if let Some(at) = given(value, key).filter(|it| !it.value.members().is_empty()) {
                let message = format!("`{key}` is for containers, not for a `Pod`");
                let other = value.get("type").unwrap_or(value);
                found.push(Refusal::conflict(at, key, message, other));
            }
        }
    }
    if kind == Some("PersistentVolumeClaim")
        && !value.is_incomplete()
        && ["min", "max"].iter().all(|it| value.dig(&[it, "storage"]).is_none())
    {
        let at = value.get("type").unwrap_or(value);
        let message = "`min.storage` or `max.storage` has to be given".to_owned();
        found.push(Refusal::missing(at, "max.storage", message));
    }
    for (low, high) in GROWING {
        for member in value.get(low).map_or(&[][..], Value::members) {
            let Some(other) = value.dig(&[high, &member.key]) else { continue };
            let pair = amount(&member.value).zip(amount(other));
            if pair.is_some_and(|(low, high)| low.milli() > high.milli()) {
                let message = format!("`{low}` of `{}` is more than `{high}`", member.key);
                let key = format!("{low}.{}", member.key);
                found.push(Refusal::conflict(member, &key, message, other));
                return;
            }
        }
    }
}

/// A volume for one pod alone can be had in no other way.
fn alone<'v>(value: &'v Value, found: &mut Found<'v>) {
    let modes = value.get("accessModes").map_or(&[][..], Value::items);
    let alone = modes.iter().find(|it| it.str_at(&[]) == Some("ReadWriteOncePod"));
    if let Some(at) = alone.filter(|_| modes.len() > 1) {
        let kind = DefectKind::Conflict;
        let message = "`ReadWriteOncePod` stands alone".to_owned();
        let key = format!("accessModes.{}", name_of(at));
        found.push(Refusal { kind, ..Refusal::invalid(at, &key, message) });
    }
}
