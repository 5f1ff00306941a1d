//! Signs with a key that another thread holds, as a key agent or a hardware module does, on the sandbox.
//!
//! ```text
//! cargo run --example remote_signer
//! ```

use std::error::Error;
use std::process::ExitCode;

use backpack_api::signing::ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use backpack_api::signing::{SignatureFuture, signature};
use backpack_api::{AsyncCredentials, AsyncSigner, Client};
use backpack_sandbox::Sandbox;
use tokio::sync::{mpsc, oneshot};

#[allow(dead_code, reason = "each example uses a part")]
mod common;

/// A string to sign, and the sender of its signature.
type Job = (Vec<u8>, oneshot::Sender<Signature>);

/// A signer that sends its work to an agent. It does not hold the key.
struct Agent {
    verifying_key: VerifyingKey,
    jobs: mpsc::Sender<Job>,
}

impl Agent {
    /// Starts an agent on a thread of its own.
    fn start(key: SigningKey) -> Self {
        let verifying_key = key.verifying_key();
        let (jobs, mut received) = mpsc::channel::<Job>(64);
        std::thread::spawn(move || {
            while let Some((message, reply)) = received.blocking_recv() {
                // A caller that gave up is not an error of the agent.
                let _ = reply.send(key.sign(&message));
            }
        });
        Self {
            verifying_key,
            jobs,
        }
    }
}

impl AsyncSigner for Agent {
    fn verifying_key(&self) -> VerifyingKey {
        self.verifying_key
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
        Box::pin(async move {
            let (reply, signature) = oneshot::channel();
            let job = (message.to_vec(), reply);
            self.jobs
                .send(job)
                .await
                .map_err(signature::Error::from_source)?;
            signature.await.map_err(signature::Error::from_source)
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let key = SigningKey::from_bytes(&[7; 32]);
    let credentials = AsyncCredentials::from_signer(Agent::start(key));
    let sandbox = Sandbox::builder()
        .api_key(credentials.api_key())
        .start()
        .await?;
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(credentials)
        .build()?;

    // Signatures are awaited: the calls run at the same time on one thread.
    let [first, second, third] = [(); 3].map(|()| client.get_balances().send());
    let (first, second, third) = tokio::join!(first, second, third);
    for balances in [first?, second?, third?] {
        println!("{} assets", balances.len());
    }
    println!("signed by {}", client.api_key().unwrap_or_default());
    Ok(())
}
