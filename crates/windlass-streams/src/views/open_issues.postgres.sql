-- Open, not ignored, still listed. SLA: days by severity and policy. Ages count to the end of the last run.
select
  i.id as issue_id,
  i.source_id,
  i.source_key,
  i.title,
  i.issue_type,
  i.effective_severity_level as severity,
  case i.effective_severity_level
    when 'critical' then 4 when 'high' then 3 when 'medium' then 2 when 'low' then 1 when 'info' then 0 else -1
  end as severity_rank,
  i.cve,
  i.cvss_score,
  i.risk_score,
  i.fixable,
  i.package_name,
  i.package_version,
  i.project_id,
  p.name as project_name,
  p.product,
  i.organization_id,
  o.name as organization_name,
  i.created_at,
  trunc(extract(epoch from c.as_of - i.created_at) / 86400)::bigint as age_days,
  case i.effective_severity_level
    when 'critical' then s.critical_days when 'high' then s.high_days when 'medium' then s.medium_days
    when 'low' then s.low_days when 'info' then s.info_days
  end as sla_days,
  (i.created_at + interval '24 hours' * case i.effective_severity_level
    when 'critical' then s.critical_days when 'high' then s.high_days when 'medium' then s.medium_days
    when 'low' then s.low_days when 'info' then s.info_days
  end)::timestamptz(3) as due_at,
  coalesce(c.as_of > i.created_at + interval '24 hours' * case i.effective_severity_level
    when 'critical' then s.critical_days when 'high' then s.high_days when 'medium' then s.medium_days
    when 'low' then s.low_days when 'info' then s.info_days
  end, false) as breached,
  i.url,
  i.connection_id
from snyk_issues i
left join snyk_projects p on p.id = i.project_id
left join snyk_organizations o on o.id = i.organization_id
left join windlass_clock c on c.id = 1
left join project_sla s on s.project_id = coalesce(p.id, '')
where i.status = 'open' and not i.ignored and i.removed_at is null
