//! Lists of issues in other orders than the documented one, and cursors that mean other things.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

mod common;

use common::{Caller, id};
use serde_json::Value;
use std::collections::BTreeSet;
use windlass_sim::{Cursors, Fault, Limits, Order, Sim};

async fn sim(order: Order, cursors: Cursors) -> Sim {
    let builder = Sim::builder().seed(3).organization_sizes(&[(6, 230), (4, 120)]).personal_organizations(0);
    builder.order(order).cursors(cursors).bursts(0.4).limits(Limits::none()).start().await.unwrap()
}

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(id).collect()
}

fn group_path(sim: &Sim) -> String {
    let group = id(&sim.truth("group_service_account").groups()[0]);
    format!("/groups/{group}/issues?version=2024-10-15&limit=30")
}

#[tokio::test]
async fn every_order_and_every_kind_of_cursor_lists_everything_once() {
    let mut lists = BTreeSet::new();
    for order in [Order::Insertion, Order::Shuffled, Order::Severity, Order::NewestFirst] {
        for cursors in [Cursors::Place, Cursors::Count, Cursors::Bound] {
            let sim = sim(order, cursors).await;
            let caller = Caller::new(&sim, sim.tokens().group_service_account());
            let rows = ids(&caller.walk(&group_path(&sim)).await);
            let truth = sim.truth("group_service_account");
            let all: BTreeSet<String> = truth
                .organization_ids()
                .iter()
                .flat_map(|org| truth.issues(org).collect::<Vec<_>>())
                .map(|row| id(&row))
                .collect();
            assert_eq!(rows.len(), all.len(), "{order:?} {cursors:?}");
            assert_eq!(rows.iter().cloned().collect::<BTreeSet<_>>(), all, "{order:?} {cursors:?}");
            lists.insert(rows);
        }
    }
    assert_eq!(lists.len(), 4, "four orders, whatever cursors mean");
}

#[tokio::test]
async fn a_cursor_with_other_filters_is_a_place_or_a_number_or_refused() {
    for order in [Order::Insertion, Order::Shuffled] {
        for cursors in [Cursors::Place, Cursors::Count, Cursors::Bound] {
            let sim = sim(order, cursors).await;
            let caller = Caller::new(&sim, sim.tokens().group_service_account());
            let path = group_path(&sim);
            let all = caller.walk(&path).await;
            let second = caller.next(&caller.json(&path).await).unwrap();
            // Excludes rows before the cursor and rows behind it.
            let moment = all[10]["attributes"]["created_at"].as_str().unwrap();
            let passes = |row: &&Value| row["attributes"]["created_at"].as_str().unwrap() > moment;
            let narrowed = format!("{second}&created_after={moment}");
            if cursors == Cursors::Bound {
                assert_eq!(caller.status(&narrowed).await, 400);
                continue;
            }
            let answer = caller.json(&narrowed).await["data"].as_array().unwrap().clone();
            let place: Vec<Value> = all[30..].iter().filter(passes).take(30).cloned().collect();
            let number: Vec<Value> = all.iter().filter(passes).skip(30).take(30).cloned().collect();
            assert_ne!(ids(&place), ids(&number));
            assert_eq!(
                ids(&answer),
                ids(if cursors == Cursors::Place { &place } else { &number }),
                "{order:?} {cursors:?}"
            );
        }
    }
}

#[tokio::test]
async fn bursts_are_found_in_one_moment_and_back_dated_issues_are_listed_last() {
    let builder = Sim::builder().seed(3).organization_sizes(&[(6, 230)]).personal_organizations(0).bursts(0.5);
    let sim = builder.held_back(0.2).limits(Limits::none()).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let path = group_path(&sim);
    let before = caller.walk(&path).await;
    let moment = |row: &Value| row["attributes"]["created_at"].as_str().unwrap().to_owned();
    let moments: BTreeSet<String> = before.iter().map(moment).collect();
    assert!(moments.len() < before.len() - 30, "{} moments of {} issues", moments.len(), before.len());
    sim.fault(Fault::rows_backdated(5).on_path("/issues"));
    let after = caller.walk(&path).await;
    assert_eq!(ids(&after)[..before.len()], ids(&before));
    assert_eq!(after.len(), before.len() + 5);
    assert!(after[before.len()..].iter().all(|row| moment(row) < moment(&before[before.len() - 1])));
}
