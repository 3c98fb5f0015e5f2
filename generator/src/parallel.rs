//! Work on many items at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// `work` for each item, on as many threads as there are cores; the results stand in the order of the items. A thread has at least
/// `share` items to begin with, since starting it costs something too: fewer items stay on the calling thread.
pub(crate) fn each<T: Sync, R: Send>(
    items: &[T],
    share: NonZero<usize>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = cores.min(items.len() / share);
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match items.get(at) {
                Some(item) => done.push((at, work(item))),
                None => return done,
            }
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for other in others {
            match other.join() {
                Ok(part) => done.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::each;
    use std::num::NonZero;

    #[test]
    fn results_stand_in_the_order_of_the_items_however_many_there_are() {
        for count in [0, 1, 2, 7, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(
                each(&items, NonZero::<usize>::MIN, |item| item * 2),
                doubled
            );
        }
    }

    #[test]
    fn a_panic_of_the_work_is_not_lost_in_its_thread() {
        let items: Vec<usize> = (0..100).collect();
        let caught = std::panic::catch_unwind(|| {
            each(&items, NonZero::<usize>::MIN, |item| assert_ne!(*item, 63))
        });
        assert!(caught.is_err());
    }
}
