//! Tests of mounts.

use super::{MountKind::*, VolumeError::*, *};
use crate::testing::{any_text, assert_sliceable};
use proptest::prelude::*;

#[test]
fn specifications_fall_apart_as_compose_cuts_them() {
    // (text, kind, source, target, read-only)
    let cases = [
        ("/data", Anonymous, None, "/data", Some(false)),
        ("/d", Anonymous, None, "/d", Some(false)),
        ("a:", Anonymous, None, "a:", Some(false)),
        ("data:/data", Named, Some("data"), "/data", Some(false)),
        ("data/x:/data", Named, Some("data/x"), "/data", Some(false)),
        ("./data:/data:ro", Bind, Some("./data"), "/data", Some(true)),
        ("../data:/data", Bind, Some("../data"), "/data", Some(false)),
        (".:/code", Bind, Some("."), "/code", Some(false)),
        ("~/.ssh:/ssh:ro", Bind, Some("~/.ssh"), "/ssh", Some(true)),
        ("/:/host:ro,rslave", Bind, Some("/"), "/host", Some(true)),
        ("/a:/b:ro,rw", Bind, Some("/a"), "/b", Some(false)),
        ("/a:/b:rw,ro", Bind, Some("/a"), "/b", Some(true)),
        // Dropped in silence, so read-write.
        ("/a:/b:RO", Bind, Some("/a"), "/b", Some(false)),
        ("/a:/b:readonly", Bind, Some("/a"), "/b", Some(false)),
        ("/a:/b:cached", Bind, Some("/a"), "/b", Some(false)),
        ("/a:/b:${MODE}", Bind, Some("/a"), "/b", None),
        ("/a:/b:${MODE},ro", Bind, Some("/a"), "/b", Some(true)),
        // A drive letter keeps its colon, also where somebody meant a short name.
        ("C:\\data:/data", Bind, Some("C:\\data"), "/data", Some(false)),
        ("C:\\a:D:\\b:ro", Bind, Some("C:\\a"), "D:\\b", Some(true)),
        ("c:/a:/b", Bind, Some("c:/a"), "/b", Some(false)),
        ("v:/data", Anonymous, None, "v:/data", Some(false)),
        ("\\\\server\\share:/data", Bind, Some("\\\\server\\share"), "/data", Some(false)),
        (
            "\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine",
            NamedPipe,
            Some("\\\\.\\pipe\\docker_engine"),
            "\\\\.\\pipe\\docker_engine",
            Some(false),
        ),
        ("//./pipe/docker_engine:/x", NamedPipe, Some("//./pipe/docker_engine"), "/x", Some(false)),
        // A variable is not cut.
        ("${DATA:-./data}:/data", Unknown, Some("${DATA:-./data}"), "/data", Some(false)),
        ("${A:-${B:-c}}:/data", Unknown, Some("${A:-${B:-c}}"), "/data", Some(false)),
        ("./${A:-b:c}:/data:ro", Bind, Some("./${A:-b:c}"), "/data", Some(true)),
        ("$HOME/x:/data", Unknown, Some("$HOME/x"), "/data", Some(false)),
        ("vol-${A}:/data", Named, Some("vol-${A}"), "/data", Some(false)),
        ("${A:/data", Anonymous, None, "${A:/data", Some(false)),
        ("é:/data", Anonymous, None, "é:/data", Some(false)),
        ("été:/data", Named, Some("été"), "/data", Some(false)),
    ];
    for (text, kind, source, target, read_only) in cases {
        let mount = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(mount.kind, kind, "{text}");
        assert_eq!(mount.source.map(Part::text), source, "{text}");
        assert_eq!(mount.target.text(), target, "{text}");
        assert_eq!(mount.read_only(), read_only, "{text}");
    }
}

#[test]
fn what_compose_refuses_is_an_error_at_the_field() {
    let cases = [
        ("", Empty, ""),
        (":/data", EmptyField, ""),
        ("data:", EmptyField, ""),
        ("data::ro", EmptyField, ""),
        ("data:/data:", EmptyField, ""),
        ("data:/data:ro:z", TooManyFields, "z"),
        ("npipe:////./pipe/x:/a:ro:b:c", TooManyFields, "ro:b:c"),
    ];
    for (text, kind, blamed) in cases {
        let error = parse(text).unwrap_err();
        assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
    }
}

#[test]
fn options_keep_their_places() {
    let text = "/a:/b:ro,readonly,rshared,Z,,slave";
    let mount = parse(text).unwrap();
    let unknown: Vec<&str> = mount.unknown_options().map(Part::text).collect();
    assert_eq!(unknown, ["readonly", ""]);
    let (propagation, part) = mount.propagation().unwrap();
    assert_eq!((propagation, part.range().slice(text)), (Propagation::Slave, "slave"));
    assert!(Propagation::RShared.reaches_host() && !propagation.reaches_host());
}

#[test]
fn a_lookalike_names_what_was_meant() {
    let cases = [
        ("readonly", Some("ro")),
        ("read-only", Some("ro")),
        ("read_only", Some("ro")),
        ("RO", Some("ro")),
        (" ro", Some("ro")),
        ("RW", Some("rw")),
        ("Shared", Some("shared")),
        ("noexec", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(meant_option(text), expected, "{text}");
    }
}

#[test]
fn targets_are_cleaned() {
    assert_eq!(parse("a1:/data/../etc/").unwrap().clean_target(), "/etc");
    assert_eq!(parse("a1:C:\\x\\").unwrap().clean_target(), "C:\\x\\");
}

proptest! {
    #[test]
    fn parts_and_errors_are_on_character_boundaries(text in any_text()) {
        match parse(&text) {
            Ok(mount) => {
                let options = mount.options.iter().map(|(_, part)| *part);
                for part in mount.source.into_iter().chain([mount.target]).chain(options) {
                    prop_assert_eq!(part.range().slice(&text), part.text());
                }
            }
            Err(error) => assert_sliceable(&text, error.range),
        }
    }

    #[test]
    fn what_is_shown_is_what_was_written(text in any_text()) {
        if let Ok(mount) = parse(&text) {
            prop_assert_eq!(mount.to_string(), text);
        }
    }
}
