//! What is asked of the kernel: the most memory that a program had, and to run it on one processor.

/// The word with which this program runs another and prints how much memory it had.
pub(crate) const PEAK_OF: &str = "--peak-of";

/// The most memory, in KiB, that the children of this process had.
#[cfg(target_os = "linux")]
pub(crate) fn peak_of_children() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts").max_rss()
}

/// Runs it with one processor for this thread and the programs it starts.
#[cfg(target_os = "linux")]
pub(crate) fn on_one_processor<T>(run: impl FnOnce() -> T) -> T {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;
    let this = Pid::from_raw(0);
    let all = sched_getaffinity(this).expect("the processors");
    let first = (0..CpuSet::count()).find(|cpu| all.is_set(*cpu).unwrap_or(false)).expect("a processor");
    let mut one = CpuSet::new();
    one.set(first).expect("a processor");
    sched_setaffinity(this, &one).expect("one processor");
    let result = run();
    sched_setaffinity(this, &all).expect("all processors");
    result
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn peak_of_children() -> i64 {
    panic!("memory is measured on Linux")
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn on_one_processor<T>(_: impl FnOnce() -> T) -> T {
    panic!("one processor is measured on Linux")
}
