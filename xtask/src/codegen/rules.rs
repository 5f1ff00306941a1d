//! Emits the checks of rules that types cannot express.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::{ident, markdown, rust_type};
use crate::spec::model::{Condition, Input, Rule, RuleKind};

/// The inputs of a call: the fields of a body, or the parameters of an operation.
pub(super) struct Inputs<'a> {
    /// The schema or the operation, for the error.
    pub(super) name: &'a str,
    pub(super) all: Vec<Input<'a>>,
    /// The module of the types.
    pub(super) module: TokenStream,
}

impl Inputs<'_> {
    /// Generates the statement that returns early if the rule is broken.
    pub(super) fn check(&self, rule: &Rule) -> TokenStream {
        let name = self.name;
        let mut states = Vec::new();
        for input in self.listed(&rule.inputs) {
            let state = match rule.kind {
                RuleKind::Positive => self.positive(&input),
                RuleKind::Known => self.known(&input),
                _ => self.is_set(&input),
            };
            let wire = input.name;
            states.push(quote!((#wire, #state)));
        }
        let function = ident(match rule.kind {
            RuleKind::AnyOf => "any_of",
            RuleKind::OneOf => "one_of",
            RuleKind::AtMostOneOf => "at_most_one_of",
            RuleKind::AllOrNone => "all_or_none",
            RuleKind::Positive => "positive",
            RuleKind::Known => "known",
        });
        let check = quote!(backpack_runtime::InvalidBody::#function(#name, &[#(#states),*])?;);
        match self.condition(rule) {
            Some(holds) => quote!(if #holds { #check }),
            None => check,
        }
    }

    fn condition(&self, rule: &Rule) -> Option<TokenStream> {
        match rule.when.as_ref()? {
            Condition::Equals(name, value) => {
                let input = self.find(name)?;
                let place = self.place(&input);
                Some(if input.optional {
                    quote!(#place.as_ref().is_some_and(|value| value.as_str() == #value))
                } else {
                    quote!(#place.as_str() == #value)
                })
            }
            Condition::Set(names) => {
                let set = self.listed(names).map(|input| self.is_set(&input));
                Some(quote!(#(#set)||*))
            }
        }
    }

    fn find(&self, name: &str) -> Option<Input<'_>> {
        self.all.iter().copied().find(|input| input.name == name)
    }

    fn listed<'n>(&'n self, names: &'n [String]) -> impl Iterator<Item = Input<'n>> {
        names.iter().filter_map(|name| self.find(name))
    }

    fn place(&self, input: &Input<'_>) -> TokenStream {
        let name = ident(input.ident);
        quote!(self.#name)
    }

    fn is_set(&self, input: &Input<'_>) -> TokenStream {
        let place = self.place(input);
        quote!(#place.is_some())
    }

    fn positive(&self, input: &Input<'_>) -> TokenStream {
        let place = self.place(input);
        if input.optional {
            quote!(#place.as_ref().is_none_or(backpack_runtime::IsPositive::is_positive))
        } else {
            quote!(backpack_runtime::IsPositive::is_positive(&#place))
        }
    }

    fn known(&self, input: &Input<'_>) -> TokenStream {
        let (place, ty) = (self.place(input), rust_type(input.ty, &self.module));
        if input.optional {
            quote!(!matches!(#place, Some(#ty::Other(_))))
        } else {
            quote!(!matches!(#place, #ty::Other(_)))
        }
    }
}

/// Returns the rule in words, as an item of a list.
pub(super) fn words(rule: &Rule) -> String {
    let names = format!("`{}`", rule.inputs.join("`, `"));
    let text = match (rule.kind, rule.inputs.len()) {
        (RuleKind::AnyOf | RuleKind::OneOf, 1) => format!("{names} is set"),
        (RuleKind::AnyOf, _) => format!("at least one of {names} is set"),
        (RuleKind::OneOf, _) => format!("exactly one of {names} is set"),
        (RuleKind::AtMostOneOf, _) => format!("at most one of {names} is set"),
        (RuleKind::AllOrNone, _) => format!("all of {names} are set, or none"),
        (RuleKind::Positive, _) => format!("{names}: above zero"),
        (RuleKind::Known, _) => format!("{names}: no `Other`"),
    };
    let text = match &rule.when {
        None => text,
        Some(Condition::Equals(name, value)) => format!("if `{name}` is `{value}`, {text}"),
        Some(Condition::Set(names)) => {
            format!("if `{}` is set, {text}", names.join("` or `"))
        }
    };
    format!("- {text} (source: {}).", markdown(&rule.source))
}
