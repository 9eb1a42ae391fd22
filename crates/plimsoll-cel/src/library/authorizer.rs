//! Questions to the authorizer. Only a cluster can answer them.

use super::{
    Cost, Overload, Sig,
    Sig::{Bool, Opaque, String as Text},
    member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    types::Opaque as Kind,
    value::Value,
};

const AUTHORIZER: Sig = Opaque(Kind::Authorizer);
const PATH: Sig = Opaque(Kind::PathCheck);
const GROUP: Sig = Opaque(Kind::GroupCheck);
const RESOURCE: Sig = Opaque(Kind::ResourceCheck);
const DECISION: Sig = Opaque(Kind::Decision);

/// What a question to the authorizer costs, so that an expression may ask two.
const CHECK: Cost = Cost::Fixed(350_000);

pub(super) const OVERLOADS: &[Overload] = &[
    member("path", &[AUTHORIZER, Text], PATH, undecided),
    member("group", &[AUTHORIZER, Text], GROUP, undecided),
    member("serviceAccount", &[AUTHORIZER, Text, Text], AUTHORIZER, undecided),
    member("resource", &[GROUP, Text], RESOURCE, undecided),
    member("subresource", &[RESOURCE, Text], RESOURCE, undecided),
    member("namespace", &[RESOURCE, Text], RESOURCE, undecided),
    member("name", &[RESOURCE, Text], RESOURCE, undecided),
    member("fieldSelector", &[RESOURCE, Text], RESOURCE, undecided).since(31),
    member("labelSelector", &[RESOURCE, Text], RESOURCE, undecided).since(31),
    member("check", &[PATH, Text], DECISION, undecided).costs(CHECK),
    member("check", &[RESOURCE, Text], DECISION, undecided).costs(CHECK),
    member("allowed", &[DECISION], Bool, undecided),
    member("reason", &[DECISION], Text, undecided),
    member("errored", &[DECISION], Bool, undecided),
    member("error", &[DECISION], Text, undecided),
];

fn undecided(_: &[Value], _: &mut Work) -> Outcome {
    Err(Stop::unknown("what the authorizer of the cluster says"))
}
