//! Facts about entities.

use crate::world::{World, day};
use windlass_score::entities::import::{Format, import, parse};
use windlass_score::entities::{refresh, unmapped};

#[tokio::test]
async fn an_entity_is_the_sum_of_its_projects_and_its_times_are_those_of_its_issues() {
    for world in World::on_both().await {
        world.project("a", &[], &["shop"], Some(-3)).await;
        world.project("b", &[], &["shop", "bank"], Some(-40)).await;
        world.project("c", &[], &[], None).await;
        world
            .issues(
                0,
                &[
                    ("f1", "a", "critical", -40, None),
                    ("n1", "b", "critical", -4, None),
                    ("n2", "b", "high", -100, None),
                    ("n3", "c", "low", -1, None),
                    ("r1", "a", "high", -20, Some(-10)),
                    ("r2", "b", "high", -20, Some(-18)),
                    ("r3", "b", "high", -20, Some(-17)),
                    ("r4", "b", "high", -30, Some(-10)),
                ],
            )
            .await;
        world.ran(0).await;
        let refreshed = refresh(&*world.store).await.unwrap();
        assert_eq!((refreshed.entities, refreshed.mapped, refreshed.unmapped, refreshed.changed), (7, 2, 1, true));
        assert!(!refresh(&*world.store).await.unwrap().changed);
        let left: Vec<String> =
            unmapped(&*world.store).await.unwrap().into_iter().map(|project| project.source_id).collect();
        assert_eq!(left, ["c"]);
        let facts = "select entity_identifier, projects, open_critical, open_high, open_low, open_total, fixable, breached, \
                     breached_critical, breached_high, oldest_open_days, opened_30, opened_90, resolved_30, resolved_90, \
                     mttr_days_high, mttr_median_days_high, mttr_days_low, untested_projects from entity_facts \
                     where entity_type in ('service', 'organization') order by 1";
        assert_eq!(
            world.ask(facts).await,
            [
                "acme 3 2 1 1 4 1 2 1 1 100 6 7 4 4 8.75 6.5 - 2",
                "bank 1 1 1 0 2 0 1 0 1 100 4 4 3 3 8.33 3 - 1",
                "shop 2 2 1 0 3 1 2 1 1 100 5 6 4 4 8.75 6.5 - 1",
            ]
        );
        let tested = "select entity_identifier, coverage, last_tested_at from entity_facts where entity_type = 'service' order by 1";
        let at = [-40, -3].map(|number| windlass_model::value::timestamp_text(day(number)));
        let told = world.ask(tested).await;
        assert!(told[0].starts_with("bank 0") && told[1].starts_with("shop 0.5"), "{told:?}");
        assert!(told[0].ends_with(&at[0]) && told[1].ends_with(&at[1]), "{told:?}");
    }
}

#[tokio::test]
async fn an_import_replaces_what_the_same_source_brought_and_nothing_else() {
    for world in World::on_both().await {
        world.project("a", &[], &[], None).await;
        world.ran(0).await;
        let read = |text| parse("f.csv", Format::Csv, text).unwrap();
        let first = read("identifier,owner,project\none,red,a\ntwo,,\n");
        let refreshed = import(&*world.store, "first", first, day(0)).await.unwrap();
        assert_eq!((refreshed.mapped, refreshed.unmapped), (1, 0));
        import(&*world.store, "second", read("identifier\nthree\n"), day(0)).await.unwrap();
        import(&*world.store, "first", read("identifier,project\nfour,acme/a\n"), day(1)).await.unwrap();
        let services = "select identifier, source from windlass_entities where type = 'service' order by 1";
        assert_eq!(world.ask(services).await, ["four import", "three import"]);
        let facts = "select entity_identifier, projects, open_total, coverage, oldest_open_days from entity_facts \
                     where entity_type = 'service' order by 1";
        assert_eq!(world.ask(facts).await, ["four 1 0 0 -", "three 0 0 - -"]);
        // What a project belonged to goes with it.
        world.store.forget(world.connection(), true).await.unwrap();
        refresh(&*world.store).await.unwrap();
        assert_eq!(world.ask("select count(*) from windlass_entity_projects").await, ["0"]);
    }
}
