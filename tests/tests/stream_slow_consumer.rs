//! A consumer that never reads: memory is bounded, pongs are on time, and one gap reports the number of events.

use std::alloc::System;
use std::time::Duration;

use backpack_streams::{GapReason, Lag, Update};
use backpack_tests::exchange::{
    Exchange, PING, Sent, TEXT, event, frame, gap, live, next, numbered, tick, ticks,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::time::timeout;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Returns the number of allocated bytes.
fn allocated() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

/// Frames of each of the two streams that are not read: a million in total.
const FRAMES: u64 = 500_000;
const BOUND: usize = 200_000;

/// The only test here, since all allocations of the process are counted.
#[tokio::test(start_paused = true)]
async fn consumer_that_never_reads() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let lagging = numbered("a").lag(Lag::Gap(BOUND));
    let mut lagging = streams.open(lagging).await.unwrap();
    let mut newest = streams.open(ticks("b").lag(Lag::Newest)).await.unwrap();
    let mut reading = streams.open(numbered("c")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a", "b", "c"]).await;
    live(&mut reading).await;

    let mut before = 0;
    let mut most = 0;
    let mut buffer = Vec::with_capacity(1 << 20);
    for n in 1..=FRAMES {
        buffer.extend(frame(TEXT, true, tick("a", n).as_bytes()));
        buffer.extend(frame(TEXT, true, tick("b", n).as_bytes()));
        if n % 1_000 == 0 {
            buffer.extend(frame(TEXT, true, tick("c", n / 1_000).as_bytes()));
            buffer.extend(frame(PING, true, &n.to_be_bytes()));
            peer.raw(&buffer).await;
            buffer.clear();
            // The pong does not depend on any consumer.
            let pong = timeout(Duration::from_millis(10), peer.next()).await;
            assert_eq!(pong, Ok(Sent::Pong(n.to_be_bytes().to_vec())));
            assert_eq!(event(&mut reading).await, n / 1_000);
            most = most.max(allocated());
            if n == 20_000 {
                before = most;
            }
        }
    }
    let grown = most - before;
    assert!(
        grown < 100_000,
        "memory grew by {grown} bytes over {FRAMES} frames"
    );

    live(&mut newest).await;
    assert_eq!(event(&mut newest).await, FRAMES);

    let GapReason::Lagged { events } = gap(&mut lagging).await else {
        panic!("the gap is the first item");
    };
    live(&mut lagging).await;
    let mut kept = 0;
    for n in events + 1..=FRAMES {
        assert_eq!(event(&mut lagging).await, n);
        kept += 1;
    }
    assert_eq!(events + kept, FRAMES);
    assert!(kept > 0);
    peer.text(&tick("a", FRAMES + 1)).await;
    let Update::Event(last) = next(&mut lagging).await else {
        panic!("no other gap follows");
    };
    assert_eq!(last.n, FRAMES + 1);
}
