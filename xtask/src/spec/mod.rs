//! The description: the documents of `openapi/`, parsed once into a typed model. Nothing after that reads YAML or JSON.

mod analysis;
mod bundle;
pub(crate) mod document;
mod example;
mod extensions;
pub(crate) mod model;
pub(crate) mod names;
mod operation;
mod reader;
mod schema;
mod stream;
mod yaml;

use std::path::Path;

use serde_json::Value;

pub(crate) use self::example::is_scalar;
pub(crate) use self::operation::AUTH_HEADERS;
pub(crate) use self::reader::last_step;
pub(crate) use self::schema::{is_secret, scalar_type};

#[cfg(test)]
pub(crate) use self::yaml::escape;

use self::document::{Document, Documents};
use self::model::Api;
use crate::problem::Problems;

/// The folder of the documents, relative to the workspace.
pub(crate) const FOLDER: &str = "openapi";

/// The document with the shared components.
pub(crate) const COMMON: &str = "common.yaml";

/// The description of the streams, relative to the workspace.
pub(crate) const STREAMS: &str = "asyncapi/streams.yaml";

/// The description: the model, and the documents as one.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) api: Api,
    /// All documents as one OpenAPI document, for the sandbox and for other tools.
    pub(crate) bundle: Value,
}

impl Spec {
    /// Reads the documents of the workspace at `root`.
    pub(crate) fn load(root: &Path) -> Result<Self, Problems> {
        let streams = Document::load(root, STREAMS)?;
        Self::read(&Documents::load(root)?, streams.as_ref())
    }

    /// Reads documents, each given by its file name and its content.
    pub(crate) fn parse(texts: Vec<(String, Vec<u8>)>) -> Result<Self, Problems> {
        Self::read(&Documents::parse(texts)?, None)
    }

    /// Reads documents that are parsed.
    pub(crate) fn read(
        documents: &Documents,
        streams: Option<&Document>,
    ) -> Result<Self, Problems> {
        Ok(Self {
            api: reader::read(documents, streams)?,
            bundle: bundle::bundle(documents),
        })
    }
}
