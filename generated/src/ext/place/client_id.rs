//! Client ids for orders without one.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Returns a client id that cannot be predicted, and that this process did not return within its last 4 294 967 295 ids.
///
/// A random number alone would repeat after some ten thousand orders.
pub(super) fn next_client_id() -> u32 {
    static KEY: OnceLock<RandomState> = OnceLock::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);

    let key = KEY.get_or_init(RandomState::new);
    loop {
        let id = permute(key, COUNT.fetch_add(1, Ordering::Relaxed));
        // Some programs take 0 for no id.
        if id != 0 {
            return id;
        }
    }
}

/// Permutes all numbers, depending on the key: a Feistel network of four rounds.
fn permute(key: &impl BuildHasher, number: u32) -> u32 {
    let (mut left, mut right) = ((number >> 16) as u16, number as u16);
    for round in 0..4_u8 {
        let mixed = key.hash_one((round, right)) as u16;
        (left, right) = (right, left ^ mixed);
    }
    u32::from(left) << 16 | u32::from(right)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_do_not_repeat() {
        let key = RandomState::new();
        // So many random numbers repeat with certainty.
        let ids: HashSet<u32> = (0..300_000).map(|number| permute(&key, number)).collect();
        assert_eq!(ids.len(), 300_000);
        let next: HashSet<u32> = (0..10_000).map(|_| next_client_id()).collect();
        assert!(next.len() == 10_000 && !next.contains(&0));
    }

    #[test]
    fn ids_depend_on_the_key() {
        let first = |key: &RandomState| -> Vec<u32> { (0..4).map(|n| permute(key, n)).collect() };
        assert_ne!(first(&RandomState::new()), first(&RandomState::new()));
    }
}
