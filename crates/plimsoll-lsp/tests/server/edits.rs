//! What the server knows after many edits is what it would know after opening the result.

use std::path::Path;

use super::client::{Client, Units, brief, capabilities};
use serde_json::{Value, json};

const URI: &str = "file:///w/compose.yaml";
const FRESH: &str = "file:///w/fresh/compose.yaml";

/// Texts that edits put in: ordinary ones, and those that have another length in every encoding.
const PIECES: [&str; 16] = [
    "",
    " ",
    "\n",
    "\r\n",
    "a",
    "😀",
    "漢字",
    "é",
    "\u{feff}",
    "privileged: true",
    "    ",
    "- ",
    "\"",
    "# plimsoll: ignore[privileged-container] 😀",
    "${A:-漢}",
    "\r",
];

/// A sequence of numbers that looks random and is the same every time (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or_default()
    }
}

fn start_text() -> String {
    let service = |index: usize| {
        format!(
            "  s{index}: # 😀 漢\r\n    image: \"nginx:1.27.{index}\"\n    privileged: true\n    ports: [\"{}:80\"]\n",
            8000 + index
        )
    };
    format!("\u{feff}services:\n{}", (0..12).map(service).collect::<String>())
}

/// The position of `offset` in `text`, told by line breaks as the protocol has them.
fn position(text: &str, offset: usize, units: Units) -> Value {
    let before = &text[..offset];
    let mut line = 0;
    let mut start = 0;
    let bytes = before.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_pair = *byte == b'\r' && text.as_bytes().get(at + 1) == Some(&b'\n');
        if *byte == b'\n' || (*byte == b'\r' && !is_pair) {
            line += 1;
            start = at + 1;
        }
    }
    json!({ "line": line, "character": units.length(&before[start..]) })
}

/// A boundary of characters that is not inside a line break, which no position names.
fn boundary(text: &str, numbers: &mut Numbers) -> usize {
    let mut at = numbers.below(text.len() + 1);
    while !text.is_char_boundary(at) || (text[..at].ends_with('\r') && text[at..].starts_with('\n'))
    {
        at -= 1;
    }
    at
}

#[tokio::test]
async fn two_thousand_random_edits_give_what_a_fresh_open_gives() {
    for (units, seed) in [(Units::Utf8, 0x9E37_79B9), (Units::Utf16, 0x7F4A_7C15)] {
        let mut client = Client::start(Path::new("/w"), capabilities(units, false)).await;
        let mut numbers = Numbers(seed);
        let mut text = start_text();
        client.open(URI, "yaml", &text).await;
        let mut version = 1;
        for round in 1..=10 {
            for _ in 0..100 {
                let mut changes = Vec::new();
                for _ in 0..2 {
                    let one = boundary(&text, &mut numbers);
                    let length = numbers.below(12);
                    let mut other = (one + length).min(text.len());
                    while boundary_at(&text, other).is_none() {
                        other -= 1;
                    }
                    let range = json!({
                        "start": position(&text, one.min(other), units),
                        "end": position(&text, one.max(other), units),
                    });
                    let piece = PIECES[numbers.below(PIECES.len())];
                    changes.push(json!({ "range": range, "text": piece }));
                    text.replace_range(one.min(other)..one.max(other), piece);
                }
                version += 1;
                client.change(URI, version, Value::Array(changes)).await;
            }
            let edited = client.diagnostics(URI, version).await;
            client.open(FRESH, "yaml", &text).await;
            let fresh = client.diagnostics(FRESH, 1).await;
            assert_eq!(brief(&edited), brief(&fresh), "round {round} in {units:?}:\n{text}");
            client.close(FRESH).await;
            // Broken for good, a text finds nothing: begin anew.
            text = start_text();
            version += 1;
            client.replace(URI, version, &text).await;
        }
    }
}

fn boundary_at(text: &str, at: usize) -> Option<usize> {
    let is_inside = || text[..at].ends_with('\r') && text[at..].starts_with('\n');
    (text.is_char_boundary(at) && !is_inside()).then_some(at)
}

/// What somebody has typed so far into the service in the middle.
const HALF_TYPED: [&str; 12] = [
    "    po",
    "    ports:",
    "    ports:\n      -",
    "    ports:\n      - \"80",
    "    entrypoint: \"nginx",
    "    environment: {A: ",
    "    command: [\"sh\", ",
    "    labels:\n      a: b: c",
    "   x: 1",
    "    user: 'a",
    "    volumes:\n      - type: bind\n        source",
    "    &",
];

#[tokio::test]
async fn half_typed_yaml_costs_other_services_nothing_and_invents_nothing() {
    let text = |typed: &str| {
        format!(
            "services:\n  one:\n    image: nginx:1.27.2\n    privileged: true\n  two:\n    image: nginx:1.27.2\n{typed}\n  three:\n    image: nginx:1.27.2\n    network_mode: host\n    privileged: true\n"
        )
    };
    let mut client = Client::start(Path::new("/w"), capabilities(Units::Utf8, false)).await;
    let start = text("    restart: always");
    client.open(URI, "yaml", &start).await;
    // What is found on the lines of the service in the middle is about what is being typed there.
    let of_others = |found: &[Value], text: &str| {
        let lines = |key: &str| text.lines().position(|line| line == key).unwrap_or(0) as u64;
        let middle = lines("  two:")..lines("  three:");
        let is_elsewhere = |it: &&Value| {
            !it["range"]["start"]["line"].as_u64().is_some_and(|it| middle.contains(&it))
        };
        let elsewhere: Vec<Value> = found.iter().filter(is_elsewhere).cloned().collect();
        let mut found: Vec<(String, String)> =
            brief(&elsewhere).into_iter().map(|(code, message, _)| (code, message)).collect();
        found.sort();
        found
    };
    let whole = of_others(&client.diagnostics(URI, 1).await, &start);
    assert!(!whole.is_empty());
    for (version, typed) in (2..).zip(HALF_TYPED) {
        let text = text(typed);
        client.replace(URI, version, &text).await;
        let found = client.diagnostics(URI, version).await;
        assert_eq!(of_others(&found, &text), whole, "{typed:?}");
        assert!(!found.iter().any(|it| it["code"] == json!("syntax-error")));
    }
}
