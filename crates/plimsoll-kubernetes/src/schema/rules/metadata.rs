//! What is asked of metadata, references and selectors, which every group uses.
//!
//! Source: `ValidateObjectMeta`, `ValidateOwnerReferences`, `ValidateLabelSelector`,
//! `ValidateManagedFields`. Labels and annotations of objects are a rule of their own.

use super::{Format, NOT_NEGATIVE, Row, Wants, r};
use Wants::{Filled, Given, Items, Labels, Text, Within, Word};

pub(super) const ROWS: &[Row] = &[
    r("ConfigMap", "binaryData", Wants::Keys(Format::ConfigKey)),
    r("ConfigMap", "data", Wants::Keys(Format::ConfigKey)),
    r("LabelSelector", "matchLabels", Labels),
    r("LabelSelectorRequirement", "key", Given),
    r("LabelSelectorRequirement", "key", Text(Format::Qualified)),
    r("LabelSelectorRequirement", "operator", Given),
    r("LabelSelectorRequirement", "operator", Word(&["", "In", "NotIn", "Exists", "DoesNotExist"])),
    r("LabelSelectorRequirement", "values", Text(Format::LabelValue)),
    r("LeaseSpec", "acquireTime", Items(Format::Time)),
    r("LeaseSpec", "leaseDurationSeconds", Within(1, i64::MAX)),
    r("LeaseSpec", "leaseTransitions", NOT_NEGATIVE),
    r("LeaseSpec", "renewTime", Items(Format::Time)),
    r("NodeSpec", "podCIDR", Text(Format::Cidr)),
    r("NodeSpec", "podCIDRs", Items(Format::Cidr)),
    r("ObjectMeta", "finalizers", Items(Format::QualifiedAnyCase)),
    r("ObjectMeta", "creationTimestamp", Items(Format::Time)),
    r("ObjectMeta", "deletionTimestamp", Items(Format::Time)),
    r("OwnerReference", "apiVersion", Given),
    r("OwnerReference", "kind", Given),
    r("OwnerReference", "name", Given),
    r("OwnerReference", "uid", Given),
    r("Secret", "data", Wants::Keys(Format::ConfigKey)),
    r("Secret", "stringData", Wants::Keys(Format::ConfigKey)),
    r("Taint", "effect", Given),
    r("Taint", "effect", Word(&["", "NoSchedule", "PreferNoSchedule", "NoExecute"])),
    r("Taint", "key", Given),
    r("Taint", "key", Text(Format::Qualified)),
    r("Taint", "value", Text(Format::LabelValue)),
    r("TopologySelectorLabelRequirement", "key", Given),
    r("TopologySelectorLabelRequirement", "key", Text(Format::Qualified)),
    r("TopologySelectorLabelRequirement", "values", Given),
    r("TopologySelectorLabelRequirement", "values", Wants::Unique(&[])),
    r("TopologySelectorTerm", "matchLabelExpressions", Filled),
];
