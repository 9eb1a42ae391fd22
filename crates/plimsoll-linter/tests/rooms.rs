//! What has to be mounted where the root file system becomes read-only.

use plimsoll_linter::{Linter, Settings, Verifier, diagnostics::Safety};

/// The text after the change by hand for the first container, where one is offered.
fn changed(text: &str) -> Option<String> {
    let linter = Linter::new(Settings::all());
    let report = linter.check_text("pod.yaml", text);
    let is_asked = |rule: &str| rule == "writable-root-filesystem";
    let judged =
        report.judged.iter().find(|it| is_asked(&it.diagnostic.rule.to_string())).expect("one");
    let fixes = Verifier::new(&linter, &report).fixes(judged);
    let fix = fixes.into_iter().find(|it| it.safety == Safety::Manual)?;
    Some(fix.edits[0].1.apply(text))
}

#[test]
fn a_known_image_gets_room_for_what_it_writes() {
    let bare = "apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
    - name: web
      image: registry.example.org/nginx:1.27.3
";
    let expected = format!(
        "{bare}      securityContext:
        readOnlyRootFilesystem: true
      volumeMounts:
        - name: web-var-cache-nginx
          mountPath: /var/cache/nginx
        - name: web-var-run
          mountPath: /var/run
  volumes:
    - name: web-var-cache-nginx
      emptyDir: {{}}
    - name: web-var-run
      emptyDir: {{}}
"
    );
    assert_eq!(changed(bare), Some(expected.clone()));
    // What is mounted already is left out, and once all of it is, nothing is offered.
    let mounted = expected.replace("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false");
    assert_eq!(changed(&mounted), None);
    assert_eq!(changed(&bare.replace("nginx:", "unknown:")), None);
    assert_eq!(changed(&bare.replace("v1\nkind: Pod", "example.com/v1\nkind: Thing")), None);
}
