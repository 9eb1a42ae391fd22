//! Workloads brought up to a level of the Pod Security Standards in one change.

use plimsoll_linter::{Bundle, Linter, Settings, bundle};

const PODS: &str = "apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  containers:
    - name: web # the shop
      image: example.com/web:1.4.2
      securityContext:
        privileged: true
---
apiVersion: v1
kind: Pod
metadata:
  name: other
spec:
  containers:
    - name: other
      image: example.com/other:1.4.2
";

#[test]
fn a_pod_becomes_restricted_in_one_edit_that_says_what_may_break() {
    let linter = Linter::new(Settings::recommended());
    let report = linter.check_text("pods.yaml", PODS);
    let bundled = bundle(&linter, &report, Bundle::PssRestricted, Some("Pod/web"));
    let [changed] = &bundled.fixed.files[..] else { panic!("{bundled:?}") };
    let (_, edits) = &bundled.edits[0];
    assert_eq!(edits.apply(PODS), changed.text);
    assert!(!bundled.fixed.may_break.is_empty());
    let parts = [
        "# the shop",
        "RuntimeDefault",
        "ALL",
        "allowPrivilegeEscalation: false",
        "runAsNonRoot: true",
    ];
    for part in parts {
        assert!(changed.text.contains(part), "{part}\n{}", changed.text);
    }
    assert!(!changed.text.contains("privileged: true"), "{}", changed.text);
    // The other pod was not asked for.
    assert!(changed.text.ends_with(PODS.split("---").nth(1).unwrap()), "{}", changed.text);
}

#[test]
fn baseline_asks_for_less_than_restricted() {
    let linter = Linter::new(Settings::recommended());
    let report = linter.check_text("pods.yaml", PODS);
    let bundled = bundle(&linter, &report, Bundle::PssBaseline, None);
    let [changed] = &bundled.fixed.files[..] else { panic!("{bundled:?}") };
    assert!(!changed.text.contains("privileged: true"));
    assert!(!changed.text.contains("RuntimeDefault"), "{}", changed.text);
}
