//! Declared parameters, checked against a request.

use http::HeaderMap;

use crate::spec::check::Failure;
use crate::spec::error::{DocumentError, Problem};
use crate::spec::node::Node;
use crate::spec::schema::{SchemaId, SchemaKind, SchemaReader, Schemas};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Query,
    Path,
    Header,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    required: bool,
    /// A list repeats the key when set, and is joined with commas otherwise.
    explode: bool,
    schema: SchemaId,
}

/// The values of a request's parameters, by location.
pub(crate) struct Values<'a> {
    pub(crate) query: &'a [(String, String)],
    pub(crate) path: &'a [(String, String)],
    pub(crate) headers: &'a HeaderMap,
}

impl Parameter {
    pub(crate) fn read<'a>(
        node: &Node<'a>,
        schemas: &mut SchemaReader<'a>,
    ) -> Result<Self, DocumentError> {
        let node = node.resolve()?;
        let place = node.require("in")?;
        let (location, style) = match place.string()? {
            "query" => (Location::Query, "form"),
            "path" => (Location::Path, "simple"),
            "header" => (Location::Header, "simple"),
            other => {
                let problem = Problem::Unsupported(format!("{other} parameters"));
                return Err(place.error(problem));
            }
        };
        if let Some(named) = node.get("style")
            && named.string()? != style
        {
            let problem = Problem::Unsupported(format!("style {}", named.string()?));
            return Err(named.error(problem));
        }
        let flag = |key, default| node.get(key).map_or(Ok(default), |flag| flag.boolean());
        Ok(Self {
            name: node.require("name")?.string()?.to_owned(),
            location,
            required: flag("required", false)?,
            explode: flag("explode", location == Location::Query)?,
            schema: schemas.id(&node.require("schema")?)?,
        })
    }

    /// Returns whether both declare the same parameter.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.name == other.name && self.location == other.location
    }

    /// Checks the values of this parameter. The error is the text of the response.
    fn check(&self, schemas: &Schemas, values: &Values<'_>) -> Result<(), String> {
        let given = self.given(values);
        let place = match self.location {
            Location::Path => "path",
            Location::Query | Location::Header => "parameter",
        };
        self.check_given(schemas, &given).map_err(|failure| {
            let (name, reason) = (&self.name, failure.into_message());
            format!("failed to parse {place} `{name}`: {reason}")
        })
    }

    fn given<'a>(&self, values: &Values<'a>) -> Vec<&'a str> {
        let named = |pairs: &'a [(String, String)]| {
            pairs
                .iter()
                .filter(|(name, _)| *name == self.name)
                .map(|(_, value)| value.as_str())
                .collect()
        };
        match self.location {
            Location::Query => named(values.query),
            Location::Path => named(values.path),
            Location::Header => values
                .headers
                .get_all(&self.name)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .collect(),
        }
    }

    fn check_given(&self, schemas: &Schemas, given: &[&str]) -> Result<(), Failure> {
        let Some(schema) = schemas.get(self.schema) else {
            return Ok(());
        };
        // The framework reads the first value of a repeated key, unless the parameter is a list.
        let Some(first) = given.first() else {
            return if self.required {
                Err(Failure::expected_input(&schema.name))
            } else {
                Ok(())
            };
        };
        let SchemaKind::Array(array) = &schema.kind else {
            return schemas.check_parameter(self.schema, first);
        };
        let elements: Vec<&str> = if self.explode {
            given.to_vec()
        } else {
            first.split(',').map(str::trim).collect()
        };
        array.check_length(elements.len())?;
        match array.items {
            Some(items) => elements.iter().try_for_each(|element| {
                schemas
                    .check_parameter(items, element)
                    .map_err(|failure| failure.within(&schema.name))
            }),
            None => Ok(()),
        }
    }
}

/// Checks all parameters in the order of the document. The error is the text of the response.
pub(crate) fn check(
    parameters: &[Parameter],
    schemas: &Schemas,
    values: &Values<'_>,
) -> Result<(), String> {
    parameters
        .iter()
        .try_for_each(|parameter| parameter.check(schemas, values))
}
