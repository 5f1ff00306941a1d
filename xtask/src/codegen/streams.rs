//! Emits the streams: a function for each, a struct for each event, and the enum of all events.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::{codec, deprecated, doc, docs, ident, markdown, rust_type};
use super::types::enumeration;
use crate::spec::model::{
    AddressPart, Api, Event, Field, Schema, Shape, Stream, StreamParameter, Type,
};

/// Generates the module of the streams.
pub(super) fn emit(api: &Api) -> TokenStream {
    let functions = api.streams.iter().map(|stream| function(api, stream));
    let events = api.events.iter().map(event);
    let enums = api
        .schemas
        .values()
        .filter(|schema| schema.is_of_streams())
        .map(own_enum);
    let all = all_events(api);
    quote! {
        use backpack_streams::Channel;
        #[allow(unused_imports)]
        use crate::types::*;

        #(#functions)*
        #(#events)*
        #(#enums)*
        #all
    }
}

fn own_enum(schema: &Schema) -> TokenStream {
    let docs = docs(&schema.docs);
    match &schema.shape {
        Shape::Enum { values, closed } => {
            let item = enumeration(schema, values, *closed);
            quote!(#docs #item)
        }
        Shape::Struct { .. } | Shape::Union { .. } | Shape::Alias(_) => TokenStream::new(),
    }
}

/// Generates the function that returns the channel of a stream.
fn function(api: &Api, stream: &Stream) -> TokenStream {
    let (name, payload) = (ident(&stream.id), ident(&stream.payload));
    let inputs = stream.parameters.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        let ty = match &parameter.ty {
            Type::String => quote!(impl AsRef<str>),
            ty => rust_type(ty, &TokenStream::new()),
        };
        quote!(#name: #ty)
    });
    let values = stream.address.iter().filter_map(|part| match part {
        AddressPart::Text(_) => None,
        AddressPart::Parameter(index) => stream.parameters.get(*index).map(|parameter| {
            let name = ident(&parameter.ident);
            match &parameter.ty {
                Type::String => quote!(#name.as_ref()),
                _ => quote!(#name.as_str()),
            }
        }),
    });
    let format = stream
        .address
        .iter()
        .map(|part| match part {
            AddressPart::Text(text) => text.clone(),
            AddressPart::Parameter(_) => "{}".to_owned(),
        })
        .collect::<Vec<_>>()
        .join(".");
    let name_of = if stream.parameters.is_empty() {
        quote!(#format)
    } else {
        quote!(format!(#format, #(#values),*))
    };
    let options = options(api, stream, &|value| quote!(|event| #value));
    let text = documentation(stream);
    let (docs, deprecated) = (doc(&text), deprecated(&stream.docs));
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(#(#inputs),*) -> Channel<#payload> {
            Channel::<#payload>::new(#name_of) #options
        }
    }
}

/// Generates the options of the channel of a stream. `closure` returns the function that reads a value of `event`.
fn options(
    api: &Api,
    stream: &Stream,
    closure: &dyn Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let event = api.events.iter().find(|event| event.name == stream.event);
    let private = stream.private.then(|| quote!(.private()));
    let sequence = stream.sequence.as_ref().and_then(|sequence| {
        let field = |wire: &str| event?.fields.iter().find(|field| field.name == wire);
        let first = ident(&field(&sequence.first)?.ident);
        let last = ident(&field(&sequence.last)?.ident);
        let read = closure(quote!((event.#first, event.#last)));
        Some(quote!(.sequence(#read)))
    });
    let time = event.and_then(event_time).map(|field| {
        let name = ident(&field.ident);
        let read = closure(quote!(event.#name));
        quote!(.event_time(#read))
    });
    let cadence = stream
        .cadence_ms
        .map(|ms| quote!(.cadence(std::time::Duration::from_millis(#ms))));
    let lag = stream
        .supersedes
        .then(|| quote!(.lag(backpack_streams::Lag::Newest)));
    let reconcile = (!stream.reconcile.is_empty()).then(|| {
        let operations = &stream.reconcile;
        quote!(.reconcile(&[#(#operations),*]))
    });
    quote!(#private #sequence #time #cadence #lag #reconcile)
}

/// Returns the name of a stream with its parameters in brackets.
fn address(stream: &Stream, (open, close): (char, char)) -> String {
    let parts = stream.address.iter().map(|part| match part {
        AddressPart::Text(text) => text.clone(),
        AddressPart::Parameter(index) => {
            let parameter = stream.parameters.get(*index);
            let name = parameter.map_or("", |parameter| &parameter.ident);
            format!("{open}{name}{close}")
        }
    });
    parts.collect::<Vec<_>>().join(".")
}

fn documentation(stream: &Stream) -> String {
    let address = address(stream, ('<', '>'));
    let access = if stream.private {
        "private: the subscription is signed"
    } else {
        "public"
    };
    let mut text = format!(
        "{}\n\nStream `{address}`, {access}.",
        markdown(&stream.docs.text)
    );
    if !stream.reconcile.is_empty() {
        let calls: Vec<String> = stream
            .reconcile
            .iter()
            .map(|id| format!("[`{id}`](crate::Client::{id})"))
            .collect();
        text.push_str(&format!(" After a gap, call {}.", calls.join(", ")));
    }
    if !stream.parameters.is_empty() {
        text.push_str("\n\n# Arguments\n");
        for StreamParameter {
            ident,
            docs,
            example,
            ..
        } in &stream.parameters
        {
            text.push_str(&format!(
                "\n- `{ident}`: {} For example `{example}`.",
                markdown(&docs.text)
            ));
        }
    }
    text
}

/// Returns the time of an event: of the matching engine, else of the server.
fn event_time(event: &Event) -> Option<&Field> {
    ["engine_time", "event_time"].into_iter().find_map(|name| {
        let mut fields = event.fields.iter();
        fields.find(|field| {
            field.ident == name && matches!(field.ty, Type::Format(_)) && !field.optional()
        })
    })
}

/// Generates the struct of an event.
fn event(event: &Event) -> TokenStream {
    let (name, docs) = (ident(&event.payload), docs(&event.docs));
    let tag = event
        .constant
        .as_ref()
        .map(|(wire, value)| quote!(#[serde(tag = #wire, rename = #value)]));
    let fields = event.fields.iter().map(field);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        #tag
        pub struct #name {
            #(#fields)*
        }
    }
}

fn field(field: &Field) -> TokenStream {
    let module = TokenStream::new();
    let docs = docs(&field.docs);
    let (name, wire) = (ident(&field.ident), &field.name);
    let rename = (field.ident != *wire).then(|| quote!(#[serde(rename = #wire)]));
    // A property that is not required is left out; one that is null is written as null.
    let skip = (!field.required).then(|| quote!(#[serde(skip_serializing_if = "Option::is_none")]));
    let codec = codec(field, &module);
    let ty = rust_type(&field.ty, &module);
    let ty = if field.optional() {
        quote!(Option<#ty>)
    } else {
        ty
    };
    quote! {
        #docs
        #rename
        #skip
        #codec
        pub #name: #ty,
    }
}

/// Generates the enum of all events, which reads an event by the name of its stream.
fn all_events(api: &Api) -> TokenStream {
    let variants = api.events.iter().map(|event| {
        let (name, payload) = (ident(&event.name), ident(&event.payload));
        let docs = doc(&markdown(
            event.docs.text.lines().next().unwrap_or_default(),
        ));
        quote!(#docs #name(#payload),)
    });
    let names: Vec<_> = api.events.iter().map(|event| ident(&event.name)).collect();
    let payloads: Vec<_> = api
        .events
        .iter()
        .map(|event| ident(&event.payload))
        .collect();
    let mut kinds: Vec<(String, &Stream)> = Vec::new();
    for stream in &api.streams {
        let kind = kind(stream);
        if !kinds.iter().any(|(known, _)| *known == kind) {
            kinds.push((kind, stream));
        }
    }
    let arms = kinds.iter().map(|(kind, stream)| {
        let (event, payload) = (ident(&stream.event), ident(&stream.payload));
        quote!(#kind => serde_json::from_str::<#payload>(data).map(Self::#event),)
    });
    let channels = kinds.iter().map(|(kind, stream)| {
        let (event, payload) = (ident(&stream.event), ident(&stream.payload));
        // The channel decodes no other variant.
        let options = options(api, stream, &|value| {
            quote!(|event| match event {
                Self::#event(event) => #value,
                _ => ::core::default::Default::default(),
            })
        });
        quote! {
            #kind => Channel::decoded_by(
                name,
                |data| serde_json::from_str::<#payload>(data).map(Self::#event),
            ) #options,
        }
    });
    let texts = kinds.iter().map(|(kind, _)| kind);
    let addresses = api.streams.iter().map(|stream| address(stream, ('{', '}')));
    quote! {
        /// An event of any stream.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum StreamEvent {
            #(#variants)*
            /// An event of a stream that this version does not know, as the exchange sent it.
            Other(serde_json::Value),
        }

        impl StreamEvent {
            /// The kinds of streams: the names of streams up to their parameters.
            pub const KINDS: &'static [&'static str] = &[#(#texts),*];

            /// The names of all streams, with their parameters in braces.
            pub const NAMES: &'static [&'static str] = &[#(#addresses),*];

            /// Describes the stream of a name, such as `trade.SOL_USDC`. `None` for a name of no kind.
            ///
            /// The function of a stream, such as [`trade`], returns a channel with the type of its events.
            #[must_use]
            pub fn channel(name: &str) -> Option<Channel<Self>> {
                Some(match Self::kind(name)? {
                    #(#channels)*
                    _ => return None,
                })
            }

            fn kind(name: &str) -> Option<&'static str> {
                let is_kind = |kind: &&&str| {
                    name.strip_prefix(**kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                };
                Self::KINDS.iter().find(is_kind).copied()
            }

            /// Reads the event `data`, a JSON object, of the stream `name`.
            ///
            /// # Errors
            ///
            /// The data is not JSON, or not an event of that stream.
            pub fn from_json(name: &str, data: &str) -> serde_json::Result<Self> {
                match Self::kind(name).unwrap_or_default() {
                    #(#arms)*
                    _ => serde_json::from_str(data).map(Self::Other),
                }
            }
        }

        #(
            impl From<#payloads> for StreamEvent {
                fn from(event: #payloads) -> Self {
                    Self::#names(event)
                }
            }
        )*

        impl serde::Serialize for StreamEvent {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#names(event) => event.serialize(serializer),)*
                    Self::Other(event) => event.serialize(serializer),
                }
            }
        }
    }
}

/// Returns the name of a stream up to its first parameter.
fn kind(stream: &Stream) -> String {
    let texts = stream.address.iter().map_while(|part| match part {
        AddressPart::Text(text) => Some(text.as_str()),
        AddressPart::Parameter(_) => None,
    });
    texts.collect::<Vec<_>>().join(".")
}
