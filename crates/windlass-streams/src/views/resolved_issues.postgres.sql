-- Resolved in the 90 days before the end of the last run, whether Snyk still lists them or not.
select
  i.id as issue_id,
  i.project_id,
  i.organization_id,
  i.effective_severity_level as severity,
  i.created_at,
  i.resolved_at,
  greatest(floor(extract(epoch from i.resolved_at)) - floor(extract(epoch from i.created_at)), 0)::bigint as seconds,
  i.connection_id
from snyk_issues i
join windlass_clock c on c.id = 1
where i.status = 'resolved' and i.created_at is not null and i.resolved_at >= c.as_of - interval '24 hours' * 90
