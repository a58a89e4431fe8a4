//! Axes.

/// A number above which nothing is, and the steps to it: 1, 2 or 5 of a power of ten, four to eight of them.
pub(super) fn steps(most: i64) -> (i64, Vec<i64>) {
    let most = most.max(4);
    let mut power = 1_i64;
    loop {
        for step in [1, 2, 5].map(|factor| power.saturating_mul(factor)) {
            if most / step < 8 {
                let count = most / step + i64::from(most % step > 0);
                return (step.saturating_mul(count), (0..=count).map(|number| step.saturating_mul(number)).collect());
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers_above_what_there_is() {
        assert_eq!(steps(0), (4, vec![0, 1, 2, 3, 4]));
        assert_eq!(steps(7), (7, vec![0, 1, 2, 3, 4, 5, 6, 7]));
        assert_eq!(steps(23), (25, vec![0, 5, 10, 15, 20, 25]));
        assert_eq!(steps(20_847), (25_000, vec![0, 5_000, 10_000, 15_000, 20_000, 25_000]));
        for most in [1, 9, 99, 101, 1_234, 999_999, i64::MAX / 4] {
            let (top, steps) = steps(most);
            assert!(top >= most && (4..=9).contains(&steps.len()), "{most}: {steps:?}");
        }
    }
}
