//! How much of a window passes on the way.
//!
//! The server counted a request before its answer reached us, by its work and the way back at least; and it counts the next one after we
//! send it, by the way there at least. So the next one may be sent earlier than a window's length after the answer, by the shortest time
//! that way there, work and way back take. What an answer took longer than that may all have been lost on the way there, by a packet that
//! was sent twice or by a new connection, and is not counted on. A quarter is left as it is, for a shortest answer tells nothing of
//! how its time was shared out.

use std::collections::VecDeque;
use std::time::Duration;

/// Answers that the shortest is taken of: as many as show what an open connection takes, and so few that a way that grew shorter is noticed
/// soon. One that grew longer is noticed late, which makes the pace slower and never faster.
const ANSWERS: usize = 256;

/// Answers before which nothing is known: the first ones hold the opening of their connections.
const ENOUGH: usize = 64;

/// The times that the last answers took.
#[derive(Debug, Default)]
pub(super) struct Travel {
    took: VecDeque<Duration>,
}

impl Travel {
    /// Takes in what an answer took, and says how much earlier than the answer its request may be taken to have been counted.
    pub(super) fn since_counted(&mut self, took: Duration) -> Duration {
        if self.took.len() == ANSWERS {
            self.took.pop_front();
        }
        self.took.push_back(took);
        if self.took.len() < ENOUGH {
            return Duration::ZERO;
        }
        self.took.iter().min().copied().unwrap_or_default() * 3 / 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_three_quarters_of_the_shortest_of_the_last_answers_and_nothing_before_there_are_enough() {
        let mut travel = Travel::default();
        let ms = Duration::from_millis;
        for _ in 1..ENOUGH {
            assert_eq!(travel.since_counted(ms(300)), Duration::ZERO);
        }
        assert_eq!(travel.since_counted(ms(400)), ms(225));
        assert_eq!(travel.since_counted(ms(20)), ms(15));
        for _ in 0..ANSWERS - 1 {
            assert_eq!(travel.since_counted(ms(200)), ms(15));
        }
        assert_eq!(travel.since_counted(ms(200)), ms(150));
    }
}
