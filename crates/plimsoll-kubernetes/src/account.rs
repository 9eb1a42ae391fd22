//! Service accounts.

use plimsoll_facts::{
    read::Silence,
    subjects::{ObjectId, ServiceAccount, Subjects},
};

use super::{controller::names, object::Manifest, scalar::boolean};

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
