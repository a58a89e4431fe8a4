-- Days allowed, a row per project: a policy for its business criticality, else the policy for all, else the default.
select
  p.id as project_id,
  coalesce(own.critical, everybody.critical) as critical_days,
  coalesce(own.high, everybody.high) as high_days,
  coalesce(own.medium, everybody.medium) as medium_days,
  coalesce(own.low, everybody.low) as low_days,
  coalesce(own.info, everybody.info) as info_days
from (select id from snyk_projects union all select '') p
cross join (
  select
    coalesce(max(case severity when 'critical' then days end), 15) as critical,
    coalesce(max(case severity when 'high' then days end), 30) as high,
    coalesce(max(case severity when 'medium' then days end), 90) as medium,
    coalesce(max(case severity when 'low' then days end), 180) as low,
    max(case severity when 'info' then days end) as info
  from windlass_sla
  where business_criticality = ''
) everybody
left join (
  select
    a.project_id,
    min(case s.severity when 'critical' then s.days end) as critical,
    min(case s.severity when 'high' then s.days end) as high,
    min(case s.severity when 'medium' then s.days end) as medium,
    min(case s.severity when 'low' then s.days end) as low,
    min(case s.severity when 'info' then s.days end) as info
  from windlass_sla s
  join snyk_project_attributes a on a.name = 'business_criticality' and a.value = s.business_criticality
  group by a.project_id
) own on own.project_id = p.id
