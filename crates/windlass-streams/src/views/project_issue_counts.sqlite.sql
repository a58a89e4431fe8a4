-- One pass in the order of the index that begins with project_id, which holds every column that is asked for: the inner counts need
-- neither a sort nor a look-up an issue. What is overdue is then counted by a range of that index, for each project and severity.
with counted as materialized (
  select
    c.*,
    case when c.is_open then (
      select count(*)
      from snyk_issues i
      where i.project_id = c.project_id and i.status = 'open' and i.ignored = 0 and i.effective_severity_level = c.severity
        and i.removed_at is null
        and i.created_at < case c.severity
          when 'critical' then d.critical when 'high' then d.high when 'medium' then d.medium when 'low' then d.low when 'info' then d.info
        end
    ) else 0 end as overdue
  from (
    select
      project_id,
      status,
      ignored,
      effective_severity_level as severity,
      removed_at is null as is_listed,
      status = 'open' and ignored = 0 and removed_at is null as is_open,
      count(*) as issues,
      sum(fixable) as fixable,
      min(created_at) as oldest,
      sum(created_at >= (select strftime('%Y-%m-%dT%H:%M:%f000Z', as_of, '-30 days') from windlass_clock where id = 1)) as opened_30,
      sum(created_at >= (select strftime('%Y-%m-%dT%H:%M:%f000Z', as_of, '-90 days') from windlass_clock where id = 1)) as opened_90,
      sum(resolved_at >= (select strftime('%Y-%m-%dT%H:%M:%f000Z', as_of, '-30 days') from windlass_clock where id = 1)) as resolved_30,
      sum(resolved_at >= (select strftime('%Y-%m-%dT%H:%M:%f000Z', as_of, '-90 days') from windlass_clock where id = 1)) as resolved_90
    from snyk_issues
    where project_id is not null
    group by project_id, status, ignored, effective_severity_level, removed_at
  ) c
  left join (
    select
      s.project_id,
      strftime('%Y-%m-%dT%H:%M:%f000Z', c.as_of, '-' || s.critical_days || ' days') as critical,
      strftime('%Y-%m-%dT%H:%M:%f000Z', c.as_of, '-' || s.high_days || ' days') as high,
      strftime('%Y-%m-%dT%H:%M:%f000Z', c.as_of, '-' || s.medium_days || ' days') as medium,
      strftime('%Y-%m-%dT%H:%M:%f000Z', c.as_of, '-' || s.low_days || ' days') as low,
      strftime('%Y-%m-%dT%H:%M:%f000Z', c.as_of, '-' || s.info_days || ' days') as info
    from project_sla s
    join windlass_clock c on c.id = 1
  ) d on d.project_id = c.project_id
)
select
  project_id,
  sum(case when is_open and severity = 'critical' then issues else 0 end) as open_critical,
  sum(case when is_open and severity = 'high' then issues else 0 end) as open_high,
  sum(case when is_open and severity = 'medium' then issues else 0 end) as open_medium,
  sum(case when is_open and severity = 'low' then issues else 0 end) as open_low,
  sum(case when is_open then issues else 0 end) as open_total,
  coalesce(sum(case when is_open then fixable end), 0) as fixable,
  sum(overdue) as breached,
  sum(case when severity = 'critical' then overdue else 0 end) as breached_critical,
  sum(case when severity = 'high' then overdue else 0 end) as breached_high,
  min(case when is_open then oldest end) as oldest_open_at,
  sum(case when status = 'open' and ignored = 1 and is_listed then issues else 0 end) as ignored,
  sum(case when status = 'resolved' and is_listed then issues else 0 end) as resolved,
  coalesce(sum(opened_30), 0) as opened_30,
  coalesce(sum(opened_90), 0) as opened_90,
  coalesce(sum(case when status = 'resolved' then resolved_30 end), 0) as resolved_30,
  coalesce(sum(case when status = 'resolved' then resolved_90 end), 0) as resolved_90
from counted
group by project_id
