//! Values that give way to others, and keys that get other names.

use super::{
    Context, Plain,
    draft::{Draft, Order},
    place::{Role, role},
    quote::{self, Quote},
    refusal::Refusal,
    render::{self, BlockStyle},
};
use crate::tree::{CollectionStyle, Kind, NodeId, Scalar, ScalarStyle};

/// What the text of a value looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Nothing is written.
    Missing,
    /// Text that ends on the line of what follows it: plain, quoted, flow, alias.
    Inline,
    /// A header with lines below it.
    BlockScalar,
    /// A collection by indentation.
    Block,
}

/// Replaces the value `at`.
pub(super) fn set(
    context: &Context<'_>,
    at: NodeId,
    value: &Plain,
    change: usize,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    refuse_tag(context, at, value)?;
    let node = context.tree.node(at);
    let is_flow = context.style(at) == Some(CollectionStyle::Flow);
    if context.is_in_flow(at) || (is_flow && value.is_collection()) {
        let near = if is_flow { Some(at) } else { node.parent };
        let style = context.habits.flow(near);
        let text =
            keeping_quotes(context, at, value).unwrap_or_else(|| render::flow(value, &style));
        return set_inline(context, at, &text, change, draft);
    }
    let style = context.habits.block(node.parent);
    if let Some(text) = render::inline(value, &style) {
        let text = keeping_quotes(context, at, value).unwrap_or(text);
        return set_inline(context, at, &text, change, draft);
    }
    set_block(context, at, value, &style, change, draft)
}

/// Gives a key another name.
pub(super) fn rename(
    context: &Context<'_>,
    key: NodeId,
    name: &str,
    change: usize,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    let node = context.tree.node(key);
    let Kind::Scalar(scalar) = &node.kind else {
        return Err(context.ambiguous(key, "the key is a collection"));
    };
    if node.range.is_empty() {
        return Err(context.ambiguous(key, "the key is left out"));
    }
    if let Some(entry) = context.tree.entry_of(key) {
        context.after_colon(&entry)?;
    }
    if context.lines.is_broken(node.range.to_usize()) {
        return Err(context.ambiguous(key, "the key goes over several lines"));
    }
    if let Some(tag) = context.tree.tag(key) {
        return Err(Refusal::Tagged { at: key, tag: tag.text.clone() });
    }
    if scalar.value == name {
        return Ok(());
    }
    let text = match Quote::of(scalar.style) {
        Some(quote) => quote::quoted(name, quote),
        None => {
            let texts = context.habits.flow(node.parent).texts;
            let texts = quote::Quoting { always: false, ..texts };
            quote::write(name, texts, context.is_in_flow(key))
        }
    };
    draft.replace(node.range.to_usize(), text, change);
    Ok(())
}

/// A tag may stay only where it says what the new value is as well.
fn refuse_tag(context: &Context<'_>, at: NodeId, value: &Plain) -> Result<(), Refusal> {
    let Some(tag) = context.tree.tag(at) else { return Ok(()) };
    let fits = matches!(
        (&*tag.text, value),
        ("!!null", Plain::Null)
            | ("!!bool", Plain::Bool(_))
            | ("!!int", Plain::Int(_))
            | ("!!str", Plain::Str(_))
            | ("!!seq", Plain::List(_))
            | ("!!map", Plain::Map(_))
    );
    if fits { Ok(()) } else { Err(Refusal::Tagged { at, tag: tag.text.clone() }) }
}

/// A text in the quotes of the text that it replaces.
fn keeping_quotes(context: &Context<'_>, at: NodeId, value: &Plain) -> Option<String> {
    match (&context.tree.node(at).kind, value) {
        (Kind::Scalar(scalar), Plain::Str(text)) => {
            Some(quote::quoted(text, Quote::of(scalar.style)?))
        }
        _ => None,
    }
}

fn shape(context: &Context<'_>, at: NodeId) -> Shape {
    let node = context.tree.node(at);
    match &node.kind {
        Kind::Scalar(_) if node.range.is_empty() => Shape::Missing,
        Kind::Scalar(Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. }) => {
            Shape::BlockScalar
        }
        Kind::Scalar(_) | Kind::Alias(_) => Shape::Inline,
        Kind::Mapping(_) | Kind::Sequence(_) => match context.style(at) {
            Some(CollectionStyle::Block) => Shape::Block,
            _ => Shape::Inline,
        },
    }
}

fn has_properties(context: &Context<'_>, id: NodeId) -> bool {
    context.tree.anchor(id).is_some() || context.tree.tag(id).is_some()
}

/// Whether `at` is a mapping of one entry without braces, in a list: `[a: b]`.
fn is_pair(context: &Context<'_>, at: NodeId) -> bool {
    let node = context.tree.node(at);
    matches!(&node.kind, Kind::Mapping(it) if it.entries.len() == 1)
        && !context.lines.is(node.range.start() as usize, b'{')
}

/// Whether text in place of `at` would run into what stands before it: an anchor, a tag, or a
/// colon that the bracket or quote behind it makes one.
fn needs_blank(context: &Context<'_>, at: NodeId) -> bool {
    let start = context.tree.node(at).range.start() as usize;
    let Some(before) = start.checked_sub(1) else { return false };
    let touches_properties = has_properties(context, at)
        && !b" \t\r\n".iter().any(|blank| context.lines.is(before, *blank));
    let plain_key = || {
        let key = context.tree.entry_of(at).map(|entry| context.tree.node(entry.key).kind);
        !matches!(key, Some(Kind::Scalar(scalar)) if Quote::of(scalar.style).is_some())
    };
    touches_properties || (context.lines.is(before, b':') && plain_key())
}

/// The end of `|+2` and the like.
fn header_end(context: &Context<'_>, start: usize) -> usize {
    let rest = context.lines.rest(start);
    start + rest.find([' ', '\t', '#']).unwrap_or(rest.len())
}

/// Replaces a value by text for one line.
fn set_inline(
    context: &Context<'_>,
    at: NodeId,
    text: &str,
    change: usize,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    let lines = context.lines;
    let range = context.tree.node(at).range.to_usize();
    match shape(context, at) {
        Shape::Inline => {
            let is_flow = context.style(at).is_some();
            if is_flow && !context.has_brackets(at) && !is_pair(context, at) {
                return Err(context.ambiguous(at, "it has no brackets of its own"));
            }
            let blank = if needs_blank(context, at) { " " } else { "" };
            draft.replace(range, format!("{blank}{text}"), change);
        }
        Shape::Missing => match (context.head(at)?, context.tree.entry_of(at)) {
            (Some(head), _) => {
                draft.insert(head, Order::Value, format!(" {text}"), change);
                let next = lines.skip_blanks(head);
                if next > head && [b',', b']', b'}'].iter().any(|it| lines.is(next, *it)) {
                    draft.replace(head..next, "", change);
                }
            }
            (None, Some(entry)) if entry.value == at && !has_properties(context, entry.key) => {
                let end = context.end(entry.key);
                draft.insert(end, Order::Value, format!(": {text}"), change);
            }
            (None, _) => return Err(context.ambiguous(at, "nothing announces the value")),
        },
        Shape::BlockScalar => {
            let header = header_end(context, range.start);
            draft.replace(range.start..header, text, change);
            let below = lines.end(header);
            if below < range.end {
                draft.replace(below..range.end, "", change);
            }
        }
        Shape::Block => {
            let head = context.head(at)?.filter(|_| lines.is_first_on_line(range.start));
            match head {
                Some(head) => {
                    draft.insert(head, Order::Value, format!(" {text}"), change);
                    draft.delete_lines(lines.start(range.start)..lines.next(range.end), change);
                }
                None => draft.replace(range.start..lines.end(range.end), text, change),
            }
        }
    }
    Ok(())
}

/// Replaces a value in block context by a collection with lines of its own.
fn set_block(
    context: &Context<'_>,
    at: NodeId,
    value: &Plain,
    style: &BlockStyle,
    change: usize,
    draft: &mut Draft,
) -> Result<(), Refusal> {
    let (tree, lines) = (context.tree, context.lines);
    let node = tree.node(at);
    let range = node.range.to_usize();
    let shape = shape(context, at);
    let has_properties = has_properties(context, at);
    let head = context.head(at)?;
    let line_break = lines.break_near(range.start);
    // The column for lines below the head, and whether the first may stand beside it.
    let (column, beside) = match role(tree, at) {
        Role::Value { mapping, .. } => {
            (context.block_column(mapping)? + render::inner_step(value, style), false)
        }
        Role::Item { sequence, .. } => (context.block_column(sequence)? + 2, !has_properties),
        Role::Root if shape == Shape::Missing => {
            return Err(context.ambiguous(at, "nothing announces the value"));
        }
        Role::Root | Role::Key { .. } => (0, !has_properties),
    };
    if !lines.is_last_on_line(range.end) {
        return Err(context.ambiguous(at, "something else follows the value"));
    }
    let below_head =
        shape != Shape::Missing && head.is_none_or(|head| lines.is_broken(head..range.start));
    let first_below = below_head && lines.is_first_on_line(range.start);
    if !first_below && !beside && head.is_none() {
        return Err(context.ambiguous(at, "it begins behind something on its line"));
    }
    let column = match shape {
        _ if !first_below && !beside => column,
        // What stays in place keeps its column, unless lists and mappings have different ones.
        Shape::Block if !same_kind(&node.kind, value) && !beside => column,
        Shape::Missing => column,
        _ => place_column(context, at, range.start)?,
    };
    let mut rendered = render::lines(value, column, style);
    let order = Order::lines_after(column, matches!(value, Plain::List(_)));
    if first_below || beside {
        let first = if rendered.is_empty() { String::new() } else { rendered.remove(0) };
        let rest: String = rendered.iter().flat_map(|line| [line_break, line.as_str()]).collect();
        match shape {
            Shape::Missing => {
                let head = head.unwrap_or(range.start);
                let first = first.trim_start_matches(' ');
                draft.insert(head, Order::Value, format!(" {first}"), change);
                draft.insert(lines.end(head), order, rest, change);
            }
            Shape::Inline => {
                draft.replace(range.clone(), first.trim_start_matches(' '), change);
                draft.insert(lines.end(range.end), order, rest, change);
            }
            Shape::BlockScalar => {
                let header = header_end(context, range.start);
                draft.replace(range.start..header, first.trim_start_matches(' '), change);
                let below = lines.end(header);
                draft.replace(below..range.end.max(below), rest, change);
            }
            Shape::Block => {
                let (start, first) = if lines.is_first_on_line(range.start) {
                    (lines.start(range.start), first.as_str())
                } else {
                    (range.start, first.trim_start_matches(' '))
                };
                draft.replace(start..lines.end(range.end), format!("{first}{rest}"), change);
            }
        }
        return Ok(());
    }
    let Some(head) = head else { return Ok(()) };
    let text: String = rendered.iter().flat_map(|line| [line_break, line.as_str()]).collect();
    match shape {
        Shape::Missing => draft.insert(lines.end(head), order, text, change),
        Shape::Inline => {
            draft.replace(head..range.end, "", change);
            draft.insert(lines.end(range.end), order, text, change);
        }
        Shape::BlockScalar => {
            let header = header_end(context, range.start);
            draft.replace(head..header, "", change);
            let below = lines.end(header);
            draft.replace(below..range.end.max(below), text, change);
        }
        Shape::Block => {
            return Err(context.ambiguous(at, "it begins behind something on its line"));
        }
    }
    Ok(())
}

fn same_kind(kind: &Kind, value: &Plain) -> bool {
    matches!((kind, value), (Kind::Mapping(_), Plain::Map(_)) | (Kind::Sequence(_), Plain::List(_)))
}

/// The column of a value that keeps its place; only dashes may stand before it on its line.
fn place_column(context: &Context<'_>, at: NodeId, start: usize) -> Result<usize, Refusal> {
    let prefix = context.lines.prefix(start);
    if prefix.starts_with("---") || !prefix.bytes().all(|byte| matches!(byte, b' ' | b'-')) {
        return Err(context.ambiguous(at, "it begins behind something on its line"));
    }
    Ok(context.lines.column(start))
}
