//! How large numbers may be: the API server keeps most of them in 32 bits.
//!
//! Source: the types of `k8s.io/api`, 0.37.2: fields that are `int64`.

use plimsoll_facts::value::Value;

use crate::scalar::whole;

/// Keys of fields that are kept in 64 bits; no key is of both kinds where it matters.
const WIDE: &[&str] = &[
    "activeDeadlineSeconds",
    "capacity",
    "count",
    "defaultUser",
    "deletionGracePeriodSeconds",
    "expirationSeconds",
    "fsGroup",
    "generation",
    "gid",
    "gracePeriodSeconds",
    "int",
    "ints",
    "limit",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minItems",
    "minLength",
    "minProperties",
    "nodeAllocatableUpdatePeriodSeconds",
    "observedGeneration",
    "remainingItemCount",
    "resourceSliceCount",
    "revision",
    "runAsGroup",
    "runAsUser",
    "seconds",
    "sizeBytes",
    "startingDeadlineSeconds",
    "supplementalGroups",
    "templateGeneration",
    "terminationGracePeriodSeconds",
    "tolerationSeconds",
    "uid",
    "user",
];

/// What is wrong with the size of a whole number, the value of `key` or an item of it.
pub(super) fn refused(value: &Value, key: &str) -> Option<String> {
    let number = whole(value)?;
    let (least, most, bits) = match WIDE.contains(&key) {
        true => (i128::from(i64::MIN), i128::from(i64::MAX), 64),
        false => (i128::from(i32::MIN), i128::from(i32::MAX), 32),
    };
    let is_kept = (least..=most).contains(&number);
    (!is_kept).then(|| format!("`{key}` cannot be {number}: it has {bits} bits"))
}
