//! UUIDs that carry their own address, so that a look-up by id needs no index in memory.

use super::roll::mix;

/// What an id names; kept in the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Group = 1,
    Organization,
    Project,
    Target,
    Issue,
    Environment,
    Ignore,
    Principal,
    Integration,
    Execution,
    Resource,
    Token,
    Finding,
}

const KINDS: [Kind; 13] = [
    Kind::Group,
    Kind::Organization,
    Kind::Project,
    Kind::Target,
    Kind::Issue,
    Kind::Environment,
    Kind::Ignore,
    Kind::Principal,
    Kind::Integration,
    Kind::Execution,
    Kind::Resource,
    Kind::Token,
    Kind::Finding,
];

/// A UUID of version 4's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id(u128);

/// The address inside an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) kind: Kind,
    /// Index of the organization (or of the group, for a group).
    pub(crate) parent: u32,
    pub(crate) index: u64,
}

/// 60 bits are left in the upper half once the version nibble is taken.
const MASK60: u64 = (1 << 60) - 1;
const ODD: u64 = 0x0B4C_5F0F_9D3E_9A6D & MASK60;
const ODD_INVERSE: u64 = inverse(ODD);

/// The inverse of an odd number modulo 2^60, by Newton's iteration.
const fn inverse(odd: u64) -> u64 {
    let mut x = odd;
    let mut round = 0;
    while round < 6 {
        x = x.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(x)));
        round += 1;
    }
    x & MASK60
}

/// Scrambles 60 bits reversibly.
const fn scramble(x: u64, key: u64) -> u64 {
    let x = (x ^ key) & MASK60;
    let x = x.wrapping_mul(ODD) & MASK60;
    let x = x ^ (x >> 30);
    let x = x.wrapping_mul(ODD) & MASK60;
    x ^ (x >> 30)
}

const fn unscramble(x: u64, key: u64) -> u64 {
    // Shifting by half the width makes `x ^= x >> 30` its own inverse.
    let x = x ^ (x >> 30);
    let x = x.wrapping_mul(ODD_INVERSE) & MASK60;
    let x = x ^ (x >> 30);
    let x = x.wrapping_mul(ODD_INVERSE) & MASK60;
    (x ^ key) & MASK60
}

impl Id {
    /// The id of a thing: 4 bits of kind, 18 of parent, 38 of index, and a check over all of it.
    pub(crate) const fn of(seed: u64, kind: Kind, parent: u32, index: u64) -> Self {
        let plain = ((kind as u64) << 56) | ((parent as u64 & 0x3_FFFF) << 38) | (index & 0x3F_FFFF_FFFF);
        let high = scramble(plain, mix(seed, 0x1D) & MASK60);
        let low = mix(seed ^ 0xC0DE, plain);
        // xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx
        let high = ((high >> 12) << 16) | 0x4000 | (high & 0xFFF);
        let low = (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;
        Self(((high as u128) << 64) | low as u128)
    }

    /// A UUID that names nothing in the world, such as a request id.
    pub(crate) const fn anonymous(a: u64, b: u64) -> Self {
        let high = (mix(a, b) & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000;
        let low = (mix(b, a ^ 0x77) & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;
        Self(((high as u128) << 64) | low as u128)
    }

    /// What this id names in the world of `seed`, if anything.
    pub(crate) fn address(self, seed: u64) -> Option<Address> {
        let high = (self.0 >> 64) as u64;
        let scrambled = ((high >> 16) << 12) | (high & 0xFFF);
        let plain = unscramble(scrambled & MASK60, mix(seed, 0x1D) & MASK60);
        let kind = *KINDS.get(((plain >> 56) as usize).checked_sub(1)?)?;
        let (parent, index) = (((plain >> 38) & 0x3_FFFF) as u32, plain & 0x3F_FFFF_FFFF);
        (Self::of(seed, kind, parent, index) == self).then_some(Address { kind, parent, index })
    }

    /// Reads the hyphenated form in either case.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.len() != 36 {
            return None;
        }
        let mut value = 0_u128;
        for (at, byte) in text.bytes().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if byte != b'-' {
                    return None;
                }
            } else {
                value = (value << 4) | u128::from(char::from(byte).to_digit(16)?);
            }
        }
        Some(Self(value))
    }

    /// Appends the hyphenated lower-case form.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; 36];
        let mut at = 0;
        for byte in self.0.to_be_bytes() {
            if matches!(at, 8 | 13 | 18 | 23) {
                at += 1;
            }
            text[at] = HEX[usize::from(byte >> 4)];
            text[at + 1] = HEX[usize::from(byte & 15)];
            at += 2;
        }
        out.extend_from_slice(&text);
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = Vec::with_capacity(36);
        self.write(&mut text);
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Id, Kind};

    #[test]
    fn an_id_gives_its_address_back() {
        for (parent, index) in [(0, 0), (3, 299_999), (262_143, (1 << 38) - 1)] {
            let id = Id::of(7, Kind::Issue, parent, index);
            let expected = Address { kind: Kind::Issue, parent, index };
            assert_eq!(id.address(7), Some(expected));
            assert_eq!(Id::parse(&id.to_string()), Some(id));
            assert_eq!(id.address(8), None, "another world does not know the id");
        }
    }

    #[test]
    fn a_foreign_uuid_names_nothing() {
        let id = Id::parse("4a18d42f-0706-4ad0-b127-24078731fbed").unwrap();
        assert_eq!(id.address(7), None);
        assert_eq!(Id::parse("4a18d42f07064ad0b12724078731fbed"), None);
    }
}
