//! `send_blocking` on every call, behind the feature `blocking`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ImplItemFn;

/// The waiting face of each call.
pub(super) fn faces(calls: &[ImplItemFn]) -> Vec<TokenStream> {
    calls
        .iter()
        .map(|call| {
            let id = call.sig.ident.to_string();
            let (builder, states) = (super::calls::builder_name(&id), format_ident!("{id}_call"));
            let output = &call.sig.output;
            quote! {
                #[cfg(feature = "blocking")]
                impl<'a, S: #states::IsComplete> #builder<'a, S> {
                    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
                    ///
                    /// # Errors
                    ///
                    /// Those of `send`, and a refusal inside an asynchronous runtime.
                    pub fn send_blocking(self) #output {
                        crate::blocking::wait(self.send())
                    }
                }
            }
        })
        .collect()
}
