//! The sandbox over HTTP and WebSocket. One program: its dependencies are compiled into each.

#[cfg(test)]
mod authentication;
#[cfg(test)]
mod book;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod common;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod scripts;
#[cfg(test)]
mod server;
#[cfg(test)]
mod streams;
