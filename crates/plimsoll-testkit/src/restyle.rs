//! The same meaning in other spellings: a rule that asks facts finds the same in all of them.

mod rewrite;

use plimsoll_yaml::parse;
use rewrite::{Reuse, Style, rewritten};

/// `text` in other styles, with what was changed. A style that the text does not allow is left out.
#[must_use]
pub fn restyled(text: &str) -> Vec<(&'static str, String)> {
    let mut styles = vec![
        ("with CRLF", text.replace('\n', "\r\n")),
        ("with a byte order mark", format!("\u{feff}{text}")),
        ("after a document marker", format!("---\n{text}")),
    ];
    // Block scalars and open quotes would take comments for content.
    if !text.contains(['|', '>', '"']) {
        styles.push(("with comments", text.replace('\n', "  # note\n")));
    }
    let parsed = parse(text);
    // What cannot be read is not written anew, and comments can mean something to plimsoll.
    if !parsed.errors.is_empty() || !parsed.tree.comments().is_empty() {
        return styles;
    }
    let plain = Style { indent: 2, ..Style::default() };
    let ways = [
        ("indented by four", Style { indent: 4, ..plain }),
        ("with lists not indented", Style { is_indentless: true, ..plain }),
        ("in flow style", Style { is_flow: true, ..plain }),
        ("in quotes", Style { is_quoted: true, ..plain }),
        ("with anchors", Style { is_anchored: true, ..plain }),
        ("with services through aliases", Style { reuse: Some(Reuse::Alias), ..plain }),
        ("with services through merge keys", Style { reuse: Some(Reuse::Merge), ..plain }),
    ];
    for (name, style) in ways {
        styles.extend(rewritten(&parsed.tree, style).map(|text| (name, text)));
    }
    styles
}

#[cfg(test)]
mod tests {
    use super::*;
    use plimsoll_yaml::{Kind, NodeId, Resolved, Schema, Tree};

    /// What a tree says, whatever it looks like.
    fn meaning(tree: &Tree, id: NodeId) -> String {
        match &tree.node(tree.resolve(id)).kind {
            Kind::Scalar(it) => match it.resolve(Schema::Core12) {
                Resolved::Null => "null".to_owned(),
                resolved => format!("{:?}/{resolved:?}", it.value),
            },
            Kind::Sequence(it) => {
                let items: Vec<_> = it.items.iter().map(|it| meaning(tree, *it)).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Mapping(_) => {
                let members = tree.members(id).into_iter().filter_map(|it| {
                    let key = tree.scalar(it.key).map_or("", |it| it.value);
                    (!key.starts_with("x-"))
                        .then(|| format!("{key:?}: {}", meaning(tree, it.value)))
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
            Kind::Alias(_) => String::new(),
        }
    }

    #[test]
    fn every_style_says_the_same() {
        const TEXT: &str = "services:\n  web:\n    image: nginx:1.27\n    command: [a, 'b, c', \"d\"]\n    \
             ports:\n      - 80:80\n      - {target: 1, published: '2'}\n    labels:\n      a.b/c: x, y\n      \
             d: |\n        one\n        two \"three\"\n    user:\n    environment: {}\n    \
             matrix:\n      - - 1\n        - yes\n      - a: 1\n        b:\n          - c\n";
        let roots = |text: &str| {
            let parsed = parse(text);
            assert!(parsed.errors.is_empty(), "{:?}\n{text}", parsed.errors);
            let roots = parsed.tree.documents().iter().filter_map(|it| it.root);
            roots.map(|it| meaning(&parsed.tree, it)).collect::<Vec<_>>()
        };
        let styles = restyled(TEXT);
        assert_eq!(styles.len(), 10);
        for (name, text) in styles {
            assert_eq!(roots(&text), roots(TEXT), "{name}\n{text}");
        }
    }
}
