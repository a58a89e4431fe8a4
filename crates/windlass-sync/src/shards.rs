//! Shards: how a long list is walked by several cursors at a time. What decides is pure and in `crew`; what it is decided by comes
//! from the database (`forecast`) and from one request that tells what a cursor means (`evidence`).

mod crew;
mod elsewhere;
mod evidence;
mod forecast;
mod spread;

pub(crate) use crew::{Crew, Step};
pub(crate) use elsewhere::Elsewhere;
pub(crate) use forecast::{Forecast, Prior};

/// How lists are cut into shards. The defaults suit Snyk; tests lower them, so that short lists are cut, too.
#[derive(Debug, Clone)]
pub struct Sharding {
    /// Requests that shards may cost, as a share of the pages of the list: each ends in a page that is half empty.
    pub cost: f64,
    /// Fewest pages that a list must be expected to have.
    pub least_pages: f64,
    /// Most shards to begin with; more follow by taking over.
    pub most_at_first: usize,
    /// Fewest pages that are taken over from another shard.
    pub least_taken: f64,
    /// Fewest requests under way at a time, however soon answers come.
    pub fewest_lanes: usize,
    /// Most pages that wait for the store, over all lists.
    pub most_waiting: usize,
    /// Rows a page holds at most: 10 to 100, in steps of ten.
    pub page_rows: u8,
    /// Whether shards take over from each other even where pages do not ascend, which reads much twice.
    pub in_any_order: bool,
}

impl Default for Sharding {
    fn default() -> Self {
        Self {
            cost: 0.021,
            least_pages: 10.0,
            most_at_first: usize::MAX,
            least_taken: 2.0,
            fewest_lanes: crate::lanes::FEWEST,
            most_waiting: crate::lanes::PAGES,
            page_rows: windlass_streams::PAGE_LIMIT,
            in_any_order: false,
        }
    }
}
