//! Reads the description of the streams, an AsyncAPI document, into the model.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::Node;
use super::model::{
    AddressPart, Api, Docs, Event, Field, Sequence, Shape, SourceLocation, Stream, StreamParameter,
    Type,
};
use super::names::{self, is_ident, to_pascal, to_snake};
use super::reader::{Reader, last_step, shown};
use super::schema::scalar_type;

/// The version of AsyncAPI that the document declares.
const ASYNCAPI: &str = "3.1.0";

/// The instruction that subscriptions to private streams are signed with.
const INSTRUCTION: &str = "subscribe";

impl<'a> Reader<'a> {
    /// Reads the streams: channels with an address, the operations that receive them, and their events.
    pub(super) fn streams(&mut self, node: &Node<'a>, api: &mut Api) {
        let known = [
            "asyncapi",
            "info",
            "defaultContentType",
            "x-envelope",
            "servers",
            "channels",
            "operations",
            "components",
        ];
        self.keys(node, "", "the document", &known);
        if node.get("asyncapi").and_then(|version| version.text()) != Some(ASYNCAPI) {
            let at = node.get("asyncapi").unwrap_or_else(|| node.clone());
            let cause = format!("the document does not declare `asyncapi: {ASYNCAPI}`");
            self.reject(&at, "", cause, format!("write `asyncapi: {ASYNCAPI}`"));
        }
        let mut used = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for (id, operation) in node.get("operations").iter().flat_map(Node::members) {
            if let Some(stream) = self.stream(node, id, &operation, &mut used) {
                if !ids.insert(to_pascal(id)) {
                    let cause = format!("the name of the operation `{id}` is taken");
                    self.reject(&operation, &stream.subject(), cause, "give it another name");
                }
                self.events(node, &stream, &operation, api);
                self.checked_stream(&stream, &operation, api);
                api.streams.push(stream);
            }
        }
        for (name, channel) in node.get("channels").iter().flat_map(Node::members) {
            if channel.get("address").is_some() && !used.contains(name) {
                let cause = "no operation receives the channel";
                let help = "add an operation with `action: receive`; it becomes a function";
                self.reject(&channel, &format!("channel {name}"), cause, help);
            }
        }
    }

    /// Reads the stream of an operation; `None` for a request of the client and for error frames.
    fn stream(
        &mut self,
        document: &Node<'a>,
        id: &str,
        operation: &Node<'a>,
        used: &mut BTreeSet<&'a str>,
    ) -> Option<Stream> {
        let subject = format!("stream {id}");
        let known = [
            "action",
            "channel",
            "summary",
            "messages",
            "security",
            "x-instruction",
        ];
        self.keys(operation, &subject, "an operation", &known);
        let channel = self.local(document, &operation.get("channel")?, &subject)?;
        let name = last_key(&channel);
        let address = self.text(&channel, &subject, "address");
        if operation.get("action").and_then(|action| action.text()) != Some("receive")
            || address.is_none()
        {
            return None;
        }
        used.extend(
            document
                .get("channels")?
                .members()
                .map(|(key, _)| key)
                .find(|key| *key == name),
        );
        let known = [
            "address",
            "title",
            "description",
            "parameters",
            "messages",
            "x-sequence",
            "x-supersedes",
            "x-cadence-ms",
            "x-reconcile",
        ];
        self.keys(&channel, &subject, "a channel", &known);
        if !is_ident(id) || to_snake(id) != id {
            let cause = format!("the name `{id}` is not snake_case, or is a keyword of Rust");
            self.reject(
                operation,
                &subject,
                cause,
                "write it in snake_case; it becomes a function",
            );
            return None;
        }
        let (address, parameters) = self.address(document, &channel, address?, &subject)?;
        let private = self.private(operation, &subject);
        let summary = self
            .text(operation, &subject, "summary")
            .unwrap_or_default();
        if summary.is_empty() {
            let help = "add `summary`: one sentence; it becomes the documentation of the function";
            self.reject(operation, &subject, "missing summary", help);
        }
        let docs = self.docs(&channel, &subject, "the channel", true);
        let messages = channel.get("messages");
        let messages: Vec<_> = messages.iter().flat_map(Node::members).collect();
        let [(_, message)] = messages.as_slice() else {
            let cause = "a channel needs one message";
            self.reject(
                &channel,
                &subject,
                cause,
                "reference the message of its events",
            );
            return None;
        };
        let message = self.local(document, message, &subject)?;
        let payload = self.local(document, &message.get("payload")?, &subject)?;
        let cadence = channel.get("x-cadence-ms");
        if let Some(cadence) = cadence
            .as_ref()
            .filter(|cadence| cadence.value.as_u64().is_none())
        {
            self.reject(
                cadence,
                &subject,
                "`x-cadence-ms` must be an integer",
                "write milliseconds",
            );
        }
        Some(Stream {
            id: id.to_owned(),
            address,
            parameters,
            docs: Docs {
                text: format!("{}\n\n{}", summary.trim(), docs.text),
                ..docs
            },
            event: last_key(&message).to_owned(),
            payload: last_key(&payload).to_owned(),
            private,
            supersedes: self.flag(&channel, &subject, "x-supersedes"),
            cadence_ms: cadence.and_then(|cadence| cadence.value.as_u64()),
            reconcile: self.reconcile(&channel, &subject),
            sequence: self.sequence(&channel, &subject),
        })
    }

    /// Reads the parts of an address, and the parameters in its order.
    fn address(
        &mut self,
        document: &Node<'a>,
        channel: &Node<'a>,
        address: &str,
        subject: &str,
    ) -> Option<(Vec<AddressPart>, Vec<StreamParameter>)> {
        let (mut parts, mut parameters) = (Vec::new(), Vec::new());
        let described = channel.get("parameters");
        for part in address.split('.') {
            let Some(name) = part
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            else {
                parts.push(AddressPart::Text(part.to_owned()));
                continue;
            };
            let Some(written) = described.as_ref().and_then(|all| all.get(name)) else {
                let cause = format!("the parameter `{name}` of the address is not described");
                self.reject(channel, subject, cause, "add it under `parameters`");
                return None;
            };
            let parameter = self.local(document, &written, subject)?;
            parts.push(AddressPart::Parameter(parameters.len()));
            parameters.push(self.stream_parameter(name, &parameter, subject)?);
        }
        let count = described.iter().flat_map(Node::members).count();
        if count != parameters.len() {
            let cause = "the address does not use every parameter";
            self.reject(
                channel,
                subject,
                cause,
                "remove the parameter, or add it to the address",
            );
        }
        Some((parts, parameters))
    }

    fn stream_parameter(
        &mut self,
        name: &str,
        node: &Node<'a>,
        subject: &str,
    ) -> Option<StreamParameter> {
        let known = ["description", "enum", "examples", "x-rust-type"];
        self.keys(node, subject, "a parameter", &known);
        let docs = self.docs(node, subject, &format!("the parameter `{name}`"), true);
        let ident = names::field(name, &[]).unwrap_or_default();
        let example = node.get("examples").and_then(|list| list.elements().next());
        let Some(example) = example.and_then(|example| example.text()) else {
            let cause = format!("the parameter `{name}` has no example");
            self.reject(node, subject, cause, "add `examples` with a string");
            return None;
        };
        let mut ty = Type::String;
        if node.get("enum").is_some() {
            let Some(rust) = self.text(node, subject, "x-rust-type") else {
                let cause = format!("the values of the parameter `{name}` have no type name");
                self.reject(
                    node,
                    subject,
                    cause,
                    "add `x-rust-type` with the name of the Rust enum",
                );
                return None;
            };
            let shape = self.values(node, subject)?;
            self.parameter_enum(rust, node, &docs, shape, subject)?;
            ty = Type::Named(rust.to_owned());
        }
        Some(StreamParameter {
            ident,
            ty,
            docs,
            example: example.to_owned(),
        })
    }

    /// Reads the enum of a parameter: that of the REST API with the same name and values, or a new one.
    fn parameter_enum(
        &mut self,
        name: &str,
        node: &Node<'a>,
        docs: &Docs,
        shape: Shape,
        subject: &str,
    ) -> Option<()> {
        let texts = |shape: &Shape| match shape {
            Shape::Enum { values, .. } => values
                .iter()
                .map(|value| value.text.clone())
                .collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        if let Some(known) = self.schemas.get(name) {
            if texts(&known.shape) != texts(&shape) {
                let cause = format!(
                    "the values of `{name}` are not those of {}:{}",
                    known.place.file, known.place.line
                );
                self.reject(
                    node,
                    subject,
                    cause,
                    "list the same values in the same order",
                );
            }
            return Some(());
        }
        self.define(name, name, docs, shape, node, subject)
    }

    /// Returns whether subscriptions are signed: they have both `security` and `x-instruction`.
    fn private(&mut self, operation: &Node<'a>, subject: &str) -> bool {
        let secured = operation.get("security").is_some();
        let instruction = self.text(operation, subject, "x-instruction");
        if secured != (instruction == Some(INSTRUCTION)) || secured != instruction.is_some() {
            let cause = "`security` and `x-instruction` contradict each other";
            let help = format!(
                "write both on a private stream, `x-instruction: {INSTRUCTION}`, and neither on a public one"
            );
            self.reject(operation, subject, cause, help);
        }
        secured
    }

    /// Reads the operations to call after a gap.
    fn reconcile(&mut self, channel: &Node<'a>, subject: &str) -> Vec<String> {
        let Some(list) = channel.get("x-reconcile") else {
            let help =
                "add `x-reconcile` with the REST operations to call after a gap, `[]` without any";
            self.reject(channel, subject, "`x-reconcile` is missing", help);
            return Vec::new();
        };
        list.elements()
            .filter_map(|id| id.text().map(str::to_owned))
            .collect()
    }

    fn sequence(&mut self, channel: &Node<'a>, subject: &str) -> Option<Sequence> {
        let written = channel.get("x-sequence")?;
        self.keys(
            &written,
            subject,
            "`x-sequence`",
            &["first", "last", "snapshot", "id"],
        );
        let text = |key: &str| {
            written
                .get(key)
                .and_then(|value| value.text())
                .map(str::to_owned)
        };
        let (first, last) = (text("first"), text("last"));
        if first.is_none() || last.is_none() {
            self.reject(
                &written,
                subject,
                "`x-sequence` needs `first` and `last`",
                "name the properties",
            );
        }
        Some(Sequence {
            first: first?,
            last: last?,
            snapshot: text("snapshot"),
        })
    }

    /// Reads the event of a stream, once for all streams that share it.
    fn events(
        &mut self,
        document: &Node<'a>,
        stream: &Stream,
        operation: &Node<'a>,
        api: &mut Api,
    ) {
        let subject = format!("schema {}", stream.payload);
        if api.events.iter().any(|event| event.name == stream.event) {
            return;
        }
        let schemas = document
            .get("components")
            .and_then(|components| components.get("schemas"));
        let Some(node) = schemas.and_then(|schemas| schemas.get(&stream.payload)) else {
            let cause = format!("the payload `{}` is not described", stream.payload);
            self.reject(
                operation,
                &stream.subject(),
                cause,
                "add it under `components/schemas`",
            );
            return;
        };
        self.keys(
            &node,
            &subject,
            "an event",
            &["type", "description", "required", "properties"],
        );
        let docs = self.docs(&node, &subject, "the event", true);
        let required: BTreeSet<&str> = node
            .get("required")
            .iter()
            .flat_map(Node::elements)
            .filter_map(|name| name.text())
            .collect();
        let (mut fields, mut idents, mut constant) = (Vec::new(), BTreeSet::new(), None);
        for (wire, property) in node.get("properties").iter().flat_map(Node::members) {
            let own = format!("{subject}, property {wire}");
            if let Some(value) = property.get("const") {
                self.keys(
                    &property,
                    &own,
                    "a constant",
                    &["type", "const", "description"],
                );
                constant = value.text().map(|text| (wire.to_owned(), text.to_owned()));
                continue;
            }
            let Some(field) =
                self.event_field(document, wire, &property, required.contains(wire), &own)
            else {
                continue;
            };
            if !idents.insert(field.ident.clone()) {
                let cause = format!("two properties have the Rust name `{}`", field.ident);
                self.reject(
                    &property,
                    &own,
                    cause,
                    "give one of them another `x-rust-name`",
                );
            }
            fields.push(field);
        }
        if self.schemas.contains_key(&stream.payload) {
            let cause = format!(
                "the type name `{}` is taken by a schema of openapi/",
                stream.payload
            );
            self.reject(&node, &subject, cause, "rename the schema");
        }
        api.events.push(Event {
            name: stream.event.clone(),
            payload: stream.payload.clone(),
            docs,
            constant,
            fields,
        });
    }

    fn event_field(
        &mut self,
        document: &Node<'a>,
        wire: &str,
        node: &Node<'a>,
        required: bool,
        subject: &str,
    ) -> Option<Field> {
        let known = [
            "type",
            "format",
            "items",
            "allOf",
            "description",
            "x-rust-name",
        ];
        self.keys(node, subject, "a property", &known);
        let docs = self.docs(node, subject, "the property", false);
        if docs.text.is_empty() {
            let help = "add `description` with the meaning and the unit; it becomes documentation";
            self.reject(node, subject, "missing description", help);
        }
        let (ty, nullable) = self.event_type(document, node, subject)?;
        let ident = match self.text(node, subject, "x-rust-name") {
            Some(name) if is_ident(name) && to_snake(name) == name => Some(name.to_owned()),
            Some(name) => {
                let cause = format!("`x-rust-name: {name}` is not a field name");
                self.reject(node, subject, cause, "write a name in snake_case");
                None
            }
            None if wire.chars().count() == 1 => {
                let cause = "a property of one letter has no `x-rust-name`";
                self.reject(
                    node,
                    subject,
                    cause,
                    "add the name of the field in snake_case",
                );
                None
            }
            None => names::field(wire, &[]),
        };
        Some(Field {
            name: wire.to_owned(),
            ident: ident?,
            required,
            nullable,
            ty,
            boxed: false,
            docs,
            place: SourceLocation::of(node),
        })
    }

    /// Reads the type of a property, and whether null is one of its values.
    fn event_type(
        &mut self,
        document: &Node<'a>,
        node: &Node<'a>,
        subject: &str,
    ) -> Option<(Type, bool)> {
        if let Some(parts) = node.get("allOf") {
            let parts: Vec<Node<'a>> = parts.elements().collect();
            let [reference] = parts.as_slice() else {
                self.reject(
                    node,
                    subject,
                    "`allOf` of more than one reference",
                    "reference one schema",
                );
                return None;
            };
            return Some((self.event_reference(document, reference, subject)?, false));
        }
        let of = node.get("type")?;
        let mut types: Vec<&str> = match of.value {
            Value::String(text) => vec![text],
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let nullable = types.contains(&"null");
        types.retain(|of| *of != "null");
        let format = self.text(node, subject, "format").unwrap_or_default();
        let ty = match types.as_slice() {
            ["integer", "string"] => match scalar_type("integer", format) {
                Some(Type::Integer(name)) => Some(Type::IntegerOrString(name)),
                _ => None,
            },
            ["array"] => {
                let items = node.get("items")?;
                Some(Type::List(Box::new(
                    self.event_reference(document, &items, subject)?,
                )))
            }
            [of] => scalar_type(of, format),
            _ => None,
        };
        if ty.is_none() {
            let cause = format!(
                "unsupported type {} with the format `{format}`",
                shown(of.value)
            );
            let help = "see asyncapi/README.md for the types of events";
            self.reject(node, subject, cause, help);
        }
        Some((ty?, nullable))
    }

    /// Reads a schema of this document, or one of `openapi/`.
    fn event_reference(
        &mut self,
        document: &Node<'a>,
        node: &Node<'a>,
        subject: &str,
    ) -> Option<Type> {
        let text = node.reference()?;
        if let Some(shared) = text.strip_prefix("../openapi/") {
            let component = self.target(node, shared, "schemas", subject)?;
            return self.named(node, &component, subject);
        }
        let schema = self.local(document, node, subject)?;
        let name = last_key(&schema).to_owned();
        if !self.schemas.contains_key(&name) {
            let own = format!("schema {name}");
            self.keys(
                &schema,
                &own,
                "an enumeration",
                &["type", "description", "enum"],
            );
            if schema.get("enum").is_none() {
                let cause = "a property references a schema that is not an enumeration";
                self.reject(
                    node,
                    subject,
                    cause,
                    "events hold scalars, enumerations and lists",
                );
                return None;
            }
            let docs = self.docs(&schema, &own, "the schema", true);
            let shape = self.values(&schema, &own)?;
            self.define(&name, &name, &docs, shape, &schema, &own)?;
        }
        Some(Type::Named(name))
    }

    /// Checks the names that a stream uses: of operations, and of properties of its event.
    fn checked_stream(&mut self, stream: &Stream, operation: &Node<'a>, api: &Api) {
        let snapshot = stream
            .sequence
            .as_ref()
            .and_then(|sequence| sequence.snapshot.as_ref());
        for id in stream.reconcile.iter().chain(snapshot) {
            if !api.operations.iter().any(|operation| operation.id == *id) {
                let cause = format!("`{id}` is not an operation of openapi/");
                self.reject(
                    operation,
                    &stream.subject(),
                    cause,
                    "correct the operationId",
                );
            }
        }
        let Some(event) = api.events.iter().find(|event| event.name == stream.event) else {
            return;
        };
        for name in stream
            .sequence
            .iter()
            .flat_map(|sequence| [&sequence.first, &sequence.last])
        {
            let field = event.fields.iter().find(|field| field.name == *name);
            if field.is_none_or(|field| field.optional() || field.ty != Type::Integer("u64")) {
                let cause =
                    format!("the sequence number `{name}` is not a required uint64 of the event");
                self.reject(
                    operation,
                    &stream.subject(),
                    cause,
                    "correct the name, or the type of the property",
                );
            }
        }
    }

    /// Returns the object itself, or the part of the same document that it references.
    fn local(&mut self, document: &Node<'a>, node: &Node<'a>, subject: &str) -> Option<Node<'a>> {
        let Some(text) = node.reference() else {
            return Some(node.clone());
        };
        let mut found = text.strip_prefix("#/").map(|_| document.clone());
        for step in text.trim_start_matches("#/").split('/') {
            found = found.and_then(|node| node.get(step));
        }
        match found {
            Some(next) if next.reference().is_some() && next.pointer != node.pointer => {
                self.local(document, &next, subject)
            }
            Some(node) => Some(node),
            None => {
                let cause = format!("unresolved reference `{text}`");
                self.reject(
                    node,
                    subject,
                    cause,
                    "correct the reference, or add the part",
                );
                None
            }
        }
    }
}

/// Returns the key of a node in its parent.
fn last_key<'n>(node: &'n Node<'_>) -> &'n str {
    last_step(&node.pointer)
}
