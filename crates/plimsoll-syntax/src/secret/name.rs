//! Names that say *this is a secret*.

/// Words that name a secret by themselves, wherever they stand.
const SECRET_WORDS: &[&str] = &[
    "ACCESSKEY",
    "ACCESSTOKEN",
    "APIKEY",
    "APISECRET",
    "APITOKEN",
    "AUTHKEY",
    "AUTHTOKEN",
    "BEARER",
    "CLIENTSECRET",
    "CREDENTIAL",
    "CREDENTIALS",
    "CREDS",
    "ENCRYPTIONKEY",
    "PASSCODE",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "PASSWORDS",
    "PRIVATEKEY",
    "PRIVKEY",
    "PSK",
    "PWD",
    "SECRET",
    "SECRETKEY",
    "SECRETS",
    "SIGNINGKEY",
    "TOKEN",
];

/// Words that name a secret at the end of a name only.
const LAST_WORDS: &[&str] = &["PASS", "PASSWORT", "PEPPER", "PW", "SALT"];

/// What a key is for when it is a secret.
const KEY_OWNERS: &[&str] = &[
    "ACCESS",
    "ACCOUNT",
    "API",
    "APP",
    "AUTH",
    "COOKIE",
    "CRYPTO",
    "DECRYPT",
    "DECRYPTION",
    "DEPLOY",
    "ENCRYPT",
    "ENCRYPTION",
    "ENC",
    "HMAC",
    "JWT",
    "MASTER",
    "PRIVATE",
    "SECRET",
    "SECURE",
    "SERVICE",
    "SESSION",
    "SHARED",
    "SIGN",
    "SIGNING",
    "SIGNATURE",
    "SSH",
    "STORAGE",
    "TLS",
    "UNSEAL",
    "WEBHOOK",
];

/// Last words that make a name about a secret and not a secret.
const ABOUT_A_SECRET: &[&str] = &[
    "AGE",
    "ALG",
    "ALGO",
    "ALGORITHM",
    "ARN",
    "ATTEMPTS",
    "ATTRIBUTE",
    "AUDIENCE",
    "BACKEND",
    "BITS",
    "VOLUME",
    "USERS",
    "HASH",
    "ENCRYPTION",
    "CIPHER",
    "CLAIM",
    "CLASS",
    "COLUMN",
    "COUNT",
    "DAYS",
    "DIR",
    "DIRECTORY",
    "DISABLED",
    "DURATION",
    "EMAIL",
    "ENABLE",
    "ENABLED",
    "ENDPOINT",
    "EXPIRATION",
    "EXPIRE",
    "EXPIRED",
    "EXPIRES",
    "EXPIRY",
    "FIELD",
    "FILE",
    "FILENAME",
    "FILES",
    "FORMAT",
    "GENERATOR",
    "GRACE",
    "HEADER",
    "HINT",
    "HOST",
    "HOURS",
    "ID",
    "IDS",
    "INTERVAL",
    "ISSUER",
    "KID",
    "LABEL",
    "LEEWAY",
    "LEN",
    "LENGTH",
    "LIFESPAN",
    "LIFETIME",
    "LIMIT",
    "LOCATION",
    "MANAGER",
    "MAX",
    "METHOD",
    "MIN",
    "MINUTES",
    "MODE",
    "MS",
    "NAME",
    "NAMES",
    "NAMESPACE",
    "NUMBER",
    "PARAM",
    "PARAMETER",
    "PATH",
    "PATHS",
    "PERIOD",
    "POLICY",
    "PORT",
    "PREFIX",
    "PROVIDER",
    "REF",
    "REFERENCE",
    "REGION",
    "REGEX",
    "REQUIRED",
    "REQUIREMENTS",
    "RESET",
    "ROLE",
    "ROTATION",
    "SCOPE",
    "SCOPES",
    "SECONDS",
    "SIZE",
    "SOURCE",
    "STORE",
    "STRATEGY",
    "STRENGTH",
    "SUFFIX",
    "TABLE",
    "TIMEOUT",
    "TTL",
    "TYPE",
    "URI",
    "URL",
    "USER",
    "USERNAME",
    "VALIDATION",
    "VALIDITY",
    "VERSION",
];

/// First words that make a name a switch.
const SWITCHES: &[&str] = &[
    "ALLOW", "DISABLE", "DISABLED", "ENABLE", "ENABLED", "ENFORCE", "HAS", "IS", "NO", "REQUIRE",
    "SKIP", "USE", "VALIDATE", "VERIFY",
];

/// Words by which a name says that its value is for everybody.
const PUBLIC_WORDS: &[&str] = &["ANON", "ANONYMOUS", "PUB", "PUBLIC", "PUBLISHABLE"];

/// Last words that name what a secret is kept under: a Secret of Kubernetes, a file in a folder of
/// Confluent's images, the user to whom the secret key of an object store belongs (`S3_ACCESS_KEY`, without its number).
const NAMES_OF_SECRETS: &[&[&str]] = &[
    &["TLS", "SECRET"],
    &["PULL", "SECRET"],
    &["PULL", "SECRETS"],
    &["SSL", "KEY", "CREDENTIALS"],
    &["KEYSTORE", "CREDENTIALS"],
    &["TRUSTSTORE", "CREDENTIALS"],
    &["AWS", "ACCESS", "KEY"],
    &["MINIO", "ACCESS", "KEY"],
    &["S", "ACCESS", "KEY"],
];

/// Whole names that follow no pattern, without separators.
const WHOLE_NAMES: &[&str] = &["NEO4JAUTH", "REDISCLIAUTH", "SECRETKEYBASE", "VAULTSECRETID"];

/// What one of is in every name of a secret, in lower case.
const STEMS: &[&[u8]] = &[
    b"auth", b"bearer", b"cred", b"key", b"pass", b"pepper", b"psk", b"pw", b"salt", b"secret",
    b"token",
];

/// Whether `name` is worth to be taken apart: nearly every key of a file is asked, and nearly none
/// is a secret's.
fn has_stem(name: &str) -> bool {
    let name = name.as_bytes();
    // Letters beyond ASCII can have upper-case forms in it.
    !name.is_ascii()
        || name.iter().enumerate().any(|(at, first)| {
            STEMS.iter().any(|stem| {
                stem.first() == Some(&first.to_ascii_lowercase())
                    && name[at..].get(..stem.len()).is_some_and(|it| it.eq_ignore_ascii_case(stem))
            })
        })
}

/// Whether `name` names a secret: a word like `PASSWORD`, `TOKEN` or `API_KEY` in it, whatever
/// separates the words (`_`, `-`, `.`, `/`, camelCase), unless the rest makes it something about
/// a secret (`_FILE`, `_TTL`, `_NAME`) or a switch (`ALLOW_EMPTY_PASSWORD`).
#[must_use]
pub fn name_suggests_secret(name: &str) -> bool {
    if !has_stem(name) {
        return false;
    }
    let words = words(name);
    let Some(last) = words.last() else { return false };
    let joined = words.concat();
    if WHOLE_NAMES.contains(&joined.as_str()) {
        return true;
    }
    // The working directory of a shell.
    if joined == "PWD" || joined == "OLDPWD" {
        return false;
    }
    let has = |list: &[&str]| words.iter().any(|it| list.contains(&it.as_str()));
    let is_secret_id = words.ends_with(&["SECRET".to_owned(), "ID".to_owned()]);
    if (ABOUT_A_SECRET.contains(&last.as_str()) && !is_secret_id)
        || words.first().is_some_and(|it| SWITCHES.contains(&it.as_str()))
        || has(PUBLIC_WORDS)
        || NAMES_OF_SECRETS.iter().any(|it| ends_with(&words, it))
        // What passwords have to look like.
        || words.windows(2).any(|it| it[1] == "POLICY" && is_password_word(&it[0]))
        || words.windows(2).any(|it| it[0] == "EMPTY" || it[0] == "RANDOM")
    {
        return false;
    }
    has(SECRET_WORDS)
        || LAST_WORDS.contains(&last.as_str())
        || words.iter().any(|it| is_password_word(it))
        || words.windows(2).any(|it| it[1] == "KEY" && KEY_OWNERS.contains(&it[0].as_str()))
}

fn ends_with(words: &[String], last: &[&str]) -> bool {
    words.len() >= last.len() && words[words.len() - last.len()..].iter().eq(last.iter())
}

/// Whether `name` names a password, as opposed to a token or a key.
#[must_use]
pub fn is_password_name(name: &str) -> bool {
    name_suggests_secret(name)
        && words(name).iter().any(|it| {
            is_password_word(it) || matches!(it.as_str(), "PASS" | "PW" | "PWD" | "PASSCODE")
        })
}

/// `PASSWORD`, also behind something that it was not separated from: `PGPASSWORD`.
fn is_password_word(word: &str) -> bool {
    ["PASSWORD", "PASSWD", "PASSPHRASE"].iter().any(|it| word.ends_with(it))
        // `htpasswd` is a format.
        && word != "HTPASSWD"
}

/// Whether `name` says that its value is for everybody.
pub(super) fn is_public_name(name: &str) -> bool {
    words(name).iter().any(|it| PUBLIC_WORDS.contains(&it.as_str()))
}

/// The words of `name` in upper case. A change from lower to upper case separates, and so does
/// the last of several upper-case letters before a lower-case one: `APIKey` is `API`, `KEY`.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_alphanumeric() {
            words.extend(take_word(&mut word));
            previous = character;
            continue;
        }
        let next_is_lower = characters.peek().is_some_and(|it| it.is_lowercase());
        let starts_word = character.is_uppercase()
            && (previous.is_lowercase()
                || ((previous.is_uppercase() || previous.is_ascii_digit()) && next_is_lower));
        if starts_word {
            words.extend(take_word(&mut word));
        }
        word.extend(character.to_uppercase());
        previous = character;
    }
    words.extend(take_word(&mut word));
    words
}

/// The word without a number at its end: `PASSWORD2` is `PASSWORD`.
fn take_word(word: &mut String) -> Option<String> {
    let whole = std::mem::take(word);
    let bare = whole.trim_end_matches(|it: char| it.is_ascii_digit());
    (!bare.is_empty()).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_names_a_secret_has_a_stem() {
        let passwords = ["PASSWORD", "PASSWD", "PASSPHRASE", "KEY"];
        let words = [SECRET_WORDS, LAST_WORDS, WHOLE_NAMES, &passwords].concat();
        assert_eq!(words.iter().find(|it| !has_stem(it)), None);
        assert!(!has_stem("LOG_LEVEL"));
    }

    #[test]
    fn whole_words_name_a_secret_and_the_rest_can_take_it_back() {
        let secrets = [
            "PASSWORD",
            "DB_PASSWORD",
            "MYSQL_ROOT_PASSWORD",
            "PGPASSWORD",
            "POSTGRES_PASSWORD",
            "db-password",
            "spring.datasource.password",
            "dbPassword",
            "SMTP_PASS",
            "DB_PWD",
            "API_KEY",
            "APIKey",
            "apiKey",
            "OPENAI_API_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "JWT_SECRET",
            "TOKEN",
            "GITHUB_TOKEN",
            "githubToken",
            "CLIENT_SECRET",
            "SECRET_KEY_BASE",
            "APP_KEY",
            "PRIVATE_KEY",
            "ENCRYPTION_KEY",
            "AUTH_SALT",
            "CREDENTIALS",
            "REDISCLI_AUTH",
            "NEO4J_AUTH",
            "PASSWORD2",
            "VAULT_SECRET_ID",
            "MASTER_KEY",
            "KEY_PASSPHRASE",
            "BasicAuthPassword",
            "TOKEN_SECRET",
            "S3_SECRET_KEY",
            "S3_SECRET_ACCESS_KEY",
            "AZURE_STORAGE_ACCESS_KEY",
            "SSL_KEYSTORE_PASSWORD",
        ];
        for name in secrets {
            assert!(name_suggests_secret(name), "{name}");
        }
        let others = [
            "TOKENIZER",
            "TOKENIZERS_PARALLELISM",
            "TOKEN_URL",
            "SECRET_NAME",
            "PASSWORD_RESET_ENABLED",
            "PASSWORD_FILE",
            "POSTGRES_PASSWORD_FILE",
            "SECRET_KEY_PATH",
            "TOKEN_TTL",
            "JWT_EXPIRY",
            "TOKEN_LIFETIME",
            "PASSWORD_MIN_LENGTH",
            "PASSWORD_LENGTH",
            "API_KEY_HEADER",
            "ALLOW_EMPTY_PASSWORD",
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "MYSQL_RANDOM_ROOT_PASSWORD",
            "PUBLIC_KEY",
            "JWT_PUBLIC_KEY",
            "NEXT_PUBLIC_API_KEY",
            "STRIPE_PUBLISHABLE_KEY",
            "AWS_ACCESS_KEY_ID",
            "SECRET_REF",
            "MAX_TOKENS",
            "PWD",
            "OLDPWD",
            "KEY",
            "tls-secret",
            "imagePullSecret",
            "KAFKA_SSL_KEY_CREDENTIALS",
            "KAFKA_SSL_KEYSTORE_CREDENTIALS",
            "S3_ACCESS_KEY",
            "MINIO_ACCESS_KEY",
            "PRIMARY_KEY",
            "SSH_KEY_FILE",
            "COMPASS",
            "BYPASS_CACHE",
            "MONKEY",
            "USE_TOKEN",
            "TOKEN_ENDPOINT",
            "CREDENTIALS_FILE",
            "HTPASSWD",
            "AUTHOR",
            "KEYCLOAK_HOST",
            "SECRETARY",
            "password_encryption",
            "CRYPTO_KEY_HASH",
            "PASSENGER_APP_ENV",
            "CACHE_KEY",
            "",
            "_",
            "é",
        ];
        for name in others {
            assert!(!name_suggests_secret(name), "{name}");
        }
    }

    #[test]
    fn a_password_is_told_from_a_token() {
        assert!(is_password_name("DB_PASSWORD") && is_password_name("smtpPass"));
        assert!(!is_password_name("API_TOKEN") && !is_password_name("PASSWORD_TTL"));
    }
}
