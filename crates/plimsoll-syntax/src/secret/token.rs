//! Tokens whose shape names who issued them.

use plimsoll_diagnostics::TextRange;

/// Who issued a token, by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are those of the issuers")]
pub enum KnownToken {
    AgeKey,
    Anthropic,
    AwsAccessKey,
    DigitalOcean,
    DockerHub,
    GitHub,
    GitLab,
    GoogleApiKey,
    GoogleOauth,
    Grafana,
    HuggingFace,
    Npm,
    OpenAi,
    PyPi,
    SendGrid,
    Shopify,
    Slack,
    Stripe,
    Tailscale,
    Vault,
}

/// What may follow a prefix.
#[derive(Clone, Copy)]
enum Alphabet {
    /// Upper-case letters and digits.
    Upper,
    /// Letters and digits.
    Alphanumeric,
    /// Letters, digits, `-` and `_`.
    Url,
    /// The same, and `.`.
    Dotted,
}

/// A prefix, how many characters follow at least and at most, and of which alphabet.
struct Shape(&'static str, KnownToken, usize, usize, Alphabet);

const ANY: usize = 4096;

const SHAPES: &[Shape] = &[
    Shape("AGE-SECRET-KEY-1", KnownToken::AgeKey, 50, 60, Alphabet::Upper),
    Shape("sk-ant-", KnownToken::Anthropic, 30, ANY, Alphabet::Url),
    Shape("AKIA", KnownToken::AwsAccessKey, 16, 16, Alphabet::Upper),
    Shape("ASIA", KnownToken::AwsAccessKey, 16, 16, Alphabet::Upper),
    Shape("dop_v1_", KnownToken::DigitalOcean, 64, 64, Alphabet::Alphanumeric),
    Shape("dckr_pat_", KnownToken::DockerHub, 20, ANY, Alphabet::Url),
    Shape("dckr_oat_", KnownToken::DockerHub, 20, ANY, Alphabet::Url),
    Shape("ghp_", KnownToken::GitHub, 36, ANY, Alphabet::Alphanumeric),
    Shape("gho_", KnownToken::GitHub, 36, ANY, Alphabet::Alphanumeric),
    Shape("ghu_", KnownToken::GitHub, 36, ANY, Alphabet::Alphanumeric),
    Shape("ghs_", KnownToken::GitHub, 36, ANY, Alphabet::Alphanumeric),
    Shape("ghr_", KnownToken::GitHub, 36, ANY, Alphabet::Alphanumeric),
    Shape("github_pat_", KnownToken::GitHub, 22, ANY, Alphabet::Url),
    Shape("glpat-", KnownToken::GitLab, 20, ANY, Alphabet::Dotted),
    Shape("gldt-", KnownToken::GitLab, 20, ANY, Alphabet::Url),
    Shape("glrt-", KnownToken::GitLab, 20, ANY, Alphabet::Dotted),
    Shape("AIza", KnownToken::GoogleApiKey, 35, 35, Alphabet::Url),
    Shape("GOCSPX-", KnownToken::GoogleOauth, 28, 28, Alphabet::Url),
    Shape("glsa_", KnownToken::Grafana, 32, ANY, Alphabet::Url),
    Shape("glc_", KnownToken::Grafana, 32, ANY, Alphabet::Url),
    Shape("hf_", KnownToken::HuggingFace, 30, 60, Alphabet::Alphanumeric),
    Shape("npm_", KnownToken::Npm, 36, 36, Alphabet::Alphanumeric),
    Shape("sk-proj-", KnownToken::OpenAi, 40, ANY, Alphabet::Url),
    Shape("sk-svcacct-", KnownToken::OpenAi, 40, ANY, Alphabet::Url),
    Shape("sk-", KnownToken::OpenAi, 48, 48, Alphabet::Alphanumeric),
    Shape("pypi-AgE", KnownToken::PyPi, 50, ANY, Alphabet::Url),
    Shape("SG.", KnownToken::SendGrid, 60, 80, Alphabet::Dotted),
    Shape("shpat_", KnownToken::Shopify, 32, 32, Alphabet::Alphanumeric),
    Shape("xoxb-", KnownToken::Slack, 20, ANY, Alphabet::Url),
    Shape("xoxp-", KnownToken::Slack, 20, ANY, Alphabet::Url),
    Shape("xoxa-", KnownToken::Slack, 20, ANY, Alphabet::Url),
    Shape("xoxr-", KnownToken::Slack, 20, ANY, Alphabet::Url),
    Shape("xoxs-", KnownToken::Slack, 20, ANY, Alphabet::Url),
    Shape("xapp-", KnownToken::Slack, 20, ANY, Alphabet::Url),
    Shape("sk_live_", KnownToken::Stripe, 16, ANY, Alphabet::Alphanumeric),
    Shape("rk_live_", KnownToken::Stripe, 16, ANY, Alphabet::Alphanumeric),
    Shape("sk_test_", KnownToken::Stripe, 16, ANY, Alphabet::Alphanumeric),
    Shape("whsec_", KnownToken::Stripe, 24, ANY, Alphabet::Alphanumeric),
    Shape("tskey-", KnownToken::Tailscale, 20, ANY, Alphabet::Url),
    Shape("hvs.", KnownToken::Vault, 24, ANY, Alphabet::Url),
    Shape("hvb.", KnownToken::Vault, 24, ANY, Alphabet::Url),
];

/// The first token in `text` that stands on its own, and its bytes.
///
/// Examples from manuals, and tokens that are one character again and again, do not count.
#[must_use]
pub fn find_token(text: &str) -> Option<(KnownToken, TextRange)> {
    let in_token = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    let mut at = 0;
    for run in text.split(|it| !in_token(it)) {
        // `run` is a part of `text`, so its place follows from the lengths before it.
        let start = at;
        let separator = text.get(start + run.len()..).and_then(|rest| rest.chars().next());
        at = start + run.len() + separator.map_or(0, char::len_utf8);
        let token = run.trim_end_matches('.');
        if let Some(kind) = kind_of(token) {
            return Some((kind, TextRange::from_usize(start, start + token.len())));
        }
    }
    None
}

/// The length in bytes that no token of [`SHAPES`] stays under; most words of a file do.
const SHORTEST: usize = 20;

fn kind_of(token: &str) -> Option<KnownToken> {
    if token.len() < SHORTEST {
        return None;
    }
    SHAPES.iter().find_map(|Shape(prefix, kind, least, most, alphabet)| {
        let rest = token.strip_prefix(prefix)?;
        let fits = (*least..=*most).contains(&rest.len())
            && rest.bytes().all(|it| alphabet.contains(it))
            && is_random(rest);
        fits.then_some(*kind)
    })
}

/// Whether people would not have made it up: several different characters, no *example*.
fn is_random(text: &str) -> bool {
    let mut seen = [false; 128];
    for byte in text.bytes() {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    }
    let different = seen.iter().filter(|it| **it).count();
    let lower = text.to_ascii_lowercase();
    different >= 6
        && !["example", "xxxx", "your", "placeholder"].iter().any(|it| lower.contains(it))
}

impl Alphabet {
    const fn contains(self, byte: u8) -> bool {
        match self {
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Url => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Self::Dotted => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'),
        }
    }
}

impl KnownToken {
    /// Who issued it, as a message names it.
    #[must_use]
    pub const fn issuer(self) -> &'static str {
        match self {
            Self::AgeKey => "age",
            Self::Anthropic => "Anthropic",
            Self::AwsAccessKey => "AWS",
            Self::DigitalOcean => "DigitalOcean",
            Self::DockerHub => "Docker Hub",
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
            Self::GoogleApiKey | Self::GoogleOauth => "Google",
            Self::Grafana => "Grafana",
            Self::HuggingFace => "Hugging Face",
            Self::Npm => "npm",
            Self::OpenAi => "OpenAI",
            Self::PyPi => "PyPI",
            Self::SendGrid => "SendGrid",
            Self::Shopify => "Shopify",
            Self::Slack => "Slack",
            Self::Stripe => "Stripe",
            Self::Tailscale => "Tailscale",
            Self::Vault => "Vault",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written in two pieces, so that scanners of this repository stay quiet.
    const RANDOM: &str = "q7Zp2Lx9Vb4Nc1Md8Ks3Jf6Hg5Ta0RwEyUiOpQaSdFgHjKlZ";

    #[test]
    fn tokens_are_known_by_prefix_length_and_alphabet() {
        let of = |prefix: &str, length: usize| format!("{prefix}{}", &RANDOM[..length]);
        let cases = [
            (of("ghp_", 36), Some(KnownToken::GitHub)),
            (of("gho_", 36), Some(KnownToken::GitHub)),
            (of("github_pat_", 30), Some(KnownToken::GitHub)),
            (of("glpat-", 20), Some(KnownToken::GitLab)),
            (of("xoxb-", 30), Some(KnownToken::Slack)),
            (of("sk_live_", 24), Some(KnownToken::Stripe)),
            (of("AIza", 35), Some(KnownToken::GoogleApiKey)),
            (of("npm_", 36), Some(KnownToken::Npm)),
            (of("dckr_pat_", 27), Some(KnownToken::DockerHub)),
            (of("AKIA", 16).to_uppercase(), Some(KnownToken::AwsAccessKey)),
            (of("AKIA", 15).to_uppercase(), None),
            (of("AKIA", 17).to_uppercase(), None),
            (of("ghp_", 35), None),
            (of("npm_", 37), None),
            (of("xghp_", 36), None),
            (format!("ghp_{}", "x".repeat(36)), None),
            ("AKIAIOSFODNN7EXAMPLE".to_owned(), None),
            ("sk-or-swim".to_owned(), None),
            ("hf_model_name".to_owned(), None),
        ];
        for (text, expected) in cases {
            assert_eq!(find_token(&text).map(|it| it.0), expected, "{text}");
        }
    }

    #[test]
    fn no_shape_is_shorter_than_the_shortest() {
        let shortest = SHAPES.iter().map(|Shape(prefix, _, least, ..)| prefix.len() + least).min();
        assert_eq!(shortest, Some(SHORTEST));
    }

    #[test]
    fn a_token_is_found_inside_other_text_with_its_place() {
        let token = format!("ghp_{}", &RANDOM[..36]);
        for text in [
            format!("--token={token}"),
            format!("é \"{token}\" é"),
            format!("Authorization: Bearer {token}."),
            format!("https://x:{token}@github.com"),
        ] {
            let (kind, range) = find_token(&text).unwrap();
            assert_eq!((kind, range.slice(&text)), (KnownToken::GitHub, token.as_str()), "{text}");
        }
    }
}
