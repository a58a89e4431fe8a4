//! What every backend must pass: [`all`], over tables of its own.

mod commits;
mod queries;
mod replacements;
mod rows;
mod snapshots;
mod sweeps;
pub mod tables;
mod upkeep;
pub mod world;

use crate::{Store, StoreError};
use std::sync::Arc;
use world::World;

/// Runs every case. `open` opens the database of a name: a new one for a new name, the same one for the same name.
///
/// # Panics
/// Where the backend does not do what the [`Store`] trait says.
pub async fn all(open: impl AsyncFn(&str) -> Arc<dyn Store>) {
    macro_rules! cases {
        ($($file:ident: $($case:ident),+;)+) => {
            $($({
                let world = World::new(open(stringify!($case)).await).await;
                passed(stringify!($case), $file::$case(world).await);
            })+)+
        };
    }
    cases! {
        commits: what_is_written_is_read, p2_a_batch_that_fails_keeps_nothing, p2_a_batch_that_fails_leaves_those_beside_it, p4_the_same_batch_again_changes_nothing,
            changes_of_tracked_columns_are_events, child_rows_are_rewritten, the_last_of_two_rows_with_one_id_wins,
            extra_is_kept, an_empty_batch_is_fine, books_are_replaced_by_their_key, a_row_that_comes_back_is_reinstated,
            two_connections_do_not_meet;
        sweeps: p5_only_unseen_rows_within_the_scope_are_removed, p5_other_connections_are_left_alone,
            what_refers_to_a_removed_row_goes_with_it, rows_that_refer_to_one_another_end,
            a_removal_keeps_its_reason, p2_a_sweep_that_fails_removes_nothing, many_ids_fit_in_a_scope;
        queries: arguments_are_bound, rows_are_limited, time_is_limited, only_reading_is_allowed, mistakes_are_told,
            views_are_there;
        rows: rows_are_read_page_by_page, cells_are_read_as_their_columns_kind, rows_that_are_written_are_what_was_read,
            a_row_with_the_same_key_is_replaced, p2_a_page_that_fails_keeps_nothing,
            rows_that_are_removed_are_gone_with_what_they_hold, a_reading_is_of_one_moment;
        replacements: rows_take_the_place_of_others, nothing_is_replaced_where_somebody_else_was_quicker,
            p2_a_replacement_that_fails_replaces_nothing, thousands_of_rows_are_replaced;
        snapshots: a_snapshot_sees_one_moment, an_error_does_not_end_a_snapshot, a_snapshot_only_reads,
            what_is_kept_answers_like_its_view, a_view_that_is_not_there_is_not_kept;
        upkeep: migrating_again_changes_nothing, a_new_column_makes_a_full_walk_due, a_view_follows_its_text,
            what_is_distrusted_is_written_again, scans_of_old_runs_are_pruned, forgetting_takes_the_bookkeeping, forgetting_takes_the_rows_where_asked;
    }
    let (first, second) = (open("two_handles").await, open("two_handles").await);
    passed("a_lock_is_held_by_one", upkeep::a_lock_is_held_by_one(first, second).await);
    let (first, second) = (open("two_migrations").await, open("two_migrations").await);
    passed("two_may_migrate_at_once", upkeep::two_may_migrate_at_once(first, second).await);
}

fn passed(case: &str, outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        panic!("{case}: {error:?}");
    }
}
