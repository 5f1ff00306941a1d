// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The client; its calls are in `calls`.

use backpack_runtime::{ClientHooks, ClientInfo};
/// A client of the exchange. Build one with [`Client::builder`](crate::Client::builder); clones share the
/// connections.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: backpack_runtime::Transport,
}
impl ClientInfo<backpack_runtime::Transport> for Client {
    fn api_version() -> &'static str {
        "2026.11"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &backpack_runtime::Transport {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<backpack_runtime::Transport>,
    {}
};
