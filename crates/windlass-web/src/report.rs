//! The report: what is open and since when, what came and went, who keeps the promise. One page that stands alone.

mod figures;
mod page;

use figures::Figures;
use windlass_model::Timestamp;
use windlass_score::ScoreError;
use windlass_score::report as kept;
use windlass_store::Store;

/// Days that the report looks back on where nobody says otherwise.
pub const DAYS: u16 = 180;

/// Days that the views go back.
pub const MOST_DAYS: u16 = 400;

/// How far back "lately" is, in seconds: moves of this long are shown.
const LATELY: i64 = 7 * 86_400;

/// What to show.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Days to look back, 7 to [`MOST_DAYS`].
    pub days: u16,
}

/// The report as a page; `None` before the first sync.
///
/// # Errors
/// As the store.
pub async fn page(store: &dyn Store, options: Options) -> Result<Option<String>, ScoreError> {
    let Some(as_of) = windlass_score::as_of(store).await? else { return Ok(None) };
    let mut snapshot = store.snapshot(Vec::new()).await?;
    let figures = Figures::read(&mut *snapshot, as_of, options.days.clamp(7, MOST_DAYS)).await?;
    drop(snapshot);
    let published = kept::kept(store).await?.into_iter().filter(|one| one.card.published).collect();
    let mut cards = Vec::new();
    for card in kept::reports(store, published).await? {
        let since = Timestamp::from_second(card.as_of.as_second() - LATELY).unwrap_or(card.as_of);
        let moved = kept::moved(store, &card.card.id, since).await?;
        cards.push((card.without_drafts(), moved));
    }
    Ok(Some(page::draw(&figures, &cards)))
}
