//! The server of the loopback table, as a process of its own; `tables` starts it.

fn main() -> Result<(), backpack_bench::Failure> {
    backpack_bench::loopback::server::run()
}
