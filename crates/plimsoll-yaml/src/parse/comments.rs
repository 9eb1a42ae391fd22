//! Which node a comment is about, and which bytes belong to a document.

use plimsoll_diagnostics::TextRange;

use crate::tree::{CollectionStyle, Kind, NodeId, Placement, Tree};

/// Where a key or item begins, for attaching comments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// The first byte: the dash, the question mark, the anchor or tag, or the content.
    pub(super) offset: u32,
    /// The key or item.
    pub(super) node: NodeId,
}

/// Gives every comment its placement and node, and every document its range. Comments and marks
/// are in text order.
pub(super) fn attach(tree: &mut Tree, text: &str, marks: &[Mark]) {
    bound_documents(tree, text);
    let mut comments = std::mem::take(&mut tree.comments);
    let mut document = 0;
    let mut next = 0;
    for comment in &mut comments {
        let start = comment.range.start();
        while tree.documents.get(document).is_some_and(|it| it.range.end() <= start) {
            document += 1;
        }
        let Some(bounds) = tree.documents.get(document).map(|it| it.range) else { continue };
        while marks.get(next).is_some_and(|mark| mark.offset < start) {
            next += 1;
        }
        let within = |mark: &&Mark| bounds.touches(mark.offset) && mark.offset < bounds.end();
        let before = next.checked_sub(1).and_then(|last| marks.get(last)).filter(within);
        let after = marks.get(next).filter(within);
        let line = line_start(text, start);
        let root = tree.documents[document].root;
        let ahead = TextRange::new(line, start).slice(text);
        let trailing = !ahead.chars().all(|c| matches!(c, ' ' | '\t' | '\u{feff}'));
        if trailing {
            comment.placement = Placement::Trailing;
        }
        comment.node = if trailing && !marker_or_directive(ahead) {
            before.map(|mark| outside_closed_flow(tree, mark.node, start)).or(root)
        } else {
            following(tree, text, before, after, start).or(root)
        };
    }
    tree.comments = comments;
}

/// Whether the part of a line in front of a comment is only a document marker or a directive.
fn marker_or_directive(line: &str) -> bool {
    let rest = line.trim_start_matches('\u{feff}');
    rest.starts_with('%') || matches!(rest.trim_end(), "---" | "...")
}

/// The node, or the key or item that holds the flow collections around it that end before
/// `offset`.
fn outside_closed_flow(tree: &Tree, node: NodeId, offset: u32) -> NodeId {
    let mut about = node;
    let mut current = node;
    while let Some(parent) = tree.node(current).parent {
        let closed = is_flow(tree, parent) && tree.node(parent).range.end() <= offset;
        if closed {
            about = tree.entry_of(parent).map_or(parent, |entry| entry.key);
        }
        current = parent;
    }
    about
}

fn is_flow(tree: &Tree, id: NodeId) -> bool {
    let style = match &tree.node(id).kind {
        Kind::Mapping(mapping) => mapping.style,
        Kind::Sequence(sequence) => sequence.style,
        Kind::Scalar(_) | Kind::Alias(_) => return false,
    };
    style == CollectionStyle::Flow
}

/// The key or item after a comment on its own line, or the collection that the comment ends.
fn following(
    tree: &Tree,
    text: &str,
    before: Option<&Mark>,
    after: Option<&Mark>,
    offset: u32,
) -> Option<NodeId> {
    let inside = before.and_then(|mark| open_flow(tree, mark.node, offset));
    if let Some(after) = after {
        let stays = inside.is_none_or(|flow| after.offset < tree.node(flow).range.end());
        return if stays { Some(after.node) } else { inside };
    }
    if inside.is_some() {
        return inside;
    }
    let column = offset - line_start(text, offset);
    let mut current = before?.node;
    let mut ended = None;
    while let Some(parent) = tree.node(current).parent {
        let start = tree.node(parent).range.start();
        ended = Some(parent);
        if !is_flow(tree, parent) && start - line_start(text, start) <= column {
            break;
        }
        current = parent;
    }
    ended
}

/// The innermost flow collection around `node` that is not closed before `offset`.
fn open_flow(tree: &Tree, node: NodeId, offset: u32) -> Option<NodeId> {
    let mut current = Some(node);
    while let Some(id) = current {
        if is_flow(tree, id) && tree.node(id).range.end() > offset {
            return Some(id);
        }
        current = tree.node(id).parent;
    }
    None
}

fn line_start(text: &str, offset: u32) -> u32 {
    let before = text.get(..offset as usize).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |line_break| line_break + 1);
    TextRange::from_usize(start, start).start()
}

/// Ranges from the first byte of a document's markers, comments or content to its last.
fn bound_documents(tree: &mut Tree, text: &str) {
    let count = tree.documents.len();
    let mut comment = 0;
    let mut floor = 0;
    for index in 0..count {
        // The next document takes the comments behind an end marker.
        let ceiling = match (&tree.documents[index].end_marker, tree.documents.get(index + 1)) {
            (Some(marker), _) => marker.end(),
            (None, Some(next)) => next.start_marker.map_or(u32::MAX, TextRange::start),
            (None, None) => u32::MAX,
        };
        let document = &tree.documents[index];
        let content = document.root.map(|root| {
            let node = &tree.nodes[root.index()];
            TextRange::new(tree.full_range_of(node).start(), node.range.end())
        });
        let mut parts = [document.start_marker, document.end_marker, content]
            .into_iter()
            .flatten()
            .reduce(TextRange::cover);
        while let Some(found) = tree.comments.get(comment).filter(|it| it.range.end() <= ceiling) {
            parts = Some(parts.map_or(found.range, |range| range.cover(found.range)));
            comment += 1;
        }
        let mut range = parts.unwrap_or(TextRange::empty(floor));
        // Directives have no event.
        let gap = TextRange::new(floor, range.start()).slice(text);
        if let Some(directive) = directive(gap) {
            range = TextRange::new(floor + directive, range.end());
        }
        floor = range.end();
        tree.documents[index].range = range;
    }
}

/// The offset of the first directive in the text between two documents.
fn directive(gap: &str) -> Option<u32> {
    let mut offset = 0;
    for line in gap.split_inclusive(['\n', '\r']) {
        if line.trim_start_matches('\u{feff}').starts_with('%') {
            let skipped = line.len() - line.trim_start_matches('\u{feff}').len();
            return u32::try_from(offset + skipped).ok();
        }
        offset += line.len();
    }
    None
}
