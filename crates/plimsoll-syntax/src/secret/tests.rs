//! Tests of secret detection.

use super::{SecretKind as Kind, ValueShape as Shape, *};
use crate::testing::{any_text, assert_sliceable};
use proptest::prelude::*;

const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r";

#[test]
fn values_have_shapes() {
    let cases = [
        ("", Shape::Empty),
        ("  ", Shape::Empty),
        ("{}", Shape::Empty),
        ("{\"default\":\"\", \"other\": null}", Shape::Empty),
        ("{\"default\":\"hunter2\"}", Shape::Literal),
        ("base64:${APP_KEY}", Shape::Reference),
        ("true", Shape::Boolean),
        ("No", Shape::Boolean),
        ("3600", Shape::Number),
        ("-1.5", Shape::Number),
        ("<password>", Shape::Placeholder),
        ("REPLACE_ME", Shape::Placeholder),
        ("your-password-here", Shape::Placeholder),
        ("xxx", Shape::Placeholder),
        ("***", Shape::Placeholder),
        ("AKIAIOSFODNN7EXAMPLE", Shape::Placeholder),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Shape::Placeholder),
        ("/run/secrets/db", Shape::Path),
        ("./certs/key.pem", Shape::Path),
        ("~/.ssh/id", Shape::Path),
        ("C:\\keys\\a.pem", Shape::Path),
        ("%kernel.project_dir%/config/jwt/private.pem", Shape::Path),
        ("%hunter%2", Shape::Literal),
        ("/abC+def/gh==", Shape::Literal),
        ("https://auth.acme.io/token", Shape::Url),
        ("https://u:p@acme.io", Shape::UrlWithCredentials),
        ("Server=db;User=sa;Password=p", Shape::ConnectionString),
        ("$DB_PASSWORD", Shape::Reference),
        ("${DB_PASSWORD}", Shape::Reference),
        ("$(DB_PASSWORD)", Shape::Reference),
        ("vault:secret/data/db#password", Shape::Reference),
        ("op://vault/item/field", Shape::Reference),
        ("ENC[AES256_GCM,data:abc]", Shape::Reference),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE", Shape::PrivateKey),
        ("-----BEGIN PRIVATE KEY-----", Shape::PrivateKey),
        ("-----BEGIN PUBLIC KEY-----", Shape::Literal),
        ("-----BEGIN CERTIFICATE-----", Shape::Literal),
        (JWT, Shape::Jwt),
        ("eyJ.a.b", Shape::Literal),
        ("hunter2", Shape::Literal),
        ("pa$$word", Shape::Literal),
    ];
    for (value, expected) in cases {
        assert_eq!(value_shape(value), expected, "{value}");
    }
}

#[test]
fn name_and_value_decide_together() {
    let cases = [
        ("DB_PASSWORD", "hunter2", Some(Kind::Literal)),
        ("DB_PASSWORD", "postgres", Some(Kind::DefaultPassword)),
        ("DB_PASSWORD", "changeme", Some(Kind::DefaultPassword)),
        ("DB_PASSWORD", "Change-Me!", Some(Kind::DefaultPassword)),
        ("MYSQL_ROOT_PASSWORD", "root", Some(Kind::DefaultPassword)),
        ("DB_PASSWORD", "123456", Some(Kind::DefaultPassword)),
        ("DB_PASSWORD", "8675309", Some(Kind::Literal)),
        ("DB_PASSWORD", "1", None),
        ("DB_PASSWORD", "", None),
        ("DB_PASSWORD", "<password>", None),
        ("DB_PASSWORD", "***", None),
        ("DB_PASSWORD", "REPLACE_ME", None),
        ("DB_PASSWORD", "$(DB_PASSWORD)", None),
        ("DB_PASSWORD", "/run/secrets/db", None),
        ("MYSQL_ALLOW_EMPTY_PASSWORD", "yes", None),
        ("POSTGRES_PASSWORD_FILE", "/run/secrets/db", None),
        ("TOKEN", "3600", None),
        ("TOKENIZER", "bert", None),
        ("TOKEN_URL", "https://auth.acme.io/token", None),
        ("TOKEN_URL", "https://u:p@acme.io/token", Some(Kind::UrlCredentials)),
        ("SECRET_NAME", "db-credentials", None),
        ("PASSWORD_RESET_ENABLED", "true", None),
        ("DATABASE_URL", "postgres://app:hunter2@db/app", Some(Kind::UrlCredentials)),
        ("DATABASE_URL", "postgres://app:${PASSWORD}@db/app", None),
        ("CONNECTION", "Server=db;User=sa;Password=hunter2;", Some(Kind::ConnectionString)),
        ("ANYTHING", "-----BEGIN EC PRIVATE KEY-----", Some(Kind::PrivateKey)),
        ("ANYTHING", JWT, Some(Kind::Jwt)),
        ("SUPABASE_ANON_KEY", JWT, None),
        ("APP_NAME", "shop", None),
        ("PUBLIC_KEY", "MFkwEwYHKoZIzj0C", None),
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None),
    ];
    for (name, value, expected) in cases {
        assert_eq!(classify(name, value), expected, "{name}={value}");
    }
}

#[test]
fn only_the_secret_part_is_marked() {
    let cases = [
        ("postgres://app:hunter2@db/app", Some("hunter2")),
        ("Server=db;User=sa;Password=p;", Some("p")),
        ("hunter2", Some("hunter2")),
        ("true", None),
        ("<password>", None),
    ];
    for (value, expected) in cases {
        assert_eq!(secret_range(value).map(|it| it.slice(value)), expected, "{value}");
    }
}

#[test]
fn no_result_shows_the_value() {
    let value = "postgres://app:hunter2@db/app";
    let shown =
        format!("{:?} {:?} {:?}", classify("X", value), value_shape(value), url_credentials(value));
    assert!(!shown.contains("hunter2"));
}

proptest! {
    #[test]
    fn ranges_are_on_character_boundaries(
        name in any_text(),
        value in prop_oneof![any_text(), "[a:/@;=&? é]{0,8}://[a:@é]{0,6}", "(a=b;|password=é|&| ){0,5}"],
    ) {
        let _ = classify(&name, &value);
        if let Some(range) = secret_range(&value) {
            assert_sliceable(&value, range);
        }
        if let Some(found) = url_credentials(&value) {
            assert_sliceable(&value, found.user);
        }
    }
}

#[test]
fn a_name_in_capitals_with_something_behind_it_waits_for_a_script() {
    assert_eq!(classify("API_KEY", "API_KEY_VAL"), None);
    for value in ["API_KEY", "api_key_val", "OTHER_KEY_VAL"] {
        assert!(classify("API_KEY", value).is_none_or(|it| it == Kind::Literal), "{value}");
    }
    assert_eq!(classify("api_password", "api_password_1"), Some(Kind::Literal));
}
