//! Analysis of the whole model: which types are sent and which are received, and where a type contains itself.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Api, Content, Input, Rule, RuleKind, Schema, Shape, SourceLocation, Type};
use crate::problem::{Problem, Problems};

/// Marks the types of requests and of responses, boxes the fields of recursive structs, and checks what depends on that.
pub(super) fn run(api: &mut Api, problems: &mut Problems) {
    let (mut sent, mut received) = (BTreeSet::new(), BTreeSet::new());
    for operation in &api.operations {
        for parameter in &operation.parameters {
            reach(&api.schemas, &parameter.ty, &mut sent);
        }
        if let Some(body) = &operation.body {
            reach(&api.schemas, &body.ty, &mut sent);
        }
        if let Content::Json(ty) | Content::Text(ty) = &operation.success.content {
            reach(&api.schemas, ty, &mut received);
        }
    }
    // Whatever no operation sends is part of a response: the error object, for one.
    let rest: Vec<String> = api
        .schemas
        .keys()
        .filter(|name| !sent.contains(*name))
        .cloned()
        .collect();
    for name in rest {
        reach(&api.schemas, &Type::Named(name), &mut received);
    }
    let boxed = recursive(&api.schemas);
    let checked: BTreeSet<&str> = api
        .operations
        .iter()
        .filter_map(|operation| match operation.body.as_ref()?.ty.resolved() {
            Type::List(ty) => held(ty),
            _ => held(&operation.body.as_ref()?.ty),
        })
        .collect();
    for schema in api.schemas.values() {
        if let Shape::Struct { rules, .. } = &schema.shape
            && !rules.is_empty()
            && !checked.contains(schema.name.as_str())
        {
            problems.push(Problem {
                file: schema.place.file.clone(),
                line: Some(schema.place.line),
                subject: format!("schema {}", schema.wire_name),
                cause: "`x-rules` on a schema that is not a body: nothing would check them"
                    .to_owned(),
                help: "move the rules to the schema of the body, or remove them".to_owned(),
            });
        }
    }
    for (name, schema) in &mut api.schemas {
        schema.in_request = sent.contains(name);
        schema.in_response = received.contains(name);
        match &mut schema.shape {
            Shape::Enum { closed, .. } => *closed |= !schema.in_response,
            Shape::Struct { fields, .. } => {
                for field in fields {
                    field.boxed = boxed.contains(&(name.clone(), field.name.clone()));
                    if schema.in_request && field.required && field.nullable {
                        problems.push(Problem {
                            file: field.place.file.clone(),
                            line: Some(field.place.line),
                            subject: format!("schema {name}, property {}", field.name),
                            cause: "a required property of a request is nullable".to_owned(),
                            help: "remove it from `required`: how null is signed is not published, so it is never sent"
                                .to_owned(),
                        });
                    }
                }
            }
            Shape::Union { .. } | Shape::Alias(_) => {}
        }
    }
    known_values(api, problems);
}

/// Rejects rules about the known values of closed enumerations, which have no others.
fn known_values(api: &Api, problems: &mut Problems) {
    let is_closed = |ty: &Type| match held(ty).and_then(|name| api.schemas.get(name)) {
        Some(schema) => matches!(schema.shape, Shape::Enum { closed: true, .. }),
        None => false,
    };
    let mut check =
        |rules: &[Rule], inputs: &[Input<'_>], place: &SourceLocation, subject: String| {
            let known = rules.iter().filter(|rule| rule.kind == RuleKind::Known);
            for name in known.flat_map(|rule| &rule.inputs) {
                if (inputs.iter()).any(|input| input.name == name && is_closed(input.ty)) {
                    problems.push(Problem {
                        file: place.file.clone(),
                        line: Some(place.line),
                        subject: subject.clone(),
                        cause: format!("a rule names `{name}`, whose enumeration is closed"),
                        help: "remove it from the rule: it has no unknown values".to_owned(),
                    });
                }
            }
        };
    for schema in api.schemas.values() {
        if let Shape::Struct { fields, rules, .. } = &schema.shape {
            let inputs: Vec<_> = fields.iter().map(Input::from).collect();
            let subject = format!("schema {}", schema.wire_name);
            check(rules, &inputs, &schema.place, subject);
        }
    }
    for operation in &api.operations {
        let inputs: Vec<_> = operation.parameters.iter().map(Input::from).collect();
        check(
            &operation.rules,
            &inputs,
            &operation.place,
            operation.subject(),
        );
    }
}

/// Adds the named types that a type consists of.
fn reach(schemas: &BTreeMap<String, Schema>, ty: &Type, names: &mut BTreeSet<String>) {
    match ty {
        Type::Alias(name, ty) => {
            names.insert(name.clone());
            reach(schemas, ty, names);
        }
        Type::List(ty) | Type::Map(ty) | Type::Nullable(ty) => reach(schemas, ty, names),
        Type::Named(name) => {
            if !names.insert(name.clone()) {
                return;
            }
            match schemas.get(name).map(|schema| &schema.shape) {
                Some(Shape::Struct {
                    fields, additional, ..
                }) => {
                    for ty in fields.iter().map(|field| &field.ty).chain(additional) {
                        reach(schemas, ty, names);
                    }
                }
                Some(Shape::Union { members, .. }) => {
                    for member in members {
                        reach(schemas, &Type::Named(member.name.clone()), names);
                    }
                }
                Some(Shape::Alias(ty)) => reach(schemas, ty, names),
                Some(Shape::Enum { .. }) | None => {}
            }
        }
        Type::Boolean
        | Type::Integer(_)
        | Type::String
        | Type::Secret
        | Type::IntegerOrString(_)
        | Type::Format(_)
        | Type::PriceLevel
        | Type::Any => {}
    }
}

/// Returns the fields, by struct and name, through which a struct contains itself without a list or a map between.
fn recursive(schemas: &BTreeMap<String, Schema>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (name, schema) in schemas {
        let Shape::Struct { fields, .. } = &schema.shape else {
            continue;
        };
        for field in fields {
            let mut seen = BTreeSet::new();
            let mut left: Vec<&str> = held(&field.ty).into_iter().collect();
            while let Some(inner) = left.pop() {
                if seen.insert(inner) {
                    left.extend(contained(schemas, inner));
                }
            }
            if seen.contains(name.as_str()) {
                found.insert((name.clone(), field.name.clone()));
            }
        }
    }
    found
}

/// Returns the named type that a value of the type holds without a list or a map between.
fn held(ty: &Type) -> Option<&str> {
    match ty.resolved() {
        Type::Named(name) => Some(name),
        _ => None,
    }
}

/// Returns the named types that a value of a named type holds directly.
fn contained<'s>(schemas: &'s BTreeMap<String, Schema>, name: &str) -> Vec<&'s str> {
    match schemas.get(name).map(|schema| &schema.shape) {
        Some(Shape::Struct { fields, .. }) => {
            fields.iter().filter_map(|field| held(&field.ty)).collect()
        }
        Some(Shape::Union { members, .. }) => {
            members.iter().map(|member| member.name.as_str()).collect()
        }
        _ => Vec::new(),
    }
}
