-- What was open at the end of each of the last 400 days, and what was opened and resolved in it.
--
-- Every issue counts by its dates, as if it had always been what it is now. For those whose changes were seen that is taken back, and
-- they count as what they were: before a change an issue was what it is now, less this change and all later ones. A slot is an
-- organization and a severity in one number, for a million rows are grouped by it.
with
bounds as materialized (
  select floor(extract(epoch from as_of) / 86400)::bigint - 399 as first from windlass_clock where id = 1
),
days (day) as (
  select generate_series(0, 400)::bigint
),
organizations as materialized (
  select id, connection_id, row_number() over (order by id) as number from snyk_organizations
),
projects as materialized (
  select p.id, o.number from snyk_projects p join organizations o on o.id = p.organization_id
),
levels (level, severity) as (
  values (0, 'info'), (1, 'low'), (2, 'medium'), (3, 'high'), (4, 'critical')
),
-- Read twice rather than kept: they are many.
issues as not materialized (
  select
    coalesce(p.number, o.number, 0) * 8 + case i.effective_severity_level
      when 'critical' then 4 when 'high' then 3 when 'medium' then 2 when 'low' then 1 when 'info' then 0 else 5
    end as slot,
    i.created_at,
    case when i.status = 'resolved' then i.resolved_at end as resolved_at,
    (not i.ignored and i.removed_at is null and (i.status = 'open' or i.resolved_at is not null))::int as counts
  from snyk_issues i
  left join projects p on p.id = i.project_id
  left join organizations o on o.id = i.organization_id and i.project_id is null
),
changes as (
  select
    i.id,
    coalesce(p.number, o.number, 0) * 8 as slot,
    i.created_at,
    case when i.status = 'resolved' then i.resolved_at end as resolved_at,
    coalesce(i.status = 'open', false)::int as open_now,
    coalesce(i.ignored, true)::int as ignored_now,
    (i.removed_at is not null)::int as removed_now,
    coalesce(l.level, 5) as level_now,
    e.id as event_id,
    e.seen_at,
    -- Snyk dates a change by the issue's updated_at, which is later than the resolution that it tells of.
    greatest(i.created_at, least(coalesce(e.changed_at, e.seen_at), case when i.status = 'resolved' then i.resolved_at end)) as at,
    (e.field = 'status')::int as is_status,
    (e.field = 'status' and e.new_value is not distinct from 'resolved')::int as resolves,
    -- What was resolved when it was first seen, and then reopened, no longer tells when it was resolved: it counts as open all along.
    case
      when e.field <> 'status' then 0
      when e.old_value is not distinct from 'resolved' and e.new_value is not distinct from 'open'
        and row_number() over (partition by e.issue_id, e.field order by e.seen_at, e.id) = 1 then 0
      else (e.new_value is not distinct from 'open')::int - (e.old_value is not distinct from 'open')::int
    end as opens,
    case e.field when 'ignored' then (e.new_value is not distinct from 'true')::int - (e.old_value is not distinct from 'true')::int else 0 end as ignores,
    case e.field when 'removed_at' then (e.new_value is not null)::int - (e.old_value is not null)::int else 0 end as removes,
    case e.field when 'effective_severity_level' then coalesce(n.level, 5) - coalesce(w.level, 5) else 0 end as rises
  from snyk_issue_events e
  join snyk_issues i on i.id = e.issue_id
  left join projects p on p.id = i.project_id
  left join organizations o on o.id = i.organization_id
  left join levels l on l.severity = i.effective_severity_level
  left join levels n on n.severity = e.new_value
  left join levels w on w.severity = e.old_value
),
states as materialized (
  select
    *,
    open_now - sum(opens) over later as open_before,
    ignored_now - sum(ignores) over later as ignored_before,
    removed_now - sum(removes) over later as removed_before,
    level_now - sum(rises) over later as level_before,
    row_number() over (partition by id order by seen_at, event_id) as place,
    sum(is_status) over (partition by id) as statuses
  from changes
  window later as (partition by id order by seen_at, event_id rows between current row and unbounded following)
),
steps (slot, at, open, opened, resolved) as (
  select slot, created_at, counts, 1, 0 from issues
  union all
  select slot, resolved_at, -counts, 0, 1 from issues where resolved_at is not null
  -- Taken back.
  union all
  select slot + level_now, created_at, -(ignored_now = 0 and removed_now = 0 and (open_now = 1 or resolved_at is not null))::int, -1, 0
  from states where place = 1
  union all
  select slot + level_now, resolved_at, (ignored_now = 0 and removed_now = 0)::int, 0, -1
  from states where place = 1 and resolved_at is not null
  -- As it was when it was first seen.
  union all
  select slot + level_before, created_at, (ignored_before = 0 and (open_before = 1 or (resolved_at is not null and statuses = 0)))::int, 1, 0
  from states where place = 1
  union all
  select slot + level_before, resolved_at, -(ignored_before = 0)::int, 0, 1
  from states where place = 1 and resolved_at is not null and statuses = 0
  -- As it changed.
  union all
  select slot + level_before, at, -(open_before = 1 and ignored_before = 0 and removed_before = 0)::int, 0, 0 from states
  union all
  select
    slot + level_before + rises,
    at,
    (open_before + opens = 1 and ignored_before + ignores = 0 and removed_before + removes = 0)::int,
    0,
    resolves
  from states
),
sums as materialized (
  -- Day 0 is all that was before.
  select
    slot * 1000 + greatest(0, least(400, coalesce(floor(extract(epoch from at) / 86400)::bigint - (select first from bounds) + 1, 0))) as at,
    sum(open) as open,
    sum(opened) as opened,
    sum(resolved) as resolved
  from steps
  group by 1
)
select
  to_char(date '1970-01-01' + (b.first + day - 1)::int, 'YYYY-MM-DD') as day,
  coalesce(l.severity, 'other') as severity,
  open,
  opened,
  resolved,
  o.id as organization_id,
  o.connection_id
from (
  select
    k.slot,
    d.day,
    (sum(coalesce(s.open, 0)) over (partition by k.slot order by d.day))::bigint as open,
    coalesce(s.opened, 0) as opened,
    coalesce(s.resolved, 0) as resolved
  from (select distinct at / 1000 as slot from sums) k
  cross join days d
  left join sums s on s.at = k.slot * 1000 + d.day
) running
cross join bounds b
left join levels l on l.level = slot % 8
left join organizations o on o.number = slot / 8
where day > 0
