//! Other forms of the same: each function reads one form that the exchange writes as if our documents had written it.
//!
//! The tests have a row for each.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Value, json};

use super::facts::{ANY, Limits, PUBLIC, Part, SESSION, SIGNED, SIGNED_OR_SESSION, map_of, shown};
use super::view::{Parameters, View};
use crate::published::{elements, flag, members, text_of};
use crate::spec::document::Node;

/// The four headers of a signed request, with their types. Our documents write `security`.
const SIGNATURE_HEADERS: [(&str, &str); 4] = [
    ("x-api-key", "string"),
    ("x-signature", "string"),
    ("x-timestamp", "int64 integer"),
    ("x-window", "uint64 integer"),
];

/// Removes the headers of a signed request from the parameters. `Some(true)` where they are required, `Some(false)` where a
/// login session stands in for them; the window is always optional.
pub(super) fn signature_headers<'a>(
    parameters: &mut Parameters<'a>,
    mut type_of: impl FnMut(&Node<'a>) -> Option<String>,
) -> Option<bool> {
    let mut required = Vec::new();
    for (name, ty) in SIGNATURE_HEADERS {
        let node = parameters.get(&Part::parameter("header", name))?;
        if type_of(node)? != ty {
            return None;
        }
        required.push(flag(node, "required"));
    }
    let all = match required.as_slice() {
        [true, true, true, false] => true,
        [false, false, false, false] => false,
        _ => return None,
    };
    for (name, _) in SIGNATURE_HEADERS {
        parameters.remove(&Part::parameter("header", name));
    }
    Some(all)
}

/// Returns the authentication, by `security` or by the headers of a signed request.
pub(super) fn authentication(security: Option<&Node<'_>>, signature: Option<bool>) -> String {
    let mut words = BTreeSet::new();
    for alternative in security.into_iter().flat_map(Node::elements) {
        let names: BTreeSet<&str> = alternative.members().map(|(name, _)| name).collect();
        words.insert(names.into_iter().collect::<Vec<_>>().join(" and "));
    }
    let words = words.into_iter().collect::<Vec<_>>().join(" or ");
    match (words.as_str(), signature) {
        ("", None) => PUBLIC.to_owned(),
        ("", Some(true)) | ("ApiKey and Signature and Timestamp", None) => SIGNED.to_owned(),
        ("", Some(false)) => SIGNED_OR_SESSION.to_owned(),
        ("LoginSession", None) => SESSION.to_owned(),
        (words, None) => format!("security {words}"),
        (words, Some(_)) => format!("{SIGNED} or security {words}"),
    }
}

/// Returns the instruction: `x-instruction`, or those that the description names: "**Instruction:** `orderQuery`".
pub(super) fn instructions<'a>(node: &Node<'a>) -> Vec<&'a str> {
    let description = text_of(node, "description").unwrap_or_default();
    // Without the first letter, which may be a capital.
    let named = description.split("nstruction").skip(1).filter_map(|after| {
        let name = after.trim_start_matches(['*', ':', ' ']);
        Some(name.strip_prefix('`')?.split_once('`')?.0)
    });
    let written = text_of(node, "x-instruction").into_iter();
    written.chain(named).collect()
}

/// Returns the style of a parameter. A list in a query is sent as a repeated key, unless the style says otherwise.
pub(super) fn style(parameter: &Node<'_>, ty: &str) -> Limits {
    let location = text_of(parameter, "in").unwrap_or_default();
    let usual = if matches!(location, "query" | "cookie") {
        "form"
    } else {
        "simple"
    };
    let mut limits = Limits::new();
    if ty.starts_with("list of") && parameter.value.get("explode") == Some(&json!(false)) {
        limits.insert("explode".to_owned(), json!(false));
    }
    if let Some(style) = text_of(parameter, "style").filter(|style| *style != usual) {
        limits.insert("style".to_owned(), json!(style));
    }
    limits
}

/// Returns a media type without its parameters: a character set does not change the value.
pub(super) fn media_type(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or(media_type);
    name.trim().to_ascii_lowercase()
}

/// Replaces `allOf` of a reference and a description by the reference: in our documents the description is next to it.
pub(super) fn described_reference<'a>(view: &mut View<'a>, parts: &[Rc<View<'a>>]) {
    let mut telling = parts
        .iter()
        .filter(|part| part.states || part.name.is_some());
    if let (false, Some(one), None) = (view.states, telling.next(), telling.next()) {
        (view.name, view.at) = (one.name, one.at.clone());
    }
}

/// Returns the alternatives of `oneOf` or `anyOf`, which are the same, as a value has one tag; `true` if null is valid.
/// A single alternative is the object itself, with its tag as a property.
pub(super) fn alternatives<'a>(node: &Node<'a>) -> (Vec<Node<'a>>, bool) {
    let is_null = |one: &Node<'a>| {
        let keyword = |key: &str, null: Value| one.value.get(key) == Some(&null);
        keyword("type", json!("null")) || keyword("enum", json!([null]))
    };
    let all = elements(node, "oneOf")
        .into_iter()
        .chain(elements(node, "anyOf"));
    let (null, others): (Vec<_>, Vec<_>) = all.partition(is_null);
    (others, !null.is_empty())
}

/// Returns the object of a union's member, where the member only joins the tag to it.
pub(super) fn untagged<'a>(member: &Node<'a>, tag: Option<&str>) -> Option<Node<'a>> {
    let parts = elements(member, "allOf").into_iter();
    let (references, own): (Vec<_>, Vec<_>) = parts.partition(|part| part.reference().is_some());
    let is_tag = |(name, _): &(&str, Node<'a>)| Some(*name) == tag;
    let only_tag = own
        .iter()
        .all(|part| members(part, "properties").iter().all(is_tag));
    match references.as_slice() {
        [one] if only_tag => Some(one.clone()),
        _ => None,
    }
}

/// Returns the object of a union's member whose tag is one of its own properties, an enumeration of one value.
pub(super) fn without_tag<'a>(member: Rc<View<'a>>, tag: Option<&str>) -> Rc<View<'a>> {
    let mut object = View::clone(&member);
    let own = tag.and_then(|tag| object.fields.remove(tag));
    let values = own.and_then(|node| values(&node.members().collect()));
    if values.is_none_or(|values| values.len() != 1) {
        return member;
    }
    object.required.retain(|name| Some(*name) != tag);
    Rc::new(object)
}

/// Returns the type; in OpenAPI 3.1 a list that may contain null. Empty for a schema without a type.
pub(super) fn type_of(keys: &BTreeMap<&str, Node<'_>>) -> String {
    let Some(of) = keys.get("type") else {
        return String::new();
    };
    let listed = of.elements().filter_map(|of| of.value.as_str());
    let types: Vec<&str> = of
        .text()
        .into_iter()
        .chain(listed)
        .filter(|of| *of != "null")
        .collect();
    types.join(" or ")
}

/// Returns the values of `enum` without null, which makes the schema nullable; `const` is an enumeration of one value.
pub(super) fn values(keys: &BTreeMap<&str, Node<'_>>) -> Option<Vec<String>> {
    let one = keys.get("const").map(|one| std::slice::from_ref(one.value));
    let listed = keys.get("enum").and_then(|list| list.value.as_array());
    let listed = listed.map(Vec::as_slice).or(one)?;
    let values = listed.iter().filter(|value| !value.is_null());
    Some(values.map(shown).collect())
}

/// Returns whether a schema allows null: by `nullable`, a type `null` or a listed value null.
pub(super) fn is_nullable(node: &Node<'_>) -> bool {
    let lists = |key: &str, null: Value| {
        let list = node.value.get(key).and_then(Value::as_array);
        list.is_some_and(|list| list.contains(&null))
    };
    flag(node, "nullable") || lists("type", json!("null")) || lists("enum", json!(null))
}

/// Returns the type of an object without properties: a map of any values.
pub(super) fn empty_object() -> String {
    map_of(ANY)
}

/// Returns the format of an integer: `int64` where it has none.
pub(super) fn integer_format<'f>(of: &str, format: Option<&'f str>) -> &'f str {
    match (of, format) {
        ("integer", None) => "int64",
        (_, format) => format.unwrap_or_default(),
    }
}

/// Replaces `exclusiveMinimum: true` of OpenAPI 3.0 by the number of 3.1.
pub(super) fn exclusive_limits(limits: &mut Limits) {
    for (key, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if limits.get(exclusive) == Some(&json!(true))
            && let Some(value) = limits.remove(key)
        {
            limits.insert(exclusive.to_owned(), value);
        }
    }
}

/// Reads the length of a list that is written as that of a string: JSON Schema applies `minLength` and `maxLength` only
/// to strings, and the published limits of a price level are meant for its two elements.
pub(super) fn array_lengths(limits: &mut Limits) {
    for (written, meant) in [("minLength", "minItems"), ("maxLength", "maxItems")] {
        if let Some(value) = limits.remove(written) {
            limits.insert(meant.to_owned(), value);
        }
    }
}
