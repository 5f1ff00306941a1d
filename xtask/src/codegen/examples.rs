//! Emits an example of each call for its documentation, from the examples of its parameters and its body.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::rust::ident;
use crate::spec::model::{Api, Content, Field, Format, Operation, Shape, Type};

/// Returns the example of an operation, as a code block of its documentation; `None` where a value has no expression.
pub(super) fn example(api: &Api, operation: &Operation) -> Option<String> {
    let mut values = Values {
        api,
        uses: BTreeSet::new(),
    };
    let (mut required, mut options) = (Vec::new(), Vec::new());
    for parameter in &operation.parameters {
        let value = values.value(&parameter.ty, &parameter.example, Place::Argument)?;
        if parameter.required {
            required.push(value);
        } else {
            let name = ident(&parameter.ident);
            options.push(quote!(.#name(#value)));
        }
    }
    let mut body = None;
    if let Some(of) = &operation.body {
        let value = values.value(&of.ty, of.examples.first()?, Place::Element)?;
        body = Some(quote!(let body = #value;));
        required.push(quote!(body));
    }
    let id = ident(&operation.id);
    let call = quote!(client.#id(#(#required),*) #(#options)*.send().await?);
    let statements = match operation.success.content {
        Content::Empty => quote!(#call;),
        Content::Json(_) | Content::Text(_) => quote! {
            let response = #call;
            println!("{response:?}");
        },
    };
    let function = syn::parse2(quote!(async fn run() { #body #statements })).ok()?;
    let text = prettyplease::unparse(&function);
    let mut block = String::from(
        "```no_run\n# async fn run(client: backpack_api::Client) -> Result<(), Box<dyn std::error::Error>> {\n",
    );
    let uses: Vec<&str> = values.uses.into_iter().collect();
    match uses.as_slice() {
        [] => {}
        [one] => block.push_str(&format!("use backpack_api::{one};\n\n")),
        several => block.push_str(&format!(
            "use backpack_api::{{{}}};\n\n",
            several.join(", ")
        )),
    }
    let body = text.lines().filter_map(|line| line.strip_prefix("    "));
    for line in body {
        block.push_str(line);
        block.push('\n');
    }
    block.push_str("# Ok(())\n# }\n```");
    Some(block)
}

/// The place of a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    /// An argument, which converts strings and lists.
    Argument,
    /// A part of another value.
    Element,
}

struct Values<'a> {
    api: &'a Api,
    /// The items of the client's crate that the example names.
    uses: BTreeSet<&'static str>,
}

impl Values<'_> {
    /// Generates the expression of a value; `None` for a value without one.
    fn value(&mut self, ty: &Type, example: &Value, place: Place) -> Option<TokenStream> {
        let argument = place == Place::Argument;
        Some(match (ty.resolved(), example) {
            (Type::String, Value::String(text)) if argument => quote!(#text),
            (Type::String, Value::String(text)) => quote!(#text.to_owned()),
            (Type::Secret, Value::String(text)) if argument => quote!(#text),
            (Type::Secret, Value::String(text)) => {
                self.uses.insert("Secret");
                quote!(Secret::from(#text))
            }
            (Type::Boolean, Value::Bool(flag)) => quote!(#flag),
            (Type::Integer(_), Value::Number(number)) => integer(number)?,
            (Type::Format(format), example) => self.formatted(*format, example)?,
            (Type::Any, example) => {
                let json: TokenStream = example.to_string().parse().ok()?;
                quote!(serde_json::json!(#json))
            }
            (Type::List(of), Value::Array(elements)) => {
                let elements = elements.iter();
                let elements: Option<Vec<TokenStream>> = elements
                    .map(|element| self.value(of, element, Place::Element))
                    .collect();
                let elements = elements?;
                if argument {
                    quote!([#(#elements),*])
                } else {
                    quote!(vec![#(#elements),*])
                }
            }
            (Type::Map(of), Value::Object(members)) => {
                let mut pairs = Vec::new();
                for (key, value) in members {
                    let value = self.value(of, value, Place::Element)?;
                    pairs.push(quote!((#key.to_owned(), #value)));
                }
                quote!(std::collections::BTreeMap::from([#(#pairs),*]))
            }
            (Type::Nullable(_), Value::Null) => quote!(None),
            (Type::Nullable(of), example) => {
                let value = self.value(of, example, Place::Element)?;
                quote!(Some(#value))
            }
            (Type::Named(name), example) => self.named(name, example)?,
            _ => return None,
        })
    }

    /// Generates a decimal or a time.
    fn formatted(&mut self, format: Format, example: &Value) -> Option<TokenStream> {
        let text = match example {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let number = || example.as_number().and_then(integer);
        let (item, value) = match format {
            Format::ExactDecimal | Format::DecimalNumber => {
                ("Decimal", quote!(#text.parse::<Decimal>()?))
            }
            // Its value is optional in Rust, and only responses have it.
            Format::DecimalOrNa => return None,
            Format::Date => ("Date", quote!(#text.parse::<Date>()?)),
            Format::UnixSeconds => {
                let number = number()?;
                ("Timestamp", quote!(Timestamp::from_second(#number)?))
            }
            Format::UnixMillis => {
                let number = number()?;
                ("Timestamp", quote!(Timestamp::from_millisecond(#number)?))
            }
            Format::UnixMicros => {
                let number = number()?;
                ("Timestamp", quote!(Timestamp::from_microsecond(#number)?))
            }
            Format::ZonedDateTime => ("Timestamp", quote!(#text.parse::<Timestamp>()?)),
            Format::UtcDateTime | Format::UtcDateTimeSpace => {
                let text = format!("{}Z", text.replace(' ', "T"));
                ("Timestamp", quote!(#text.parse::<Timestamp>()?))
            }
        };
        self.uses.insert(item);
        Some(value)
    }

    fn named(&mut self, name: &str, example: &Value) -> Option<TokenStream> {
        let schema = self.api.schemas.get(name)?;
        let of = ident(name);
        self.uses.insert("types");
        match (&schema.shape, example) {
            (Shape::Enum { values, closed }, Value::String(text)) => {
                match values.iter().find(|value| value.text == *text) {
                    Some(value) => {
                        let variant = ident(&value.variant);
                        Some(quote!(types::#of::#variant))
                    }
                    None => (!closed).then(|| quote!(types::#of::from(#text))),
                }
            }
            (
                Shape::Struct {
                    fields, required, ..
                },
                Value::Object(members),
            ) => {
                let value = self.structure(fields, required, members)?;
                Some(quote!(types::#of #value))
            }
            (Shape::Union { tag, members }, Value::Object(object)) => {
                let text = object.get(tag)?.as_str()?;
                let member = members.iter().find(|member| member.text == text)?;
                let mut own = object.clone();
                own.remove(tag);
                let value = self.named(&member.name, &Value::Object(own))?;
                let variant = ident(&member.variant);
                Some(quote!(types::#of::#variant(#value)))
            }
            _ => None,
        }
    }

    /// Generates the call of the constructor of a struct, and of a setter for each other member.
    fn structure(
        &mut self,
        fields: &[Field],
        required: &[String],
        members: &Map<String, Value>,
    ) -> Option<TokenStream> {
        let mut arguments = Vec::new();
        for name in required {
            let field = fields.iter().find(|field| field.name == *name)?;
            if !field.optional() {
                arguments.push(self.field(field, members.get(name)?)?);
            }
        }
        let mut setters = Vec::new();
        for (name, value) in members {
            // A member without a property is a further one, which has no setter.
            let field = fields.iter().find(|field| field.name == *name)?;
            if field.optional() && !value.is_null() {
                let setter = ident(&field.ident);
                let value = self.field(field, value)?;
                setters.push(quote!(.#setter(#value)));
            }
        }
        Some(quote!(::new(#(#arguments),*) #(#setters)*))
    }

    fn field(&mut self, field: &Field, example: &Value) -> Option<TokenStream> {
        let place = if field.boxed {
            Place::Element
        } else {
            Place::Argument
        };
        self.value(&field.ty, example, place)
    }
}

fn integer(number: &serde_json::Number) -> Option<TokenStream> {
    let literal = match (number.as_u64(), number.as_i64()) {
        (Some(number), _) => Literal::u64_unsuffixed(number),
        (None, Some(number)) => Literal::i64_unsuffixed(number),
        (None, None) => return None,
    };
    Some(quote!(#literal))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::spec::Spec;

    /// Every operation of the description has an example.
    #[test]
    fn every_operation_has_an_example() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let spec = Spec::load(&root).unwrap();
        for operation in &spec.api.operations {
            assert!(example(&spec.api, operation).is_some(), "{}", operation.id);
        }
    }
}
