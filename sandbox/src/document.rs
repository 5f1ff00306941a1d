//! The bundled OpenAPI document, read into what the server needs: operations, and the routes to them.

use std::sync::{Arc, OnceLock};

use backpack_signing::Instruction;
use http::Method;
use serde_json::Value;

use crate::example::{Example, success};
use crate::node::Node;
use crate::parameters::Parameter;
use crate::routes::Routes;
use crate::schema::{SchemaId, SchemaReader, Schemas};

/// The document that a sandbox serves unless it is given another one.
const BUNDLE: &str = include_str!("../openapi.json");

/// The security scheme of operations that API keys cannot call.
const LOGIN_SESSION: &str = "LoginSession";

/// Where an OpenAPI document is not as the sandbox needs it, and how.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the OpenAPI document, at {}: {problem}", place(.pointer))]
pub struct DocumentError {
    pointer: String,
    problem: Problem,
}

impl DocumentError {
    pub(crate) const fn new(pointer: String, problem: Problem) -> Self {
        Self { pointer, problem }
    }

    /// The place, as a JSON pointer (RFC 6901); empty for the document as a whole.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

const fn place(pointer: &str) -> &str {
    if pointer.is_empty() {
        "its top"
    } else {
        pointer
    }
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    #[error("it is not JSON (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("it is not OpenAPI 3.0: give a document that says `\"openapi\": \"3.0.x\"`")]
    Version,
    #[error("`{0}` is missing")]
    Missing(&'static str),
    #[error("this must be a JSON {0}")]
    NotA(&'static str),
    #[error(
        "the reference {0:?} leads nowhere: bundle the document, so that it refers to itself alone"
    )]
    Reference(String),
    #[error("the reference leads back to itself")]
    Circle,
    #[error("the sandbox does not check {0:?}, and would let through what it forbids: take it out")]
    Unsupported(String),
    #[error("the operationId {0:?} occurs a second time: name each operation once")]
    DuplicateOperation(String),
    #[error("this path matches the same requests as {0:?}")]
    AmbiguousPath(String),
    #[error("a path is segments after `/`, each a text or one `{{parameter}}` that is declared")]
    Path,
    #[error("an instruction is one or more ASCII letters and digits")]
    Instruction,
    #[error("`x-instruction` and `security` do not agree: an operation has both, or neither")]
    Security,
    #[error("the operation has no response with a 2xx status")]
    NoSuccess,
    #[error("{0:?} is not a response header that can be sent")]
    Header(String),
}

/// Who may call an operation.
#[derive(Debug)]
pub(crate) enum Access {
    /// Anyone.
    Public,
    /// Whoever signs this instruction.
    Signed(Instruction),
    /// Someone logged in to the exchange's site; no API key.
    LoginSession,
}

/// The JSON body of an operation's request.
#[derive(Debug)]
pub(crate) struct RequestBody {
    pub(crate) required: bool,
    pub(crate) schema: SchemaId,
}

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) access: Access,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<RequestBody>,
    pub(crate) success: Example,
}

#[derive(Debug)]
pub(crate) struct Document {
    operations: Vec<Operation>,
    pub(crate) routes: Routes,
    pub(crate) schemas: Schemas,
}

impl Document {
    /// The bundle that comes with this crate, read once.
    pub(crate) fn bundled() -> Result<Arc<Self>, DocumentError> {
        static BUNDLED: OnceLock<Result<Arc<Document>, DocumentError>> = OnceLock::new();
        BUNDLED
            .get_or_init(|| Self::read(BUNDLE).map(Arc::new))
            .clone()
    }

    pub(crate) fn read(json: &str) -> Result<Self, DocumentError> {
        let document: Value = serde_json::from_str(json).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            DocumentError::new(String::new(), Problem::NotJson { line, column })
        })?;
        let root = Node::root(&document);
        let version = root.require("openapi")?;
        if !version.text()?.starts_with("3.0.") {
            return Err(version.error(Problem::Version));
        }

        let mut schemas = SchemaReader::default();
        let mut routes = Routes::default();
        let mut operations: Vec<Operation> = Vec::new();
        for (path, item) in root.require("paths")?.members()? {
            let item = item.resolve()?;
            let shared = list(item.get("parameters"))?;
            let mut methods = Vec::new();
            for (key, node) in item.members()? {
                let Some(method) = method(key) else { continue };
                let operation = read_operation(&root, &node, &shared, &mut schemas)?;
                if operations.iter().any(|known| known.id == operation.id) {
                    return Err(node.error(Problem::DuplicateOperation(operation.id)));
                }
                methods.push((method, operations.len()));
                operations.push(operation);
            }
            let declared = methods
                .iter()
                .filter_map(|(_, index)| operations.get(*index))
                .map(|operation| operation.parameters.as_slice());
            routes.add(&item, path, declared, methods.clone())?;
        }
        Ok(Self {
            operations,
            routes,
            schemas: schemas.finish()?,
        })
    }

    pub(crate) fn operation(&self, index: usize) -> Option<&Operation> {
        self.operations.get(index)
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter()
    }
}

fn method(key: &str) -> Option<Method> {
    match key {
        "get" => Some(Method::GET),
        "put" => Some(Method::PUT),
        "post" => Some(Method::POST),
        "delete" => Some(Method::DELETE),
        "options" => Some(Method::OPTIONS),
        "head" => Some(Method::HEAD),
        "patch" => Some(Method::PATCH),
        "trace" => Some(Method::TRACE),
        _ => None,
    }
}

fn list(node: Option<Node<'_>>) -> Result<Vec<Node<'_>>, DocumentError> {
    node.map_or_else(|| Ok(Vec::new()), |node| node.items())
}

fn read_operation<'a>(
    root: &Node<'a>,
    node: &Node<'a>,
    shared: &[Node<'a>],
    schemas: &mut SchemaReader<'a>,
) -> Result<Operation, DocumentError> {
    let own = list(node.get("parameters"))?;
    let own = own
        .iter()
        .map(|parameter| Parameter::read(parameter, schemas))
        .collect::<Result<Vec<_>, _>>()?;
    let mut parameters = shared
        .iter()
        .map(|parameter| Parameter::read(parameter, schemas))
        .collect::<Result<Vec<_>, _>>()?;
    // What an operation declares takes the place of what its path declares.
    parameters.retain(|shared| !own.iter().any(|own| own.is_same(shared)));
    parameters.extend(own);

    Ok(Operation {
        id: node.require("operationId")?.text()?.to_owned(),
        access: read_access(root, node)?,
        parameters,
        body: read_body(node, schemas)?,
        success: success(node)?,
    })
}

fn read_access(root: &Node<'_>, node: &Node<'_>) -> Result<Access, DocumentError> {
    let requirements = list(node.get("security").or_else(|| root.get("security")))?;
    let mut session = false;
    let mut keys = false;
    for requirement in &requirements {
        for (scheme, _) in requirement.members()? {
            session |= scheme == LOGIN_SESSION;
            keys |= scheme != LOGIN_SESSION;
        }
    }
    match (node.get("x-instruction"), keys, session) {
        (None, false, false) => Ok(Access::Public),
        (None, false, true) => Ok(Access::LoginSession),
        (Some(instruction), true, _) => instruction
            .text()?
            .parse()
            .map(Access::Signed)
            .map_err(|_| instruction.error(Problem::Instruction)),
        _ => Err(node.error(Problem::Security)),
    }
}

fn read_body<'a>(
    node: &Node<'a>,
    schemas: &mut SchemaReader<'a>,
) -> Result<Option<RequestBody>, DocumentError> {
    let Some(body) = node.get("requestBody") else {
        return Ok(None);
    };
    let body = body.resolve()?;
    let content = body.require("content")?;
    for (media_type, media) in content.members()? {
        if is_json(media_type) {
            let required = body.get("required").map(|flag| flag.flag()).transpose()?;
            return Ok(Some(RequestBody {
                required: required.unwrap_or(false),
                schema: schemas.id(&media.require("schema")?)?,
            }));
        }
    }
    Err(content.error(Problem::Missing("application/json")))
}

/// Whether a media type is JSON: `application/json`, or `application/<anything>+json`, whatever its parameters.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence
        .strip_prefix("application/")
        .is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
}
