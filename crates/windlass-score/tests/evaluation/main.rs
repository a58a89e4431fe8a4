//! Scorecards on both databases: what is asked, what follows, what is kept.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

#[path = "../../../windlass-store/tests/postgres/cluster.rs"]
mod cluster;
mod forms;
mod kept;
mod world;
mod wrong;

use std::sync::Arc;
use windlass_store::Store;
use world::World;

/// Every case, on an empty database of its own.
async fn all(open: impl AsyncFn(&str) -> Arc<dyn Store>) {
    macro_rules! cases {
        ($($file:ident: $($case:ident),+;)+) => {
            $($($file::$case(World::new(open(stringify!($case)).await).await).await;)+)+
        };
    }
    cases! {
        forms: both_forms_give_the_same, a_query_without_identifiers_answers_for_all, types_are_told_apart,
            rows_that_contradict_one_another_are_an_error, a_row_without_a_type_is_not_for_two_namesakes,
            a_filter_that_lists_nobody_there_is_is_an_error, a_filter_leaves_entities_out, a_card_chooses_its_entities, nothing_is_in_a_list_of_nothing,
            views_that_are_kept_give_the_same;
        kept: what_is_found_is_kept, only_changes_make_history, what_is_narrowed_is_not_kept, some_of_the_checks_come_to_no_level,
            older_data_does_not_overwrite_newer, the_moment_is_that_of_the_snapshot, cards_that_are_gone_are_pruned,
            a_draft_is_evaluated_and_does_not_count, a_check_is_explained,
            views_are_worked_out_once_for_an_explanation, a_report_has_dx_shape;
        wrong: an_error_does_not_pass, a_bad_card_does_not_stop_the_others, queries_that_do_more_than_read_are_refused,
            what_runs_for_ever_is_ended, too_many_rows_are_an_error, variables_are_never_text, what_is_not_there_is_told;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn scorecards_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    all(async |name| {
        let url = format!("sqlite:{}", folder.path().join(name).join("store.db").display());
        windlass_store::open(&url).await.unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn scorecards_on_postgres() {
    let cluster = cluster::Cluster::start();
    // The server may be somebody's who runs this twice.
    let run: String = windlass_model::ConnectionId::random().to_string().chars().take(8).collect();
    all(async |name| windlass_store::open(&cluster.url(&format!("score_{name}_{run}"))).await.unwrap()).await;
}
