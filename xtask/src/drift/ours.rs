//! The facts of the typed model.

use super::facts::{
    self, ANY, Facts, Limits, NO_JSON, PUBLIC, Part, SESSION, SIGNED, Subject, limited, list_of,
    map_of, or_null, scalar,
};
use crate::spec::model::{
    self, Api, Auth, Content, Format, Location, Operation, Shape, SourceLocation, Type,
};

/// Returns the facts of the model. Extensions are not part of them: the exchange does not publish any.
pub(super) fn facts(api: &Api) -> Facts {
    let mut facts = Facts::default();
    for url in &api.servers {
        let part = Part::Server(url.trim_end_matches('/').to_owned());
        facts.state(Subject(vec![part]), Vec::new(), "openapi/common.yaml");
    }
    for one in &api.operations {
        operation(&mut facts, api, one);
    }
    for one in api.schemas.values() {
        schema(&mut facts, api, one);
    }
    // The schemas of streams have no published counterpart.
    facts.retain_used();
    facts
}

fn place(place: &SourceLocation) -> String {
    format!("{}:{}", place.file, place.line)
}

fn operation(facts: &mut Facts, api: &Api, one: &Operation) {
    let (subject, place) = (Subject::operation(&one.id), place(&one.place));
    let (authentication, instructions) = match &one.auth {
        Auth::Public => (PUBLIC, Vec::new()),
        Auth::Signed(instruction) => (SIGNED, vec![instruction.as_str()]),
        Auth::Session => (SESSION, Vec::new()),
    };
    let route = (one.method.key(), one.path.as_str());
    let deprecated = one.docs.deprecated;
    let values = facts::operation(
        route,
        &[&one.tag],
        authentication,
        &instructions,
        deprecated,
    );
    facts.state(subject.clone(), values, &place);
    for parameter in &one.parameters {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
        };
        let (ty, docs) = (words(api, &parameter.ty), &parameter.docs);
        let required = Some(parameter.required);
        let values = facts::usage(&ty, required, false, docs.deprecated, &docs.limits);
        facts.state(
            subject.child(Part::parameter(location, &parameter.name)),
            values,
            &place,
        );
    }
    if let Some(body) = &one.body {
        let ty = words(api, &body.ty);
        let values = facts::usage(&ty, Some(true), false, false, &body.docs.limits);
        facts.state(subject.child(Part::Body), values, &place);
    }
    for response in &one.responses {
        let subject = subject.child(Part::Response(response.status.to_string()));
        let mut json = NO_JSON.to_owned();
        for content in &response.contents {
            let text = match content {
                Content::Empty => continue,
                Content::Json(ty) => {
                    json = words(api, ty);
                    continue;
                }
                Content::Text(Type::Format(Format::UnixMillis)) => scalar("string", "unix-millis"),
                Content::Text(ty) => words(api, ty),
            };
            let subject = subject.child(Part::Content("text/plain".to_owned()));
            facts.state(subject, facts::of_type(&text, false), &place);
        }
        for (name, ty) in &response.headers {
            let values = facts::of_type(&words(api, ty), false);
            facts.state(
                subject.child(Part::Header(name.to_ascii_lowercase())),
                values,
                &place,
            );
        }
        facts.state(subject, facts::of_type(&json, false), &place);
    }
}

fn schema(facts: &mut Facts, api: &Api, schema: &model::Schema) {
    let subject = Subject::schema(&schema.wire_name);
    let (at, deprecated) = (place(&schema.place), schema.docs.deprecated);
    match &schema.shape {
        // Both are stated where they are used.
        Shape::Alias(_) => {}
        Shape::Struct { fields, .. } if fields.is_empty() => {}
        Shape::Struct {
            fields, additional, ..
        } => {
            facts.state(subject.clone(), facts::of_type("object", deprecated), &at);
            for field in fields {
                let (ty, docs) = (words(api, &field.ty), &field.docs);
                let required = Some(field.required);
                let values =
                    facts::usage(&ty, required, field.nullable, docs.deprecated, &docs.limits);
                facts.state(
                    subject.child(Part::Property(field.name.clone())),
                    values,
                    place(&field.place),
                );
            }
            if let Some(ty) = additional.as_ref().filter(|ty| **ty != Type::Any) {
                let values = facts::of_type(&words(api, ty), false);
                facts.state(subject.child(Part::OtherProperties), values, at);
            }
        }
        Shape::Enum { values, .. } => {
            facts.state(subject.clone(), facts::of_type("enum", deprecated), &at);
            for value in values {
                facts.state(
                    subject.child(Part::Value(value.text.clone())),
                    Vec::new(),
                    &at,
                );
            }
        }
        Shape::Union { tag, members } => {
            facts.state(
                subject.clone(),
                facts::of_type(&facts::union(Some(tag)), deprecated),
                &at,
            );
            for member in members {
                let values = facts::of_type(&named(api, &member.name), false);
                facts.state(
                    subject.child(Part::Member(member.text.clone())),
                    values,
                    &at,
                );
            }
        }
    }
}

/// Returns a type in words.
fn words(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Any => ANY.to_owned(),
        Type::Named(name) => named(api, name),
        Type::Alias(name, ty) => {
            let schema = api.schemas.get(name);
            let limits = schema.map_or_else(Limits::new, |schema| schema.docs.limits.clone());
            limited(&words(api, ty), &limits)
        }
        Type::IntegerOrString(name) => format!("{} or string", words(api, &Type::Integer(name))),
        Type::PriceLevel => list_of(&scalar("string", "decimal")),
        Type::List(ty) => list_of(&words(api, ty)),
        Type::Map(ty) => map_of(&words(api, ty)),
        Type::Nullable(ty) => or_null(&words(api, ty)),
        Type::Boolean | Type::Integer(_) | Type::String | Type::Secret | Type::Format(_) => {
            let (of, format) = ty.written().unwrap_or_default();
            scalar(of, format)
        }
    }
}

/// Returns the name of a type in the documents; an object without properties is a map.
fn named(api: &Api, name: &str) -> String {
    let Some(schema) = api.schemas.get(name) else {
        return name.to_owned();
    };
    match &schema.shape {
        Shape::Struct {
            fields, additional, ..
        } if fields.is_empty() => {
            let values = additional.as_ref().map(|ty| words(api, ty));
            map_of(values.as_deref().unwrap_or(ANY))
        }
        _ => schema.wire_name.clone(),
    }
}
