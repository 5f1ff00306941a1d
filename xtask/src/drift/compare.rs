//! The differences between the two sides, operation by operation.

use std::collections::BTreeSet;

use super::compare_schemas::{Flow, Schemas, summary};
use super::difference::{Difference, Found, Kind, Places};
use super::model::{Api, Auth, Body, Content, Operation, Parameter, Response};
use super::source::Source;

/// All differences, in the order of what they are about.
pub(super) fn compare<'a>(ours: &Source<'a>, theirs: &Source<'a>) -> Vec<Difference> {
    let (here, published) = (Api::read(ours), Api::read(theirs));
    let mut comparison = Comparison {
        ours,
        theirs,
        here: &here,
        published: &published,
        schemas: Schemas::new(ours, theirs),
        found: Found::default(),
    };
    comparison.all();
    comparison.found.all()
}

struct Comparison<'c, 'a> {
    ours: &'c Source<'a>,
    theirs: &'c Source<'a>,
    here: &'c Api<'a>,
    published: &'c Api<'a>,
    schemas: Schemas<'c, 'a>,
    found: Found,
}

impl<'a> Comparison<'_, 'a> {
    fn all(&mut self) {
        let (here, published) = (self.here, self.published);
        self.found.differ(
            "servers",
            Kind::Server,
            (&listing(&here.servers), &listing(&published.servers)),
            (&here.place, &published.place),
        );
        // The same route is the same operation; what is left is paired by its operationId.
        let mut left: Vec<&Operation<'a>> = published.operations.iter().collect();
        let mut alone: Vec<&Operation<'a>> = here.operations.iter().collect();
        let mut pairs = Vec::new();
        pair(&mut pairs, &mut alone, &mut left, |ours, theirs| {
            (ours.method, ours.path) == (theirs.method, theirs.path)
        });
        pair(&mut pairs, &mut alone, &mut left, |ours, theirs| {
            ours.id == theirs.id
        });
        for (ours, theirs) in pairs {
            self.operation(ours, theirs);
        }
        for ours in alone {
            self.found.add(
                &ours.id,
                Kind::OperationRemoved,
                (route(ours), ""),
                (&ours.place, &published.place),
            );
        }
        for theirs in left {
            let home = theirs.tags.iter().find_map(|tag| here.tags.get(tag));
            self.found.add(
                &theirs.id,
                Kind::OperationAdded,
                ("", route(theirs)),
                (home.unwrap_or(&here.place), &theirs.place),
            );
        }
    }

    fn operation(&mut self, ours: &Operation<'a>, theirs: &Operation<'a>) {
        let about = ours.id.as_str();
        let places = (&ours.place, &theirs.place);
        let deprecated = (deprecated(ours.deprecated), deprecated(theirs.deprecated));
        for (kind, here, published) in [
            (Kind::OperationId, about, theirs.id.as_str()),
            (Kind::Method, ours.method, theirs.method),
            (Kind::Path, ours.path, theirs.path),
            (Kind::Tag, &listing(&ours.tags), &listing(&theirs.tags)),
            (
                Kind::Instruction,
                &listing(&ours.instructions),
                &listing(&theirs.instructions),
            ),
            (Kind::Deprecated, deprecated.0, deprecated.1),
        ] {
            self.found.differ(about, kind, (here, published), places);
        }
        let kind = match (&ours.auth, &theirs.auth) {
            (Auth::Security, Auth::Headers { .. }) => Kind::AuthHeaders,
            _ => Kind::Authentication,
        };
        let auth = (authentication(&ours.auth), authentication(&theirs.auth));
        self.found.differ(about, kind, auth, places);

        self.parameters(ours, theirs);
        self.body(ours, theirs);
        for (status, response) in &ours.responses {
            let about = format!("{about}.response.{status}");
            match theirs.responses.get(status) {
                Some(published) => self.response(&about, response, published),
                None => self.found.only(
                    &about,
                    Kind::ResponseRemoved,
                    (&response.place, &theirs.place),
                ),
            }
        }
        for (status, response) in &theirs.responses {
            if !ours.responses.contains_key(status) {
                self.found.only(
                    &format!("{about}.response.{status}"),
                    Kind::ResponseAdded,
                    (&ours.place, &response.place),
                );
            }
        }
    }

    /// Parameters are paired by name and place, and what is left by name alone. The name of a header has no case.
    fn parameters(&mut self, ours: &Operation<'a>, theirs: &Operation<'a>) {
        let mut left: Vec<&Parameter<'a>> = theirs.parameters.iter().collect();
        let mut alone: Vec<&Parameter<'a>> = ours.parameters.iter().collect();
        let mut pairs = Vec::new();
        pair(&mut pairs, &mut alone, &mut left, |ours, theirs| {
            same_name(ours, theirs) && ours.location == theirs.location
        });
        pair(&mut pairs, &mut alone, &mut left, same_name);
        let about = |p: &Parameter<'_>| format!("{}.{}.{}", ours.id, p.location, p.name);
        for (here, published) in pairs {
            self.parameter(&about(here), here, published);
        }
        for here in alone {
            self.found.add(
                &about(here),
                Kind::ParameterRemoved,
                (summary(self.ours, here.required, here.schema.as_ref()), ""),
                (&here.place, &theirs.place),
            );
        }
        for published in left {
            self.found.add(
                &about(published),
                Kind::ParameterAdded,
                (
                    "",
                    summary(self.theirs, published.required, published.schema.as_ref()),
                ),
                (&ours.place, &published.place),
            );
        }
    }

    fn parameter(&mut self, about: &str, ours: &Parameter<'a>, theirs: &Parameter<'a>) {
        let places = (&ours.place, &theirs.place);
        for (kind, here, published) in [
            (Kind::Location, ours.location, theirs.location),
            (
                Kind::Required,
                presence(ours.required),
                presence(theirs.required),
            ),
            (
                Kind::Deprecated,
                deprecated(ours.deprecated),
                deprecated(theirs.deprecated),
            ),
        ] {
            self.found.differ(about, kind, (here, published), places);
        }
        let schemas = (ours.schema.as_ref(), theirs.schema.as_ref());
        if self.schemas.has_parts(schemas) {
            self.found
                .differ(about, Kind::Style, (&ours.style, &theirs.style), places);
        }
        self.schemas
            .compare(&mut self.found, about, Flow::Request, schemas, places);
    }

    fn body(&mut self, ours: &Operation<'a>, theirs: &Operation<'a>) {
        let about = format!("{}.body", ours.id);
        match (&ours.body, &theirs.body) {
            (None, None) => {}
            (Some(body), None) => self.found.add(
                &about,
                Kind::BodyRemoved,
                (presence(body.required), ""),
                (&body.place, &theirs.place),
            ),
            (None, Some(body)) => self.found.add(
                &about,
                Kind::BodyAdded,
                ("", presence(body.required)),
                (&ours.place, &body.place),
            ),
            (Some(ours), Some(theirs)) => self.both_bodies(&about, ours, theirs),
        }
    }

    fn both_bodies(&mut self, about: &str, ours: &Body<'a>, theirs: &Body<'a>) {
        let required = (presence(ours.required), presence(theirs.required));
        let places = (&ours.place, &theirs.place);
        self.found.differ(about, Kind::Required, required, places);
        self.content(
            about,
            Flow::Request,
            (&ours.content, &theirs.content),
            places,
        );
    }

    fn response(&mut self, about: &str, ours: &Response<'a>, theirs: &Response<'a>) {
        let places = (&ours.place, &theirs.place);
        self.content(
            about,
            Flow::Response,
            (&ours.content, &theirs.content),
            places,
        );
        for (key, (name, schema, place)) in &ours.headers {
            let about = format!("{about}.header.{name}");
            match theirs.headers.get(key) {
                Some((_, published, at)) => self.schemas.compare(
                    &mut self.found,
                    &about,
                    Flow::Response,
                    (schema.as_ref(), published.as_ref()),
                    (place, at),
                ),
                None => self
                    .found
                    .only(&about, Kind::HeaderRemoved, (place, places.1)),
            }
        }
        for (key, (name, _, place)) in &theirs.headers {
            if !ours.headers.contains_key(key) {
                let about = format!("{about}.header.{name}");
                self.found
                    .only(&about, Kind::HeaderAdded, (places.0, place));
            }
        }
    }

    fn content(
        &mut self,
        about: &str,
        flow: Flow,
        (ours, theirs): (&Content<'a>, &Content<'a>),
        places: Places<'_>,
    ) {
        for (media_type, (schema, place)) in ours {
            match theirs.get(media_type) {
                Some((published, at)) => self.schemas.compare(
                    &mut self.found,
                    about,
                    flow,
                    (schema.as_ref(), published.as_ref()),
                    (place, at),
                ),
                None => self.found.only(
                    &format!("{about}.{media_type}"),
                    Kind::ContentRemoved,
                    (place, places.1),
                ),
            }
        }
        for (media_type, (_, place)) in theirs {
            if !ours.contains_key(media_type) {
                self.found.only(
                    &format!("{about}.{media_type}"),
                    Kind::ContentAdded,
                    (places.0, place),
                );
            }
        }
    }
}

/// Moves what is the same on both sides from the two lists to the pairs.
fn pair<'l, T>(
    pairs: &mut Vec<(&'l T, &'l T)>,
    ours: &mut Vec<&'l T>,
    theirs: &mut Vec<&'l T>,
    same: impl Fn(&T, &T) -> bool,
) {
    ours.retain(
        |ours| match theirs.iter().position(|theirs| same(ours, theirs)) {
            Some(at) => {
                pairs.push((ours, theirs.remove(at)));
                false
            }
            None => true,
        },
    );
}

fn same_name(ours: &Parameter<'_>, theirs: &Parameter<'_>) -> bool {
    ours.name == theirs.name
        || ours.location == "header" && ours.name.eq_ignore_ascii_case(theirs.name)
}

/// Whether something must be given, in a word.
pub(super) fn presence(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// Whether something is deprecated, in a word.
pub(super) fn deprecated(deprecated: bool) -> &'static str {
    if deprecated { "deprecated" } else { "current" }
}

fn authentication(auth: &Auth) -> &str {
    match auth {
        Auth::None => "none",
        Auth::Security => "security",
        Auth::Headers { required: true } => "required header parameters",
        Auth::Headers { required: false } => "optional header parameters",
        Auth::Other(other) => other,
    }
}

fn route(operation: &Operation<'_>) -> String {
    format!("{} {}", operation.method.to_uppercase(), operation.path)
}

/// Several names in one text.
pub(super) fn listing<T: AsRef<str>>(names: &BTreeSet<T>) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<&str>>()
        .join(", ")
}
