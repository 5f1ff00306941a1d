//! The OpenAPI document as the server needs it: operations, and the routes to them.

use std::sync::{Arc, OnceLock};

use backpack_signing::Instruction;
use http::Method;
use serde_json::Value;

use crate::spec::error::{DocumentError, Problem};
use crate::spec::example::{Example, success};
use crate::spec::media_type::is_json;
use crate::spec::node::Node;
use crate::spec::parameters::Parameter;
use crate::spec::routes::Routes;
use crate::spec::schema::{SchemaId, SchemaReader, Schemas};

/// The document that a sandbox serves by default.
const BUNDLE: &str = include_str!("../../openapi.json");

/// The security scheme of operations that API keys cannot call.
const LOGIN_SESSION: &str = "LoginSession";

/// The authentication that an operation requires.
#[derive(Debug)]
pub(crate) enum Access {
    Public,
    /// A signature over this instruction.
    Signed(Instruction),
    /// A login session of the exchange's site, which no API key replaces.
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
    /// The response has one result for each element of the body.
    pub(crate) one_result_per_item: bool,
}

#[derive(Debug)]
pub(crate) struct Document {
    operations: Vec<Operation>,
    pub(crate) routes: Routes,
    pub(crate) schemas: Schemas,
}

impl Document {
    /// Returns the bundled document, read once.
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
        if !version.string()?.starts_with("3.0.") {
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
    // A parameter of the operation replaces the one of its path.
    parameters.retain(|shared| !own.iter().any(|own| own.is_same(shared)));
    parameters.extend(own);

    Ok(Operation {
        id: node.require("operationId")?.string()?.to_owned(),
        access: read_access(root, node)?,
        parameters,
        body: read_body(node, schemas)?,
        success: success(node)?,
        one_result_per_item: node
            .get("x-one-result-per-item")
            .is_some_and(|value| value.boolean().is_ok_and(|value| value)),
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
            .string()?
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
            let required = body
                .get("required")
                .map(|flag| flag.boolean())
                .transpose()?;
            return Ok(Some(RequestBody {
                required: required.unwrap_or(false),
                schema: schemas.id(&media.require("schema")?)?,
            }));
        }
    }
    Err(content.error(Problem::Missing("application/json")))
}
