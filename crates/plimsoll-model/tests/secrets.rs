//! Where secrets are found in whole files, and what is shown instead.

use plimsoll_diagnostics::FileId;
use plimsoll_model::{File, Project, Redactor, Secrets, dump, new_file};
use proptest::prelude::*;

const SECRET: &str = "zQ7-planted-9Xk";

fn file(text: &str) -> File {
    new_file(FileId(0), "compose.yaml", text)
}

/// Files with one secret each; `@` stands for it.
const PLACES: &[(&str, &str)] = &[
    ("environment", "services:\n  a:\n    environment:\n      DB_PASSWORD: @\n"),
    (
        "environment as a list",
        "services:\n  a:\n    environment:\n      - \"DB_PASSWORD=@ and more\"\n",
    ),
    (
        "environment of a pod",
        "spec:\n  containers:\n    - env:\n        - {name: DB_PASSWORD, value: '@'}\n",
    ),
    ("value before its name", "env:\n  - value: @\n    name: API_TOKEN\n"),
    ("command", "services:\n  a:\n    command: serve --password @ --port 80\n"),
    (
        "command as a list",
        "services:\n  a:\n    command:\n      - redis-server\n      - --requirepass\n      - @\n",
    ),
    (
        "probe",
        "readinessProbe:\n  exec:\n    command:\n      - redis-cli\n      - -a\n      - @\n      - ping\n",
    ),
    (
        "header of a probe",
        "httpGet:\n  httpHeaders:\n    - name: Authorization\n      value: Bearer @\n",
    ),
    ("label", "labels:\n  com.example.db.password: @\n"),
    ("label as a list", "labels:\n  - com.example.db.password=@\n"),
    ("annotation", "annotations:\n  example.com/config: '{\"password\": \"@\"}'\n"),
    ("configuration", "configs:\n  a:\n    content: |\n      user=app\n      password=@\n"),
    ("build argument", "build:\n  args:\n    NPM_TOKEN: @\n"),
    ("URL", "environment:\n  DATABASE_URL: postgres://app:@@db/app\n"),
    ("ConfigMap", "kind: ConfigMap\ndata:\n  app.ini: |\n    [db]\n    password = @\n"),
    ("Secret", "kind: Secret\nstringData:\n  note: \"@\"\n"),
    ("Secret of a kustomization", "secretGenerator:\n  - name: a\n    literals:\n      - note=@\n"),
    ("Secret in a list", "kind: List\nitems:\n  - kind: Secret\n    data: {anything: @}\n"),
    ("Secret of several lines", "kind: Secret\nstringData:\n  a: |\n    first line\n    @\n"),
    ("default", "environment:\n  DB_PASSWORD: ${DB_PASSWORD:-@}\n"),
    ("default by the key", "environment:\n  DB_PASSWORD: ${DB:-@}\n"),
    ("comment", "a: 1  # password: @\n"),
    ("broken file", "services:\n  a:\n    DB_PASSWORD: \"@\n  b: [\n"),
];

/// Files that write a secret with characters that YAML, JSON and URLs mean something by.
const SPELT: &[(&str, &str)] = &[
    ("escapes", "services:\n  a:\n    environment: {DB_PASSWORD: \"p\\\"a<ss>&'w\\\\d9Q\"}\n"),
    ("escapes in a URL", "environment:\n  URL: \"postgres://app:p\\\"ass'w\\\\d9Q@db/app\"\n"),
    ("doubled quotes", "environment: {DB_PASSWORD: 'pa''ss-w\\d9Q'}\n"),
    ("quotes in a comment", "a: 1  # password: p\"a<ss>&'w\\d9Q\n"),
    ("a quote that breaks the file", "a:\n  DB_PASSWORD: \"p\"a<ss>&'w\\d9Q\n  b: [\n"),
    ("a gap in the middle", "environment: {DB_PASSWORD: passw0rd<ss>w\\d9Q}\n"),
    ("under another name", "environment: {DB_PASSWORD: abc-w\\d9Q}\nother: abc-w\\d9Q\n"),
    ("in prose", "# it is abc-w\\d9Q here\nenvironment: {DB_PASSWORD: abc-w\\d9Q}\n"),
];

#[test]
fn a_secret_is_found_however_it_is_spelt() {
    for (how, text) in SPELT {
        let file = file(text);
        let masked = Secrets::of(&file).masked(text).into_owned();
        for part in ["d9Q", "ass'w", "a<ss"] {
            assert!(!masked.contains(part), "{how}: {masked}");
        }
        assert_eq!(masked.len(), text.len(), "{how}");
    }
}

#[test]
fn a_secret_that_begins_an_ordinary_word_leaves_the_word_alone() {
    let text = "containers:\n  - name: contain\n# a container\nDB_PASSWORD: contain\n";
    let masked = Secrets::of(&file(text)).masked(text).into_owned();
    assert!(masked.contains("containers:") && masked.contains("a container"), "{masked}");
    assert!(masked.contains("DB_PASSWORD: *******"), "{masked}");
    let file = file(text);
    let redactor = Redactor::of([(&file, &Secrets::of(&file))]);
    assert_eq!(redactor.redacted("contain of a container"), "<redacted> of a container");
}

#[test]
fn a_secret_is_found_in_every_place_and_nothing_moves() {
    for (place, template) in PLACES {
        let text = template.replacen('@', SECRET, 1);
        let file = file(&text);
        let masked = Secrets::of(&file).masked(&text).into_owned();
        assert!(!masked.contains(SECRET), "{place}: {masked}");
        assert_eq!(masked.len(), text.len(), "{place}");
        assert_eq!(masked.lines().count(), text.lines().count(), "{place}");
        let message = format!("`a` says {SECRET} aloud");
        let redactor = Redactor::of([(&file, &Secrets::of(&file))]);
        assert!(!redactor.redacted(&message).contains(SECRET), "{place}: {message}");
        assert!(redactor.finds(&message), "{place}");
    }
}

#[test]
fn secrets_in_text_are_found_and_the_rest_is_left() {
    let cases = [
        ("# password: hunter22", "# password: ********"),
        ("DB_PASSWORD=hunter22", "DB_PASSWORD=********"),
        ("{\"apiKey\": \"hunter22\", \"a\": 1}", "{\"apiKey\": \"********\", \"a\": 1}"),
        ("env: DB_PASSWORD=hunter22", "env: DB_PASSWORD=********"),
        ("- name: DB_PASSWORD\n  value: hunter 22", "- name: DB_PASSWORD\n  value: ****** **"),
        ("${DB_PASSWORD:-hunter22}", "${DB_PASSWORD:-********}"),
        ("serve --password hunter22 --port 1", "serve --password ******** --port 1"),
        ("[\"serve\", \"--password\", \"hunter22\"]", "[\"serve\", \"--password\", \"********\"]"),
        (
            "[\"redis-cli\", \"-a\", \"hunter22\", ping]",
            "[\"redis-cli\", \"-a\", \"********\", ping]",
        ),
        ("mysqladmin ping -uroot -phunter22", "mysqladmin ping -uroot -p********"),
        ("curl -fsS -u admin:hunter22 http://a", "curl -fsS -u admin:******** http://a"),
        ("Authorization: Bearer abc123def456", "Authorization: ****** ************"),
        ("postgres://app:hunter22@db/app", "postgres://app:********@db/app"),
        (
            "a http://u:hunter22@h b http://u:hunter23@h",
            "a http://u:********@h b http://u:********@h",
        ),
        ("DB_PASSWORD_FILE=/run/secrets/db", "DB_PASSWORD_FILE=/run/secrets/db"),
        ("DB_PASSWORD=${DB_PASSWORD}", "DB_PASSWORD=${DB_PASSWORD}"),
        ("password: /run/secrets/db", "password: /run/secrets/db"),
        ("secretName: tls, key: password", "secretName: tls, key: password"),
        ("uses basic authentication", "uses basic authentication"),
        ("DB_PASSWORD: !reset null", "DB_PASSWORD: !reset null"),
        ("image: nginx:1.27.2", "image: nginx:1.27.2"),
    ];
    for (text, expected) in cases {
        // As a comment, so that no structure helps.
        let commented = |text: &str| text.lines().map(|it| format!("# {it}\n")).collect::<String>();
        let (text, expected) = match text.contains('\n') {
            true => (text.to_owned(), expected.to_owned()),
            false => (commented(text), commented(expected)),
        };
        assert_eq!(Secrets::of(&file(&text)).masked(&text), expected);
    }
}

#[test]
fn what_is_no_secret_stays_readable() {
    let text = "kind: Deployment\nspec:\n  image: nginx:1.27.2\n  secretName: tls\n  env:\n    - name: TOKEN_TTL\n      value: 3600s\n    - name: DB_PASSWORD\n      valueFrom: {secretKeyRef: {name: db, key: password}}\n";
    let file = file(text);
    assert_eq!(Secrets::of(&file).masked(text), text);
    assert!(!Redactor::of([(&file, &Secrets::of(&file))]).finds("`nginx` runs as root"));
}

#[test]
fn a_word_that_everybody_uses_stays_in_messages() {
    let text = "services:\n  postgres:\n    environment:\n      POSTGRES_PASSWORD: postgres\n";
    let file = file(text);
    assert!(!Secrets::of(&file).masked(text).contains("PASSWORD: postgres"));
    assert_eq!(
        Redactor::of([(&file, &Secrets::of(&file))]).redacted("`postgres` runs as root"),
        "`postgres` runs as root"
    );
}

#[test]
fn a_password_that_is_a_name_too_stays_in_messages() {
    let text = "services:\n  gitea-db:\n    environment:\n      DB_PASSWORD: giteadb\n      A_TOKEN: gitea-db\n      B_TOKEN: hunter22\n";
    let file = file(text);
    let redactor = Redactor::of([(&file, &Secrets::of(&file))]);
    assert_eq!(redactor.redacted("`gitea-db` runs as root"), "`gitea-db` runs as root");
    assert!(redactor.finds("giteadb") && redactor.finds("hunter22"));
    assert!(!Secrets::of(&file).masked(text).contains("TOKEN: gitea-db"));
}

proptest! {
    #[test]
    fn masks_never_move_anything(text in "[a-z:\\- '\"|{}=\\[\\]\n$é😀]{0,80}|(password|token)[:=] ?[\"']?[a-zé😀]{0,9}[\"']?\n(- |  )?[a-z]{0,5}") {
        let file = file(&text);
        let masked = Secrets::of(&file).masked(&text).into_owned();
        let widths = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
        prop_assert_eq!(widths(&masked), widths(&text));
    }
}

#[test]
fn a_password_that_is_a_word_stays_in_names_that_hold_it() {
    let file = file("environment:\n  DB_PASSWORD: migration\n");
    let redactor = Redactor::of([(&file, &Secrets::of(&file))]);
    for (message, shown) in [
        ("`db-migration` runs as root", "`db-migration` runs as root"),
        (
            "Job/default/migration/containers.migrations",
            "Job/default/migration/containers.migrations",
        ),
        ("sets it to `migration`", "sets it to `<redacted>`"),
        ("DB_PASSWORD=migration", "DB_PASSWORD=<redacted>"),
        ("db-migration is at migration", "db-migration is at <redacted>"),
    ] {
        assert_eq!(redactor.redacted(message), shown);
        assert_eq!(redactor.finds(message), message != shown);
    }
}

#[test]
fn a_secret_in_a_command_is_in_no_dump() {
    for command in [
        "[redis-server, --requirepass, kV8s2Qw9xT1z]",
        "redis-server --requirepass kV8s2Qw9xT1z",
        "[serve, --password=kV8s2Qw9xT1z]",
    ] {
        let text = format!("services:\n  a:\n    image: redis:7.2.5\n    command: {command}\n");
        let project = Project::new(vec![new_file(FileId(0), "compose.yaml", &text)]);
        let dump = dump(&project);
        assert!(dump.contains("<redacted>") && !dump.contains("kV8s2"), "{dump}");
    }
}

#[test]
fn other_words_are_shown() {
    let words = "services:\n  a:\n    image: redis:7.2.5\n    command: [serve, --port, \"80\"]\n";
    let project = Project::new(vec![new_file(FileId(0), "compose.yaml", words)]);
    assert!(dump(&project).contains("[serve, --port, 80]"));
}

#[test]
fn a_message_keeps_its_words_and_names_and_hides_values() {
    let text =
        "a: {DB_PASSWORD: container}\nb: {DB_PASSWORD: q7Zk-shop-9}\nc: {DB_PASSWORD: 'x`y9z4'}\n";
    let file = file(text);
    let redactor = Redactor::of([(&file, &Secrets::of(&file))]);
    let shown = |message: &str| {
        let mut message = message.to_owned();
        redactor.clone().knowing(["q7Zk-shop-9", "other"]).redact_message(&mut message);
        message
    };
    for (message, expected) in [
        ("`web` is a container as root", "`web` is a container as root"),
        ("`web` is set to `container`", "`web` is set to `<redacted>`"),
        ("`q7Zk-shop-9` runs as root", "`q7Zk-shop-9` runs as root"),
        ("`web` says `a q7Zk-shop-9`", "`web` says `a <redacted>`"),
        ("`web` says q7Zk-shop-9 aloud", "`web` says <redacted> aloud"),
        ("`web` is set to `x`y9z4`", "`web` is set to `<redacted>`"),
    ] {
        assert_eq!(shown(message), expected);
    }
    let address = |text: &str| {
        let mut address = text.to_owned();
        redactor.clone().knowing(["q7Zk-shop-9"]).redact_address(&mut address);
        address
    };
    assert_eq!(address("Pod/a/q7Zk-shop-9.spec"), "Pod/a/q7Zk-shop-9.spec");
    assert_eq!(address("Pod/a/b/args[q7Zk-shop-9 x]"), "Pod/a/b/args[<redacted> x]");
}
