-- Snyk's counts beside ours.
select
  p.id as project_id,
  p.source_id,
  p.name,
  p.organization_id,
  p.organization_source_id,
  p.critical_count as snyk_critical,
  coalesce(n.critical, 0) as our_critical,
  p.high_count as snyk_high,
  coalesce(n.high, 0) as our_high,
  p.medium_count as snyk_medium,
  coalesce(n.medium, 0) as our_medium,
  p.low_count as snyk_low,
  coalesce(n.low, 0) as our_low,
  p.critical_count <> coalesce(n.critical, 0)
    or p.high_count <> coalesce(n.high, 0)
    or p.medium_count <> coalesce(n.medium, 0)
    or p.low_count <> coalesce(n.low, 0) as differs,
  p.connection_id
from snyk_projects p
left join (
  select
    project_id,
    sum(effective_severity_level = 'critical') as critical,
    sum(effective_severity_level = 'high') as high,
    sum(effective_severity_level = 'medium') as medium,
    sum(effective_severity_level = 'low') as low
  from snyk_issues
  where status = 'open' and ignored = 0 and removed_at is null
  group by project_id
) n on n.project_id = p.id
where p.removed_at is null
  and p.critical_count is not null and p.high_count is not null and p.medium_count is not null and p.low_count is not null
