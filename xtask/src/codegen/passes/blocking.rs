//! `send_blocking` on every call, behind the feature `blocking`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ReturnType;

/// The waiting face of a call, given what its `send` returns.
pub(super) fn face(output: &ReturnType) -> TokenStream {
    quote! {
        /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
        ///
        /// # Errors
        ///
        /// Those of `send`, and a refusal inside an asynchronous runtime.
        #[cfg(feature = "blocking")]
        pub fn send_blocking(self) #output {
            crate::blocking::wait(self.send())
        }
    }
}
