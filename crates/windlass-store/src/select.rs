//! What queries have in common on every backend.

/// Bytes of text in the answer to a query in a snapshot: there it is somebody's scorecard that asks, and not somebody who waits for it.
pub(crate) const ANSWER: usize = 64 * 1024 * 1024;

/// Why an answer is refused that has more.
pub(crate) fn too_large(most: usize) -> String {
    format!("its answer holds more than {} MB", most / (1024 * 1024))
}
