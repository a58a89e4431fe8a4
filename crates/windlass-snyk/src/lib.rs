#![doc = include_str!("../README.md")]

mod answer;
mod auth;
mod base_url;
mod client;
mod config;
mod cursor;
mod decode;
mod error;
mod exchange;
#[cfg(test)]
mod hostile;
mod identity;
mod ledger;
mod pace;
mod page;
mod problem;
mod ratelimit;
mod record;
mod region;
mod retry;
mod stats;
mod stopwatch;
mod tls;
mod token;
pub mod version;
mod window;

pub use base_url::{BaseUrl, BaseUrlError};
pub use client::{Client, Decode};
pub use config::{ClientConfig, Timeouts};
pub use cursor::{Cursor, CursorError};
pub use decode::DecodeError;
pub use error::{ApiError, Context, TimeoutPhase};
pub use identity::Identity;
pub use pace::Budget;
pub use page::{Document, Links, Page, PageRequest, RawLink};
pub use region::{Region, RegionError};
pub use retry::{RetryClass, RetryPolicy};
pub use stats::{Stats, Sunset};
pub use stopwatch::{Lap, Stopwatch};
pub use token::{Credentials, Token, TokenError, TokenKind};
pub use version::Version;
pub use window::{Limits, PER_HOUR, PER_MINUTE, PER_SECOND, SILENCE, Window};
