//! Builds the request of a command from its arguments.

use std::path::Path;

use backpack_api::operations;
use backpack_runtime::{Auth, Operation, encode_path};
use clap::ArgMatches;

use crate::commands::{field_id, kebab, parameter_id};
use crate::console::Console;
use crate::description::{self, Access, Body, METHODS, ParameterLocation, ValueType};
use crate::failure::Failure;
use crate::json::Json;
use crate::rules::Rule;

/// The text that replaces a secret where a request is shown.
const MASK: &str = "***";

/// The query parameter of the number of rows of a page.
pub(crate) const LIMIT: &str = "limit";

/// The query parameter of the first row of a page.
pub(crate) const OFFSET: &str = "offset";

/// A request before it is signed and sent. It has no `Debug`: its body can contain a two-factor token.
#[derive(Clone)]
pub(crate) struct Request {
    /// The entry of the operation table.
    pub(crate) operation: Operation,
    /// True for a request that the description does not have.
    is_raw: bool,
    /// The path with its parameters filled in.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Json>,
    /// The fields of the body that are not shown.
    secrets: Vec<String>,
}

impl Request {
    /// Returns the request of an entry of the operation table, without arguments.
    pub(crate) fn of_entry(operation: Operation, path: &str) -> Self {
        Self {
            operation,
            is_raw: false,
            path: path.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            secrets: Vec::new(),
        }
    }

    /// Builds the request of an operation.
    pub(crate) fn of_operation(
        operation: &description::Operation,
        arguments: &ArgMatches,
        console: &mut Console<'_>,
    ) -> Result<Self, Failure> {
        let mut request = Self::of_entry(entry(operation)?, &operation.path);
        for parameter in &operation.parameters {
            let name = &parameter.name;
            let values = arguments
                .get_many::<String>(&parameter_id(name))
                .into_iter()
                .flatten();
            for value in values {
                match parameter.place {
                    ParameterLocation::Path => {
                        let placeholder = format!("{{{name}}}");
                        request.path = request.path.replace(&placeholder, &encode_path(value));
                    }
                    ParameterLocation::Query => request.query.push((name.clone(), value.clone())),
                    ParameterLocation::Header => {
                        request.headers.push((name.clone(), value.clone()))
                    }
                }
            }
        }
        let value = |name: &str| arguments.get_one::<String>(&parameter_id(name)).cloned();
        let shown = |name: &str| format!("--{}", kebab(name));
        let is_kept = |rule: &Rule| rule.check(value, shown);
        (operation.rules.iter().try_for_each(is_kept)).map_err(Failure::Usage)?;
        if let Some(body) = &operation.body {
            request.body = Some(read_body(body, arguments, console)?);
            let is_secret = |kind: &ValueType| *kind == ValueType::Secret;
            let secrets = body.fields.iter().filter(|field| is_secret(&field.kind));
            request.secrets = secrets.map(|field| field.name.clone()).collect();
        }
        Ok(request)
    }

    /// Builds the request of the command `raw`.
    pub(crate) fn of_raw(
        arguments: &ArgMatches,
        console: &mut Console<'_>,
    ) -> Result<Self, Failure> {
        let one = |id: &str| arguments.get_one::<String>(id).cloned();
        let path = one("path").unwrap_or_default();
        if !path.starts_with('/') || path.contains(['?', '#']) {
            return Err(Failure::Usage(format!(
                "invalid path `{path}` (begin it with /, and give the query with -q)"
            )));
        }
        let query = arguments
            .get_many::<String>("query")
            .into_iter()
            .flatten()
            .map(|pair| {
                let (name, value) = pair.split_once('=').ok_or_else(|| {
                    Failure::Usage(format!(
                        "invalid query parameter `{pair}` (write NAME=VALUE)"
                    ))
                })?;
                Ok((name.to_owned(), value.to_owned()))
            });
        let body = match one("body") {
            Some(source) => Some(read_json(&source, console)?),
            None => None,
        };
        let method = one("method").unwrap_or_default().to_uppercase();
        let access = one("signed").map_or(Access::Public, Access::Signed);
        Ok(Self {
            is_raw: true,
            query: query.collect::<Result<_, Failure>>()?,
            body,
            ..Self::of_entry(new_entry(&method, &access)?, &path)
        })
    }

    /// Returns the same request without the parameters of a page.
    pub(crate) fn without_page(&self) -> Self {
        let mut request = self.clone();
        let is_page = |name: &str| name == LIMIT || name == OFFSET;
        request.query.retain(|(name, _)| !is_page(name));
        request
    }

    /// Returns the same request with its secrets masked, to be shown.
    pub(crate) fn masked(&self) -> Self {
        let mut request = self.clone();
        if let Some(Json::Object(members)) = &mut request.body {
            for (name, value) in members {
                let is_secret = self.secrets.contains(name)
                    // A raw request has no description.
                    || (self.is_raw && looks_secret(name));
                if is_secret {
                    *value = Json::String(MASK.to_owned());
                }
            }
        }
        request
    }
}

/// Returns the entry of the generated operation table, or else one of the description.
fn entry(operation: &description::Operation) -> Result<Operation, Failure> {
    if let Some(known) = operations::find(&operation.id) {
        return Ok(known.clone());
    }
    let mut entry = new_entry(&operation.method, &operation.access)?;
    entry.rate_limit = operation.rate_limit;
    Ok(entry)
}

/// Returns an entry for an operation that the generated table does not have.
fn new_entry(method: &str, access: &Access) -> Result<Operation, Failure> {
    let known = METHODS.into_iter().find(|known| *known == method);
    let method = known.ok_or_else(|| {
        let known = METHODS.join(", ");
        Failure::Usage(format!("unsupported method {method} (supported: {known})"))
    })?;
    let mut entry = Operation::new("request", method, "");
    entry.auth = match access {
        Access::Public => Auth::Public,
        Access::Signed(name) => Auth::Signed(name.parse().map_err(|_| {
            Failure::Usage(format!(
                "invalid instruction `{name}` (write ASCII letters and digits)"
            ))
        })?),
        Access::Session => Auth::Session,
    };
    Ok(entry)
}

/// Returns true for the name of a field that is usually a secret.
fn looks_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    ["token", "secret", "password", "code"]
        .iter()
        .any(|word| name.contains(word))
}

/// Reads the body of an operation: `--body`, and the options over it.
fn read_body(
    body: &Body,
    arguments: &ArgMatches,
    console: &mut Console<'_>,
) -> Result<Json, Failure> {
    let given = match arguments.get_one::<String>("body") {
        Some(source) => Some(read_json(source, console)?),
        None => None,
    };
    if body.is_list {
        let Some(Json::List(elements)) = &given else {
            return Err(Failure::Usage(
                "the body must be a list of objects (see the example in --help)".to_owned(),
            ));
        };
        if elements.is_empty() {
            return Err(Failure::Usage(
                "the body is an empty list (give at least one object)".to_owned(),
            ));
        }
        for (index, element) in elements.iter().enumerate() {
            let Json::Object(members) = element else {
                return Err(Failure::Usage(format!(
                    "element {index} of the body is not an object (see the example in --help)"
                )));
            };
            check(body, members).map_err(|problem| {
                Failure::Usage(format!("element {index} of the body: {problem}"))
            })?;
        }
        return Ok(Json::List(elements.clone()));
    }
    let mut members = match given {
        Some(Json::Object(members)) => members,
        None => Vec::new(),
        Some(_) => {
            return Err(Failure::Usage(
                "the body must be an object (see the example in --help)".to_owned(),
            ));
        }
    };
    for field in &body.fields {
        let id = field_id(&field.name);
        if matches!(field.kind, ValueType::Json | ValueType::Secret) {
            continue;
        }
        let Some(value) = arguments.get_one::<String>(&id) else {
            continue;
        };
        let value = match field.kind {
            ValueType::Boolean => Json::Boolean(value == "true"),
            ValueType::Integer { .. } | ValueType::Number => Json::Number(value.clone()),
            _ => Json::String(value.clone()),
        };
        members.retain(|(name, _)| *name != field.name);
        members.push((field.name.clone(), value));
    }
    check(body, &members).map_err(Failure::Usage)?;
    Ok(Json::Object(members))
}

/// Checks the fields of a body by the description.
fn check(body: &Body, members: &[(String, Json)]) -> Result<(), String> {
    for (index, (name, value)) in members.iter().enumerate() {
        if members
            .iter()
            .take(index)
            .any(|(earlier, _)| earlier == name)
        {
            return Err(format!("the field `{name}` occurs twice (give it once)"));
        }
        let Some(field) = body.fields.iter().find(|field| field.name == *name) else {
            let known: Vec<&str> = body
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .collect();
            return Err(format!(
                "unknown field `{name}` (known: {})",
                known.join(", ")
            ));
        };
        let problem = match (&field.kind, value) {
            (ValueType::Json, _) => Ok(()),
            (ValueType::Boolean, Json::Boolean(_)) => Ok(()),
            (ValueType::Boolean, _) => Err("expected true or false".to_owned()),
            (ValueType::Integer { .. } | ValueType::Number, Json::Number(text)) => {
                field.kind.check(text)
            }
            (ValueType::Integer { .. } | ValueType::Number, _) => {
                Err("expected a number".to_owned())
            }
            (_, Json::String(text)) => field.kind.check(text),
            (_, _) => Err("expected a string".to_owned()),
        };
        problem.map_err(|problem| format!("invalid field `{name}`: {problem}"))?;
    }
    let is_set = |name: &str| members.iter().any(|(key, _)| key == name);
    let missing: Vec<String> = (body.fields.iter())
        .filter(|field| field.is_required && !is_set(&field.name))
        .map(|field| shown(&field.name, &field.kind))
        .collect();
    if !missing.is_empty() {
        return Err(format!("missing in the body: {}", missing.join(", ")));
    }
    let value = |name: &str| {
        let (_, value) = members.iter().find(|(key, _)| key == name)?;
        Some(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        )
    };
    let shown = |name: &str| {
        let field = body.fields.iter().find(|field| field.name == name);
        shown(name, field.map_or(&ValueType::Json, |field| &field.kind))
    };
    body.rules
        .iter()
        .try_for_each(|rule| rule.check(value, shown))
}

/// Returns the option of a field, or its name where it has none.
fn shown(name: &str, kind: &ValueType) -> String {
    match kind {
        ValueType::Json | ValueType::Secret => format!("`{name}` in --body"),
        _ => format!("--{}", kebab(name)),
    }
}

/// Reads JSON: the text itself, `-` for the standard input, or else a file.
fn read_json(source: &str, console: &mut Console<'_>) -> Result<Json, Failure> {
    let text = if source.trim_start().starts_with(['{', '[']) {
        source.to_owned()
    } else if source == "-" {
        let mut text = String::new();
        console
            .input
            .read_to_string(&mut text)
            .map_err(|error| Failure::Usage(format!("cannot read the standard input: {error}")))?;
        text
    } else {
        std::fs::read_to_string(Path::new(source)).map_err(|error| {
            Failure::Usage(format!("cannot read the body from {source}: {error}"))
        })?
    };
    // The error has a position, and no part of the text, which can contain a secret.
    Json::parse(&text).map_err(|error| {
        Failure::Usage(format!(
            "the body is not JSON: line {}, column {}",
            error.line(),
            error.column()
        ))
    })
}
