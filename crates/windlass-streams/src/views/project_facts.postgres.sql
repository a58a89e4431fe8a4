-- Listed projects with what is open in them.
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
  coalesce(f.critical, 0) as open_critical,
  coalesce(f.high, 0) as open_high,
  coalesce(f.medium, 0) as open_medium,
  coalesce(f.low, 0) as open_low,
  coalesce(f.total, 0) as open_total,
  coalesce(f.fixable, 0) as fixable,
  coalesce(f.breached, 0) as breached,
  f.oldest as oldest_open_days,
  coalesce(n.ignored, 0) as ignored,
  coalesce(n.resolved, 0) as resolved,
  p.counted_at as last_tested_at,
  p.dependency_total,
  p.url,
  p.connection_id
from snyk_projects p
left join snyk_organizations o on o.id = p.organization_id
left join snyk_targets t on t.id = p.target_id
left join (
  select
    project_id,
    count(*) filter (where severity = 'critical') as critical,
    count(*) filter (where severity = 'high') as high,
    count(*) filter (where severity = 'medium') as medium,
    count(*) filter (where severity = 'low') as low,
    count(*) as total,
    count(*) filter (where fixable) as fixable,
    count(*) filter (where breached) as breached,
    max(age_days) as oldest
  from open_issues
  group by project_id
) f on f.project_id = p.id
left join (
  select project_id, count(*) filter (where status = 'open' and ignored) as ignored, count(*) filter (where status = 'resolved') as resolved
  from snyk_issues
  where removed_at is null
  group by project_id
) n on n.project_id = p.id
where p.removed_at is null
