//! A query for each entity, or one for all.

use crate::world::{World, at, of_one, read, said};
use windlass_score::cards::EntityFilter;
use windlass_score::evaluate::{Limits, Status};
use windlass_score::{Options, evaluate, explain};

const OUTPUT: &str = "output_enabled: true";

/// Pairs of queries, for each entity and for all, that ask the same.
const PAIRS: &[(&str, &str)] = &[
    (
        "select case when criticals = 0 then 'PASS' when criticals = 1 then 'warn' else 'Fail' end as status, criticals as output
         from entity_facts where entity_type = $entity_type and entity_identifier = $entity_identifier",
        "select entity_type, entity_identifier, criticals as output,
         case when criticals = 0 then 'PASS' when criticals = 1 then 'warn' else 'Fail' end as status from entity_facts",
    ),
    (
        "select case when sum(criticals) = 0 then 'pass' else 'fail' end, 'of ' || $entity_name as message
         from t_facts where entity_identifier = $entity_identifier and entity_type = 'service'",
        "select e.identifier as entity_identifier, case when sum(f.criticals) = 0 then 'pass' else 'fail' end as verdict,
         'of ' || max(e.name) as message
         from windlass_entities e left join t_facts f on f.entity_identifier = e.identifier and f.entity_type = e.type
         where e.type = 'service' group by e.identifier",
    ),
    (
        "select case when $entity_owner is null then 'FAIL' else 'PASS' end as status, $entity_owner as output",
        "select identifier as entity_identifier, type as entity_type, case when owner is null then 'FAIL' else 'PASS' end as status,
         owner as output from windlass_entities",
    ),
    (
        "select case when count(*) > 0 then 'PASS' else 'FAIL' end as status, count(*) as output
         from windlass_entity_projects where project_id in ($entity_project_ids)",
        "select e.identifier as entity_identifier, e.type as entity_type,
         case when count(p.project_id) > 0 then 'PASS' else 'FAIL' end as status, count(p.project_id) as output
         from windlass_entities e left join windlass_entity_projects p
         on p.entity_type = e.type and p.entity_identifier = e.identifier group by e.identifier, e.type",
    ),
    // Rows are missing: that is an error, not a pass.
    (
        "select 'PASS' from t_facts where entity_identifier = $entity_identifier and criticals > 0 and entity_type = 'service'",
        "select entity_identifier, 'PASS' from t_facts where criticals > 0 and entity_type = 'service'",
    ),
    // The first row counts, of those that say the same.
    (
        "select 'FAIL' as status, criticals as output from t_facts
         where entity_identifier = $entity_identifier order by coalesce(criticals, 0) desc, entity_type",
        "select entity_identifier, 'FAIL' as status, criticals as output from t_facts
         order by coalesce(criticals, 0) desc, entity_type",
    ),
    // A status is a word.
    (
        "select criticals from t_facts where entity_identifier = $entity_identifier and entity_type = $entity_type",
        "select criticals, entity_identifier, entity_type from t_facts",
    ),
];

pub(crate) async fn both_forms_give_the_same(world: World) {
    for (at, (each, all)) in PAIRS.iter().enumerate() {
        let (for_each, for_all) = (world.says(each, OUTPUT).await, world.says(all, OUTPUT).await);
        assert_eq!(for_each, for_all, "pair {at}");
        assert_eq!(for_each.len(), 4, "pair {at}");
    }
    let first = world.says(PAIRS[0].1, OUTPUT).await;
    assert_eq!(first, ["api PASS 0", "o'brien FAIL 3", "pay WARN 1", "web FAIL"]);
    assert_eq!(world.says(PAIRS[3].0, OUTPUT).await, ["api PASS 2", "o'brien FAIL 0", "pay PASS 1", "web FAIL 0"]);
    assert_eq!(world.says(PAIRS[4].1, OUTPUT).await, ["api ERROR", "o'brien PASS", "pay PASS", "web ERROR"]);
    assert_eq!(
        world.says(PAIRS[1].0, "").await[0],
        "api PASS (of the api)",
        "an output is not read where none is wanted"
    );
}

pub(crate) async fn a_query_without_identifiers_answers_for_all(world: World) {
    let all = world.says("select 'WARN', 'look' as message", "").await;
    assert_eq!(all, ["api WARN (look)", "o'brien WARN (look)", "pay WARN (look)", "web WARN (look)"]);
    // The moment is the data's.
    let early = "select case when $as_of > $days_ago_1 then 'PASS' else 'FAIL' end";
    assert_eq!(world.says(early, "").await[0], "api PASS");
}

pub(crate) async fn types_are_told_apart(world: World) {
    let sql =
        "select entity_type, entity_identifier, 'PASS' as status, criticals as output from t_facts order by criticals";
    let mut card = of_one(sql, OUTPUT);
    card.entity_filter = EntityFilter::Types(vec!["repository".to_owned(), "service".to_owned()]);
    let all = said(&world.evaluate(&card).await);
    assert_eq!(all, ["api PASS 9", "api PASS 0", "o'brien PASS 3", "pay PASS 1", "web PASS"]);
    let services =
        "select 'service' as entity_type, identifier as entity_identifier, 'PASS' as status from windlass_entities";
    card.checks[0].sql = services.to_owned();
    assert_eq!(said(&world.evaluate(&card).await)[0], "api ERROR", "the repository has no row");
}

pub(crate) async fn rows_that_contradict_one_another_are_an_error(world: World) {
    // A row for each project, where a group for each service was meant; the mild one comes first.
    let each =
        "select p.entity_type, p.entity_identifier, case when p.project_id = 'p2' then 'FAIL' else 'PASS' end as status
        from windlass_entity_projects p order by p.project_id";
    let report = world.evaluate(&of_one(each, "")).await;
    assert_eq!(said(&report), ["api ERROR", "o'brien ERROR", "pay PASS", "web ERROR"]);
    let message = report.entities[0].results[0].message.clone().unwrap();
    assert!(message.contains("more than one row for this entity") && message.contains("group by it"), "{message}");
    let untyped = each.replace("p.entity_type, ", "");
    assert_eq!(world.says(&untyped, "").await[0], "api ERROR");
    let unsaid = each.replace("p.entity_type", "case when p.project_id = 'p1' then p.entity_type end as entity_type");
    assert_eq!(world.says(&unsaid, "").await[0], "api ERROR", "one says its type, the other does not");
    let agreed = each.replace("p2", "p3");
    assert_eq!(world.says(&agreed, "").await[0], "api PASS", "two that say the same");
    let first = each.replace("order by", "where p.entity_identifier = $entity_identifier order by");
    assert_eq!(world.says(&first, "").await[0], "api PASS", "asked for each, the first row counts");
}

pub(crate) async fn a_row_without_a_type_is_not_for_two_namesakes(world: World) {
    let mut card = of_one("select identifier as entity_identifier, 'PASS' from windlass_entities", "");
    assert_eq!(said(&world.evaluate(&card).await)[0], "api PASS", "only services are scored");
    card.entity_filter = EntityFilter::Types(vec!["repository".to_owned(), "service".to_owned()]);
    let report = world.evaluate(&card).await;
    assert_eq!(said(&report), ["api ERROR", "api ERROR", "o'brien PASS", "pay PASS", "web PASS"]);
    let message = report.entities[0].results[0].message.clone().unwrap();
    assert!(message.contains("`api` is a `repository` and a `service`"), "{message}");
    // Alone it is told the same as among all.
    let options = Options { entity: Some("service:api".to_owned()), ..Options::at(at(1_000)) };
    let alone = evaluate(&*world.store, &[card.clone()], &options).await.unwrap().remove(0);
    assert_eq!(said(&alone), ["api ERROR"]);
    let explained = explain(&*world.store, &card, "one", "service:api", (at(1_000), Limits::default())).await.unwrap();
    assert_eq!(explained.result.status, Status::Error);
}

pub(crate) async fn a_filter_that_lists_nobody_there_is_is_an_error(world: World) {
    for filter in [
        "select true",
        "select count(*) from windlass_entities",
        "select criticals from t_facts",
        "select project_id from windlass_entity_projects",
        "select null",
        "select 'nobody' as entity_identifier",
        "select 'team' as entity_type, identifier as entity_identifier from windlass_entities",
    ] {
        let report = world.evaluate(&of_one("select 'FAIL'", &format!("filter_sql: {filter}"))).await;
        assert!(report.entities.iter().all(|scored| scored.results[0].status == Status::Error), "{filter}");
        assert!(report.entities.iter().all(|scored| scored.score.level.is_none()), "{filter}");
        let error = &report.sql_errors[0].error;
        assert!(error.contains("`filter_sql`") && error.contains("nothing that is an entity's identifier"), "{error}");
        let mut card = of_one("select 'PASS'", "");
        card.entity_filter = EntityFilter::Sql(filter.to_owned());
        let report = world.evaluate(&card).await;
        assert!(report.entities.is_empty() && report.sql_errors[0].check.is_none(), "{filter}");
        assert!(report.sql_errors[0].error.contains("nothing that is an entity's identifier"), "{filter}");
    }
    // One whom this run does not ask for is somebody, too, and so is one of another type.
    let options = Options { entity: Some("service:api".to_owned()), ..Options::at(at(1_000)) };
    for listed in ["'web'", "identifier"] {
        let filter = format!(
            "filter_sql: select {listed} as entity_identifier, 'repository' as entity_type from windlass_entities"
        );
        let filter = if listed == "'web'" { filter.replace("'repository'", "'service'") } else { filter };
        let report = evaluate(&*world.store, &[of_one("select 'FAIL'", &filter)], &options).await.unwrap().remove(0);
        assert_eq!(said(&report), ["api NOT_APPLICABLE"], "{filter}");
    }
}

pub(crate) async fn a_filter_leaves_entities_out(world: World) {
    let message = "filter_message: not asked";
    let expected = ["api NOT_APPLICABLE (not asked)", "o'brien FAIL", "pay FAIL", "web NOT_APPLICABLE (not asked)"];
    for filter in [
        "select 1 from t_facts where entity_identifier = $entity_identifier and entity_type = $entity_type and criticals > 0",
        "select count(*) > 0 from t_facts where entity_identifier = $entity_identifier and entity_type = 'service' and criticals > 0",
        "select sum(criticals) from t_facts where entity_identifier = $entity_identifier and entity_type = 'service'",
        "select entity_identifier from t_facts where criticals > 0 and entity_type = 'service'",
        "select entity_type, criticals, entity_identifier from t_facts where criticals > 0",
    ] {
        let more = format!("filter_sql: {filter}\n{message}");
        assert_eq!(world.says("select 'FAIL'", &more).await, expected, "{filter}");
    }
    let none = "filter_sql: select identifier from windlass_entities where 1 = 0";
    let report = world.evaluate(&of_one("select nothing from nowhere", none)).await;
    assert!(report.sql_errors.is_empty(), "what applies to nobody is not asked");
    assert_eq!(report.entities[0].score.level.as_deref(), Some("silver"), "nor does it stand in anybody's way");
}

pub(crate) async fn a_card_chooses_its_entities(world: World) {
    for (filter, expected) in [
        ("{types: [repository]}", vec!["repository api"]),
        ("{types: [team, service]}", vec!["service api", "service o'brien", "service pay", "service web"]),
        (
            "{sql: select identifier from windlass_entities where owner is not null}",
            vec!["repository api", "service api", "service pay"],
        ),
        (
            "{sql: \"select 1 as n, identifier as entity_identifier, type as entity_type from windlass_entities where owner is not null\"}",
            vec!["service api", "service pay"],
        ),
        ("{sql: select identifier from windlass_entities where 1 = 0}", vec![]),
    ] {
        let text = format!(
            "name: A\ntype: POINTS\nentity_filter: {filter}\ncheck_groups: [{{key: g, name: G}}]\nchecks: \
             [{{key: c, name: C, group: g, points: 2, sql: select 'PASS'}}]"
        );
        let report = world.evaluate(&read(&text)).await;
        let found: Vec<String> = report
            .entities
            .iter()
            .map(|scored| format!("{} {}", scored.entity.kind, scored.entity.identifier))
            .collect();
        assert_eq!(found, expected, "{filter}");
        assert!(report.entities.iter().all(|scored| scored.score.points.is_some_and(|points| points.achieved == 2.0)));
    }
}

pub(crate) async fn nothing_is_in_a_list_of_nothing(world: World) {
    let says = async |what: &str| {
        let sql = format!("select case when {what} then 'FAIL' else 'PASS' end as status");
        world.says(&sql, "").await
    };
    let without = ["api PASS", "o'brien FAIL", "pay FAIL", "web FAIL"];
    assert_eq!(says("'p1' not in ($entity_project_ids)").await, without);
    assert_eq!(says("exists (select 1 from t_facts where 'p1' NOT IN ( $entity_project_ids ))").await, without);
    assert_eq!(says("not 'p1' in ($entity_project_ids)").await, without);
    assert_eq!(says("'p1' in ($entity_project_ids)").await, ["api FAIL", "o'brien PASS", "pay PASS", "web PASS"]);
    // Nobody has a property of that name.
    for ids in ["7", "criticals", "cast(7 as bigint)"] {
        let says = says(&format!("exists (select 1 from t_facts where {ids} not in ($entity_github_repo_ids))")).await;
        assert_eq!(says, ["api FAIL", "o'brien FAIL", "pay FAIL", "web FAIL"], "{ids}");
    }
    let names = says("'acme/api' not in ($entity_github_repo_names)").await;
    assert_eq!(names, ["api PASS", "o'brien FAIL", "pay FAIL", "web FAIL"]);
}

pub(crate) async fn views_that_are_kept_give_the_same(world: World) {
    // One that asks the view for each has it kept; one that asks a table of the same rows has not.
    let view =
        "select 'PASS' as status, criticals as output from ENTITY_FACTS where entity_identifier = $entity_identifier
                and entity_type = $entity_type";
    let table = view.replace("ENTITY_FACTS", "t_facts");
    assert_eq!(world.says(view, OUTPUT).await, world.says(&table, OUTPUT).await);
}
