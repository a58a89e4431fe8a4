-- Snyk's counts beside ours. Counted project by project through the index on snyk_issues, so that asking for one project does
-- not count the whole estate.
select
  *,
  snyk_critical <> our_critical or snyk_high <> our_high or snyk_medium <> our_medium or snyk_low <> our_low as differs
from (
  select
    p.id as project_id,
    p.source_id,
    p.name,
    p.organization_id,
    p.organization_source_id,
    p.connection_id,
    p.critical_count as snyk_critical,
    (select count(*) from snyk_issues i where i.project_id = p.id and i.status = 'open' and not i.ignored
      and i.effective_severity_level = 'critical' and i.removed_at is null) as our_critical,
    p.high_count as snyk_high,
    (select count(*) from snyk_issues i where i.project_id = p.id and i.status = 'open' and not i.ignored
      and i.effective_severity_level = 'high' and i.removed_at is null) as our_high,
    p.medium_count as snyk_medium,
    (select count(*) from snyk_issues i where i.project_id = p.id and i.status = 'open' and not i.ignored
      and i.effective_severity_level = 'medium' and i.removed_at is null) as our_medium,
    p.low_count as snyk_low,
    (select count(*) from snyk_issues i where i.project_id = p.id and i.status = 'open' and not i.ignored
      and i.effective_severity_level = 'low' and i.removed_at is null) as our_low
  from snyk_projects p
  where p.removed_at is null
    and p.critical_count is not null and p.high_count is not null and p.medium_count is not null and p.low_count is not null
) counted
