//! The facts of a published OpenAPI document, 3.0 or 3.1, which is read as it comes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::json;

use super::facts::{
    self, ANY, DEFAULT, Facts, Limits, NO_JSON, Part, Subject, TYPE, Values, limited, list_of,
    map_of, or_null, scalar, shown,
};
use super::forms;
use super::view::{Parameters, View};
use crate::files;
use crate::problem::{Problem, Problems};
use crate::published::{Published, Route, elements, flag, members, text_of};
use crate::spec::document::Node;
use crate::spec::last_step;
use crate::spec::names::to_pascal;

/// The greatest depth of schemas, references included; real documents stay far below.
const MAX_DEPTH: usize = 100;

/// The keywords that only remark on a value, or that are read apart.
const REMARKS: &str = "$comment $ref $schema allOf anyOf deprecated description example examples \
    externalDocs nullable oneOf properties required summary title xml";

/// The keywords that are words of a type. Every other keyword limits a value.
const TYPES: &str = "additionalProperties const default discriminator enum format items type";

impl Published {
    /// Returns the facts. Extensions are stated only for our own bundled document.
    pub(super) fn facts(&self, extensions: bool) -> Result<Facts, Problems> {
        let mut reader = Reader {
            published: self,
            extensions,
            facts: Facts::default(),
            problems: Vec::new(),
            views: BTreeMap::new(),
            open: Vec::new(),
            named: BTreeSet::new(),
            left: Vec::new(),
        };
        reader.document();
        if reader.problems.is_empty() {
            Ok(reader.facts)
        } else {
            Err(reader.problems)
        }
    }
}

impl View<'_> {
    /// Returns the limits of a value, apart from its type.
    fn limits(&self) -> Limits {
        let mut limits = Limits::new();
        for (key, member) in &self.keys {
            let closed = *key == "additionalProperties" && *member.value == json!(false);
            if closed || !is_in(TYPES, key) {
                limits.insert((*key).to_owned(), member.value.clone());
            }
        }
        forms::exclusive_limits(&mut limits);
        if forms::type_of(&self.keys) == "array" {
            forms::array_lengths(&mut limits);
        }
        limits
    }
}

struct Reader<'a> {
    published: &'a Published,
    extensions: bool,
    facts: Facts,
    problems: Problems,
    /// The schemas behind references that were read, by pointer.
    views: BTreeMap<String, Rc<View<'a>>>,
    /// The pointers of the schemas that are being read or put into words, outermost first.
    open: Vec<String>,
    /// The schemas that were used, by name, and those of them whose facts are not stated yet.
    named: BTreeSet<String>,
    left: Vec<(String, Rc<View<'a>>)>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, node: &Node<'a>, cause: impl Into<String>, help: &str) {
        let problem = Problem {
            line: Some(node.line()),
            subject: format!("#{}", node.pointer),
            ..files::problem(&self.published.file, cause, help)
        };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn state(&mut self, subject: Subject, values: Values, node: &Node<'_>) {
        let place = self.published.place(node);
        self.facts.state(subject, values, place);
    }

    fn dangling(&mut self, node: &Node<'a>, reference: &str) {
        let cause = format!("unresolved reference `{reference}`");
        self.problem(node, cause, "use a document that has what it references");
    }

    /// Returns the node, or the component that it refers to.
    fn resolve(&mut self, node: Node<'a>) -> Node<'a> {
        let node = self.published.resolved(node);
        if let Some(reference) = node.reference() {
            self.dangling(&node, reference);
        }
        node
    }

    fn document(&mut self) {
        let root = self.published.document.node();
        for server in elements(&root, "servers") {
            let url = text_of(&server, "url").unwrap_or_default();
            let part = Part::Server(url.trim_end_matches('/').to_owned());
            self.state(Subject(vec![part]), Values::new(), &server);
        }
        for route in self.published.routes() {
            self.operation(&root, &route);
        }
        while let Some((name, view)) = self.left.pop() {
            self.schema(&name, &view);
        }
    }

    fn operation(&mut self, root: &Node<'a>, route: &Route<'a>) {
        let Route { id, item, node, .. } = route;
        let (subject, name) = (Subject::operation(id), to_pascal(id));
        let mut parameters = Parameters::new();
        let of_path = elements(item, "parameters").into_iter();
        // A parameter of the operation replaces that of its path.
        for parameter in of_path.chain(elements(node, "parameters")) {
            let parameter = self.resolve(parameter);
            let text = |key: &str| text_of(&parameter, key).unwrap_or_default();
            parameters.insert(Part::parameter(text("in"), text("name")), parameter);
        }
        let types = |node: &Node<'a>| node.get("schema").map(|schema| self.element(&schema, ""));
        let signature = forms::signature_headers(&mut parameters, types);
        let security = node.get("security").or_else(|| root.get("security"));
        let authentication = forms::authentication(security.as_ref(), signature);
        let tags = elements(node, "tags");
        let tags: Vec<&str> = tags.iter().filter_map(Node::text).collect();
        let instructions = forms::instructions(node);
        let deprecated = flag(node, "deprecated");
        let route = (route.method.key(), route.path);
        let values = facts::operation(route, &tags, &authentication, &instructions, deprecated);
        let values = self.extended(values, node);
        self.state(subject.clone(), values, node);

        for (part, parameter) in parameters {
            let media = members(&parameter, "content").into_iter().next();
            let schema = parameter.get("schema");
            let schema = schema.or_else(|| media.and_then(|(_, media)| media.get("schema")));
            let wire = text_of(&parameter, "name").unwrap_or_default();
            let inline = format!("{name}{}", to_pascal(wire));
            let required = Some(flag(&parameter, "required"));
            let mut values = self.usage(schema.as_ref(), &inline, required, &parameter);
            for (_, words) in values.iter_mut().filter(|(aspect, _)| aspect == TYPE) {
                *words = limited(words, &forms::style(&parameter, words));
            }
            self.state(subject.child(part), values, &parameter);
        }
        if let Some(body) = node.get("requestBody") {
            let body = self.resolve(body);
            let required = Some(flag(&body, "required"));
            self.content(
                subject.child(Part::Body),
                &body,
                required,
                &format!("{name}Body"),
            );
        }
        for (status, response) in members(node, "responses") {
            let response = self.resolve(response);
            let subject = subject.child(Part::Response(status.to_owned()));
            self.content(subject.clone(), &response, None, &format!("{name}Response"));
            for (name, header) in members(&response, "headers") {
                let header = self.resolve(header);
                let values = self.usage(header.get("schema").as_ref(), "Header", None, &header);
                let part = Part::Header(name.to_ascii_lowercase());
                self.state(subject.child(part), values, &header);
            }
        }
    }

    /// States the contents of a body or a response.
    fn content(&mut self, subject: Subject, node: &Node<'a>, required: Option<bool>, inline: &str) {
        let mut json = facts::of_type(NO_JSON, false);
        for (media_type, media) in members(node, "content") {
            let values = self.usage(media.get("schema").as_ref(), inline, required, &media);
            match forms::media_type(media_type) {
                name if name == "application/json" => json = values,
                name => self.state(subject.child(Part::Content(name)), values, &media),
            }
        }
        self.state(subject, json, node);
    }

    /// Returns the facts of the use of a schema; `node` may be deprecated as a whole.
    fn usage(
        &mut self,
        schema: Option<&Node<'a>>,
        inline: &str,
        required: Option<bool>,
        node: &Node<'a>,
    ) -> Values {
        let Some(schema) = schema else {
            return facts::of_type(ANY, false);
        };
        let view = self.view(schema);
        let ty = self.words(&view, inline);
        let default = view.keys.get(DEFAULT);
        let default = default.map(|node| (DEFAULT.to_owned(), node.value.clone()));
        let deprecated = is_deprecated(schema) || flag(node, "deprecated");
        let limits = default.into_iter().collect();
        let values = facts::usage(&ty, required, view.nullable, deprecated, &limits);
        self.extended(values, schema)
    }

    /// States the facts of a schema that goes by its name.
    fn schema(&mut self, name: &str, view: &View<'a>) {
        let (subject, at) = (Subject::schema(name), &view.at);
        let deprecated = is_deprecated(at);
        let listed = forms::values(&view.keys);
        let of = forms::type_of(&view.keys);
        let ty = match (&listed, of.as_str()) {
            _ if !view.choice.is_empty() => facts::union(view.tag()),
            (Some(_), "string" | "") => "enum".to_owned(),
            (Some(_), of) => format!("enum of {of}"),
            (None, _) => limited("object", &view.limits()),
        };
        let values = facts::of_type(&ty, deprecated);
        let values = self.extended(values, at);
        self.state(subject.clone(), values, at);
        for value in listed.into_iter().flatten() {
            self.state(subject.child(Part::Value(value)), Values::new(), at);
        }
        for (wire, node) in &view.fields {
            let inline = format!("{name}{}", to_pascal(wire));
            let required = Some(view.required.contains(wire));
            let values = self.usage(Some(node), &inline, required, node);
            let part = Part::Property((*wire).to_owned());
            self.state(subject.child(part), values, node);
        }
        if let Some(rest) = view.rest() {
            let values = facts::of_type(&self.element(rest, &format!("{name}Value")), false);
            self.state(subject.child(Part::OtherProperties), values, rest);
        }
        for (value, object, member) in self.members(view) {
            let words = self.words(&object, &format!("{name}{}", to_pascal(&value)));
            let values = facts::of_type(&words, false);
            self.state(subject.child(Part::Member(value)), values, &member);
        }
    }

    /// Returns the members of a union, by the value of its tag. Without a mapping, that is the name of the component.
    fn members(&mut self, view: &View<'a>) -> Vec<(String, Rc<View<'a>>, Node<'a>)> {
        let mut found = Vec::new();
        let mut mapped = BTreeSet::new();
        let discriminator = view.keys.get("discriminator");
        let mapping = discriminator.map(|of| members(of, "mapping"));
        for (value, to) in mapping.unwrap_or_default() {
            let name = last_step(to.text().unwrap_or_default());
            found.push((value.to_owned(), self.member(&to, name, view.tag()), to));
            mapped.insert(name);
        }
        for (index, one) in view.choice.iter().cloned().enumerate() {
            match one.reference().map(last_step) {
                Some(name) if mapped.contains(name) => {}
                Some(name) => {
                    found.push((name.to_owned(), self.member(&one, name, view.tag()), one));
                }
                None => found.push(((index + 1).to_string(), self.view(&one), one)),
            }
        }
        found
    }

    /// Returns the object of a member of a union, without the tag.
    fn member(&mut self, from: &Node<'a>, name: &str, tag: Option<&str>) -> Rc<View<'a>> {
        let reference = format!("#/components/schemas/{name}");
        let member = self.published.target(&reference);
        let view = match member.and_then(|member| forms::untagged(&member, tag)) {
            Some(object) => self.view(&object),
            None => self.referenced(from, &reference),
        };
        forms::without_tag(view, tag)
    }

    /// Returns a type in words. The facts of a schema that goes by its name are stated later.
    fn words(&mut self, view: &Rc<View<'a>>, inline: &str) -> String {
        let mut name = view.name.unwrap_or(inline).to_owned();
        if view.is_named() {
            // The name of a component is not taken for a schema written in place.
            while view.name.is_none() && self.published.schema(&name).is_some() {
                name.push('_');
            }
            if self.named.insert(name.clone()) {
                self.left.push((name.clone(), Rc::clone(view)));
            }
            return name;
        }
        // A list or a map that contains itself is given by its name.
        if self.open.contains(&view.at.pointer) || !self.enter(&view.at) {
            return name;
        }
        let of = forms::type_of(&view.keys);
        let ty = match (of.as_str(), view.keys.get("items"), view.rest()) {
            ("array" | "", Some(items), _) => {
                list_of(&self.element(items, &format!("{inline}Item")))
            }
            ("object" | "", _, Some(rest)) => {
                map_of(&self.element(rest, &format!("{inline}Value")))
            }
            ("", ..) => ANY.to_owned(),
            ("array", ..) => list_of(ANY),
            ("object", ..) => forms::empty_object(),
            (of, ..) => {
                let format = view.keys.get("format").and_then(Node::text);
                scalar(of, forms::integer_format(of, format))
            }
        };
        self.open.pop();
        limited(&ty, &view.limits())
    }

    fn element(&mut self, node: &Node<'a>, inline: &str) -> String {
        let view = self.view(node);
        let words = self.words(&view, inline);
        if view.nullable {
            or_null(&words)
        } else {
            words
        }
    }

    /// Opens a schema; `false`, with an error, where it is too deep.
    fn enter(&mut self, node: &Node<'a>) -> bool {
        if self.open.len() > MAX_DEPTH {
            let cause = format!("schemas nest deeper than {MAX_DEPTH}");
            self.problem(node, cause, "use a document with fewer levels");
            return false;
        }
        self.open.push(node.pointer.clone());
        true
    }

    /// Returns a schema with its references followed.
    fn view(&mut self, node: &Node<'a>) -> Rc<View<'a>> {
        match node.reference() {
            Some(reference) if node.members().count() == 1 => self.referenced(node, reference),
            _ => Rc::new(self.merged(node)),
        }
    }

    /// Returns the schema that a reference names. Each is read once, however many schemas refer to it.
    fn referenced(&mut self, from: &Node<'a>, reference: &str) -> Rc<View<'a>> {
        let Some(node) = self.published.target(reference) else {
            self.dangling(from, reference);
            return Rc::new(View::new(from.clone()));
        };
        if let Some(view) = self.views.get(&node.pointer) {
            return Rc::clone(view);
        }
        let mut view = View::new(node.clone());
        // A schema that is a part of itself adds nothing the second time.
        if !self.open.contains(&node.pointer) {
            view = self.merged(&node);
        }
        if view.name.is_none() {
            let name = node.pointer.strip_prefix("/components/schemas/");
            view.name = name.and_then(|name| Some(self.published.schema(name)?.0));
            view.at = node.clone();
        }
        let view = Rc::new(view);
        self.views.insert(node.pointer, Rc::clone(&view));
        view
    }

    /// Returns a schema with its own keywords and those of its parts.
    fn merged(&mut self, node: &Node<'a>) -> View<'a> {
        let mut view = View::new(node.clone());
        if !self.enter(node) {
            return view;
        }
        let (mut choice, null) = forms::alternatives(node);
        let mut parts = Vec::new();
        if let Some(reference) = node.reference() {
            parts.push(self.referenced(node, reference));
        }
        let only = if choice.len() == 1 {
            choice.pop()
        } else {
            None
        };
        for part in elements(node, "allOf").iter().chain(&only) {
            parts.push(self.view(part));
        }
        view.nullable = null || forms::is_nullable(node);
        view.fields = members(node, "properties").into_iter().collect();
        let required = elements(node, "required");
        view.required = required.iter().filter_map(Node::text).collect();
        for (key, member) in node.members() {
            if is_keyword(key, &member) {
                // An object of other objects states no type.
                let bare = key == "type" && member.text() == Some("object") && !parts.is_empty();
                view.states |= key != DEFAULT && !bare;
                view.keys.insert(key, member);
            }
        }
        if choice.is_empty() {
            view.keys.remove("discriminator");
        }
        view.choice = choice;
        view.states |= view.is_named() || !view.required.is_empty();
        forms::described_reference(&mut view, &parts);
        parts.iter().for_each(|part| view.add(part));
        self.open.pop();
        view
    }

    /// Returns the values with the extensions of a node, apart from the instruction.
    fn extended(&self, mut values: Values, node: &Node<'a>) -> Values {
        let own = node.members().filter(|_| self.extensions);
        for (key, member) in own.filter(|(key, _)| key.starts_with("x-") && *key != "x-instruction")
        {
            values.push(facts::value(key, format!("{key} {}", shown(member.value))));
        }
        values
    }
}

fn is_in(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// Returns whether the schema is deprecated here, and not only in a component that it refers to.
fn is_deprecated(node: &Node<'_>) -> bool {
    let parts = elements(node, "allOf");
    flag(node, "deprecated") || parts.iter().any(|part| flag(part, "deprecated"))
}

/// Returns whether a keyword has an effect. A limit that is `false` and further properties of any kind have none.
fn is_keyword(key: &str, member: &Node<'_>) -> bool {
    let idle = match key {
        "additionalProperties" => *member.value == json!(true) || *member.value == json!({}),
        key => key != DEFAULT && *member.value == json!(false),
    };
    !idle && !is_in(REMARKS, key) && !key.starts_with("x-")
}
