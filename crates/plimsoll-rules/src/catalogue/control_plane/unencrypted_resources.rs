//! Fields: `resources[].providers[]` of an `EncryptionConfiguration`. Refused: `identity` first for secrets.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unencrypted-resources",
    summary: "API server stores secrets in the clear",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.2.28"),
        kics("Encryption Provider Not Properly Configured"),
        kubescape("C-0066"),
    ],
    check: Check::EncryptedResources(|entry, cx| {
        let is_secret = |it: &String| matches!(&**it, "secrets" | "*." | "*.*");
        // The first entry that names a resource counts.
        let of_file = cx.project.subjects.encrypted_resources.iter();
        let mut before = of_file
            .filter(|it| it.object == entry.object)
            .take_while(|it| !std::ptr::eq(*it, entry));
        if !entry.resources.has(|it| is_secret(it)) || before.any(|it| it.resources.has(is_secret))
        {
            return;
        }
        if let Some(first) = entry.providers.items.first()
            && first.is("identity".to_owned())
        {
            cx.report(first, "secrets are stored in the clear: `identity` encrypts nothing");
        }
    }),
    ..Rule::UNSET
};
