-- Resolved in the 90 days before the end of the last run, whether Snyk still lists them or not.
select
  i.id as issue_id,
  i.project_id,
  i.organization_id,
  i.effective_severity_level as severity,
  i.created_at,
  i.resolved_at,
  max(unixepoch(i.resolved_at) - unixepoch(i.created_at), 0) as seconds,
  i.connection_id
from snyk_issues i
where i.status = 'resolved' and i.created_at is not null
  and i.resolved_at >= (select strftime('%Y-%m-%dT%H:%M:%f000Z', as_of, '-90 days') from windlass_clock where id = 1)
