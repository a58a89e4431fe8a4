-- Listed projects with what is open in them, what was opened and resolved lately, and how long that took.
select
  p.id as project_id,
  p.source_id,
  p.name,
  p.project_type,
  p.product,
  p.origin,
  p.status,
  p.organization_id,
  o.name as organization_name,
  coalesce(t.display_name, p.target_display_name) as target_name,
  coalesce(n.open_critical, 0) as open_critical,
  coalesce(n.open_high, 0) as open_high,
  coalesce(n.open_medium, 0) as open_medium,
  coalesce(n.open_low, 0) as open_low,
  coalesce(n.open_total, 0) as open_total,
  coalesce(n.fixable, 0) as fixable,
  coalesce(n.breached, 0) as breached,
  coalesce(n.breached_critical, 0) as breached_critical,
  coalesce(n.breached_high, 0) as breached_high,
  cast(julianday(c.as_of) - julianday(n.oldest_open_at) as integer) as oldest_open_days,
  coalesce(n.ignored, 0) as ignored,
  coalesce(n.resolved, 0) as resolved,
  coalesce(n.opened_30, 0) as opened_30,
  coalesce(n.opened_90, 0) as opened_90,
  coalesce(n.resolved_30, 0) as resolved_30,
  coalesce(n.resolved_90, 0) as resolved_90,
  r.mean_critical as mttr_days_critical,
  r.mean_high as mttr_days_high,
  r.mean_medium as mttr_days_medium,
  r.mean_low as mttr_days_low,
  r.median_critical as mttr_median_days_critical,
  r.median_high as mttr_median_days_high,
  r.median_medium as mttr_median_days_medium,
  r.median_low as mttr_median_days_low,
  p.counted_at as last_tested_at,
  p.dependency_total,
  p.url,
  p.connection_id
from snyk_projects p
left join snyk_organizations o on o.id = p.organization_id
left join snyk_targets t on t.id = p.target_id
left join windlass_clock c on c.id = 1
left join project_issue_counts n on n.project_id = p.id
left join (
  select
    project_id,
    max(case severity when 'critical' then mean end) as mean_critical,
    max(case severity when 'high' then mean end) as mean_high,
    max(case severity when 'medium' then mean end) as mean_medium,
    max(case severity when 'low' then mean end) as mean_low,
    max(case severity when 'critical' then median end) as median_critical,
    max(case severity when 'high' then median end) as median_high,
    max(case severity when 'medium' then median end) as median_medium,
    max(case severity when 'low' then median end) as median_low
  from (
    select
      project_id,
      severity,
      -- Rounded among whole numbers: hundredths of a day have 864 seconds.
      (2 * sum(seconds) + count(*) * 864) / (count(*) * 1728) / 100.0 as mean,
      (2 * sum(middle) + count(middle) * 864) / (count(middle) * 1728) / 100.0 as median
    from (
      select
        project_id,
        severity,
        seconds,
        case when place in ((issues + 1) / 2, (issues + 2) / 2) then seconds end as middle
      from (
        select
          project_id,
          severity,
          seconds,
          row_number() over (partition by project_id, severity order by seconds) as place,
          count(*) over (partition by project_id, severity) as issues
        from resolved_issues
        where project_id is not null
      ) placed
    ) middles
    group by project_id, severity
  ) taken
  group by project_id
) r on r.project_id = p.id
where p.removed_at is null
