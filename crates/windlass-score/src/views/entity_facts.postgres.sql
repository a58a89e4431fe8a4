-- Sums over the listed projects of an entity. Times to resolve are of its issues, not means of means.
with
entities as (
  select type, identifier, name, owner, row_number() over (order by type, identifier) as entity from windlass_entities
),
resolved as (
  select
    project_id,
    case severity when 'critical' then 4 when 'high' then 3 when 'medium' then 2 else 1 end as severity,
    seconds
  from resolved_issues
  where severity in ('critical', 'high', 'medium', 'low')
)
select
  e.type as entity_type,
  e.identifier as entity_identifier,
  e.name,
  e.owner,
  coalesce(f.projects, 0) as projects,
  coalesce(f.open_critical, 0) as open_critical,
  coalesce(f.open_high, 0) as open_high,
  coalesce(f.open_medium, 0) as open_medium,
  coalesce(f.open_low, 0) as open_low,
  coalesce(f.open_total, 0) as open_total,
  coalesce(f.fixable, 0) as fixable,
  coalesce(f.ignored, 0) as ignored,
  coalesce(f.breached, 0) as breached,
  coalesce(f.breached_critical, 0) as breached_critical,
  coalesce(f.breached_high, 0) as breached_high,
  trunc(extract(epoch from c.as_of - f.oldest_open_at) / 86400)::bigint as oldest_open_days,
  coalesce(f.opened_30, 0) as opened_30,
  coalesce(f.opened_90, 0) as opened_90,
  coalesce(f.resolved_30, 0) as resolved_30,
  coalesce(f.resolved_90, 0) as resolved_90,
  r.mean_critical as mttr_days_critical,
  r.mean_high as mttr_days_high,
  r.mean_medium as mttr_days_medium,
  r.mean_low as mttr_days_low,
  r.median_critical as mttr_median_days_critical,
  r.median_high as mttr_median_days_high,
  r.median_medium as mttr_median_days_medium,
  r.median_low as mttr_median_days_low,
  f.last_tested_at,
  coalesce(f.projects - f.tested, 0) as untested_projects,
  f.tested::double precision / f.projects as coverage
from entities e
left join windlass_clock c on c.id = 1
left join (
  select
    m.entity_type,
    m.entity_identifier,
    count(*) as projects,
    sum(n.open_critical)::bigint as open_critical,
    sum(n.open_high)::bigint as open_high,
    sum(n.open_medium)::bigint as open_medium,
    sum(n.open_low)::bigint as open_low,
    sum(n.open_total)::bigint as open_total,
    sum(n.fixable)::bigint as fixable,
    sum(n.ignored)::bigint as ignored,
    sum(n.breached)::bigint as breached,
    sum(n.breached_critical)::bigint as breached_critical,
    sum(n.breached_high)::bigint as breached_high,
    min(n.oldest_open_at) as oldest_open_at,
    sum(n.opened_30)::bigint as opened_30,
    sum(n.opened_90)::bigint as opened_90,
    sum(n.resolved_30)::bigint as resolved_30,
    sum(n.resolved_90)::bigint as resolved_90,
    max(p.counted_at) as last_tested_at,
    count(*) filter (where p.counted_at >= w.as_of - interval '24 hours' * 30) as tested
  from windlass_entity_projects m
  join snyk_projects p on p.id = m.project_id and p.removed_at is null
  left join project_issue_counts n on n.project_id = p.id
  left join windlass_clock w on w.id = 1
  group by m.entity_type, m.entity_identifier
) f on f.entity_type = e.type and f.entity_identifier = e.identifier
left join (
  select
    entity,
    max(case severity when 4 then mean end) as mean_critical,
    max(case severity when 3 then mean end) as mean_high,
    max(case severity when 2 then mean end) as mean_medium,
    max(case severity when 1 then mean end) as mean_low,
    max(case severity when 4 then median end) as median_critical,
    max(case severity when 3 then median end) as median_high,
    max(case severity when 2 then median end) as median_medium,
    max(case severity when 1 then median end) as median_low
  from (
    -- The middle one, or the middle two, of each entity and severity: a slot is both in one number, by which sorting is quick.
    select
      slot / 8 as entity,
      slot % 8 as severity,
      -- Rounded among whole numbers: hundredths of a day have 864 seconds.
      ((2 * max(total) + max(issues) * 864) / (max(issues) * 1728) / 100.0)::double precision as mean,
      ((2 * sum(seconds)::bigint + count(*) * 864) / (count(*) * 1728) / 100.0)::double precision as median
    from (
      select
        slot,
        seconds,
        row_number() over sorted as place,
        count(*) over whole as issues,
        (sum(seconds) over whole)::bigint as total
      from (
        select e.entity * 8 + i.severity as slot, i.seconds
        from windlass_entity_projects m
        join entities e on e.type = m.entity_type and e.identifier = m.entity_identifier
        join snyk_projects p on p.id = m.project_id and p.removed_at is null
        join resolved i on i.project_id = m.project_id
      ) slots
      window
        sorted as (partition by slot order by seconds),
        whole as (partition by slot order by seconds rows between unbounded preceding and unbounded following)
    ) placed
    where place in ((issues + 1) / 2, (issues + 2) / 2)
    group by slot
  ) taken
  group by entity
) r on r.entity = e.entity
