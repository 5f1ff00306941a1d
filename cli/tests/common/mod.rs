//! Runs commands in this process against a sandbox.
#![allow(dead_code, reason = "each test uses a part")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Cursor;
use std::thread;

use backpack_api::OPENAPI;
use backpack_cli::Console;
use backpack_sandbox::Sandbox;
use serde_json::Value;

/// The outcome of a command.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: u8,
    pub(crate) output: String,
    pub(crate) error: String,
}

impl Outcome {
    /// The output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A terminal and an environment.
#[derive(Clone, Debug)]
pub(crate) struct Terminal {
    pub(crate) openapi: String,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) input: String,
    pub(crate) is_interactive: bool,
    pub(crate) width: Option<usize>,
    pub(crate) has_color: bool,
}

impl Terminal {
    /// Pipes, and an empty environment.
    pub(crate) fn new() -> Self {
        Self {
            openapi: OPENAPI.to_owned(),
            variables: BTreeMap::new(),
            input: String::new(),
            is_interactive: false,
            width: None,
            has_color: false,
        }
    }

    /// Pipes, and an environment with the URL and the credentials of a sandbox.
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        Self::new()
            .variable("BACKPACK_API_URL", sandbox.url())
            .variable("BACKPACK_API_KEY", Sandbox::API_KEY)
            .variable("BACKPACK_API_SECRET", Sandbox::API_SECRET)
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.variables.remove(name);
        self
    }

    /// A person who types `input`.
    pub(crate) fn typing(mut self, input: &str) -> Self {
        self.is_interactive = true;
        self.input = input.to_owned();
        self
    }

    /// A standard input with this text.
    pub(crate) fn piping(mut self, input: &str) -> Self {
        self.input = input.to_owned();
        self
    }

    /// A standard output of this width.
    pub(crate) fn wide(mut self, width: usize) -> Self {
        self.width = Some(width);
        self
    }

    /// Runs a command.
    pub(crate) async fn run<S: AsRef<str>>(&self, arguments: &[S]) -> Outcome {
        let arguments: Vec<OsString> = std::iter::once("backpack")
            .chain(arguments.iter().map(AsRef::as_ref))
            .map(OsString::from)
            .collect();
        let (mut output, mut error) = (Vec::new(), Vec::new());
        let variable = |name: &str| self.variables.get(name).cloned();
        let mut console = Console {
            input: &mut Cursor::new(self.input.as_bytes()),
            output: &mut output,
            error: &mut error,
            is_interactive: self.is_interactive,
            width: self.width,
            has_color: self.has_color,
            variable: &variable,
        };
        let code = backpack_cli::run(&self.openapi, arguments, &mut console).await;
        Outcome {
            code,
            output: String::from_utf8(output).unwrap(),
            error: String::from_utf8(error).unwrap(),
        }
    }
}

/// Runs cases at the same time, in a thread and a runtime each. Returns their results in order.
pub(crate) fn concurrently<F, T>(cases: impl IntoIterator<Item = F>) -> Vec<T>
where
    F: AsyncFnOnce() -> T + Send,
    T: Send,
{
    thread::scope(|scope| {
        let run = |case: F| {
            scope.spawn(|| {
                let mut runtime = tokio::runtime::Builder::new_current_thread();
                runtime.enable_all().build().unwrap().block_on(case())
            })
        };
        let running: Vec<_> = cases.into_iter().map(run).collect();
        let results = running.into_iter().map(|case| case.join().unwrap());
        results.collect()
    })
}

/// An operation of the description.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) json: Value,
}

/// All operations of a description.
pub(crate) fn operations(openapi: &str) -> Vec<Operation> {
    let document: Value = serde_json::from_str(openapi).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, json) in item.as_object().unwrap() {
            operations.push(Operation {
                id: json["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                json: json.clone(),
            });
        }
    }
    operations
}

impl Operation {
    /// The names of the commands: those of the tag and of the operation.
    pub(crate) fn command(&self) -> [String; 2] {
        let tag = self.json["tags"][0].as_str().unwrap();
        [
            tag.to_lowercase().replace(' ', "-"),
            self.id.replace('_', "-"),
        ]
    }

    /// The command with the example of every parameter.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let mut arguments = self.command().to_vec();
        // An option that takes several values ends at the next option, so positional arguments come first.
        for required in [true, false] {
            for parameter in self.json["parameters"].as_array().into_iter().flatten() {
                if parameter["required"] != required || self.is_excluded(parameter) {
                    continue;
                }
                let name = parameter["name"].as_str().unwrap();
                let examples = match &parameter["example"] {
                    Value::Array(values) => values.clone(),
                    value => vec![value.clone()],
                };
                for example in &examples {
                    let text = text(example);
                    arguments.push(if required {
                        text
                    } else {
                        format!("--{}={text}", kebab(name))
                    });
                }
            }
        }
        arguments
    }

    /// The example of the offset in a history; 0 without one.
    pub(crate) fn offset(&self) -> usize {
        let query = self.query();
        let offset = query.iter().find(|(name, _)| name == "offset");
        offset.map_or(0, |(_, value)| value.parse().unwrap())
    }

    /// True for a parameter that a rule excludes when an earlier one is set.
    fn is_excluded(&self, parameter: &Value) -> bool {
        let rules = self.json["x-rules"].as_array().into_iter().flatten();
        rules
            .filter_map(|rule| rule["at-most-one-of"].as_array())
            .any(|names| names.iter().skip(1).any(|name| *name == parameter["name"]))
    }

    /// The query of the examples, sorted by name.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let mut query = Vec::new();
        for parameter in self.json["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] != "query" || self.is_excluded(parameter) {
                continue;
            }
            let name = parameter["name"].as_str().unwrap();
            match &parameter["example"] {
                Value::Array(values) => {
                    query.extend(values.iter().map(|value| (name.to_owned(), text(value))));
                }
                value => query.push((name.to_owned(), text(value))),
            }
        }
        query.sort_by(|left, right| left.0.cmp(&right.0));
        query
    }

    /// The examples of the body.
    pub(crate) fn bodies(&self) -> Vec<Value> {
        let Some(content) = self.json.pointer("/requestBody/content") else {
            return Vec::new();
        };
        examples(content.as_object().unwrap().values().next().unwrap())
    }

    /// The example of the successful response with a body.
    pub(crate) fn response(&self) -> Option<Value> {
        let responses = self.json["responses"].as_object().unwrap();
        let (_, response) = responses
            .iter()
            .find(|(status, _)| status.starts_with('2'))
            .unwrap();
        let content = response
            .get("content")?
            .as_object()?
            .values()
            .next()?
            .clone();
        examples(&content).into_iter().next()
    }

    /// True for an operation that is sent by the placement of the library.
    pub(crate) fn places_orders(&self) -> bool {
        ["execute_order", "execute_order_batch"].contains(&self.id.as_str())
    }

    pub(crate) fn is_private(&self) -> bool {
        self.json.get("x-instruction").is_some()
    }

    /// True for an operation that API keys cannot call.
    pub(crate) fn requires_session(&self) -> bool {
        !self.is_private() && self.json.get("security").is_some()
    }
}

fn examples(media: &Value) -> Vec<Value> {
    match (media.get("example"), media.get("examples")) {
        (Some(one), _) => vec![one.clone()],
        (None, Some(Value::Object(many))) => {
            many.values().map(|one| one["value"].clone()).collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The name of an option.
pub(crate) fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}
