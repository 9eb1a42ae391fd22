//! What configuration files decide, and what is said about wrong ones.

use std::collections::HashMap;

use plimsoll_config::{About, Config, Inclusion, Loader, Origin, nearest};
use plimsoll_diagnostics::Level;

/// Files by absolute path.
struct Memory(HashMap<&'static str, &'static str>);

impl Loader for Memory {
    fn load(&self, path: &str) -> Result<String, String> {
        self.0.get(path).map(|it| (*it).to_owned()).ok_or_else(|| "no such file".to_owned())
    }

    fn exists(&self, path: &str) -> bool {
        self.0.keys().any(|it| *it == path || it.starts_with(&format!("{path}/")))
    }
}

fn files<const N: usize>(files: [(&'static str, &'static str); N]) -> Memory {
    Memory(HashMap::from(files))
}

fn config(text: &'static str) -> Config {
    Config::load("/repo/plimsoll.toml", &files([("/repo/plimsoll.toml", text)]))
}

/// `text under the problem: message` for each problem.
fn problems(config: &Config) -> Vec<String> {
    let shown = |it: &plimsoll_config::Problem| match it.at {
        Some(place) => {
            let text = place.at.slice(&config.source(place.source).text);
            format!("{text}: {}", it.message)
        }
        None => it.message.clone(),
    };
    config.problems.iter().map(shown).collect()
}

#[test]
fn a_mistake_is_shown_where_it_is_with_what_was_meant() {
    for (text, expected) in [
        ("exclud = []", "exclud: `exclud` is not a key here; did you mean `exclude`?"),
        (
            "extends = 'stric'",
            "'stric': `stric` is not a profile; did you mean `strict`? \
            (`plimsoll profiles` lists them; a path ends in `.toml`)",
        ),
        ("extends = './base.toml'", "'./base.toml': `./base.toml` cannot be read: no such file"),
        (
            "extends = 'https://a.b/c.toml'",
            "'https://a.b/c.toml': `https://a.b/c.toml` is a URL; \
            only profiles and files are extended, nothing is fetched",
        ),
        ("rules.root-usr = 'off'", "root-usr: `root-usr` is not a rule; did you mean `root-user`?"),
        (
            "rules.root-user = 'of'",
            "'of': `root-user` has to be `off`, `note`, `warning` or \
            `error`, not `of`; did you mean `off`?",
        ),
        (
            "rules.root-user = false",
            "false: `root-user` has to be `off`, `note`, `warning` or \
            `error`, in quotes",
        ),
        ("needs-reason = 'yes'", "'yes': `needs-reason` has to be `true` or `false`"),
        ("exclude = [1]", "[1]: `exclude` has to be a string or a list of strings"),
        ("exclude = '../a'", "'../a': `../a`: a pattern cannot leave its folder by `..`"),
        ("rules-version = 'new'", "'new': `new` is not a version of plimsoll like `0.1`"),
        (
            "parameters.kubernetes-version = '2.0'",
            "'2.0': `kubernetes-version`: `2.0` is not a \
            version of Kubernetes like `1.34`",
        ),
        (
            "parameters.kubernetes-version = '1.99'",
            "'1.99': `kubernetes-version`: `1.99` is not known here; 1.18 to 1.37 are",
        ),
        (
            "rules-version = '9.1'",
            concat!(
                "'9.1': this is plimsoll ",
                env!("CARGO_PKG_VERSION"),
                ", which lacks rules of `9.1`"
            ),
        ),
        (
            "root-user = 'off'",
            "root-user: `root-user` is not a key here; it belongs below `[rules]`",
        ),
        (
            "trusted-registries = []",
            "trusted-registries: `trusted-registries` is not a key here; it belongs below \
            `[parameters]`",
        ),
        (
            "rules.ckv_k8s_16 = 'off'",
            "ckv_k8s_16: `ckv_k8s_16` is not a rule; here it is `privileged-container`",
        ),
        (
            "parameters.kubernets-version = '1.34'",
            "kubernets-version: `kubernets-version` is not a \
            parameter; did you mean `kubernetes-version`?",
        ),
        ("overrides = 1", "1: `overrides` has to be a list of tables"),
        ("locked = 'x'", "'x': `x` is not a rule"),
        (
            "[[overrides]]\nfiles = 'a'\nrules.root-user = 'off'\nuntil = 2027-02-28T00:00:00Z",
            "2027-02-28T00:00:00Z: `until` has to be a day like `2027-01-31`",
        ),
        (
            "[[overrides]]\nroles = 'innit'\nrules.root-user = 'off'",
            "'innit': `innit` is not a \
            role: `main`, `init`, `sidecar`, `ephemeral` or `test`; did you mean `init`?",
        ),
    ] {
        let config = config(text);
        let found = problems(&config);
        assert!(config.is_wrong() && found.iter().any(|it| it == expected), "{text}\n{found:#?}");
    }
}

#[test]
fn a_kind_that_nobody_knows_is_probably_misspelt_where_it_is_nearly_a_known_one() {
    let said = |kind: &str| {
        let text = format!("[[overrides]]\nkinds = ['{kind}']\nrules.root-user = 'off'");
        let config = config(text.leak());
        assert!(!config.is_wrong(), "custom kinds are anybody's");
        problems(&config)
    };
    let expected =
        "'DeamonSet': `DeamonSet` is not a kind of Kubernetes; did you mean `DaemonSet`?";
    assert_eq!(said("DeamonSet"), [expected]);
    for kind in ["daemonset", "ComposeService", "PostgresCluster"] {
        assert_eq!(said(kind), [""; 0], "{kind}");
    }
}

#[test]
fn a_day_that_there_is_not_is_one_mistake() {
    let text = "[[overrides]]\nfiles = 'a'\nrules.root-user = 'off'\nuntil = 2027-02-30";
    assert_eq!(problems(&config(text)).len(), 1);
}

#[test]
fn what_is_wrong_in_one_place_does_not_hide_what_is_wrong_in_another() {
    let config = config("a = 1\nb = [\nc = 2\n[rules]\nroot-user = 'nope'\nx = 'off'\n");
    assert!(problems(&config).len() >= 3, "{:#?}", problems(&config));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let config = config("\u{feff}# ours\r\n[rules]\r\nroot-user = \"note\"\r\n");
    assert_eq!(problems(&config), [] as [String; 0]);
    let decision = config.decision("root-user");
    assert_eq!(decision.level, Some(Level::Note));
    let Origin::File(place) = decision.by else { panic!("{decision:?}") };
    assert_eq!(place.at.slice(&config.source(place.source).text), "\"note\"");
}

#[test]
fn the_last_layer_wins_and_nothing_is_on_that_no_layer_chose() {
    let of = |text| config(text);
    let default = of("");
    assert_eq!(default.decision("privileged-container").level, Some(Level::Error));
    assert_eq!(default.decision("missing-digest").level, None);
    let nothing = of("extends = []");
    assert_eq!(nothing.decision("privileged-container").level, None);
    let both = of("extends = ['recommended', 'strict']\nrules.missing-digest = 'error'");
    assert_eq!(both.decision("missing-digest").level, Some(Level::Error));
    assert!(matches!(both.decision("root-user").by, Origin::Profile("strict", Some(_))));
}

#[test]
fn a_chain_of_files_is_read_base_first() {
    let loader = files([
        ("/repo/a/plimsoll.toml", "extends = '../base.toml'\nrules.root-user = 'note'"),
        ("/repo/base.toml", "extends = ['strict', 'more/org.toml']\nrules.root-user = 'error'"),
        ("/repo/more/org.toml", "extends = []\nneeds-reason = true\nrules.host-network = 'off'"),
    ]);
    let config = Config::load("/repo/a/plimsoll.toml", &loader);
    assert_eq!(problems(&config), [] as [String; 0]);
    assert_eq!(config.decision("root-user").level, Some(Level::Note));
    assert_eq!(config.decision("host-network").level, None);
    assert_eq!(config.decision("missing-digest").level, Some(Level::Note));
    assert!(config.needs_reason);
}

#[test]
fn a_circle_is_a_mistake_and_a_diamond_is_not() {
    let loader = files([
        ("/r/a.toml", "extends = ['b.toml']"),
        ("/r/b.toml", "extends = ['c.toml']"),
        ("/r/c.toml", "extends = ['a.toml']"),
    ]);
    let config = Config::load("/r/a.toml", &loader);
    let expected =
        "'a.toml': `a.toml` extends itself: /r/a.toml -> /r/b.toml -> /r/c.toml -> /r/a.toml";
    assert_eq!(problems(&config), [expected]);
    let loader = files([
        ("/r/a.toml", "extends = ['b.toml', 'c.toml']"),
        ("/r/b.toml", "extends = ['d.toml']"),
        ("/r/c.toml", "extends = ['d.toml']"),
        ("/r/d.toml", ""),
    ]);
    assert!(!Config::load("/r/a.toml", &loader).is_wrong());
}

#[test]
fn no_secret_stays_in_the_reason_of_an_exception() {
    let text = "[[overrides]]\nfiles = 'a'\nrules.root-user = 'off'\n\
        because = 'pulled with ghp_a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4e5F6, see OPS-1'\n\
        [[external]]\nreferences = 'x'\n\
        because = 'asked with ghp_a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4e5F6'\n";
    let config = Config::load("/r/plimsoll.toml", &files([("/r/plimsoll.toml", text)]));
    assert_eq!(config.overrides[0].because.as_deref(), Some("pulled with <redacted>, see OPS-1"));
    assert_eq!(config.externals[0].because, "asked with <redacted>");
}

#[test]
fn a_locked_rule_is_not_weakened_from_below() {
    let org = "rules.root-user = 'error'\nlocked = ['root-user', 'missing-digest']\n\
        [[overrides]]\nworkloads = 'agent'\nrules.root-user = 'off'\nbecause = 'the node needs it'";
    for (text, is_fine) in [
        ("extends = 'org.toml'", true),
        ("extends = 'org.toml'\nrules.root-user = 'error'", true),
        ("extends = 'org.toml'\nrules.missing-digest = 'error'", true),
        ("extends = 'org.toml'\nrules.root-user = 'warning'", false),
        ("extends = 'org.toml'\nrules.missing-digest = 'off'", false),
        ("extends = 'org.toml'\n[[overrides]]\nfiles = 'a'\nrules.root-user = 'off'", false),
    ] {
        let loader = files([("/r/plimsoll.toml", text), ("/r/org.toml", org)]);
        let config = Config::load("/r/plimsoll.toml", &loader);
        assert_eq!(!config.is_wrong(), is_fine, "{text}\n{:#?}", problems(&config));
        assert_eq!(config.decision("root-user").level, Some(Level::Error), "{text}");
        assert!(config.decision("missing-digest").level.is_some(), "{text}");
        let agent = About { path: "/r/x.yaml", workload: Some("agent"), ..About::default() };
        assert!(config.ruling("root-user", &agent, None).silenced_by.is_some(), "{text}");
    }
}

#[test]
fn an_override_holds_where_all_its_conditions_do_until_its_day_has_passed() {
    let config = config(
        "[[overrides]]\nfiles = 'deploy/'\nworkloads = ['web-*']\nroles = 'init'\n\
         kinds = 'DaemonSet'\nnamespaces = 'kube-*'\nimages = 'quay.io/*'\n\
         rules.root-user = 'off'\nuntil = 2027-01-31\n\
         [[overrides]]\nroles = 'test'\nrules.root-user = 'note'",
    );
    assert_eq!(problems(&config), [] as [String; 0]);
    let it = About {
        path: "/repo/deploy/x.yaml",
        workload: Some("web-1"),
        container: Some("setup"),
        kind: Some("DaemonSet"),
        namespace: Some("kube-system"),
        image: Some("quay.io/a/b:1"),
        role: Some("init"),
        is_test: false,
    };
    let day = |text: &str| text.parse().ok();
    let is_silenced = |about: &About<'_>, today| {
        config.ruling("root-user", about, day(today)).silenced_by.is_some()
    };
    assert!(is_silenced(&it, "2027-01-31"));
    assert!(!is_silenced(&it, "2027-02-01"), "its day has passed");
    for other in [
        About { path: "/repo/x.yaml", ..it },
        About { path: "/elsewhere/deploy/x.yaml", ..it },
        About { workload: Some("api"), ..it },
        About { workload: None, ..it },
        About { kind: Some("Deployment"), ..it },
        About { namespace: None, ..it },
        About { image: Some("docker.io/a"), ..it },
        About { role: Some("main"), ..it },
    ] {
        assert!(!is_silenced(&other, "2027-01-31"), "{other:?}");
    }
    let test = About { is_test: true, ..it };
    let ruling = config.ruling("root-user", &test, day("2027-01-31"));
    assert_eq!(
        (ruling.level, ruling.silenced_by),
        (Some(Level::Note), None),
        "the last one counts"
    );
}

#[test]
fn files_are_left_out_by_exclude_first() {
    let config = config("include = ['deploy/', '*.json']\nexclude = ['vendor/']");
    for (path, expected) in [
        ("/repo/deploy/a.yaml", "Included"),
        ("/repo/x/a.json", "Included"),
        ("/repo/a.yaml", "NotIncluded"),
        ("/repo/deploy/vendor/a.yaml", "Excluded by 'vendor/'"),
    ] {
        let found = match config.inclusion(path) {
            Inclusion::Excluded(it) => {
                format!("Excluded by {}", it.at.slice(&config.source(it.source).text))
            }
            other => format!("{other:?}"),
        };
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn patterns_of_a_base_elsewhere_are_about_the_files_of_whoever_extends_it() {
    let loader = files([
        ("/repo/plimsoll.toml", "extends = '/etc/org/base.toml'"),
        ("/etc/org/base.toml", "exclude = ['vendor/']"),
    ]);
    let config = Config::load("/repo/plimsoll.toml", &loader);
    assert!(matches!(config.inclusion("/repo/vendor/a.yaml"), Inclusion::Excluded(_)));
}

#[test]
fn the_nearest_file_up_to_the_root_of_the_repository_counts() {
    let loader = files([
        ("/plimsoll.toml", ""),
        ("/repo/.git/HEAD", ""),
        ("/repo/a/plimsoll.toml", ""),
        ("/other/x", ""),
    ]);
    assert_eq!(nearest("/repo/a/b", &loader).as_deref(), Some("/repo/a/plimsoll.toml"));
    assert_eq!(nearest("/repo/c", &loader), None);
    assert_eq!(nearest("/other", &loader).as_deref(), Some("/plimsoll.toml"));
}

#[test]
fn a_pinned_version_leaves_out_later_rules_that_nobody_named() {
    let config = config("rules-version = '0.0'\nrules.root-user = 'error'");
    assert_eq!(problems(&config), [] as [String; 0]);
    assert_eq!(config.decision("privileged-container").level, None);
    assert_eq!(config.decision("root-user").level, Some(Level::Error));
}

#[test]
fn the_sample_is_read_without_a_complaint() {
    let loader = files([
        ("/r/plimsoll.toml", include_str!("../../../testdata/config/plimsoll.toml")),
        ("/r/base.toml", include_str!("../../../testdata/config/base.toml")),
    ]);
    let config = Config::load("/r/plimsoll.toml", &loader);
    assert_eq!(problems(&config), [] as [String; 0]);
    assert_eq!(config.parameters.kubernetes_minor, 33);
    assert_eq!(config.overrides.len(), 2);
    assert_eq!(config.fail_on, Some(Level::Error));
    assert_eq!(config.baseline.as_ref().map(|(path, _)| path.as_str()), Some("/r/known.json"));
    assert!(config.lock("runtime-socket-mount").is_some());
    assert_eq!(config.inclusion("/r/vendor/ours.yaml"), Inclusion::NotIncluded);
}

#[test]
fn an_override_without_a_reason_is_a_mistake_where_reasons_are_needed() {
    let silent = "needs-reason = true\n[[overrides]]\nfiles = 'a'\nrules.root-user = 'off'";
    let explained = "needs-reason = true\n[[overrides]]\nfiles = 'a'\nrules.root-user = 'off'\n\
        because = 'the vendor builds it so'";
    assert!(config(silent).is_wrong());
    assert!(!config(explained).is_wrong());
}

#[test]
fn the_shipped_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/plimsoll.schema.json");
    let shipped = std::fs::read_to_string(path).unwrap_or_default();
    let hint = "run `cargo run -- config --schema --any-rule > crates/plimsoll-config/plimsoll.schema.json`";
    assert!(shipped == plimsoll_config::schema(None), "the schema is not current; {hint}");
}
