//! Dice that always fall the same way: every choice in the world is a hash of the seed and a place.

/// Mixes two words into one; a single widening multiplication, because pages are made of thousands of these.
pub(crate) const fn mix(a: u64, b: u64) -> u64 {
    let wide = ((a ^ 0x9E37_79B9_7F4A_7C15) as u128) * ((b ^ 0xD6E8_FEB8_6659_FD93) as u128);
    let folded = (wide as u64) ^ ((wide >> 64) as u64);
    // The low bits of a product depend on low input bits only; fold the high ones back in.
    (folded ^ (folded >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ (folded >> 32)
}

/// The dice of one thing (an organization, a project, an issue). A salt names the question asked of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Roll(u64);

impl Roll {
    /// The dice of the thing `index` of `kind` below `parent`.
    pub(crate) const fn new(seed: u64, kind: u64, parent: u64, index: u64) -> Self {
        Self(mix(mix(seed, kind.wrapping_shl(32) ^ parent), index))
    }

    /// 64 bits for this question.
    pub(crate) const fn bits(self, salt: u64) -> u64 {
        mix(self.0, salt)
    }

    /// A number in `0..n`; 0 when `n` is 0.
    pub(crate) const fn below(self, salt: u64, n: u64) -> u64 {
        ((self.bits(salt) as u128 * n as u128) >> 64) as u64
    }

    /// True in `per_mille` of a thousand cases.
    pub(crate) const fn chance(self, salt: u64, per_mille: u64) -> bool {
        self.below(salt, 1000) < per_mille
    }

    /// A number in `0.0..1.0`.
    pub(crate) fn unit(self, salt: u64) -> f64 {
        (self.bits(salt) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of `choices`, which must not be empty.
    pub(crate) fn pick<T: Copy>(self, salt: u64, choices: &[T]) -> T {
        choices[self.below(salt, choices.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Roll;

    #[test]
    fn a_small_chance_is_met_about_as_often_as_it_says() {
        let hits = (0..100_000).filter(|i| Roll::new(7, 5, 3, *i).chance(9, 70)).count();
        assert!((6_500..7_500).contains(&hits), "{hits} of 100000 at 7 %");
    }

    #[test]
    fn neighbours_have_dice_of_their_own() {
        let dice: std::collections::BTreeSet<u64> = (0..1_000).map(|i| Roll::new(7, 5, 3, i).bits(9)).collect();
        let salts: std::collections::BTreeSet<u64> = (0..1_000).map(|salt| Roll::new(7, 5, 3, 1).bits(salt)).collect();
        assert_eq!((dice.len(), salts.len()), (1_000, 1_000));
    }

    #[test]
    fn two_salts_are_independent() {
        let both = (0..100_000).map(|i| Roll::new(1, 5, 0, i)).filter(|r| r.chance(1, 500) && r.chance(2, 500)).count();
        assert!((24_000..26_000).contains(&both), "{both} of 100000 at 25 %");
    }
}
