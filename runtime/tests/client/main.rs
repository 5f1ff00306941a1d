//! The runtime under a small generated client, over a socket.

extern crate backpack_runtime as progenitor_client;

#[cfg(test)]
#[allow(unreachable_pub, reason = "public in a generated crate")]
mod generated;
#[cfg(test)]
mod generated_client;
#[cfg(test)]
mod send_path;
#[cfg(test)]
#[allow(unreachable_pub, reason = "used by the other modules")]
mod server;
#[cfg(test)]
mod tls;
