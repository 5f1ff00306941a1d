//! The typed model of the API. Whatever is generated, listed or compared follows from it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::Node;

/// The API: every operation and every type.
#[derive(Debug)]
pub(crate) struct Api {
    /// The version of the description.
    pub(crate) version: String,
    /// The base URLs.
    pub(crate) servers: Vec<String>,
    /// The tags, by document.
    pub(crate) tags: Vec<Tag>,
    /// The operations, by document and then as written.
    pub(crate) operations: Vec<Operation>,
    /// The named types, by their Rust names.
    pub(crate) schemas: BTreeMap<String, Schema>,
    /// The streams, in the order of their names.
    pub(crate) streams: Vec<Stream>,
    /// The events of the streams.
    pub(crate) events: Vec<Event>,
}

/// A stream of events.
#[derive(Debug)]
pub(crate) struct Stream {
    /// The name of its function.
    pub(crate) id: String,
    /// The name on the wire.
    pub(crate) address: Vec<AddressPart>,
    /// The parameters, in the order of the address.
    pub(crate) parameters: Vec<StreamParameter>,
    pub(crate) docs: Docs,
    /// The variant of its event.
    pub(crate) event: String,
    /// The struct of its event.
    pub(crate) payload: String,
    /// Subscriptions are signed.
    pub(crate) private: bool,
    /// An event replaces all earlier ones.
    pub(crate) supersedes: bool,
    /// The interval of events that come even without a change, in milliseconds.
    pub(crate) cadence_ms: Option<u64>,
    /// The operations to call after a gap.
    pub(crate) reconcile: Vec<String>,
    pub(crate) sequence: Option<Sequence>,
}

impl Stream {
    /// Returns the name that error messages use.
    pub(crate) fn subject(&self) -> String {
        format!("stream {}", self.id)
    }
}

/// A part of the name of a stream, between dots.
#[derive(Debug)]
pub(crate) enum AddressPart {
    Text(String),
    /// A parameter, by its index.
    Parameter(usize),
}

/// A parameter of the name of a stream.
#[derive(Debug)]
pub(crate) struct StreamParameter {
    pub(crate) ident: String,
    /// A string, or an enum.
    pub(crate) ty: Type,
    pub(crate) docs: Docs,
    pub(crate) example: String,
}

/// The numbering of the events of a stream.
#[derive(Debug)]
pub(crate) struct Sequence {
    /// The property with the first number of an event.
    pub(crate) first: String,
    /// The property with the last number of an event.
    pub(crate) last: String,
    /// The operation that returns the state.
    pub(crate) snapshot: Option<String>,
}

/// An event of a stream.
#[derive(Debug)]
pub(crate) struct Event {
    /// The variant in the enum of all events.
    pub(crate) name: String,
    /// The struct.
    pub(crate) payload: String,
    pub(crate) docs: Docs,
    /// A property that always has this value.
    pub(crate) constant: Option<(String, String)>,
    pub(crate) fields: Vec<Field>,
}

/// A tag: one document, and one generated module.
#[derive(Debug)]
pub(crate) struct Tag {
    /// The tag as the exchange writes it.
    pub(crate) name: String,
}

/// The location of an item in the documents.
#[derive(Clone, Debug)]
pub(crate) struct SourceLocation {
    /// The file, relative to the workspace.
    pub(crate) file: String,
    /// The line in the file, from 1.
    pub(crate) line: usize,
}

impl SourceLocation {
    /// Returns the location of a node.
    pub(crate) fn of(node: &Node<'_>) -> Self {
        Self {
            file: node.document.file.clone(),
            line: node.line(),
        }
    }
}

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The operationId: the name of the call, in snake_case.
    pub(crate) id: String,
    pub(crate) method: Method,
    /// The path, with its parameters in braces.
    pub(crate) path: String,
    /// The tag.
    pub(crate) tag: String,
    /// The generated module.
    pub(crate) module: String,
    /// The summary and the description.
    pub(crate) docs: Docs,
    /// Other names that people search the documentation for.
    pub(crate) aliases: Vec<String>,
    pub(crate) auth: Auth,
    /// The exchange serves the operation without publishing it.
    pub(crate) unpublished: bool,
    pub(crate) rate_limit: RateLimit,
    /// A mutating request that may be executed more than once.
    pub(crate) is_idempotent: bool,
    /// The end of its pages; `None` for an operation without pages.
    pub(crate) pagination: Option<Pagination>,
    /// The response has one result for each element of the body.
    pub(crate) one_result_per_item: bool,
    /// The parameters, as written.
    pub(crate) parameters: Vec<Parameter>,
    /// The rules of the parameters.
    pub(crate) rules: Vec<Rule>,
    pub(crate) body: Option<Body>,
    pub(crate) success: Success,
    /// Every documented response, errors included, as written.
    pub(crate) responses: Vec<Response>,
    pub(crate) place: SourceLocation,
}

impl Operation {
    /// Returns the name that error messages use.
    pub(crate) fn subject(&self) -> String {
        format!("operation {}", self.id)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Method {
    Delete,
    Get,
    Patch,
    Post,
    Put,
}

impl Method {
    /// Every method, with its key in a path item.
    pub(crate) const ALL: [(&str, Self); 5] = [
        ("delete", Self::Delete),
        ("get", Self::Get),
        ("patch", Self::Patch),
        ("post", Self::Post),
        ("put", Self::Put),
    ];

    /// Returns the name in a path item, in small letters.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Get => "get",
            Self::Patch => "patch",
            Self::Post => "post",
            Self::Put => "put",
        }
    }

    /// Returns the name in a request line, in capitals.
    pub(crate) fn name(self) -> String {
        self.key().to_uppercase()
    }
}

/// The authentication of an operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Auth {
    /// None.
    Public,
    /// A signature over this instruction.
    Signed(String),
    /// The login session of a browser. An API key is rejected.
    Session,
}

/// The published rate limit that counts the requests of an operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RateLimit {
    /// The account's limit.
    Account,
    /// The account's limit, in the lane of cancels.
    Cancel,
    /// The limit of historical market data.
    Historical,
}

/// The end of a paginated list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Pagination {
    /// At the row that the header `X-Total` gives.
    Total,
    /// At a page with fewer rows than requested.
    ShortPage,
}

/// Documentation of an item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Docs {
    /// The text.
    pub(crate) text: String,
    /// Deprecated by the exchange.
    pub(crate) deprecated: bool,
    /// The default and the limits that the exchange applies, by keyword; the types do not.
    pub(crate) limits: BTreeMap<String, Value>,
}

/// The location of a parameter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
}

/// A parameter of an operation.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// The name on the wire.
    pub(crate) name: String,
    /// The name in Rust, in snake_case.
    pub(crate) ident: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) ty: Type,
    pub(crate) docs: Docs,
    pub(crate) example: Value,
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    /// A named struct or union, a map, or a list of named structs.
    pub(crate) ty: Type,
    pub(crate) docs: Docs,
    pub(crate) examples: Vec<Value>,
}

/// The success response of an operation.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) content: Content,
    /// Some success statuses come without content.
    pub(crate) optional: bool,
    /// The statuses, as written.
    pub(crate) statuses: Vec<u16>,
    /// The examples of the content.
    pub(crate) examples: Vec<Value>,
}

/// A documented response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The headers, by the names as written.
    pub(crate) headers: Vec<(String, Type)>,
    /// The content of each kind that is documented, JSON or text.
    pub(crate) contents: Vec<Content>,
}

/// The content of a response.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Empty,
    Json(Type),
    Text(Type),
}

/// The type of a value. Closed: every emitter handles each of them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Type {
    Boolean,
    /// An integer, by its Rust name.
    Integer(&'static str),
    String,
    /// A string that is never shown.
    Secret,
    /// An integer, by its Rust name, that is sent as a number or as a string.
    IntegerOrString(&'static str),
    /// A decimal or a time in one of its wire formats.
    Format(Format),
    /// A price and a quantity.
    PriceLevel,
    /// Any JSON value.
    Any,
    /// A struct, an enum or a union, by its Rust name.
    Named(String),
    /// A named list, map or scalar.
    Alias(String, Box<Type>),
    List(Box<Type>),
    Map(Box<Type>),
    /// An element of a list or a map that may be null.
    Nullable(Box<Type>),
}

/// The wire formats that are not those of serde.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    ExactDecimal,
    DecimalOrNa,
    DecimalNumber,
    UnixSeconds,
    UnixMillis,
    UnixMicros,
    UtcDateTime,
    UtcDateTimeSpace,
    ZonedDateTime,
    Date,
}

impl Format {
    /// Returns the name of the type in `backpack_runtime::wire`.
    pub(crate) fn name(self) -> String {
        format!("{self:?}")
    }
}

/// A named type.
#[derive(Debug)]
pub(crate) struct Schema {
    /// The name in Rust.
    pub(crate) name: String,
    /// The name in the documents; the Rust name of an inline schema.
    pub(crate) wire_name: String,
    pub(crate) docs: Docs,
    pub(crate) shape: Shape,
    /// Part of a request.
    pub(crate) in_request: bool,
    /// Part of a response or an event.
    pub(crate) in_response: bool,
    pub(crate) place: SourceLocation,
}

impl Schema {
    /// Returns whether only the streams use the type, which is then in their module.
    pub(crate) fn is_of_streams(&self) -> bool {
        self.module() == "streams"
    }

    /// Returns the generated module.
    pub(crate) fn module(&self) -> String {
        let name = self.place.file.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".yaml").replace('-', "_")
    }
}

/// The kinds of named types.
#[derive(Debug)]
pub(crate) enum Shape {
    Struct {
        fields: Vec<Field>,
        /// The required properties, in the order of the list.
        required: Vec<String>,
        /// The type of further properties; `None` ignores them.
        additional: Option<Type>,
        rules: Vec<Rule>,
    },
    Enum {
        values: Vec<EnumValue>,
        /// Unknown values are rejected.
        closed: bool,
    },
    Union {
        /// The property that names the member.
        tag: String,
        members: Vec<Member>,
    },
    Alias(Type),
}

/// A property of a struct.
#[derive(Debug)]
pub(crate) struct Field {
    /// The name on the wire.
    pub(crate) name: String,
    /// The name in Rust, in snake_case.
    pub(crate) ident: String,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) ty: Type,
    /// Boxed, since the type contains itself.
    pub(crate) boxed: bool,
    pub(crate) docs: Docs,
    pub(crate) place: SourceLocation,
}

impl Field {
    /// Returns whether the Rust type is an `Option`.
    pub(crate) const fn optional(&self) -> bool {
        !self.required || self.nullable
    }
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct EnumValue {
    /// The string on the wire.
    pub(crate) text: String,
    /// The variant.
    pub(crate) variant: String,
}

/// A member of a union.
#[derive(Debug)]
pub(crate) struct Member {
    /// The value of the tag.
    pub(crate) text: String,
    /// The variant.
    pub(crate) variant: String,
    /// The struct, by its Rust name.
    pub(crate) name: String,
}

/// A rule of a body or of parameters that a schema cannot express.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) when: Option<Condition>,
    pub(crate) kind: RuleKind,
    /// The properties or parameters, by their names on the wire.
    pub(crate) inputs: Vec<String>,
    /// The source of the rule.
    pub(crate) source: String,
}

/// The condition of a rule.
#[derive(Debug)]
pub(crate) enum Condition {
    /// The input has this value.
    Equals(String, String),
    /// One of the inputs is set.
    Set(Vec<String>),
}

/// The demand of a rule on its inputs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RuleKind {
    /// At least one is set.
    AnyOf,
    /// Exactly one is set.
    OneOf,
    /// One is set, or none.
    AtMostOneOf,
    /// All are set, or none.
    AllOrNone,
    /// Each that is set is above zero.
    Positive,
    /// Each that is set is a known value of its enumeration.
    Known,
}

impl RuleKind {
    /// Every kind, with its key in a rule.
    pub(crate) const ALL: [(&str, Self); 6] = [
        ("any-of", Self::AnyOf),
        ("one-of", Self::OneOf),
        ("at-most-one-of", Self::AtMostOneOf),
        ("all-or-none", Self::AllOrNone),
        ("positive", Self::Positive),
        ("known", Self::Known),
    ];
}

/// A property or a parameter, as rules see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'m> {
    /// The name on the wire.
    pub(crate) name: &'m str,
    /// The name in Rust.
    pub(crate) ident: &'m str,
    pub(crate) optional: bool,
    pub(crate) ty: &'m Type,
}

impl<'m> From<&'m Field> for Input<'m> {
    fn from(field: &'m Field) -> Self {
        Self {
            name: &field.name,
            ident: &field.ident,
            optional: field.optional(),
            ty: &field.ty,
        }
    }
}

impl<'m> From<&'m Parameter> for Input<'m> {
    fn from(parameter: &'m Parameter) -> Self {
        Self {
            name: &parameter.name,
            ident: &parameter.ident,
            optional: !parameter.required,
            ty: &parameter.ty,
        }
    }
}
