//! Records that two sources report: a stream, and REST.

use std::collections::{BTreeMap, VecDeque};

/// Maximum number of final records that are kept.
const MAX_FINAL: usize = 10_000;

/// State of a record as one source reports it, such as an order or a balance.
pub trait Report {
    /// Identity of the record.
    type Key: Clone + Ord;

    /// Returns the identity of the record.
    fn key(&self) -> Self::Key;

    /// Returns true if the record can never change again, such as a filled order. Default: false.
    fn is_final(&self) -> bool {
        false
    }

    /// Returns true if the record is no longer open, such as a closed position. Default: [`is_final`](Self::is_final).
    fn is_closed(&self) -> bool {
        self.is_final()
    }

    /// Returns true if the report is at least as new as an earlier received one. Default: true, for absolute values.
    fn supersedes(&self, _known: &Self) -> bool {
        true
    }
}

/// Open records, merged from the reports of a stream and of REST.
///
/// A final state is never undone: the newest 10,000 final records are kept.
#[derive(Clone, Debug)]
pub struct Ledger<R: Report> {
    open: BTreeMap<R::Key, R>,
    finals: BTreeMap<R::Key, R>,
    /// Keys of the final records, oldest first.
    order: VecDeque<R::Key>,
}

impl<R: Report> Default for Ledger<R> {
    fn default() -> Self {
        Self {
            open: BTreeMap::new(),
            finals: BTreeMap::new(),
            order: VecDeque::new(),
        }
    }
}

impl<R: Report> Ledger<R> {
    /// Merges the report of one record.
    pub fn merge(&mut self, report: R) {
        let key = report.key();
        if let Some(known) = self.finals.get_mut(&key) {
            if report.is_final() && report.supersedes(known) {
                *known = report;
            }
        } else if report.is_final() {
            self.open.remove(&key);
            self.order.push_back(key.clone());
            self.finals.insert(key, report);
            if self.order.len() > MAX_FINAL
                && let Some(oldest) = self.order.pop_front()
            {
                self.finals.remove(&oldest);
            }
        } else if self
            .open
            .get(&key)
            .is_none_or(|known| report.supersedes(known))
        {
            if report.is_closed() {
                self.open.remove(&key);
            } else {
                self.open.insert(key, report);
            }
        }
    }

    /// Merges the reports of all open records: a record without a report is no longer open.
    pub fn replace(&mut self, reports: impl IntoIterator<Item = R>) {
        let mut known = std::mem::take(&mut self.open);
        for report in reports {
            if let Some((key, known)) = known.remove_entry(&report.key()) {
                self.open.insert(key, known);
            }
            self.merge(report);
        }
    }

    /// Returns the open records in the order of their keys.
    pub fn open(&self) -> impl ExactSizeIterator<Item = &R> + Clone {
        self.open.values()
    }

    /// Returns an open record.
    #[must_use]
    pub fn get(&self, key: &R::Key) -> Option<&R> {
        self.open.get(key)
    }

    /// Returns a record in its final state.
    #[must_use]
    pub fn get_final(&self, key: &R::Key) -> Option<&R> {
        self.finals.get(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Order {
        id: u32,
        executed: u32,
        is_final: bool,
    }

    impl Report for Order {
        type Key = u32;

        fn key(&self) -> u32 {
            self.id
        }

        fn is_final(&self) -> bool {
            self.is_final
        }

        fn supersedes(&self, known: &Self) -> bool {
            self.executed >= known.executed
        }
    }

    fn order(id: u32, executed: u32, is_final: bool) -> Order {
        Order {
            id,
            executed,
            is_final,
        }
    }

    fn open(ledger: &Ledger<Order>) -> Vec<(u32, u32)> {
        let open = ledger.open().map(|order| (order.id, order.executed));
        open.collect()
    }

    #[test]
    fn larger_executed_quantity_wins_in_any_order() {
        let mut ledger = Ledger::default();
        for executed in [0, 5, 3, 7, 2] {
            ledger.merge(order(1, executed, false));
        }
        assert_eq!(open(&ledger), [(1, 7)]);
        ledger.replace([order(1, 4, false)]);
        assert_eq!(open(&ledger), [(1, 7)]);
    }

    #[test]
    fn final_state_is_never_undone() {
        let mut ledger = Ledger::default();
        ledger.merge(order(1, 5, false));
        ledger.merge(order(1, 5, true));
        ledger.merge(order(1, 9, false));
        ledger.replace([order(1, 9, false), order(2, 0, false)]);
        assert_eq!(open(&ledger), [(2, 0)]);
        assert_eq!(ledger.get_final(&1), Some(&order(1, 5, true)));
    }

    #[test]
    fn record_without_a_report_is_not_open() {
        let mut ledger = Ledger::default();
        ledger.merge(order(1, 0, false));
        ledger.merge(order(2, 0, false));
        ledger.replace([order(2, 1, false), order(3, 0, false)]);
        assert_eq!(open(&ledger), [(2, 1), (3, 0)]);
        assert_eq!(ledger.get_final(&1), None);
    }

    #[test]
    fn final_records_are_bounded() {
        let mut ledger = Ledger::default();
        for id in 0..=MAX_FINAL as u32 {
            ledger.merge(order(id, 0, true));
        }
        assert_eq!(ledger.get_final(&0), None);
        assert!(ledger.get_final(&1).is_some());
        assert_eq!(ledger.finals.len(), MAX_FINAL);
    }
}
