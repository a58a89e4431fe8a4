-- One pass over the issues; what is allowed and since when comes from a few rows a project.
select
  i.project_id,
  count(*) filter (where is_open and severity = 'critical') as open_critical,
  count(*) filter (where is_open and severity = 'high') as open_high,
  count(*) filter (where is_open and severity = 'medium') as open_medium,
  count(*) filter (where is_open and severity = 'low') as open_low,
  count(*) filter (where is_open) as open_total,
  count(*) filter (where is_open and fixable) as fixable,
  count(*) filter (where is_open and created_at < allowed) as breached,
  count(*) filter (where is_open and created_at < allowed and severity = 'critical') as breached_critical,
  count(*) filter (where is_open and created_at < allowed and severity = 'high') as breached_high,
  min(created_at) filter (where is_open) as oldest_open_at,
  count(*) filter (where status = 'open' and ignored and removed_at is null) as ignored,
  count(*) filter (where status = 'resolved' and removed_at is null) as resolved,
  count(*) filter (where created_at >= before_30) as opened_30,
  count(*) filter (where created_at >= before_90) as opened_90,
  count(*) filter (where status = 'resolved' and resolved_at >= before_30) as resolved_30,
  count(*) filter (where status = 'resolved' and resolved_at >= before_90) as resolved_90
from (
  select
    i.project_id,
    i.status,
    i.ignored,
    i.removed_at,
    i.fixable,
    i.created_at,
    i.resolved_at,
    i.effective_severity_level as severity,
    i.status = 'open' and not i.ignored and i.removed_at is null as is_open,
    c.as_of - interval '24 hours' * case i.effective_severity_level
      when 'critical' then s.critical_days when 'high' then s.high_days when 'medium' then s.medium_days
      when 'low' then s.low_days when 'info' then s.info_days
    end as allowed,
    c.as_of - interval '24 hours' * 30 as before_30,
    c.as_of - interval '24 hours' * 90 as before_90
  from snyk_issues i
  left join project_sla s on s.project_id = i.project_id
  left join windlass_clock c on c.id = 1
  where i.project_id is not null
) i
group by i.project_id
