//! Service accounts.

use plimsoll_facts::{
    read::Silence,
    subjects::{ObjectId, ServiceAccount, Subjects},
    value::Value,
};

use super::{
    manifest::Manifest,
    scalar::{boolean, name_of, truth},
    settings::names,
};

/// Adds the object, if it is a service account.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    if manifest.kind() != "ServiceAccount" || !manifest.group().is_empty() {
        return;
    }
    let reader = manifest.reader();
    subjects.service_accounts.push(ServiceAccount {
        identity: manifest.identity(),
        object,
        token_mounted: reader.fact(
            &["automountServiceAccountToken"],
            Silence::Means(true),
            boolean,
        ),
        image_pull_secrets: names(&reader, &["imagePullSecrets"]),
        secrets: names(&reader, &["secrets"]),
    });
}

/// What the service account `name`, declared beside `manifest`, says about mounting its token.
pub(super) fn token_of<'v>(
    manifest: &Manifest<'_>,
    all: &[Manifest<'v>],
    name: &str,
) -> Option<&'v Value> {
    let account = all.iter().find(|other| {
        other.kind() == "ServiceAccount"
            && other.group().is_empty()
            && other.namespace() == manifest.namespace()
            && other.value.get("metadata").is_some_and(|it| name_of(it) == name)
    })?;
    account.value.get("automountServiceAccountToken").filter(|it| truth(it).is_some())
}
