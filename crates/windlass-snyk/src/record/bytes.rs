//! A record as bytes of fixed length, with a sum that tells a damaged one.

use std::num::NonZeroU32;
use std::time::Duration;

use super::ring::SHAPES;
use super::{Cap, MOST_STATED, Micros, Record, SLOTS};
use crate::window::Window;

/// Says whose bytes they are, and in which form. Another form gets another name of the file, too.
const MAGIC: u64 = u64::from_le_bytes(*b"windpac1");
const WORD: usize = 8;
const BUCKETS: usize = SHAPES[0].buckets + SHAPES[1].buckets + SHAPES[2].buckets;
/// Length in bytes: magic, five numbers, the cap, heads, stated windows, counts two to a word, the sum.
pub(crate) const SIZE: usize = WORD * (1 + 5 + 3 + SHAPES.len() + MOST_STATED + SLOTS / 2 + BUCKETS / 2 + 1);
/// Times beyond this are no times: about 36,000 years. Keeps arithmetic far from its limits.
const LATEST: Micros = 1 << 60;

/// Writes a record.
pub(crate) fn encode(record: &Record) -> [u8; SIZE] {
    let mut bytes = [0; SIZE];
    let mut writer = Writer { words: bytes.as_chunks_mut().0.iter_mut(), sum: MAGIC };
    writer.word(MAGIC);
    writer.word(record.offset.cast_unsigned());
    for word in [record.latest, record.closed_until, record.started, record.finished] {
        writer.word(word);
    }
    let cap = record.cap.unwrap_or(Cap { starts: 0, until: 0 });
    for word in [u64::from(record.cap.is_some()), cap.starts, cap.until] {
        writer.word(word);
    }
    for ring in &record.rings {
        writer.word(ring.head);
    }
    for place in 0..MOST_STATED {
        let window = record.stated.get(place);
        let millis = window.map_or(0, |window| u32::try_from(window.length.as_millis()).unwrap_or(u32::MAX));
        writer.pair(window.map_or(0, |window| window.requests.get()), millis);
    }
    writer.counts(&record.in_flight);
    for ring in &record.rings {
        writer.counts(&ring.counts);
    }
    let sum = writer.sum;
    writer.word(sum);
    bytes
}

/// Reads a record; `None` for what is none, or is damaged.
pub(crate) fn decode(bytes: &[u8; SIZE]) -> Option<Record> {
    let mut reader = Reader { words: bytes.as_chunks().0.iter(), sum: MAGIC };
    if reader.word() != MAGIC {
        return None;
    }
    let mut record = Record { offset: reader.word().cast_signed(), ..Record::default() };
    for word in [&mut record.latest, &mut record.closed_until, &mut record.started, &mut record.finished] {
        *word = reader.word();
    }
    let (capped, starts, until) = (reader.word(), reader.word(), reader.word());
    record.cap = (capped == 1).then_some(Cap { starts, until });
    for ring in &mut record.rings {
        ring.head = reader.word();
    }
    for _ in 0..MOST_STATED {
        let (requests, millis) = reader.pair();
        let length = Duration::from_millis(u64::from(millis));
        record.stated.extend(NonZeroU32::new(requests).map(|requests| Window { requests, length }));
    }
    reader.counts(&mut record.in_flight);
    for ring in &mut record.rings {
        reader.counts(&mut ring.counts);
    }
    let sum = reader.sum;
    let heads = record.rings.iter().all(|ring| ring.head <= LATEST);
    let plausible = record.latest <= LATEST && record.closed_until <= LATEST && heads;
    (reader.word() == sum && plausible).then_some(record)
}

struct Writer<'b> {
    words: std::slice::IterMut<'b, [u8; WORD]>,
    sum: u64,
}

impl Writer<'_> {
    fn word(&mut self, word: u64) {
        if let Some(place) = self.words.next() {
            *place = word.to_le_bytes();
            self.sum = mixed(self.sum, word);
        }
    }

    fn pair(&mut self, one: u32, other: u32) {
        self.word(u64::from(one) << 32 | u64::from(other));
    }

    fn counts(&mut self, counts: &[u32]) {
        for pair in counts.as_chunks::<2>().0 {
            self.pair(pair[0], pair[1]);
        }
    }
}

struct Reader<'b> {
    words: std::slice::Iter<'b, [u8; WORD]>,
    sum: u64,
}

impl Reader<'_> {
    fn word(&mut self) -> u64 {
        let word = self.words.next().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        self.sum = mixed(self.sum, word);
        word
    }

    fn pair(&mut self) -> (u32, u32) {
        let word = self.word();
        ((word >> 32) as u32, word as u32)
    }

    fn counts(&mut self, counts: &mut [u32]) {
        for pair in counts.as_chunks_mut::<2>().0 {
            (pair[0], pair[1]) = self.pair();
        }
    }
}

/// One step of FNV-1a over words. It tells accidents, not attackers: who can write here can do worse.
fn mixed(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lived_in() -> Record {
        let mut record = Record { offset: -7, ..Record::default() };
        for at in 0..2_000 {
            record.start(at % SLOTS, &[], 0);
            record.finish(at % SLOTS, 1, at as u64 * 10_000);
        }
        let sent = record.start(3, &[], 0);
        record.close(77);
        record.remain(sent, Some((9, 11)));
        record.state(&[Window { requests: NonZeroU32::MIN, length: Duration::from_secs(60) }]);
        record.latest = 20_000_000;
        record
    }

    #[test]
    fn a_record_survives_being_written_and_read() {
        for record in [Record::default(), lived_in()] {
            assert_eq!(decode(&encode(&record)), Some(record));
        }
    }

    #[test]
    fn a_single_wrong_byte_is_noticed() {
        let good = encode(&lived_in());
        for place in 0..SIZE {
            let mut bytes = good;
            bytes[place] ^= 0x10;
            assert_eq!(decode(&bytes), None, "{place}");
        }
        assert_eq!(decode(&[0; SIZE]), None);
    }

    proptest! {
        #[test]
        fn bytes_that_pass_for_a_record_never_panic(
            words in prop::collection::vec(any::<u64>(), SIZE / WORD),
            now in any::<u64>(),
        ) {
            let mut bytes = [0; SIZE];
            let mut sum = mixed(MAGIC, MAGIC);
            bytes[..WORD].copy_from_slice(&MAGIC.to_le_bytes());
            for (place, word) in words.iter().enumerate().skip(1) {
                let last = place == words.len() - 1;
                let word = if last { sum } else { *word };
                bytes[place * WORD..(place + 1) * WORD].copy_from_slice(&word.to_le_bytes());
                sum = mixed(sum, word);
            }
            if let Some(mut record) = decode(&bytes) {
                let windows = record.stated().to_vec();
                record.ready(&windows, now);
                record.left(&windows, Duration::MAX, now);
                record.alone(0, now);
            }
        }
    }
}
