//! Resources as the API writes them, appended to a byte buffer.
//!
//! A page of issues is about 150 kB; building a tree of values first would cost more than everything else
//! the simulator does, so the JSON is written as it goes.

pub(crate) mod coordinates;
pub(crate) mod drift;
pub(crate) mod issue;
pub(crate) mod org;
pub(crate) mod project;

use crate::world::id::Id;
use crate::world::time::{Micros, write_timestamp};

/// Appends JSON text. `raw` parts are literals of this crate and already valid.
#[derive(Debug, Default)]
pub(crate) struct Json {
    pub(crate) out: Vec<u8>,
}

impl Json {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { out: Vec::with_capacity(bytes) }
    }

    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.out.extend_from_slice(text.as_bytes());
        self
    }

    /// A string, quoted and escaped.
    pub(crate) fn str(&mut self, text: &str) -> &mut Self {
        self.out.push(b'"');
        self.part(text);
        self.out.push(b'"');
        self
    }

    /// A piece of a string that the caller quotes.
    pub(crate) fn part(&mut self, text: &str) -> &mut Self {
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|b| *b < 0x20 || *b == b'"' || *b == b'\\') {
            self.out.extend_from_slice(&rest[..at]);
            match rest[at] {
                b'"' => self.out.extend_from_slice(b"\\\""),
                b'\\' => self.out.extend_from_slice(b"\\\\"),
                b'\n' => self.out.extend_from_slice(b"\\n"),
                byte => self.out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            }
            rest = &rest[at + 1..];
        }
        self.out.extend_from_slice(rest);
        self
    }

    pub(crate) fn id(&mut self, id: Id) -> &mut Self {
        self.out.push(b'"');
        id.write(&mut self.out);
        self.out.push(b'"');
        self
    }

    /// An id inside a string that the caller quotes.
    pub(crate) fn id_part(&mut self, id: Id) -> &mut Self {
        id.write(&mut self.out);
        self
    }

    pub(crate) fn time(&mut self, at: Micros) -> &mut Self {
        self.out.push(b'"');
        write_timestamp(&mut self.out, at);
        self.out.push(b'"');
        self
    }

    pub(crate) fn int(&mut self, n: u64) -> &mut Self {
        let mut digits = [0_u8; 20];
        let (mut at, mut n) = (20, n);
        loop {
            at -= 1;
            digits[at] = b'0' + (n % 10) as u8;
            n /= 10;
            if n == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[at..]);
        self
    }

    pub(crate) fn bool(&mut self, value: bool) -> &mut Self {
        self.raw(if value { "true" } else { "false" })
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn strings_survive_quotes_and_control_characters() {
        let text = "a \"b\" \\ \n \u{1} größe 支付";
        let mut json = Json::default();
        json.str(text);
        assert_eq!(serde_json::from_slice::<String>(&json.out).unwrap(), text);
    }
}
