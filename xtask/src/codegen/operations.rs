//! Emits the table of operations and the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::{doc, ident};
use crate::spec::model::{Api, Auth, Content, Operation, RateLimit};

/// Generates a constant for each operation, and all of them ordered by id.
pub(super) fn table(api: &Api) -> TokenStream {
    let mut operations: Vec<&Operation> = api.operations.iter().collect();
    operations.sort_by(|left, right| left.id.cmp(&right.id));
    let names: Vec<_> = operations
        .iter()
        .map(|operation| ident(&operation.id.to_uppercase()))
        .collect();
    let constants = operations.iter().zip(&names).map(|(operation, name)| {
        let (id, method, path) = (&operation.id, operation.method.name(), &operation.path);
        let docs = doc(&format!("`{method} {path}`"));
        let auth = match &operation.auth {
            Auth::Public => None,
            Auth::Signed(instruction) => Some(quote!(.signed(#instruction))),
            Auth::Session => Some(quote!(.session())),
        };
        let limit = match operation.rate_limit {
            RateLimit::Account => None,
            RateLimit::Cancel => Some(quote!(.cancel())),
            RateLimit::Historical => Some(quote!(.historical())),
        };
        let idempotent = operation.is_idempotent.then(|| quote!(.idempotent()));
        let text =
            matches!(operation.success.content, Content::Text(_)).then(|| quote!(.plain_text()));
        quote! {
            #docs
            pub const #name: Operation = Operation::new(#id, #method, #path) #auth #limit #idempotent #text;
        }
    });
    quote! {
        use backpack_runtime::Operation;

        #(#constants)*

        /// Returns every operation, ordered by id.
        #[must_use]
        pub fn all() -> &'static [Operation] {
            const { &[#(#names),*] }
        }

        /// Returns the operation with that id.
        #[must_use]
        pub fn find(id: &str) -> Option<&'static Operation> {
            let index = all().binary_search_by(|operation| operation.id.cmp(id)).ok()?;
            all().get(index)
        }
    }
}

/// Generates the client, which all calls share.
pub(super) fn client() -> TokenStream {
    quote! {
        use backpack_runtime::{ClientHooks, ClientInfo, Operation, Transport};

        /// A client of the exchange. Build one with [`Client::builder`](crate::Client::builder); clones share connections, rate
        /// limits and clock.
        #[derive(Clone)]
        pub struct Client {
            /// The methods that progenitor generated.
            pub(crate) http: std::sync::Arc<crate::methods::Client>,
        }

        impl Client {
            /// Returns the transport that sends the requests.
            pub(crate) fn transport(&self) -> &Transport {
                ClientInfo::inner(&*self.http)
            }
        }

        impl From<Transport> for Client {
            fn from(transport: Transport) -> Self {
                let base_url = transport.base_url().to_string();
                let http = crate::methods::Client::new_with_client(&base_url, transport.http().clone(), transport);
                Self { http: std::sync::Arc::new(http) }
            }
        }

        impl ClientHooks<Transport> for crate::methods::Client {
            type ApiError = crate::types::ApiErrorResponse;

            fn operation(id: &str) -> Option<&'static Operation> {
                crate::operations::find(id)
            }
        }
    }
}
