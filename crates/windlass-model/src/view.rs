//! Views for people: SQL that is written once per dialect, by us.

/// A view with the same columns and meaning in every store.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Its name in SQL.
    pub name: &'static str,
    /// What one row is, in Markdown.
    pub doc: &'static str,
    /// Name and meaning of each column, in order.
    pub columns: &'static [(&'static str, &'static str)],
    /// The `select` for SQLite.
    pub sqlite: &'static str,
    /// The `select` for PostgreSQL: the same columns with the same meaning.
    pub postgres: &'static str,
}
