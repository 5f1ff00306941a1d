//! The table of operations: what a call needs to know of itself, and what people and tests ask for.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::fragment::{Auth, Fragment, Operation, RateLimit};
use crate::problem::Problems;

/// The name of an operation's constant.
pub(super) fn constant(id: &str) -> syn::Ident {
    format_ident!("{}", id.to_uppercase())
}

/// A constant for each operation, and all of them in a slice, by operationId.
pub(super) fn table(fragment: &Fragment) -> Result<TokenStream, Problems> {
    let mut operations: Vec<(&str, Operation<'_>)> = fragment
        .operations()
        .filter_map(|operation| Some((operation.id()?, operation)))
        .collect();
    operations.sort_by_key(|(id, _)| *id);
    let mut constants = Vec::new();
    let mut names = Vec::new();
    for (id, operation) in operations {
        let name = constant(id);
        let method = operation.method.to_uppercase();
        let path = operation.path;
        let auth = match operation.auth().map_err(|problem| vec![problem])? {
            Auth::Public => quote!(Auth::Public),
            Auth::Signed { instruction } => {
                quote!(Auth::Signed(Instruction::from_static(#instruction)))
            }
            Auth::Session => quote!(Auth::Session),
        };
        let rate_limit = match operation.rate_limit().map_err(|problem| vec![problem])? {
            RateLimit::Account => quote!(RateLimit::Account),
            RateLimit::Historical => quote!(RateLimit::Historical),
        };
        let doc = format!(" `{method} {path}`");
        constants.push(quote! {
            #[doc = #doc]
            pub const #name: OperationInfo = OperationInfo {
                operation_id: #id,
                method: #method,
                path: #path,
                auth: #auth,
                rate_limit: #rate_limit,
            };
        });
        names.push(name);
    }
    Ok(quote! {
        use backpack_runtime::{Auth, Instruction, OperationInfo, RateLimit};
        #(#constants)*
        /// Every operation, by operationId.
        pub static ALL: &[OperationInfo] = &[#(#names),*];
    })
}
