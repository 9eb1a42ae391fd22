//! What is wrong with an object and the API server takes all the same, because it does not look
//! there: the one who carries the object out fails later.
//!
//! Rules do not ask where their subject stands, so this is asked of what they say to be refused.

use plimsoll_diagnostics::Reaction;
use plimsoll_model::{Project, kubernetes};
use plimsoll_yaml::{NodeId, Step, Tree};

use crate::{parameters::Parameters, rule::Finding};

/// The first minor version that validates the pods of a StatefulSet; those before take any, and the
/// controller makes none of them (`ValidatePodTemplateSpecForStatefulSet`).
const VALIDATES_STATEFUL_SETS: u32 = 34;

/// What holds for the pods of a StatefulSet in every version.
const ALWAYS_VALIDATED: [&str; 2] = ["restartPolicy", "activeDeadlineSeconds"];

/// What the schema of an extension says of its objects as well.
const OF_SCHEMAS: [&str; 2] = ["unknown-field", "wrong-type"];

/// Corrects what `finding` says of the platform where that does not look.
pub(crate) fn settle(project: &Project, parameters: &Parameters, finding: &mut Finding) {
    if finding.platform != Some(Reaction::Refuses) {
        return;
    }
    let file = project.file(finding.at.at.file);
    if !file.recognition.dialect.is_judged() || file.recognition.dialect.is_compose() {
        return;
    }
    let tree = &file.tree;
    let Some((object, steps)) = object_of(tree, finding.at.at.node) else { return };
    let text = |key: &str| tree.scalar(tree.member(object, key)?.value).map(|it| it.value);
    let (Some(version), Some(kind)) = (text("apiVersion"), text("kind")) else { return };
    let is_at = |way: &[&str]| {
        let names = steps.iter().map(|it| match it {
            Step::Key(key) | Step::KeyOf(key) => &**key,
            Step::Item(_) => "",
        });
        steps.len() >= way.len() && names.zip(way).all(|(step, wanted)| step == *wanted)
    };
    let is_extension = !kubernetes::is_api_version(version);
    let is_deferred = match kind {
        _ if is_extension => is_at(&["spec"]) && !OF_SCHEMAS.contains(&finding.rule.name()),
        "StatefulSet" if parameters.kubernetes_minor < VALIDATES_STATEFUL_SETS => {
            let is_always =
                ALWAYS_VALIDATED.iter().any(|it| is_at(&["spec", "template", "spec", it]));
            let is_of_pods =
                is_at(&["spec", "template", "spec"]) || is_at(&["spec", "volumeClaimTemplates"]);
            is_of_pods && !is_always && !OF_SCHEMAS.contains(&finding.rule.name())
        }
        _ => false,
    };
    if is_deferred {
        finding.platform = Some(Reaction::Fails);
    }
}

/// The object that a node stands in, and the steps from there; nothing for what is no part of one.
fn object_of(tree: &Tree, node: NodeId) -> Option<(NodeId, Vec<Step>)> {
    let steps = tree.address(node).steps;
    let mut above = 0;
    let mut current = node;
    loop {
        let has = |key| tree.member(current, key).is_some();
        if tree.mapping(current).is_some() && has("apiVersion") && has("kind") {
            let inner = steps.get(steps.len() - above..)?.to_vec();
            return Some((current, inner));
        }
        current = tree.node(current).parent?;
        above += 1;
    }
}
