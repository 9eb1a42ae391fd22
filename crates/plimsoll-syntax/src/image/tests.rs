//! Tests of image references.

use super::{ImageError::*, *};
use crate::testing::{any_text, assert_sliceable};
use proptest::prelude::*;

const SHA256: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

#[test]
fn references_fall_apart_as_engines_cut_them() {
    // (reference, registry, repository, name, tag)
    let cases = [
        ("nginx", "docker.io", "library/nginx", "nginx", None),
        ("nginx:1.25", "docker.io", "library/nginx", "nginx", Some("1.25")),
        ("acme/web", "docker.io", "acme/web", "web", None),
        ("docker.io/nginx", "docker.io", "library/nginx", "nginx", None),
        ("index.docker.io/nginx", "docker.io", "library/nginx", "nginx", None),
        ("ghcr.io/acme/web:v1", "ghcr.io", "acme/web", "web", Some("v1")),
        // A registry's port is no tag.
        ("host:5000/app", "host:5000", "app", "app", None),
        ("host:5000/app:2", "host:5000", "app", "app", Some("2")),
        ("localhost/app", "localhost", "app", "app", None),
        ("LOCAL/app", "LOCAL", "app", "app", None),
        ("127.0.0.1:5000/a/b:c", "127.0.0.1:5000", "a/b", "b", Some("c")),
        ("[::1]:5000/app", "[::1]:5000", "app", "app", None),
        ("[2001:db8::1]/app:1", "[2001:db8::1]", "app", "app", Some("1")),
        // Without a slash it is a tag, whatever it looks like.
        ("host:5000", "docker.io", "library/host", "host", Some("5000")),
        ("a_b/c__d/e--f.g", "docker.io", "a_b/c__d/e--f.g", "e--f.g", None),
        ("app:_x.Y-z", "docker.io", "library/app", "app", Some("_x.Y-z")),
    ];
    for (text, registry, repository, name, tag) in cases {
        let image = parse(text).unwrap();
        assert_eq!(image.registry(), registry, "{text}");
        assert_eq!(image.repository(), repository, "{text}");
        assert_eq!(image.name().text(), name, "{text}");
        assert_eq!(image.tag.map(Part::text), tag, "{text}");
        assert!(!image.is_pinned(), "{text}");
    }
}

#[test]
fn any_digest_algorithm_pins() {
    let sha512 = SHA256.repeat(2);
    let sha384 = &sha512[..96];
    let cases = [
        (format!("nginx@sha256:{SHA256}"), None),
        (format!("nginx:1.25@sha256:{SHA256}"), Some("1.25")),
        (format!("host:5000/app:1@sha512:{sha512}"), Some("1")),
        (format!("app@sha384:{sha384}"), None),
        (format!("app@md5+b64u:{}", &SHA256[..32]), None),
    ];
    for (text, tag) in cases {
        let image = parse(&text).unwrap();
        assert!(image.is_pinned(), "{text}");
        assert_eq!(image.tag.map(Part::text), tag, "{text}");
    }
}

#[test]
fn what_engines_refuse_is_an_error_at_the_part() {
    let short = format!("app@sha256:{}", &SHA256[1..]);
    let upper = format!("app@sha256:{}", SHA256.to_uppercase());
    let long = format!("a/{}", "b".repeat(254));
    let long_tag = format!("app:{}", "t".repeat(129));
    let tag = &long_tag[4..];
    let cases = [
        ("", Empty, ""),
        (" nginx", Whitespace, " "),
        ("nginx:1 ", Whitespace, " "),
        ("my app", Whitespace, " "),
        ("https://ghcr.io/a", Scheme, "https://"),
        ("docker://nginx", Scheme, "docker://"),
        ("Nginx", UppercaseRepository, "Nginx"),
        ("acme/Web:1", UppercaseRepository, "Web"),
        ("ghcr.io/Acme/web", UppercaseRepository, "Acme"),
        ("nginx:", EmptyTag, ""),
        (":1", EmptyPathComponent, ""),
        ("a//b", EmptyPathComponent, ""),
        ("/a", EmptyPathComponent, ""),
        ("a/", EmptyPathComponent, ""),
        ("@", EmptyPathComponent, ""),
        ("nginx::1", InvalidTag, ":1"),
        ("nginx:-1", InvalidTag, "-1"),
        ("nginx:1+2", InvalidTag, "1+2"),
        (&long_tag, InvalidTag, tag),
        ("-nginx", InvalidPath, "-nginx"),
        ("ng..inx", InvalidPath, "ng..inx"),
        ("a___b", InvalidPath, "a___b"),
        ("<image>", InvalidPath, "<image>"),
        ("image${TAG}", UppercaseRepository, "image${TAG}"),
        ("é", InvalidPath, "é"),
        ("-a.b/c", InvalidRegistry, "-a.b"),
        ("a.b:x/c", InvalidRegistry, "a.b:x"),
        ("a.b:/c", InvalidRegistry, "a.b:"),
        ("[]/c:1", InvalidPath, "[]"),
        ("[:/c:1", InvalidRegistry, "[:"),
        (&long, TooLong, &long),
        (SHA256, ImageId, SHA256),
        ("app@", InvalidDigest, ""),
        ("app@sha256", InvalidDigest, "sha256"),
        ("app@sha256:", DigestLength { expected: 64, found: 0 }, ""),
        (&short, DigestLength { expected: 64, found: 63 }, &short[11..]),
        (&upper, InvalidDigest, &upper[4..]),
        ("app@other:abc", InvalidDigest, "other:abc"),
        ("app@sha256:xyz", InvalidDigest, "sha256:xyz"),
    ];
    for (text, kind, blamed) in cases {
        let error = parse(text).unwrap_err();
        assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
    }
}

#[test]
fn placeholders_are_told_from_images() {
    let cases = [
        ("<image>", true),
        ("nginx:<PINNED_TAG>", true),
        ("nginx:PINNED_TAG", true),
        ("nginx:CHANGEME", true),
        ("nginx:REPLACE_ME", true),
        ("REPLACE_ME/app:1", true),
        ("nginx:{{ tag }}", true),
        ("nginx:TODO", true),
        ("nginx:x.y.z", true),
        ("registry.example.com:5000/app:1", false),
        ("your-registry/app:1", true),
        ("your-org/your-app:1", true),
        ("acme/your_spotify_client:1.20.0", false),
        ("IMAGE_PLACEHOLDER", true),
        ("us-docker.pkg.dev/PROJECT_ID/models/web:1.0", true),
        ("{IMAGE}", true),
        ("$(params.image)", true),
        ("[[ image ]]", true),
        ("acme/web:REPO", false),
        ("nginx:1.25", false),
        ("example/app:1", false),
        ("todo:1", true),
        ("acme/todo-app:1", false),
        ("none:1", false),
        ("host:5000/app", false),
        ("acme/version:1", false),
        ("", false),
    ];
    for (text, expected) in cases {
        assert_eq!(is_placeholder(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn parts_and_errors_are_on_character_boundaries(text in any_text()) {
        let _ = is_placeholder(&text);
        match parse(&text) {
            Ok(image) => {
                for part in image.domain.into_iter().chain([image.path]).chain(image.tag) {
                    prop_assert_eq!(part.range().slice(&text), part.text());
                }
                assert_sliceable(&text, image.tag_slot());
            }
            Err(error) => assert_sliceable(&text, error.range),
        }
    }

    #[test]
    fn the_canonical_form_means_the_same(
        text in "([a-z]{1,3}\\.io(:[0-9]{1,4})?/)?[a-z]{1,5}(/[a-z]{1,5}){0,2}(:[A-Za-z0-9._-]{1,9})?",
    ) {
        let Ok(image) = parse(&text) else { return Ok(()) };
        let shown = image.to_string();
        let again = parse(&shown).unwrap();
        prop_assert_eq!(again.to_string(), shown.clone());
        prop_assert_eq!(again.repository(), image.repository());
        prop_assert_eq!(again.tag.map(Part::text), image.tag.map(Part::text));
    }
}
