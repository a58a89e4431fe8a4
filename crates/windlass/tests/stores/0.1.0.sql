--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: snyk; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA snyk;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: snyk_issues; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_issues (
    id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    source_id text DEFAULT ''::text NOT NULL,
    source_key text,
    organization_id text,
    organization_source_id text,
    project_id text,
    environment_id text,
    scan_item_id text,
    scan_item_type text,
    title text,
    description text,
    issue_type text,
    tool text,
    effective_severity_level text,
    status text,
    ignored boolean,
    ignore_id text,
    key_asset text,
    risk_score bigint,
    risk_model text,
    risk_scored_at timestamp with time zone,
    resolved_at timestamp with time zone,
    resolution_type text,
    resolution_details text,
    exploit_maturity text,
    exploit_maturity_levels jsonb,
    exploit_sources jsonb,
    package_name text,
    package_version text,
    cve text,
    cvss_score double precision,
    fixable boolean,
    upgradeable boolean,
    patchable boolean,
    pinnable boolean,
    reachability text,
    test_executions jsonb,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    url text,
    extra jsonb,
    synced_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    seen_in bigint DEFAULT 0 NOT NULL,
    content_hash bigint DEFAULT 0 NOT NULL,
    rowid bigint NOT NULL
)
WITH (fillfactor='85');


--
-- Name: snyk_organizations; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_organizations (
    id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    source_id text DEFAULT ''::text NOT NULL,
    name text,
    slug text,
    is_personal boolean,
    group_source_id text,
    group_id text,
    access_requests_enabled boolean,
    api_accessible boolean,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    url text,
    extra jsonb,
    synced_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    seen_in bigint DEFAULT 0 NOT NULL,
    content_hash bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='85');


--
-- Name: snyk_projects; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_projects (
    id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    source_id text DEFAULT ''::text NOT NULL,
    organization_id text,
    organization_source_id text,
    target_id text,
    target_source_id text,
    target_display_name text,
    target_url text,
    target_integration_data jsonb,
    name text,
    project_type text,
    product text,
    origin text,
    status text,
    read_only boolean,
    target_file text,
    target_reference text,
    target_runtime text,
    build_args jsonb,
    test_frequency text,
    pull_request_settings jsonb,
    auto_dependency_upgrade_settings jsonb,
    auto_remediation_settings jsonb,
    manual_remediation_settings jsonb,
    pull_request_assignment_settings jsonb,
    owner_id text,
    importer_id text,
    critical_count bigint,
    high_count bigint,
    medium_count bigint,
    low_count bigint,
    counted_at timestamp with time zone,
    dependency_total bigint,
    dependencies_counted_at timestamp with time zone,
    cli_monitored_at timestamp with time zone,
    created_at timestamp with time zone,
    url text,
    extra jsonb,
    synced_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    seen_in bigint DEFAULT 0 NOT NULL,
    content_hash bigint DEFAULT 0 NOT NULL,
    rowid bigint NOT NULL
)
WITH (fillfactor='85');


--
-- Name: windlass_clock; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_clock (
    id bigint NOT NULL,
    as_of timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL
);


--
-- Name: open_issues; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.open_issues AS
 SELECT i.id AS issue_id,
    i.source_id,
    i.source_key,
    i.title,
    i.issue_type,
    i.effective_severity_level AS severity,
        CASE i.effective_severity_level
            WHEN 'critical'::text THEN 4
            WHEN 'high'::text THEN 3
            WHEN 'medium'::text THEN 2
            WHEN 'low'::text THEN 1
            WHEN 'info'::text THEN 0
            ELSE '-1'::integer
        END AS severity_rank,
    i.cve,
    i.cvss_score,
    i.risk_score,
    i.fixable,
    i.package_name,
    i.package_version,
    i.project_id,
    p.name AS project_name,
    p.product,
    i.organization_id,
    o.name AS organization_name,
    i.created_at,
    (trunc((EXTRACT(epoch FROM (c.as_of - i.created_at)) / (86400)::numeric)))::bigint AS age_days,
    s.days AS sla_days,
    ((i.created_at + ((s.days)::double precision * '24:00:00'::interval)))::timestamp(3) with time zone AS due_at,
    COALESCE((c.as_of > (i.created_at + ((s.days)::double precision * '24:00:00'::interval))), false) AS breached,
    i.url,
    i.connection_id
   FROM ((((snyk.snyk_issues i
     LEFT JOIN snyk.snyk_projects p ON ((p.id = i.project_id)))
     LEFT JOIN snyk.snyk_organizations o ON ((o.id = i.organization_id)))
     LEFT JOIN snyk.windlass_clock c ON ((c.id = 1)))
     LEFT JOIN ( VALUES ('critical'::text,(15)::bigint), ('high'::text,30), ('medium'::text,90), ('low'::text,180)) s(level, days) ON ((s.level = i.effective_severity_level)))
  WHERE ((i.status = 'open'::text) AND (NOT i.ignored) AND (i.removed_at IS NULL));


--
-- Name: VIEW open_issues; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.open_issues IS 'windlass 08e3aafe667a99e5';


--
-- Name: project_count_drift; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.project_count_drift AS
 SELECT counted.project_id,
    counted.source_id,
    counted.name,
    counted.organization_id,
    counted.organization_source_id,
    counted.connection_id,
    counted.snyk_critical,
    counted.our_critical,
    counted.snyk_high,
    counted.our_high,
    counted.snyk_medium,
    counted.our_medium,
    counted.snyk_low,
    counted.our_low,
    ((counted.snyk_critical <> counted.our_critical) OR (counted.snyk_high <> counted.our_high) OR (counted.snyk_medium <> counted.our_medium) OR (counted.snyk_low <> counted.our_low)) AS differs
   FROM ( SELECT p.id AS project_id,
            p.source_id,
            p.name,
            p.organization_id,
            p.organization_source_id,
            p.connection_id,
            p.critical_count AS snyk_critical,
            ( SELECT count(*) AS count
                   FROM snyk.snyk_issues i
                  WHERE ((i.project_id = p.id) AND (i.status = 'open'::text) AND (NOT i.ignored) AND (i.effective_severity_level = 'critical'::text) AND (i.removed_at IS NULL))) AS our_critical,
            p.high_count AS snyk_high,
            ( SELECT count(*) AS count
                   FROM snyk.snyk_issues i
                  WHERE ((i.project_id = p.id) AND (i.status = 'open'::text) AND (NOT i.ignored) AND (i.effective_severity_level = 'high'::text) AND (i.removed_at IS NULL))) AS our_high,
            p.medium_count AS snyk_medium,
            ( SELECT count(*) AS count
                   FROM snyk.snyk_issues i
                  WHERE ((i.project_id = p.id) AND (i.status = 'open'::text) AND (NOT i.ignored) AND (i.effective_severity_level = 'medium'::text) AND (i.removed_at IS NULL))) AS our_medium,
            p.low_count AS snyk_low,
            ( SELECT count(*) AS count
                   FROM snyk.snyk_issues i
                  WHERE ((i.project_id = p.id) AND (i.status = 'open'::text) AND (NOT i.ignored) AND (i.effective_severity_level = 'low'::text) AND (i.removed_at IS NULL))) AS our_low
           FROM snyk.snyk_projects p
          WHERE ((p.removed_at IS NULL) AND (p.critical_count IS NOT NULL) AND (p.high_count IS NOT NULL) AND (p.medium_count IS NOT NULL) AND (p.low_count IS NOT NULL))) counted;


--
-- Name: VIEW project_count_drift; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.project_count_drift IS 'windlass a269b1ae16acc612';


--
-- Name: snyk_targets; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_targets (
    id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    source_id text DEFAULT ''::text NOT NULL,
    organization_id text,
    organization_source_id text,
    display_name text,
    url text,
    is_private boolean,
    integration_type text,
    integration_id text,
    created_at timestamp with time zone,
    extra jsonb,
    synced_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    seen_in bigint DEFAULT 0 NOT NULL,
    content_hash bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='85');


--
-- Name: project_facts; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.project_facts AS
 SELECT p.id AS project_id,
    p.source_id,
    p.name,
    p.project_type,
    p.product,
    p.origin,
    p.status,
    p.organization_id,
    o.name AS organization_name,
    COALESCE(t.display_name, p.target_display_name) AS target_name,
    COALESCE(f.critical, (0)::bigint) AS open_critical,
    COALESCE(f.high, (0)::bigint) AS open_high,
    COALESCE(f.medium, (0)::bigint) AS open_medium,
    COALESCE(f.low, (0)::bigint) AS open_low,
    COALESCE(f.total, (0)::bigint) AS open_total,
    COALESCE(f.fixable, (0)::bigint) AS fixable,
    COALESCE(f.breached, (0)::bigint) AS breached,
    f.oldest AS oldest_open_days,
    COALESCE(n.ignored, (0)::bigint) AS ignored,
    COALESCE(n.resolved, (0)::bigint) AS resolved,
    p.counted_at AS last_tested_at,
    p.dependency_total,
    p.url,
    p.connection_id
   FROM ((((snyk.snyk_projects p
     LEFT JOIN snyk.snyk_organizations o ON ((o.id = p.organization_id)))
     LEFT JOIN snyk.snyk_targets t ON ((t.id = p.target_id)))
     LEFT JOIN ( SELECT open_issues.project_id,
            count(*) FILTER (WHERE (open_issues.severity = 'critical'::text)) AS critical,
            count(*) FILTER (WHERE (open_issues.severity = 'high'::text)) AS high,
            count(*) FILTER (WHERE (open_issues.severity = 'medium'::text)) AS medium,
            count(*) FILTER (WHERE (open_issues.severity = 'low'::text)) AS low,
            count(*) AS total,
            count(*) FILTER (WHERE open_issues.fixable) AS fixable,
            count(*) FILTER (WHERE open_issues.breached) AS breached,
            max(open_issues.age_days) AS oldest
           FROM snyk.open_issues
          GROUP BY open_issues.project_id) f ON ((f.project_id = p.id)))
     LEFT JOIN ( SELECT snyk_issues.project_id,
            count(*) FILTER (WHERE ((snyk_issues.status = 'open'::text) AND snyk_issues.ignored)) AS ignored,
            count(*) FILTER (WHERE (snyk_issues.status = 'resolved'::text)) AS resolved
           FROM snyk.snyk_issues
          WHERE (snyk_issues.removed_at IS NULL)
          GROUP BY snyk_issues.project_id) n ON ((n.project_id = p.id)))
  WHERE (p.removed_at IS NULL);


--
-- Name: VIEW project_facts; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.project_facts IS 'windlass 5d023248a2dcb99e';


--
-- Name: snyk_groups; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_groups (
    id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    source_id text DEFAULT ''::text NOT NULL,
    name text,
    slug text,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    extra jsonb,
    synced_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    seen_in bigint DEFAULT 0 NOT NULL,
    content_hash bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='85');


--
-- Name: snyk_issue_classes_rows; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_issue_classes_rows (
    parent bigint NOT NULL,
    ordinal bigint NOT NULL,
    class_id text,
    source text,
    class_type text,
    url text
);


--
-- Name: snyk_issue_classes; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.snyk_issue_classes AS
 SELECT parent.id AS issue_id,
    child.ordinal,
    child.class_id,
    child.source,
    child.class_type,
    child.url
   FROM (snyk.snyk_issue_classes_rows child
     JOIN snyk.snyk_issues parent ON ((parent.rowid = child.parent)));


--
-- Name: VIEW snyk_issue_classes; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.snyk_issue_classes IS 'windlass 1bb879738dbbaf82';


--
-- Name: snyk_issue_coordinates_rows; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_issue_coordinates_rows (
    parent bigint NOT NULL,
    ordinal bigint NOT NULL,
    state text,
    package_name text,
    package_version text,
    file text,
    start_line bigint,
    end_line bigint,
    resource_path text,
    cloud_resource text,
    representations jsonb,
    remedies jsonb,
    is_fixable_manually boolean,
    is_fixable_snyk boolean,
    is_fixable_upstream boolean,
    is_patchable boolean,
    is_pinnable boolean,
    is_upgradeable boolean,
    reachability text,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    last_introduced_at timestamp with time zone,
    last_resolved_at timestamp with time zone,
    last_resolved_details text
);


--
-- Name: snyk_issue_coordinates; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.snyk_issue_coordinates AS
 SELECT parent.id AS issue_id,
    child.ordinal,
    child.state,
    child.package_name,
    child.package_version,
    child.file,
    child.start_line,
    child.end_line,
    child.resource_path,
    child.cloud_resource,
    child.representations,
    child.remedies,
    child.is_fixable_manually,
    child.is_fixable_snyk,
    child.is_fixable_upstream,
    child.is_patchable,
    child.is_pinnable,
    child.is_upgradeable,
    child.reachability,
    child.created_at,
    child.updated_at,
    child.last_introduced_at,
    child.last_resolved_at,
    child.last_resolved_details
   FROM (snyk.snyk_issue_coordinates_rows child
     JOIN snyk.snyk_issues parent ON ((parent.rowid = child.parent)));


--
-- Name: VIEW snyk_issue_coordinates; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.snyk_issue_coordinates IS 'windlass 01c376cc656bea1e';


--
-- Name: snyk_issue_events; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_issue_events (
    id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    issue_id text DEFAULT ''::text NOT NULL,
    field text DEFAULT ''::text NOT NULL,
    old_value text,
    new_value text,
    changed_at timestamp with time zone,
    seen_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    reason text,
    run_id text DEFAULT ''::text NOT NULL
);


--
-- Name: snyk_issue_problems_rows; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_issue_problems_rows (
    parent bigint NOT NULL,
    ordinal bigint NOT NULL,
    problem_id text,
    source text,
    problem_type text,
    url text,
    disclosed_at timestamp with time zone,
    discovered_at timestamp with time zone,
    updated_at timestamp with time zone
);


--
-- Name: snyk_issue_problems; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.snyk_issue_problems AS
 SELECT parent.id AS issue_id,
    child.ordinal,
    child.problem_id,
    child.source,
    child.problem_type,
    child.url,
    child.disclosed_at,
    child.discovered_at,
    child.updated_at
   FROM (snyk.snyk_issue_problems_rows child
     JOIN snyk.snyk_issues parent ON ((parent.rowid = child.parent)));


--
-- Name: VIEW snyk_issue_problems; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.snyk_issue_problems IS 'windlass a03663e8fd48234f';


--
-- Name: snyk_issue_risk_factors_rows; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_issue_risk_factors_rows (
    parent bigint NOT NULL,
    ordinal bigint NOT NULL,
    name text,
    value boolean,
    included_in_score boolean,
    updated_at timestamp with time zone,
    links jsonb
);


--
-- Name: snyk_issue_risk_factors; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.snyk_issue_risk_factors AS
 SELECT parent.id AS issue_id,
    child.ordinal,
    child.name,
    child.value,
    child.included_in_score,
    child.updated_at,
    child.links
   FROM (snyk.snyk_issue_risk_factors_rows child
     JOIN snyk.snyk_issues parent ON ((parent.rowid = child.parent)));


--
-- Name: VIEW snyk_issue_risk_factors; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.snyk_issue_risk_factors IS 'windlass d2c2e0fe83a887e7';


--
-- Name: snyk_issue_severities_rows; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_issue_severities_rows (
    parent bigint NOT NULL,
    ordinal bigint NOT NULL,
    source text,
    level text,
    score double precision,
    vector text,
    version text,
    modified_at timestamp with time zone
);


--
-- Name: snyk_issue_severities; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.snyk_issue_severities AS
 SELECT parent.id AS issue_id,
    child.ordinal,
    child.source,
    child.level,
    child.score,
    child.vector,
    child.version,
    child.modified_at
   FROM (snyk.snyk_issue_severities_rows child
     JOIN snyk.snyk_issues parent ON ((parent.rowid = child.parent)));


--
-- Name: VIEW snyk_issue_severities; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.snyk_issue_severities IS 'windlass c56488fc8d0a0f3c';


--
-- Name: snyk_issues_rowid_seq; Type: SEQUENCE; Schema: snyk; Owner: -
--

ALTER TABLE snyk.snyk_issues ALTER COLUMN rowid ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME snyk.snyk_issues_rowid_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: snyk_project_attributes_rows; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_project_attributes_rows (
    parent bigint NOT NULL,
    name text NOT NULL,
    ordinal bigint NOT NULL,
    value text
);


--
-- Name: snyk_project_attributes; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.snyk_project_attributes AS
 SELECT parent.id AS project_id,
    child.name,
    child.ordinal,
    child.value
   FROM (snyk.snyk_project_attributes_rows child
     JOIN snyk.snyk_projects parent ON ((parent.rowid = child.parent)));


--
-- Name: VIEW snyk_project_attributes; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.snyk_project_attributes IS 'windlass ed4d72354d841cad';


--
-- Name: snyk_project_tags_rows; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.snyk_project_tags_rows (
    parent bigint NOT NULL,
    ordinal bigint NOT NULL,
    key text,
    value text
);


--
-- Name: snyk_project_tags; Type: VIEW; Schema: snyk; Owner: -
--

CREATE VIEW snyk.snyk_project_tags AS
 SELECT parent.id AS project_id,
    child.ordinal,
    child.key,
    child.value
   FROM (snyk.snyk_project_tags_rows child
     JOIN snyk.snyk_projects parent ON ((parent.rowid = child.parent)));


--
-- Name: VIEW snyk_project_tags; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON VIEW snyk.snyk_project_tags IS 'windlass 6693a07b3c7c3487';


--
-- Name: snyk_projects_rowid_seq; Type: SEQUENCE; Schema: snyk; Owner: -
--

ALTER TABLE snyk.snyk_projects ALTER COLUMN rowid ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME snyk.snyk_projects_rowid_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: windlass_check_results; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_check_results (
    scorecard_id text NOT NULL,
    check_id text NOT NULL,
    entity_type text NOT NULL,
    entity_identifier text NOT NULL,
    status text DEFAULT ''::text NOT NULL,
    passed boolean DEFAULT false NOT NULL,
    output jsonb,
    message text,
    related_property text,
    since timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    executed_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL
);


--
-- Name: windlass_connections; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_connections (
    id text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    base_url text DEFAULT ''::text NOT NULL,
    auth text DEFAULT ''::text NOT NULL,
    client_id text,
    secret text DEFAULT ''::text NOT NULL,
    sealed text,
    organizations jsonb,
    groups jsonb,
    principal_kind text,
    principal_name text,
    created_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    checked_at timestamp with time zone,
    checked_code text
);


--
-- Name: TABLE windlass_connections; Type: COMMENT; Schema: snyk; Owner: -
--

COMMENT ON TABLE snyk.windlass_connections IS 'windlass, format 2';


--
-- Name: windlass_cursors; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_cursors (
    connection_id text NOT NULL,
    stream text NOT NULL,
    scope_kind text NOT NULL,
    scope_id text NOT NULL,
    shard bigint NOT NULL,
    mode text DEFAULT ''::text NOT NULL,
    walk bigint DEFAULT 0 NOT NULL,
    next text,
    pages bigint DEFAULT 0 NOT NULL,
    rows bigint DEFAULT 0 NOT NULL,
    high timestamp with time zone,
    watermark timestamp with time zone,
    started_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    server_started_at timestamp with time zone,
    finished_at timestamp with time zone,
    full_finished_at timestamp with time zone,
    full_due boolean DEFAULT false NOT NULL,
    full_rows bigint DEFAULT 0 NOT NULL,
    shards bigint DEFAULT 0 NOT NULL,
    fingerprint text
);


--
-- Name: windlass_entities; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_entities (
    type text NOT NULL,
    identifier text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    owner text,
    properties jsonb,
    source text DEFAULT ''::text NOT NULL
);


--
-- Name: windlass_entity_projects; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_entity_projects (
    entity_type text NOT NULL,
    entity_identifier text NOT NULL,
    project_id text NOT NULL,
    because text DEFAULT ''::text NOT NULL
);


--
-- Name: windlass_imported_entities; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_imported_entities (
    source text NOT NULL,
    type text NOT NULL,
    identifier text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    owner text,
    properties jsonb,
    links jsonb,
    imported_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL
);


--
-- Name: windlass_policy; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_policy (
    id bigint NOT NULL,
    document jsonb,
    applied_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL
);


--
-- Name: windlass_run_scans; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_run_scans (
    run_id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    stream text NOT NULL,
    scope_kind text NOT NULL,
    scope_id text NOT NULL,
    scope_name text,
    mode text DEFAULT ''::text NOT NULL,
    status text DEFAULT ''::text NOT NULL,
    pages bigint DEFAULT 0 NOT NULL,
    rows bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    removed bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    error_code text,
    error_message text
);


--
-- Name: windlass_runs; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_runs (
    id text NOT NULL,
    connection_id text DEFAULT ''::text NOT NULL,
    mode text DEFAULT ''::text NOT NULL,
    status text DEFAULT ''::text NOT NULL,
    started_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    requests bigint DEFAULT 0 NOT NULL,
    throttled bigint DEFAULT 0 NOT NULL,
    retries bigint DEFAULT 0 NOT NULL,
    gate_ms bigint,
    network_ms bigint,
    store_ms bigint,
    rows bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    removed bigint DEFAULT 0 NOT NULL,
    error_code text,
    error_message text,
    version text DEFAULT ''::text NOT NULL
);


--
-- Name: windlass_scorecards; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_scorecards (
    id text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    description text,
    type text DEFAULT ''::text NOT NULL,
    published boolean DEFAULT false NOT NULL,
    document jsonb,
    evaluated_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    sql_errors jsonb
);


--
-- Name: windlass_scores; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_scores (
    scorecard_id text NOT NULL,
    entity_type text NOT NULL,
    entity_identifier text NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    level text,
    rank bigint,
    points_achieved double precision,
    points_total double precision
);


--
-- Name: windlass_shards; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_shards (
    connection_id text NOT NULL,
    stream text NOT NULL,
    scope_kind text NOT NULL,
    scope_id text NOT NULL,
    shard bigint NOT NULL,
    walk bigint DEFAULT 0 NOT NULL,
    created_after timestamp with time zone,
    created_before timestamp with time zone,
    next text,
    pages bigint DEFAULT 0 NOT NULL,
    ended boolean DEFAULT false NOT NULL
);


--
-- Name: windlass_sla; Type: TABLE; Schema: snyk; Owner: -
--

CREATE TABLE snyk.windlass_sla (
    business_criticality text NOT NULL,
    severity text NOT NULL,
    days bigint DEFAULT 0 NOT NULL
);


--
-- Data for Name: snyk_groups; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_groups (id, connection_id, source_id, name, slug, created_at, updated_at, extra, synced_at, removed_at, seen_in, content_hash) FROM stdin;
21053301-8754-57bc-ac85-1cc2b2579746	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	05b96827-6339-4ede-a45c-e56e9ade3ef7	Northwind Traders	\N	\N	\N	\N	2026-11-22 09:11:22.052271+00	\N	15	1990465553418708449
\.


--
-- Data for Name: snyk_issue_classes_rows; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_issue_classes_rows (parent, ordinal, class_id, source, class_type, url) FROM stdin;
1	0	CWE-400	CWE	weakness	\N
5	0	CWE-400	CWE	weakness	\N
6	0	CWE-94	CWE	weakness	\N
7	0	CWE-502	CWE	weakness	\N
11	0	CWE-190	CWE	weakness	\N
12	0	CWE-400	CWE	weakness	\N
13	0	CWE-347	CWE	weakness	\N
14	0	CWE-400	CWE	weakness	\N
15	0	CWE-190	CWE	weakness	\N
3	0	CWE-79	CWE	weakness	\N
8	0	CWE-20	CWE	weakness	\N
17	0	CWE-1333	CWE	weakness	\N
18	0	CWE-798	CWE	weakness	\N
19	0	CWE-23	CWE	weakness	\N
20	0	CIS-AWS-2.1.3	CIS	compliance	\N
20	1	Data	SNYK	rule-category	\N
21	0	CIS-AWS-2.1.3	CIS	compliance	\N
21	1	Data	SNYK	rule-category	\N
22	0	CIS-AWS-2.1.3	CIS	compliance	\N
22	1	Data	SNYK	rule-category	\N
23	0	CIS-AWS-2.1.3	CIS	compliance	\N
23	1	Data	SNYK	rule-category	\N
24	0	CIS-AWS-2.1.3	CIS	compliance	\N
24	1	Data	SNYK	rule-category	\N
25	0	CWE-1321	CWE	weakness	\N
25	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
26	0	CIS-AWS-2.1.3	CIS	compliance	\N
26	1	Data	SNYK	rule-category	\N
27	0	CIS-AWS-2.1.3	CIS	compliance	\N
27	1	Data	SNYK	rule-category	\N
28	0	CIS-AWS-2.1.3	CIS	compliance	\N
28	1	Data	SNYK	rule-category	\N
29	0	CWE-601	CWE	weakness	\N
30	0	CWE-94	CWE	weakness	\N
31	0	CIS-AWS-2.1.3	CIS	compliance	\N
31	1	Data	SNYK	rule-category	\N
32	0	CWE-1321	CWE	weakness	\N
33	0	CIS-AWS-2.1.3	CIS	compliance	\N
33	1	Data	SNYK	rule-category	\N
35	0	CWE-601	CWE	weakness	\N
36	0	CWE-400	CWE	weakness	\N
37	0	CWE-125	CWE	weakness	\N
38	0	CIS-AWS-2.1.3	CIS	compliance	\N
38	1	Data	SNYK	rule-category	\N
41	0	CWE-1321	CWE	weakness	\N
41	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
43	0	CWE-400	CWE	weakness	\N
43	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
44	0	CWE-20	CWE	weakness	\N
2	0	CWE-1321	CWE	weakness	\N
9	0	CWE-94	CWE	weakness	\N
10	0	CWE-22	CWE	weakness	\N
16	0	CWE-798	CWE	weakness	\N
34	0	CWE-79	CWE	weakness	\N
34	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
39	0	CWE-94	CWE	weakness	\N
40	0	CWE-94	CWE	weakness	\N
40	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
42	0	CWE-502	CWE	weakness	\N
45	0	CIS-AWS-2.1.3	CIS	compliance	\N
45	1	Data	SNYK	rule-category	\N
46	0	CIS-AWS-2.1.3	CIS	compliance	\N
46	1	Data	SNYK	rule-category	\N
47	0	CIS-AWS-2.1.3	CIS	compliance	\N
47	1	Data	SNYK	rule-category	\N
48	0	CWE-94	CWE	weakness	\N
49	0	CIS-AWS-2.1.3	CIS	compliance	\N
49	1	Data	SNYK	rule-category	\N
50	0	CWE-190	CWE	weakness	\N
51	0	CWE-502	CWE	weakness	\N
52	0	CWE-400	CWE	weakness	\N
53	0	CIS-AWS-2.1.3	CIS	compliance	\N
53	1	Data	SNYK	rule-category	\N
54	0	CWE-1321	CWE	weakness	\N
54	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
55	0	CWE-22	CWE	weakness	\N
55	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
56	0	CWE-79	CWE	weakness	\N
57	0	CWE-601	CWE	weakness	\N
58	0	CWE-190	CWE	weakness	\N
59	0	CWE-1333	CWE	weakness	\N
60	0	CWE-400	CWE	weakness	\N
61	0	CWE-190	CWE	weakness	\N
62	0	CWE-125	CWE	weakness	\N
63	0	CWE-400	CWE	weakness	\N
63	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
64	0	CWE-94	CWE	weakness	\N
65	0	CWE-79	CWE	weakness	\N
66	0	CIS-AWS-2.1.3	CIS	compliance	\N
66	1	Data	SNYK	rule-category	\N
67	0	CWE-502	CWE	weakness	\N
68	0	CWE-125	CWE	weakness	\N
69	0	CIS-AWS-2.1.3	CIS	compliance	\N
69	1	Data	SNYK	rule-category	\N
70	0	CWE-1333	CWE	weakness	\N
70	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
72	0	CWE-20	CWE	weakness	\N
73	0	CWE-79	CWE	weakness	\N
74	0	CWE-400	CWE	weakness	\N
75	0	CWE-1321	CWE	weakness	\N
76	0	CWE-94	CWE	weakness	\N
77	0	CIS-AWS-2.1.3	CIS	compliance	\N
77	1	Data	SNYK	rule-category	\N
78	0	CWE-79	CWE	weakness	\N
79	0	CWE-601	CWE	weakness	\N
80	0	CWE-347	CWE	weakness	\N
81	0	CIS-AWS-2.1.3	CIS	compliance	\N
81	1	Data	SNYK	rule-category	\N
82	0	CWE-1333	CWE	weakness	\N
83	0	CWE-79	CWE	weakness	\N
84	0	CWE-400	CWE	weakness	\N
85	0	CIS-AWS-2.1.3	CIS	compliance	\N
85	1	Data	SNYK	rule-category	\N
86	0	CWE-94	CWE	weakness	\N
86	1	CWE-1035	CWE	weakness	https://cwe.mitre.org/data/definitions/1035.html
87	0	CWE-94	CWE	weakness	\N
88	0	CWE-190	CWE	weakness	\N
89	0	CWE-1333	CWE	weakness	\N
90	0	CWE-601	CWE	weakness	\N
91	0	CWE-502	CWE	weakness	\N
92	0	CIS-AWS-2.1.3	CIS	compliance	\N
92	1	Data	SNYK	rule-category	\N
93	0	CWE-1333	CWE	weakness	\N
94	0	CWE-400	CWE	weakness	\N
\.


--
-- Data for Name: snyk_issue_coordinates_rows; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_issue_coordinates_rows (parent, ordinal, state, package_name, package_version, file, start_line, end_line, resource_path, cloud_resource, representations, remedies, is_fixable_manually, is_fixable_snyk, is_fixable_upstream, is_patchable, is_pinnable, is_upgradeable, reachability, created_at, updated_at, last_introduced_at, last_resolved_at, last_resolved_details) FROM stdin;
1	0	\N	org.apache.logging.log4j:log4j-core	2.14.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "org.apache.logging.log4j:log4j-core", "package_version": "2.14.1"}}]	\N	f	f	t	f	f	f	function	\N	\N	\N	\N	\N
4	0	open	minimist	1.2.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "minimist", "package_version": "1.2.5"}}]	\N	t	f	f	\N	\N	\N	\N	2024-06-17 03:21:37.719606+00	2024-06-17 03:21:37.719606+00	2024-06-17 03:21:37.719606+00	\N	\N
5	0	\N	axios	0.21.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "axios", "package_version": "0.21.1"}}]	\N	f	f	t	f	f	f	no-info	\N	\N	\N	\N	\N
6	0	open	axios	0.21.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "axios", "package_version": "0.21.1"}}]	\N	f	f	f	f	f	f	package	2024-10-04 06:07:38.4+00	2024-10-04 06:07:38.4+00	2024-10-04 06:07:38.4+00	\N	\N
7	0	\N	qs	6.5.2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "qs", "package_version": "6.5.2"}}]	\N	f	t	f	f	t	t	no-info	\N	\N	\N	\N	\N
11	0	open	semver	5.7.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "semver", "package_version": "5.7.1"}}]	\N	f	t	t	f	f	t	no-info	2025-04-30 18:54:37.36+00	2025-04-30 18:54:37.36+00	2025-04-30 18:54:37.36+00	\N	\N
12	0	\N	semver	5.7.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "semver", "package_version": "5.7.1"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-11"}]	f	t	f	f	f	t	no-info	\N	\N	\N	\N	\N
13	0	\N	\N	\N	src/main/java/com/example/payment/TransferController.java	615	616	\N	\N	[{"sourceLocation": {"file": "src/main/java/com/example/payment/TransferController.java", "region": {"end": {"line": 616, "column": 42}, "start": {"line": 615, "column": 5}}, "commit_id": "ffcdf4fd1d938ddb7671c3a7eb99eb520070ba9d"}}]	\N	t	f	f	\N	\N	\N	\N	\N	\N	\N	\N	\N
14	0	open	express	4.16.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "express", "package_version": "4.16.4"}}]	\N	f	f	t	f	t	f	no-info	2025-10-02 00:11:11.701+00	2025-10-02 00:11:11.701+00	2025-10-02 00:11:11.701+00	\N	\N
15	0	\N	tough-cookie	2.5.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "tough-cookie", "package_version": "2.5.0"}}]	\N	f	t	t	f	f	t	no-info	\N	\N	\N	\N	\N
3	0	open	com.fasterxml.jackson.core:jackson-databind	2.9.10.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "com.fasterxml.jackson.core:jackson-databind", "package_version": "2.9.10.4"}}]	\N	f	t	f	f	f	t	package	2024-05-31 12:22:51.273+00	2026-01-10 12:44:25.31+00	2024-05-31 12:22:51.273+00	2026-01-07 06:36:59.71+00	upgraded
3	1	open	com.fasterxml.jackson.core:jackson-databind-dev	2.9.10.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "com.fasterxml.jackson.core:jackson-databind-dev", "package_version": "2.9.10.4"}}]	\N	f	f	t	f	f	f	package	2024-05-31 12:22:51.273+00	2026-01-10 12:44:25.31+00	2024-05-31 12:22:51.273+00	2026-01-07 06:36:59.71+00	upgraded
3	2	open	com.fasterxml.jackson.core:jackson-databind-bin	2.9.10.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "com.fasterxml.jackson.core:jackson-databind-bin", "package_version": "2.9.10.4"}}]	\N	f	t	f	f	f	t	package	2024-05-31 12:22:51.273+00	2026-01-10 12:44:25.31+00	2024-05-31 12:22:51.273+00	2026-01-07 06:36:59.71+00	upgraded
8	0	\N	qs	6.5.2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "qs", "package_version": "6.5.2"}}]	\N	f	f	t	f	t	f	function	\N	\N	\N	\N	\N
17	0	\N	com.fasterxml.jackson.core:jackson-databind	2.9.10.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "com.fasterxml.jackson.core:jackson-databind", "package_version": "2.9.10.4"}}]	\N	f	t	t	f	f	t	no-info	\N	\N	\N	\N	\N
18	0	open	\N	\N	src/überweisung/formular.tsx	785	786	\N	\N	[{"sourceLocation": {"file": "src/überweisung/formular.tsx", "region": {"end": {"line": 786, "column": 42}, "start": {"line": 785, "column": 5}}, "commit_id": "52175ef0fb2e2d75e0685a9ebc2075b673bae7f0"}}]	\N	t	f	f	\N	\N	\N	\N	2026-01-03 15:16:35.65378+00	2026-01-03 15:16:35.65378+00	2026-01-03 15:16:35.65378+00	\N	\N
19	0	\N	\N	\N	app/controllers/sessions_controller.rb	357	358	\N	\N	[{"sourceLocation": {"file": "app/controllers/sessions_controller.rb", "region": {"end": {"line": 358, "column": 42}, "start": {"line": 357, "column": 5}}, "commit_id": "ea48b4993b3705f969e6faaebe45e922887e4f65"}}]	\N	t	f	f	\N	\N	\N	\N	\N	\N	\N	\N	\N
20	0	\N	\N	\N	\N	\N	\N	Resources > [ReportsBucket] > Properties > BucketEncryption	\N	[{"resourcePath": "Resources > [ReportsBucket] > Properties > BucketEncryption"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
21	0	\N	\N	\N	\N	\N	\N	\N	logs	[{"cloud_resource": {"resource": {"name": "logs", "tags": {}, "type": "iac", "location": "infra/main.tf:12", "input_type": "tf_hcl", "resource_type": "aws_s3_bucket", "iac_mappings_count": 0}, "environment": {"id": "0d77c2fb-5a54-46fb-87c6-1f08b9277c5c", "name": "repository", "type": "scm"}}}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
56	0	\N	krb5-libs	1.18.2-14.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "krb5-libs", "package_version": "1.18.2-14.el8"}}]	\N	f	t	t	f	f	t	not-applicable	\N	\N	\N	\N	\N
57	0	\N	krb5-libs	1.18.2-14.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "krb5-libs", "package_version": "1.18.2-14.el8"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-3"}]	f	t	f	f	t	t	not-applicable	\N	\N	\N	\N	\N
58	0	\N	golang.org/x/net/http2	0.7.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/net/http2", "package_version": "0.7.0"}}]	\N	f	t	t	f	f	t	no-info	\N	\N	\N	\N	\N
59	0	open	django	3.2.12	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "django", "package_version": "3.2.12"}}]	\N	f	f	f	f	f	f	no-info	2026-01-26 22:07:55.71+00	2026-01-26 22:07:55.71+00	2026-01-26 22:07:55.71+00	\N	\N
60	0	\N	libxml2	2.9.7-13.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "libxml2", "package_version": "2.9.7-13.el8"}}]	\N	f	t	t	f	f	t	not-applicable	\N	\N	\N	\N	\N
22	0	open	\N	\N	\N	\N	\N	\N	logs	[{"cloud_resource": {"resource": {"name": "logs", "tags": {}, "type": "iac", "location": "infra/main.tf:12", "input_type": "tf_hcl", "resource_type": "aws_s3_bucket", "iac_mappings_count": 0}, "environment": {"id": "0d77c2fb-5a54-46fb-87c6-1f08b9277c5c", "name": "repository", "type": "scm"}}}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-05 15:29:28.22+00	2026-01-05 15:29:28.22+00	2026-01-05 15:29:28.22+00	\N	\N
23	0	\N	\N	\N	\N	\N	\N	\N	logs	[{"cloud_resource": {"resource": {"name": "logs", "tags": {}, "type": "iac", "location": "infra/main.tf:12", "input_type": "tf_hcl", "resource_type": "aws_s3_bucket", "iac_mappings_count": 0}, "environment": {"id": "0d77c2fb-5a54-46fb-87c6-1f08b9277c5c", "name": "repository", "type": "scm"}}}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
24	0	\N	\N	\N	\N	\N	\N	[DocId: 2] > spec > containers[sidecar] > resources > limits > memory	\N	[{"resourcePath": "[DocId: 2] > spec > containers[sidecar] > resources > limits > memory"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
25	0	open	braces	2.3.2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "braces", "package_version": "2.3.2"}}]	\N	f	f	t	f	f	f	no-info	2026-01-08 02:58:27.193822+00	2026-01-08 02:58:27.193822+00	2026-01-08 02:58:27.193822+00	\N	\N
26	0	open	\N	\N	\N	\N	\N	[DocId: 2] > spec > containers[sidecar] > resources > limits > memory	\N	[{"resourcePath": "[DocId: 2] > spec > containers[sidecar] > resources > limits > memory"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-08 10:02:14.742+00	2026-01-08 10:02:14.742+00	2026-01-08 10:02:14.742+00	\N	\N
27	0	open	\N	\N	\N	\N	\N	\N	logs	[{"cloud_resource": {"resource": {"name": "logs", "tags": {}, "type": "iac", "location": "infra/main.tf:12", "input_type": "tf_hcl", "resource_type": "aws_s3_bucket", "iac_mappings_count": 0}, "environment": {"id": "96e4882f-ef08-4f4e-ad23-b574ab2732cb", "name": "repository", "type": "scm"}}}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-09 23:52:15.32+00	2026-01-09 23:52:15.32+00	2026-01-09 23:52:15.32+00	\N	\N
28	0	\N	\N	\N	\N	\N	\N	[DocId: 2] > spec > containers[sidecar] > resources > limits > memory	\N	[{"resourcePath": "[DocId: 2] > spec > containers[sidecar] > resources > limits > memory"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
29	0	open	org.apache.commons:commons-text	1.9	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "org.apache.commons:commons-text", "package_version": "1.9"}}]	\N	f	f	t	f	f	f	no-info	2026-01-11 09:59:18.498+00	2026-01-11 09:59:18.498+00	2026-01-11 09:59:18.498+00	\N	\N
30	0	open	io.netty:netty-codec-http2	4.1.94.Final	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "io.netty:netty-codec-http2", "package_version": "4.1.94.Final"}}]	\N	f	f	t	f	f	f	no-info	2026-01-13 05:17:13.067+00	2026-01-13 05:17:13.067+00	2026-01-13 05:17:13.067+00	\N	\N
31	0	\N	\N	\N	\N	\N	\N	[DocId: 0] > spec > template > spec > containers[web] > securityContext > runAsNonRoot	\N	[{"resourcePath": "[DocId: 0] > spec > template > spec > containers[web] > securityContext > runAsNonRoot"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
32	0	open	golang.org/x/net/http2	0.7.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/net/http2", "package_version": "0.7.0"}}]	\N	f	t	t	f	f	t	no-info	2026-01-13 13:58:22.12+00	2026-01-13 13:58:22.12+00	2026-01-13 13:58:22.12+00	\N	\N
32	1	open	golang.org/x/net/http2-dev	0.7.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/net/http2-dev", "package_version": "0.7.0"}}]	\N	f	f	f	f	f	f	no-info	2026-01-13 13:58:22.12+00	2026-01-13 13:58:22.12+00	2026-01-13 13:58:22.12+00	\N	\N
32	2	open	golang.org/x/net/http2-bin	0.7.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/net/http2-bin", "package_version": "0.7.0"}}]	\N	f	f	t	f	f	f	no-info	2026-01-13 13:58:22.12+00	2026-01-13 13:58:22.12+00	2026-01-13 13:58:22.12+00	\N	\N
33	0	open	\N	\N	\N	\N	\N	input > resource > azurerm_storage_account[state] > min_tls_version	\N	[{"resourcePath": "input > resource > azurerm_storage_account[state] > min_tls_version"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-13 18:03:56+00	2026-01-13 18:03:56+00	2026-01-13 18:03:56+00	\N	\N
35	0	open	golang.org/x/crypto/ssh	0.16.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/crypto/ssh", "package_version": "0.16.0"}}]	\N	f	t	f	f	f	t	function	2026-01-14 00:59:35.72+00	2026-01-14 00:59:35.72+00	2026-01-14 00:59:35.72+00	\N	\N
36	0	\N	github.com/gogo/protobuf	1.3.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "github.com/gogo/protobuf", "package_version": "1.3.1"}}]	\N	f	f	t	f	f	f	no-info	\N	\N	\N	\N	\N
37	0	resolved	minimist	1.2.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "minimist", "package_version": "1.2.5"}}]	\N	f	t	t	f	f	t	no-info	2026-01-15 10:51:58.571+00	2026-01-18 18:02:48.661793+00	2026-01-15 10:51:58.571+00	2026-01-18 18:02:48.661793+00	upgraded
37	1	resolved	minimist-dev	1.2.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "minimist-dev", "package_version": "1.2.5"}}]	\N	f	f	f	f	f	f	no-info	2026-01-15 10:51:58.571+00	2026-01-18 18:02:48.661793+00	2026-01-15 10:51:58.571+00	2026-01-18 18:02:48.661793+00	upgraded
37	2	resolved	minimist-bin	1.2.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "minimist-bin", "package_version": "1.2.5"}}]	\N	f	t	t	f	f	t	no-info	2026-01-15 10:51:58.571+00	2026-01-18 18:02:48.661793+00	2026-01-15 10:51:58.571+00	2026-01-18 18:02:48.661793+00	upgraded
38	0	open	\N	\N	\N	\N	\N	input > resource > azurerm_storage_account[state] > min_tls_version	\N	[{"resourcePath": "input > resource > azurerm_storage_account[state] > min_tls_version"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-16 00:40:54.1+00	2026-01-16 00:40:54.1+00	2026-01-16 00:40:54.1+00	\N	\N
41	0	open	axios	0.21.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "axios", "package_version": "0.21.1"}}]	\N	f	f	f	f	f	f	function	2026-01-18 18:01:46.390938+00	2026-01-18 18:01:46.390938+00	2026-01-18 18:01:46.390938+00	\N	\N
60	1	\N	libxml2-dev	2.9.7-13.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "libxml2-dev", "package_version": "2.9.7-13.el8"}}]	\N	f	f	t	f	f	f	not-applicable	\N	\N	\N	\N	\N
43	0	\N	cryptography	41.0.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "cryptography", "package_version": "41.0.1"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-10"}]	f	f	t	f	f	f	no-info	\N	\N	\N	\N	\N
44	0	\N	github.com/dgrijalva/jwt-go	3.2.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "github.com/dgrijalva/jwt-go", "package_version": "3.2.0"}}]	\N	f	t	f	f	f	t	package	\N	\N	\N	\N	\N
2	0	\N	org.apache.logging.log4j:log4j-core	2.14.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "org.apache.logging.log4j:log4j-core", "package_version": "2.14.1"}}]	\N	f	f	f	f	f	f	package	\N	\N	\N	\N	\N
2	1	\N	org.apache.logging.log4j:log4j-core-dev	2.14.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "org.apache.logging.log4j:log4j-core-dev", "package_version": "2.14.1"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-1"}]	f	t	t	f	f	t	package	\N	\N	\N	\N	\N
9	0	resolved	@babel/traverse	7.22.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "@babel/traverse", "package_version": "7.22.5"}}]	\N	f	t	t	f	f	t	no-info	2025-01-26 14:39:57.179+00	2026-01-26 15:12:24.895+00	2025-01-26 14:39:57.179+00	2026-01-26 15:12:24.895+00	upgraded
10	0	\N	io.netty:netty-codec-http2	4.1.94.Final	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "io.netty:netty-codec-http2", "package_version": "4.1.94.Final"}}]	\N	f	f	f	f	f	f	function	\N	\N	\N	\N	\N
16	0	resolved	\N	\N	internal/http/handler.go	333	334	\N	\N	[{"sourceLocation": {"file": "internal/http/handler.go", "region": {"end": {"line": 334, "column": 42}, "start": {"line": 333, "column": 5}}}}]	\N	t	f	f	\N	\N	\N	\N	2025-12-20 10:56:30.941717+00	2026-01-27 02:23:56.511856+00	2025-12-20 10:56:30.941717+00	2026-01-27 02:23:56.511856+00	upgraded
34	0	open	golang.org/x/crypto/ssh	0.16.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/crypto/ssh", "package_version": "0.16.0"}}]	\N	f	t	t	f	f	t	package	2026-01-13 19:51:58.5+00	2026-02-07 18:51:22.62+00	2026-01-13 19:51:58.5+00	2026-02-04 11:33:08.116924+00	upgraded
34	1	open	golang.org/x/crypto/ssh-dev	0.16.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/crypto/ssh-dev", "package_version": "0.16.0"}}]	\N	f	f	f	f	f	f	package	2026-01-13 19:51:58.5+00	2026-02-07 18:51:22.62+00	2026-01-13 19:51:58.5+00	2026-02-04 11:33:08.116924+00	upgraded
34	2	open	golang.org/x/crypto/ssh-bin	0.16.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/crypto/ssh-bin", "package_version": "0.16.0"}}]	\N	f	t	f	f	f	t	package	2026-01-13 19:51:58.5+00	2026-02-07 18:51:22.62+00	2026-01-13 19:51:58.5+00	2026-02-04 11:33:08.116924+00	upgraded
39	0	\N	urllib3	1.26.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "urllib3", "package_version": "1.26.4"}}]	\N	f	t	t	f	f	t	function	\N	\N	\N	\N	\N
40	0	\N	github.com/gogo/protobuf	1.3.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "github.com/gogo/protobuf", "package_version": "1.3.1"}}]	\N	f	f	f	f	f	f	function	\N	\N	\N	\N	\N
42	0	\N	github.com/dgrijalva/jwt-go	3.2.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "github.com/dgrijalva/jwt-go", "package_version": "3.2.0"}}]	\N	f	t	t	f	f	t	function	\N	\N	\N	\N	\N
45	0	\N	\N	\N	\N	\N	\N	input > resource > azurerm_storage_account[state] > min_tls_version	\N	[{"resourcePath": "input > resource > azurerm_storage_account[state] > min_tls_version"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
46	0	resolved	\N	\N	\N	\N	\N	\N	logs	[{"cloud_resource": {"resource": {"name": "logs", "tags": {}, "type": "iac", "location": "infra/main.tf:12", "input_type": "tf_hcl", "resource_type": "aws_s3_bucket", "iac_mappings_count": 0}, "environment": {"id": "0d77c2fb-5a54-46fb-87c6-1f08b9277c5c", "name": "repository", "type": "scm"}}}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-20 18:28:02.087+00	2026-02-09 08:19:09.23+00	2026-01-20 18:28:02.087+00	2026-02-09 08:19:09.23+00	upgraded
47	0	\N	\N	\N	\N	\N	\N	Resources > [ReportsBucket] > Properties > BucketEncryption	\N	[{"resourcePath": "Resources > [ReportsBucket] > Properties > BucketEncryption"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
48	0	open	google.golang.org/grpc	1.53.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "google.golang.org/grpc", "package_version": "1.53.0"}}]	\N	f	f	t	f	f	f	package	2026-01-23 16:49:56.023699+00	2026-01-23 16:49:56.023699+00	2026-01-23 16:49:56.023699+00	\N	\N
48	1	open	google.golang.org/grpc-dev	1.53.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "google.golang.org/grpc-dev", "package_version": "1.53.0"}}]	\N	f	t	t	f	f	t	package	2026-01-23 16:49:56.023699+00	2026-01-23 16:49:56.023699+00	2026-01-23 16:49:56.023699+00	\N	\N
49	0	open	\N	\N	\N	\N	\N	input > resource > azurerm_storage_account[state] > min_tls_version	\N	[{"resourcePath": "input > resource > azurerm_storage_account[state] > min_tls_version"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-23 20:51:43+00	2026-01-23 20:51:43+00	2026-01-23 20:51:43+00	\N	\N
50	0	open	qs	6.5.2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "qs", "package_version": "6.5.2"}}]	\N	f	t	t	f	t	t	package	2026-01-24 12:22:06.119+00	2026-01-24 12:22:06.119+00	2026-01-24 12:22:06.119+00	\N	\N
51	0	open	org.apache.logging.log4j:log4j-core	2.14.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "org.apache.logging.log4j:log4j-core", "package_version": "2.14.1"}}]	\N	f	t	t	f	t	t	no-info	2026-01-25 01:21:24.97+00	2026-01-25 01:21:24.97+00	2026-01-25 01:21:24.97+00	\N	\N
52	0	\N	expat	2.2.5-4.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "expat", "package_version": "2.2.5-4.el8"}}]	\N	f	f	t	f	f	f	not-applicable	\N	\N	\N	\N	\N
53	0	\N	\N	\N	\N	\N	\N	Resources > [ReportsBucket] > Properties > BucketEncryption	\N	[{"resourcePath": "Resources > [ReportsBucket] > Properties > BucketEncryption"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
54	0	\N	expat	2.2.5-4.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "expat", "package_version": "2.2.5-4.el8"}}]	\N	f	f	f	f	f	f	not-applicable	\N	\N	\N	\N	\N
55	0	open	google.golang.org/grpc	1.53.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "google.golang.org/grpc", "package_version": "1.53.0"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-9"}]	f	t	f	f	f	t	function	2026-01-25 20:12:31.17+00	2026-01-25 20:12:31.17+00	2026-01-25 20:12:31.17+00	\N	\N
61	0	\N	django	3.2.12	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "django", "package_version": "3.2.12"}}]	\N	f	f	f	f	f	f	function	\N	\N	\N	\N	\N
62	0	\N	@babel/traverse	7.22.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "@babel/traverse", "package_version": "7.22.5"}}]	\N	f	t	t	f	f	t	no-info	\N	\N	\N	\N	\N
63	0	\N	golang.org/x/net/http2	0.7.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/net/http2", "package_version": "0.7.0"}}]	\N	f	f	t	f	f	f	function	\N	\N	\N	\N	\N
64	0	open	libxml2	2.9.7-13.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "libxml2", "package_version": "2.9.7-13.el8"}}]	\N	f	t	t	f	f	t	not-applicable	2026-01-29 17:38:41.841+00	2026-01-29 17:38:41.841+00	2026-01-29 17:38:41.841+00	\N	\N
65	0	\N	\N	\N	src/main/java/com/example/payment/TransferController.java	184	185	\N	\N	[{"sourceLocation": {"file": "src/main/java/com/example/payment/TransferController.java", "region": {"end": {"line": 185, "column": 42}, "start": {"line": 184, "column": 5}}, "commit_id": "01af0f7507b63bc642f7fa3f1a9891fc7a40ae87"}}]	\N	t	f	f	\N	\N	\N	\N	\N	\N	\N	\N	\N
66	0	resolved	\N	\N	\N	\N	\N	Resources > [ReportsBucket] > Properties > BucketEncryption	\N	[{"resourcePath": "Resources > [ReportsBucket] > Properties > BucketEncryption"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-01-30 10:12:10+00	2026-02-06 10:44:41.04+00	2026-01-30 10:12:10+00	2026-02-06 10:44:41.04+00	upgraded
67	0	open	expat	2.2.5-4.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "expat", "package_version": "2.2.5-4.el8"}}]	\N	f	f	f	f	f	f	not-applicable	2026-01-30 10:52:48.870909+00	2026-01-30 10:52:48.870909+00	2026-01-30 10:52:48.870909+00	\N	\N
68	0	open	golang.org/x/crypto/ssh	0.16.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/crypto/ssh", "package_version": "0.16.0"}}]	\N	f	f	f	f	f	f	function	2026-01-30 14:58:33+00	2026-01-30 14:58:33+00	2026-01-30 14:58:33+00	\N	\N
69	0	open	\N	\N	\N	\N	\N	resource > aws_s3_bucket[logs] > versioning > enabled	\N	[{"resourcePath": "resource > aws_s3_bucket[logs] > versioning > enabled"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-02-01 13:56:01+00	2026-02-01 13:56:01+00	2026-02-01 13:56:01+00	\N	\N
70	0	open	semver	5.7.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "semver", "package_version": "5.7.1"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-31"}]	f	t	f	f	f	t	function	2026-02-01 17:41:52.357439+00	2026-02-01 17:41:52.357439+00	2026-02-01 17:41:52.357439+00	\N	\N
71	0	\N	golang.org/x/crypto/ssh	0.16.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "golang.org/x/crypto/ssh", "package_version": "0.16.0"}}]	\N	t	f	f	\N	\N	\N	\N	\N	\N	\N	\N	\N
72	0	open	expat	2.2.5-4.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "expat", "package_version": "2.2.5-4.el8"}}]	\N	f	f	t	f	t	f	not-applicable	2026-02-02 10:24:46+00	2026-02-02 10:24:46+00	2026-02-02 10:24:46+00	\N	\N
73	0	open	express	4.16.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "express", "package_version": "4.16.4"}}]	\N	f	t	t	f	f	t	no-info	2026-02-02 10:55:30.98+00	2026-02-02 10:55:30.98+00	2026-02-02 10:55:30.98+00	\N	\N
74	0	open	nokogiri	1.12.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "nokogiri", "package_version": "1.12.5"}}]	\N	f	f	t	f	f	f	package	2026-02-03 15:38:32.473867+00	2026-02-03 15:38:32.473867+00	2026-02-03 15:38:32.473867+00	\N	\N
75	0	open	nokogiri	1.12.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "nokogiri", "package_version": "1.12.5"}}]	\N	f	f	f	f	t	f	no-info	2026-02-03 19:16:41.180891+00	2026-02-03 19:16:41.180891+00	2026-02-03 19:16:41.180891+00	\N	\N
76	0	\N	krb5-libs	1.18.2-14.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "krb5-libs", "package_version": "1.18.2-14.el8"}}]	\N	f	f	t	f	f	f	not-applicable	\N	\N	\N	\N	\N
77	0	\N	\N	\N	\N	\N	\N	[DocId: 0] > spec > template > spec > containers[web] > securityContext > runAsNonRoot	\N	[{"resourcePath": "[DocId: 0] > spec > template > spec > containers[web] > securityContext > runAsNonRoot"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
78	0	\N	rack	2.2.3	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "rack", "package_version": "2.2.3"}}]	\N	f	t	t	t	f	t	function	\N	\N	\N	\N	\N
79	0	\N	rack	2.2.3	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "rack", "package_version": "2.2.3"}}]	\N	f	f	t	f	f	f	package	\N	\N	\N	\N	\N
79	1	\N	rack-dev	2.2.3	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "rack-dev", "package_version": "2.2.3"}}]	\N	f	t	f	f	f	t	package	\N	\N	\N	\N	\N
80	0	open	\N	\N	src/überweisung/formular.tsx	99	100	\N	\N	[{"sourceLocation": {"file": "src/überweisung/formular.tsx", "region": {"end": {"line": 100, "column": 42}, "start": {"line": 99, "column": 5}}}}]	\N	t	f	f	\N	\N	\N	\N	2026-02-04 13:57:26.432528+00	2026-02-04 13:57:26.432528+00	2026-02-04 13:57:26.432528+00	\N	\N
81	0	open	\N	\N	\N	\N	\N	\N	logs	[{"cloud_resource": {"resource": {"name": "logs", "tags": {}, "type": "iac", "location": "infra/main.tf:12", "input_type": "tf_hcl", "resource_type": "aws_s3_bucket", "iac_mappings_count": 0}, "environment": {"id": "29beeaf5-454f-41f8-975f-aea487c03b4d", "name": "repository", "type": "scm"}}}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-02-04 20:22:22.494257+00	2026-02-04 20:22:22.494257+00	2026-02-04 20:22:22.494257+00	\N	\N
82	0	open	github.com/gogo/protobuf	1.3.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "github.com/gogo/protobuf", "package_version": "1.3.1"}}]	\N	f	f	t	f	f	f	function	2026-02-05 04:37:43.43+00	2026-02-05 04:37:43.43+00	2026-02-05 04:37:43.43+00	\N	\N
83	0	open	pyyaml	5.3.1	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "pyyaml", "package_version": "5.3.1"}}]	\N	f	t	f	f	f	t	package	2026-02-05 06:37:26.119+00	2026-02-05 06:37:26.119+00	2026-02-05 06:37:26.119+00	\N	\N
84	0	open	actionpack	6.1.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "actionpack", "package_version": "6.1.4"}}]	\N	f	f	t	f	f	f	no-info	2026-02-05 11:18:54.380028+00	2026-02-05 11:18:54.380028+00	2026-02-05 11:18:54.380028+00	\N	\N
85	0	\N	\N	\N	\N	\N	\N	\N	logs	[{"cloud_resource": {"resource": {"name": "logs", "tags": {}, "type": "iac", "location": "infra/main.tf:12", "input_type": "tf_hcl", "resource_type": "aws_s3_bucket", "iac_mappings_count": 0}, "environment": {"id": "96e4882f-ef08-4f4e-ad23-b574ab2732cb", "name": "repository", "type": "scm"}}}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N
86	0	\N	binutils/binutils-common	2.35.2-2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "binutils/binutils-common", "package_version": "2.35.2-2"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-9"}]	f	t	t	f	f	t	not-applicable	\N	\N	\N	\N	\N
86	1	\N	binutils/binutils-common-dev	2.35.2-2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "binutils/binutils-common-dev", "package_version": "2.35.2-2"}}]	\N	f	t	t	f	f	t	not-applicable	\N	\N	\N	\N	\N
87	0	\N	actionpack	6.1.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "actionpack", "package_version": "6.1.4"}}]	\N	f	t	t	f	f	t	no-info	\N	\N	\N	\N	\N
87	1	\N	actionpack-dev	6.1.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "actionpack-dev", "package_version": "6.1.4"}}]	\N	f	f	t	f	f	f	no-info	\N	\N	\N	\N	\N
87	2	\N	actionpack-bin	6.1.4	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "actionpack-bin", "package_version": "6.1.4"}}]	\N	f	t	f	f	f	t	no-info	\N	\N	\N	\N	\N
88	0	open	libxml2	2.9.7-13.el8	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "libxml2", "package_version": "2.9.7-13.el8"}}]	\N	f	f	t	f	f	f	not-applicable	2026-02-07 20:16:14.259+00	2026-02-07 20:16:14.259+00	2026-02-07 20:16:14.259+00	\N	\N
89	0	open	github.com/dgrijalva/jwt-go	3.2.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "github.com/dgrijalva/jwt-go", "package_version": "3.2.0"}}]	\N	f	f	t	f	f	f	package	2026-02-08 08:52:52+00	2026-02-08 08:52:52+00	2026-02-08 08:52:52+00	\N	\N
90	0	\N	jinja2	3.1.2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "jinja2", "package_version": "3.1.2"}}]	\N	f	t	t	f	f	t	no-info	\N	\N	\N	\N	\N
90	1	\N	jinja2-dev	3.1.2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "jinja2-dev", "package_version": "3.1.2"}}]	\N	f	f	t	f	f	f	no-info	\N	\N	\N	\N	\N
91	0	open	nokogiri	1.12.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "nokogiri", "package_version": "1.12.5"}}]	[{"meta": {"data": {"upgrade_to": ["9.9.9"]}, "schema_version": "1"}, "type": "automated", "description": "Upgrade the *direct* dependency", "correlation_id": "r-6"}]	f	t	t	f	f	t	package	2026-02-09 03:22:18.074+00	2026-02-09 03:22:18.074+00	2026-02-09 03:22:18.074+00	\N	\N
91	1	open	nokogiri-dev	1.12.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "nokogiri-dev", "package_version": "1.12.5"}}]	\N	f	t	t	f	f	t	package	2026-02-09 03:22:18.074+00	2026-02-09 03:22:18.074+00	2026-02-09 03:22:18.074+00	\N	\N
91	2	open	nokogiri-bin	1.12.5	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "nokogiri-bin", "package_version": "1.12.5"}}]	\N	f	t	f	f	f	t	package	2026-02-09 03:22:18.074+00	2026-02-09 03:22:18.074+00	2026-02-09 03:22:18.074+00	\N	\N
92	0	open	\N	\N	\N	\N	\N	[DocId: 0] > spec > template > spec > containers[web] > securityContext > runAsNonRoot	\N	[{"resourcePath": "[DocId: 0] > spec > template > spec > containers[web] > securityContext > runAsNonRoot"}]	[{"type": "terraform", "description": "Set `versioning.enabled` to `true`"}, {"type": "manual"}]	\N	\N	\N	\N	\N	\N	\N	2026-02-09 20:06:12.445983+00	2026-02-09 20:06:12.445983+00	2026-02-09 20:06:12.445983+00	\N	\N
93	0	\N	github.com/dgrijalva/jwt-go	3.2.0	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "github.com/dgrijalva/jwt-go", "package_version": "3.2.0"}}]	\N	f	f	f	f	f	f	no-info	\N	\N	\N	\N	\N
94	0	\N	jinja2	3.1.2	\N	\N	\N	\N	\N	[{"dependency": {"package_name": "jinja2", "package_version": "3.1.2"}}]	\N	f	t	f	f	f	t	function	\N	\N	\N	\N	\N
\.


--
-- Data for Name: snyk_issue_events; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_issue_events (id, connection_id, issue_id, field, old_value, new_value, changed_at, seen_at, reason, run_id) FROM stdin;
01a20286-3e00-7574-a992-43d360bf63c3	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	69360787-d32d-5c62-a4f9-18dba62bb02a	status	open	resolved	2026-01-04 01:51:08.03+00	2026-11-22 09:11:21.84236+00	\N	01a20286-3d25-7573-8fd4-53187fb41141
01a20286-3fa6-7198-baac-f0bb6bda8805	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	06596569-a60f-5c8f-bf84-f088d00986b4	status	open	resolved	2026-02-02 09:32:40.19+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
01a20286-3fa6-7198-baac-f0bc9a091cde	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	2e3638f6-a46b-5a7c-aea0-04415da3201d	status	open	resolved	2026-01-26 15:12:24.895+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
01a20286-3fa6-7198-baac-f0bdcc7cf436	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	9d0079ef-7343-5a77-8397-227a362f557e	effective_severity_level	high	critical	2026-02-01 23:18:44.359994+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
01a20286-3fa6-7198-baac-f0be74ec8e0e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	74a688a2-46b3-5494-b61c-fc81c2a830c6	status	open	resolved	2026-01-27 02:23:56.511856+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
01a20286-3fa6-7198-baac-f0bfed72ff64	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	0f2a0816-fd8a-5387-a8b4-6f9ee8f769be	ignored	false	true	2026-01-26 09:15:49.886+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
01a20286-3fa6-7198-baac-f0c038fbb611	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	7599090a-24b4-5f08-bb22-371438ab160d	status	open	resolved	2026-01-27 06:52:56.102097+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
01a20286-3fa6-7198-baac-f0c11804b0ca	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	491f15ea-f43d-585e-80a9-ff4f529de0ea	status	open	resolved	2026-01-22 07:57:59.661+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
01a20286-3fa6-7198-baac-f0c2ef2e39e1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	12b75a94-b992-5cef-b18f-f7a5bc78bbf1	status	open	resolved	2026-02-09 08:19:09.23+00	2026-11-22 09:11:22.274374+00	\N	01a20286-3ebb-7376-a2d9-2148f2b95b65
e3a017af-84d8-44c9-9800-12b5dcc97fc3	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	341f506d-927d-59d8-b5c6-50422baab5c1	removed_at	\N	2026-11-22T09:11:22.301194Z	\N	2026-11-22 09:11:22.301194+00	resolved_and_no_longer_listed	01a20286-3ebb-7376-a2d9-2148f2b95b65
dd48220a-627c-4725-b5e0-c3a653b43ce5	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	69360787-d32d-5c62-a4f9-18dba62bb02a	removed_at	\N	2026-11-22T09:11:22.301194Z	\N	2026-11-22 09:11:22.301194+00	resolved_and_no_longer_listed	01a20286-3ebb-7376-a2d9-2148f2b95b65
330dd29d-9dc8-4ce4-9d49-9741ed7a8ac6	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	3001ffd1-e5a0-5726-92e1-0f7368610cab	removed_at	\N	2026-11-22T09:11:22.301194Z	\N	2026-11-22 09:11:22.301194+00	resolved_and_no_longer_listed	01a20286-3ebb-7376-a2d9-2148f2b95b65
\.


--
-- Data for Name: snyk_issue_problems_rows; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_issue_problems_rows (parent, ordinal, problem_id, source, problem_type, url, disclosed_at, discovered_at, updated_at) FROM stdin;
1	0	SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100000	SNYK	vulnerability	\N	\N	\N	2024-02-29 16:36:21.06+00
1	1	CVE-2016-5000	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2016-5000	\N	\N	2024-02-29 16:36:21.060001+00
4	0	snyk:lic:js:minimist:LGPL-2.1:100003	SNYK	rule	\N	\N	\N	\N
5	0	SNYK-JS-AXIOS-100004	SNYK	vulnerability	\N	\N	\N	2024-08-13 20:32:49.78+00
6	0	SNYK-JS-AXIOS-100005	SNYK	vulnerability	\N	2024-08-25 06:07:38.4+00	2024-08-24 06:07:38+00	2024-10-04 06:07:40.654+00
6	1	CVE-2021-5005	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2021-5005	\N	\N	2024-10-04 06:07:40.654001+00
7	0	SNYK-JS-QS-100006	SNYK	vulnerability	\N	\N	\N	2024-11-21 02:27:36.12666+00
7	1	CVE-2022-5006	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2022-5006	\N	\N	2024-11-21 02:27:36.126661+00
11	0	SNYK-JS-SEMVER-100010	SNYK	vulnerability	\N	2025-03-21 18:54:37.36+00	2025-03-20 18:54:37+00	2025-04-30 18:54:39.75+00
11	1	CVE-2016-5010	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2016-5010	\N	\N	2025-04-30 18:54:39.750001+00
12	0	SNYK-JS-SEMVER-100011	SNYK	vulnerability	\N	2025-05-28 05:21:17.93+00	2025-05-27 05:21:17.93+00	2025-07-07 05:21:20.28+00
12	1	CVE-2017-5011	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5011	\N	\N	2025-07-07 05:21:20.280001+00
13	0	javascript/JwtVerificationBypass	SNYK	rule	\N	\N	\N	\N
14	0	SNYK-JS-EXPRESS-100013	SNYK	vulnerability	\N	\N	\N	2025-10-02 00:11:14.89299+00
14	1	CVE-2019-5013	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2019-5013	\N	\N	2025-10-02 00:11:14.892991+00
15	0	SNYK-JS-TOUGHCOOKIE-100014	SNYK	vulnerability	\N	\N	\N	2025-10-10 16:33:23.71+00
15	1	CVE-2020-5014	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2020-5014	\N	\N	2025-10-10 16:33:23.710001+00
3	0	SNYK-JAVA-COMFASTERXMLJACKSONCOREJACKSONDATABIND-100002	SNYK	vulnerability	\N	\N	\N	2024-05-31 12:22:53.209+00
3	1	CVE-2018-5002	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2018-5002	\N	\N	2024-05-31 12:22:53.209001+00
8	0	SNYK-JS-QS-100007	SNYK	vulnerability	\N	\N	\N	2025-01-10 21:45:02.067784+00
8	1	CVE-2023-5007	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2023-5007	\N	\N	2025-01-10 21:45:02.067785+00
17	0	SNYK-JAVA-COMFASTERXMLJACKSONCOREJACKSONDATABIND-100016	SNYK	vulnerability	\N	\N	\N	2026-01-01 22:07:36.096+00
17	1	CVE-2022-5016	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2022-5016	\N	\N	2026-01-01 22:07:36.096001+00
18	0	java/HardcodedPassword	SNYK	rule	\N	\N	\N	\N
19	0	go/PT	SNYK	rule	\N	\N	\N	\N
20	0	SNYK-CC-TF-4	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-4	\N	\N	\N
21	0	SNYK-CC-K8S-10	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-K8S-10	\N	\N	\N
22	0	SNYK-CC-TF-241	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-241	\N	\N	\N
23	0	SNYK-CC-TF-124	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-124	\N	\N	\N
24	0	SNYK-CC-TF-4	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-4	\N	\N	\N
25	0	SNYK-JS-BRACES-100019	SNYK	vulnerability	\N	\N	\N	2026-01-08 02:58:29.176522+00
25	1	CVE-2025-5019	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2025-5019	\N	\N	2026-01-08 02:58:29.176523+00
26	0	SNYK-CC-TF-124	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-124	\N	\N	\N
27	0	SNYK-CC-TF-241	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-241	\N	\N	\N
28	0	SNYK-CC-TF-241	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-241	\N	\N	\N
29	0	SNYK-JAVA-ORGAPACHECOMMONSCOMMONSTEXT-100021	SNYK	vulnerability	\N	\N	\N	2026-01-11 09:59:20.998+00
29	1	CVE-2017-5021	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5021	\N	\N	2026-01-11 09:59:20.998001+00
30	0	SNYK-JAVA-IONETTYNETTYCODECHTTP2-100022	SNYK	vulnerability	\N	\N	\N	2026-01-13 05:17:16.315+00
30	1	CVE-2018-5022	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2018-5022	\N	\N	2026-01-13 05:17:16.315001+00
31	0	SNYK-CC-K8S-4	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-K8S-4	\N	\N	\N
32	0	SNYK-GOLANG-GOLANGORGXNETHTTP2-100001	SNYK	vulnerability	\N	2025-12-04 13:58:22.12+00	2025-12-03 13:58:22.12+00	2026-01-13 13:58:22.78+00
32	1	CVE-2017-5001	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5001	\N	\N	2026-01-13 13:58:22.780001+00
33	0	SNYK-CC-TF-241	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-241	\N	\N	\N
35	0	SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100003	SNYK	vulnerability	\N	2025-12-05 00:59:35.72+00	2025-12-04 00:59:35.72+00	2026-01-14 00:59:36.212+00
35	1	CVE-2019-5003	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2019-5003	\N	\N	2026-01-14 00:59:36.212001+00
36	0	SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100004	SNYK	vulnerability	\N	2025-12-05 21:49:43.65+00	2025-12-04 21:49:43.65+00	2026-01-14 21:49:45.187753+00
36	1	CVE-2020-5004	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2020-5004	\N	\N	2026-01-14 21:49:45.187754+00
37	0	SNYK-JS-MINIMIST-100023	SNYK	vulnerability	\N	2025-12-06 10:51:58.571+00	2025-12-05 10:51:58.571+00	2026-01-15 10:52:01.231707+00
37	1	CVE-2019-5023	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2019-5023	\N	\N	2026-01-15 10:52:01.231708+00
38	0	SNYK-CC-00422	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-00422	\N	\N	\N
41	0	SNYK-JS-AXIOS-100024	SNYK	vulnerability	\N	\N	\N	2026-01-18 18:01:47.219193+00
41	1	CVE-2020-5024	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2020-5024	\N	\N	2026-01-18 18:01:47.219194+00
43	0	SNYK-PYTHON-CRYPTOGRAPHY-100011	SNYK	vulnerability	\N	2025-12-10 15:40:01+00	2025-12-09 15:40:01.44+00	2026-01-19 15:40:04.265+00
43	1	CVE-2017-5011	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5011	\N	\N	2026-01-19 15:40:04.265001+00
44	0	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100007	SNYK	vulnerability	\N	2025-12-11 03:19:55.376+00	2025-12-10 03:19:55.376+00	2026-01-20 03:19:56.866+00
44	1	CVE-2023-5007	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2023-5007	\N	\N	2026-01-20 03:19:56.866001+00
2	0	SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100001	SNYK	vulnerability	\N	2024-02-16 16:10:52.674+00	2024-02-15 16:10:52+00	2024-03-27 16:10:55.923+00
2	1	CVE-2017-5001	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5001	\N	\N	2024-03-27 16:10:55.923001+00
9	0	SNYK-JS-BABELTRAVERSE-100008	SNYK	vulnerability	\N	\N	\N	2025-01-26 14:39:58.288+00
9	1	CVE-2024-5008	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2024-5008	\N	\N	2025-01-26 14:39:58.288001+00
10	0	SNYK-JAVA-IONETTYNETTYCODECHTTP2-100009	SNYK	vulnerability	\N	\N	\N	2025-03-09 05:23:54.82782+00
10	1	CVE-2025-5009	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2025-5009	\N	\N	2025-03-09 05:23:54.827821+00
16	0	java/HardcodedPassword	SNYK	rule	\N	\N	\N	\N
34	0	SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100002	SNYK	vulnerability	\N	\N	\N	2026-01-13 19:52:00.291+00
34	1	CVE-2018-5002	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2018-5002	\N	\N	2026-01-13 19:52:00.291001+00
39	0	SNYK-PYTHON-URLLIB3-100008	SNYK	vulnerability	\N	2025-12-08 18:26:54.634+00	2025-12-07 18:26:54.634+00	2026-01-17 18:26:56.084496+00
39	1	CVE-2024-5008	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2024-5008	\N	\N	2026-01-17 18:26:56.084497+00
40	0	SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100005	SNYK	vulnerability	\N	2025-12-08 20:31:00.38+00	2025-12-07 20:31:00.389+00	2026-01-17 20:31:00.498+00
40	1	CVE-2021-5005	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2021-5005	\N	\N	2026-01-17 20:31:00.498001+00
42	0	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100006	SNYK	vulnerability	\N	\N	\N	2026-01-19 11:13:50.704743+00
42	1	CVE-2022-5006	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2022-5006	\N	\N	2026-01-19 11:13:50.704744+00
45	0	SNYK-CC-00422	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-00422	\N	\N	\N
46	0	SNYK-CC-TF-1	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-1	\N	\N	\N
47	0	SNYK-CC-00773	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-00773	\N	\N	\N
48	0	SNYK-GOLANG-GOOGLEGOLANGORGGRPC-100008	SNYK	vulnerability	\N	\N	\N	2026-01-23 16:49:58.523699+00
48	1	CVE-2024-5008	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2024-5008	\N	\N	2026-01-23 16:49:58.5237+00
49	0	SNYK-CC-00773	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-00773	\N	\N	\N
50	0	SNYK-JS-QS-100027	SNYK	vulnerability	\N	\N	\N	2026-01-24 12:22:09.479+00
50	1	CVE-2023-5027	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2023-5027	\N	\N	2026-01-24 12:22:09.479001+00
51	0	SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100028	SNYK	vulnerability	\N	\N	\N	2026-01-25 01:21:28.31244+00
51	1	CVE-2024-5028	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2024-5028	\N	\N	2026-01-25 01:21:28.312441+00
52	0	SNYK-RHEL8-EXPAT-100000	SNYK	vulnerability	\N	\N	\N	2026-01-25 09:49:32.122132+00
52	1	CVE-2016-5000	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2016-5000	\N	\N	2026-01-25 09:49:32.122133+00
53	0	SNYK-CC-TF-4	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-4	\N	\N	\N
54	0	SNYK-RHEL8-EXPAT-100001	SNYK	vulnerability	\N	\N	\N	2026-01-25 15:58:35.165333+00
54	1	CVE-2017-5001	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5001	\N	\N	2026-01-25 15:58:35.165334+00
55	0	SNYK-GOLANG-GOOGLEGOLANGORGGRPC-100009	SNYK	vulnerability	\N	\N	\N	2026-01-25 20:12:33.835644+00
55	1	CVE-2025-5009	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2025-5009	\N	\N	2026-01-25 20:12:33.835645+00
56	0	SNYK-RHEL8-KRB5LIBS-100002	SNYK	vulnerability	\N	\N	\N	2026-01-25 20:49:27.050219+00
56	1	CVE-2018-5002	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2018-5002	\N	\N	2026-01-25 20:49:27.05022+00
57	0	SNYK-RHEL8-KRB5LIBS-100003	SNYK	vulnerability	\N	\N	\N	2026-01-26 02:49:13.581+00
57	1	CVE-2019-5003	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2019-5003	\N	\N	2026-01-26 02:49:13.581001+00
58	0	SNYK-GOLANG-GOLANGORGXNETHTTP2-100010	SNYK	vulnerability	\N	2025-12-17 21:58:21.56+00	2025-12-16 21:58:21+00	2026-01-26 21:58:22.77+00
58	1	CVE-2016-5010	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2016-5010	\N	\N	2026-01-26 21:58:22.770001+00
59	0	SNYK-PYTHON-DJANGO-100015	SNYK	vulnerability	\N	\N	\N	2026-01-26 22:07:59.24+00
59	1	CVE-2021-5015	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2021-5015	\N	\N	2026-01-26 22:07:59.240001+00
60	0	SNYK-RHEL8-LIBXML2-100004	SNYK	vulnerability	\N	\N	\N	2026-01-27 13:24:19.960099+00
60	1	CVE-2020-5004	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2020-5004	\N	\N	2026-01-27 13:24:19.9601+00
61	0	SNYK-PYTHON-DJANGO-100014	SNYK	vulnerability	\N	2025-12-19 08:13:38.829+00	2025-12-18 08:13:38.82+00	2026-01-28 08:13:41.998437+00
62	0	SNYK-JS-BABELTRAVERSE-100029	SNYK	vulnerability	\N	\N	\N	2026-01-28 15:48:13.504+00
62	1	CVE-2025-5029	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2025-5029	\N	\N	2026-01-28 15:48:13.504001+00
63	0	SNYK-GOLANG-GOLANGORGXNETHTTP2-100011	SNYK	vulnerability	\N	\N	\N	2026-01-29 03:27:59.481+00
63	1	CVE-2017-5011	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5011	\N	\N	2026-01-29 03:27:59.481001+00
64	0	SNYK-RHEL8-LIBXML2-100005	SNYK	vulnerability	\N	\N	\N	2026-01-29 17:38:42.261+00
64	1	CVE-2021-5005	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2021-5005	\N	\N	2026-01-29 17:38:42.261001+00
65	0	javascript/DOMXSS	SNYK	rule	\N	\N	\N	\N
66	0	SNYK-CC-K8S-10	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-K8S-10	\N	\N	\N
67	0	SNYK-RHEL8-EXPAT-100006	SNYK	vulnerability	\N	\N	\N	2026-01-30 10:52:49.320909+00
67	1	CVE-2022-5006	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2022-5006	\N	\N	2026-01-30 10:52:49.32091+00
68	0	SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100012	SNYK	vulnerability	\N	\N	\N	2026-01-30 14:58:36+00
68	1	CVE-2018-5012	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2018-5012	\N	\N	2026-01-30 14:58:36.000001+00
69	0	SNYK-CC-00773	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-00773	\N	\N	\N
70	0	SNYK-JS-SEMVER-100031	SNYK	vulnerability	\N	\N	\N	2026-02-01 17:41:53.293439+00
70	1	CVE-2017-5031	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5031	\N	\N	2026-02-01 17:41:53.29344+00
71	0	snyk:lic:golang:golang.org/x/crypto/ssh:EPL-1.0:100013	SNYK	rule	\N	\N	\N	\N
72	0	SNYK-RHEL8-EXPAT-100007	SNYK	vulnerability	\N	2025-12-24 10:24:46+00	2025-12-23 10:24:46+00	2026-02-02 10:24:48.227+00
72	1	CVE-2023-5007	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2023-5007	\N	\N	2026-02-02 10:24:48.227001+00
73	0	SNYK-JS-EXPRESS-100032	SNYK	vulnerability	\N	\N	\N	2026-02-02 10:55:33.483+00
73	1	CVE-2018-5032	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2018-5032	\N	\N	2026-02-02 10:55:33.483001+00
74	0	SNYK-RUBY-NOKOGIRI-100000	SNYK	vulnerability	\N	\N	\N	2026-02-03 15:38:33.123867+00
74	1	CVE-2016-5000	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2016-5000	\N	\N	2026-02-03 15:38:33.123868+00
75	0	SNYK-RUBY-NOKOGIRI-100001	SNYK	vulnerability	\N	\N	\N	2026-02-03 19:16:45.107891+00
75	1	CVE-2017-5001	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5001	\N	\N	2026-02-03 19:16:45.107892+00
76	0	SNYK-RHEL8-KRB5LIBS-100008	SNYK	vulnerability	\N	\N	\N	2026-02-03 23:54:18.406+00
76	1	CVE-2024-5008	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2024-5008	\N	\N	2026-02-03 23:54:18.406001+00
77	0	SNYK-CC-TF-241	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-241	\N	\N	\N
78	0	SNYK-RUBY-RACK-100002	SNYK	vulnerability	\N	\N	\N	2026-02-04 04:20:12.05+00
78	1	CVE-2018-5002	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2018-5002	\N	\N	2026-02-04 04:20:12.050001+00
79	0	SNYK-RUBY-RACK-100003	SNYK	vulnerability	\N	2025-12-26 06:28:48.943+00	2025-12-25 06:28:48.943+00	2026-02-04 06:28:48.963+00
79	1	CVE-2019-5003	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2019-5003	\N	\N	2026-02-04 06:28:48.963001+00
80	0	javascript/JwtVerificationBypass	SNYK	rule	\N	\N	\N	\N
81	0	SNYK-CC-TF-241	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-241	\N	\N	\N
82	0	SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100015	SNYK	vulnerability	\N	\N	\N	2026-02-05 04:37:44.652+00
82	1	CVE-2021-5015	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2021-5015	\N	\N	2026-02-05 04:37:44.652001+00
83	0	SNYK-PYTHON-PYYAML-100018	SNYK	vulnerability	\N	\N	\N	2026-02-05 06:37:26.502+00
84	0	SNYK-RUBY-ACTIONPACK-100004	SNYK	vulnerability	\N	2025-12-27 11:18:54.38+00	2025-12-26 11:18:54.38+00	2026-02-05 11:18:55.502028+00
84	1	CVE-2020-5004	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2020-5004	\N	\N	2026-02-05 11:18:55.502029+00
85	0	SNYK-CC-TF-124	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-124	\N	\N	\N
86	0	SNYK-DEBIAN11-BINUTILSBINUTILSCOMMON-100008	SNYK	vulnerability	\N	\N	\N	2026-02-06 16:56:56.256241+00
86	1	CVE-2024-5008	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2024-5008	\N	\N	2026-02-06 16:56:56.256242+00
87	0	SNYK-RUBY-ACTIONPACK-100005	SNYK	vulnerability	\N	\N	\N	2026-02-06 18:06:19.939+00
87	1	CVE-2021-5005	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2021-5005	\N	\N	2026-02-06 18:06:19.939001+00
88	0	SNYK-RHEL8-LIBXML2-100010	SNYK	vulnerability	\N	2025-12-29 20:16:14.259+00	2025-12-28 20:16:14.259+00	2026-02-07 20:16:15.769+00
88	1	CVE-2016-5010	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2016-5010	\N	\N	2026-02-07 20:16:15.769001+00
89	0	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100016	SNYK	vulnerability	\N	\N	\N	2026-02-08 08:52:52.67+00
89	1	CVE-2022-5016	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2022-5016	\N	\N	2026-02-08 08:52:52.670001+00
90	0	SNYK-PYTHON-JINJA2-100021	SNYK	vulnerability	\N	\N	\N	2026-02-08 23:24:39.039+00
90	1	CVE-2017-5021	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2017-5021	\N	\N	2026-02-08 23:24:39.039001+00
91	0	SNYK-RUBY-NOKOGIRI-100006	SNYK	vulnerability	\N	\N	\N	2026-02-09 03:22:21.074+00
91	1	CVE-2022-5006	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2022-5006	\N	\N	2026-02-09 03:22:21.074001+00
92	0	SNYK-CC-TF-124	SNYK	rule	https://security.snyk.io/rules/cloud/SNYK-CC-TF-124	\N	\N	\N
93	0	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100017	SNYK	vulnerability	\N	\N	\N	2026-02-09 20:06:21.339052+00
93	1	CVE-2023-5017	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2023-5017	\N	\N	2026-02-09 20:06:21.339053+00
94	0	SNYK-PYTHON-JINJA2-100035	SNYK	vulnerability	\N	\N	\N	2026-02-09 20:36:22.285953+00
94	1	CVE-2021-5035	NVD	vulnerability	https://nvd.nist.gov/vuln/detail/CVE-2021-5035	\N	\N	2026-02-09 20:36:22.285954+00
\.


--
-- Data for Name: snyk_issue_risk_factors_rows; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_issue_risk_factors_rows (parent, ordinal, name, value, included_in_score, updated_at, links) FROM stdin;
7	0	deployed	f	t	2024-11-21 02:27:33+00	\N
7	1	public_facing	t	\N	2024-11-21 02:27:33+00	{"evidence": "https://app.snyk.io/evidence/6"}
13	0	deployed	t	t	2025-07-10 22:09:17.72+00	\N
13	1	public_facing	t	\N	2025-07-10 22:09:17.72+00	{"evidence": "https://app.snyk.io/evidence/12"}
19	0	deployed	f	t	2026-01-05 01:51:33+00	\N
19	1	public_facing	t	\N	2026-01-05 01:51:33+00	{"evidence": "https://app.snyk.io/evidence/18"}
27	0	deployed	t	t	2026-01-09 23:52:15.32+00	\N
27	1	public_facing	t	\N	2026-01-09 23:52:15.32+00	{"evidence": "https://app.snyk.io/evidence/20"}
29	0	deployed	t	t	2026-01-11 09:59:18.498+00	\N
29	1	public_facing	t	\N	2026-01-11 09:59:18.498+00	{"evidence": "https://app.snyk.io/evidence/21"}
30	0	deployed	t	t	2026-01-13 05:17:13.067+00	\N
30	1	public_facing	t	\N	2026-01-13 05:17:13.067+00	{"evidence": "https://app.snyk.io/evidence/22"}
38	0	deployed	t	t	2026-01-16 00:40:54.1+00	\N
38	1	public_facing	t	\N	2026-01-16 00:40:54.1+00	{"evidence": "https://app.snyk.io/evidence/8"}
48	0	deployed	f	t	2026-01-23 16:49:56.023699+00	\N
48	1	public_facing	t	\N	2026-01-23 16:49:56.023699+00	{"evidence": "https://app.snyk.io/evidence/8"}
49	0	deployed	t	t	2026-01-23 20:51:43+00	\N
49	1	public_facing	t	\N	2026-01-23 20:51:43+00	{"evidence": "https://app.snyk.io/evidence/12"}
53	0	deployed	f	t	2026-01-25 14:51:02.458058+00	\N
53	1	public_facing	t	\N	2026-01-25 14:51:02.458058+00	{"evidence": "https://app.snyk.io/evidence/13"}
55	0	deployed	f	t	2026-01-25 20:12:31.17+00	\N
55	1	public_facing	t	\N	2026-01-25 20:12:31.17+00	{"evidence": "https://app.snyk.io/evidence/9"}
67	0	deployed	f	t	2026-01-30 10:52:48.870909+00	\N
67	1	public_facing	t	\N	2026-01-30 10:52:48.870909+00	{"evidence": "https://app.snyk.io/evidence/6"}
69	0	deployed	t	t	2026-02-01 13:56:01+00	\N
69	1	public_facing	t	\N	2026-02-01 13:56:01+00	{"evidence": "https://app.snyk.io/evidence/17"}
77	0	deployed	t	t	2026-02-04 03:39:20.590993+00	\N
77	1	public_facing	t	\N	2026-02-04 03:39:20.590993+00	{"evidence": "https://app.snyk.io/evidence/18"}
84	0	deployed	f	t	2026-02-05 11:18:54.380028+00	\N
84	1	public_facing	t	\N	2026-02-05 11:18:54.380028+00	{"evidence": "https://app.snyk.io/evidence/4"}
\.


--
-- Data for Name: snyk_issue_severities_rows; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_issue_severities_rows (parent, ordinal, source, level, score, vector, version, modified_at) FROM stdin;
1	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2024-02-29 16:36:21.06+00
1	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2024-02-29 16:36:21.06+00
5	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2024-08-13 20:32:49.78+00
6	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2024-10-04 06:07:40.654+00
6	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2024-10-04 06:07:40.654+00
7	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2024-11-21 02:27:36.12666+00
7	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2024-11-21 02:27:36.12666+00
11	0	Snyk	medium	6.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2025-04-30 18:54:39.75+00
11	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2025-04-30 18:54:39.75+00
12	0	Snyk	low	3.3	CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:L	3.1	2025-07-07 05:21:20.28+00
12	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2025-07-07 05:21:20.28+00
14	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2025-10-02 00:11:14.89299+00
14	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2025-10-02 00:11:14.89299+00
15	0	Snyk	medium	6.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2025-10-10 16:33:23.71+00
3	0	Snyk	medium	6.1	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N	3.1	2024-05-31 12:22:53.209+00
3	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2024-05-31 12:22:53.209+00
8	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:N	3.1	2025-01-10 21:45:02.067784+00
8	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2025-01-10 21:45:02.067784+00
17	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L	3.1	2026-01-01 22:07:36.096+00
17	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-01 22:07:36.096+00
25	0	Snyk	high	7.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L	3.1	2026-01-08 02:58:29.176522+00
29	0	Snyk	low	3.7	CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N	3.1	2026-01-11 09:59:20.998+00
29	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-11 09:59:20.998+00
30	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-13 05:17:16.315+00
32	0	Snyk	high	7.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L	3.1	2026-01-13 13:58:22.78+00
32	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-13 13:58:22.78+00
35	0	Snyk	low	3.7	CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N	3.1	2026-01-14 00:59:36.212+00
35	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-14 00:59:36.212+00
36	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-14 21:49:45.187753+00
37	0	Snyk	medium	5.5	CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2026-01-15 10:52:01.231707+00
37	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-15 10:52:01.231707+00
41	0	Snyk	high	7.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L	3.1	2026-01-18 18:01:47.219193+00
43	0	Snyk	low	3.3	CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:L	3.1	2026-01-19 15:40:04.265+00
44	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:N	3.1	2026-01-20 03:19:56.866+00
44	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-20 03:19:56.866+00
2	0	Snyk	high	7.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L	3.1	2024-03-27 16:10:55.923+00
2	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2024-03-27 16:10:55.923+00
9	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2025-01-26 14:39:58.288+00
10	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N	3.1	2025-03-09 05:23:54.82782+00
10	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2025-03-09 05:23:54.82782+00
34	0	Snyk	medium	6.1	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N	3.1	2026-01-13 19:52:00.291+00
39	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-17 18:26:56.084496+00
40	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-17 20:31:00.498+00
40	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-17 20:31:00.498+00
42	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-19 11:13:50.704743+00
42	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-19 11:13:50.704743+00
48	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-23 16:49:58.523699+00
48	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-23 16:49:58.523699+00
50	0	Snyk	medium	6.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2026-01-24 12:22:09.479+00
50	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-24 12:22:09.479+00
51	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-25 01:21:28.31244+00
51	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-25 01:21:28.31244+00
52	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-25 09:49:32.122132+00
54	0	Snyk	high	7.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L	3.1	2026-01-25 15:58:35.165333+00
55	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N	3.1	2026-01-25 20:12:33.835644+00
55	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-25 20:12:33.835644+00
56	0	Snyk	medium	6.1	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N	3.1	2026-01-25 20:49:27.050219+00
56	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-25 20:49:27.050219+00
57	0	Snyk	low	3.7	CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N	3.1	2026-01-26 02:49:13.581+00
57	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-26 02:49:13.581+00
58	0	Snyk	medium	6.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2026-01-26 21:58:22.77+00
59	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L	3.1	2026-01-26 22:07:59.24+00
59	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-26 22:07:59.24+00
60	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-27 13:24:19.960099+00
60	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-27 13:24:19.960099+00
61	0	Snyk	medium	6.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2026-01-28 08:13:41.998437+00
62	0	Snyk	medium	5.5	CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2026-01-28 15:48:13.504+00
62	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-28 15:48:13.504+00
63	0	Snyk	low	3.3	CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:L	3.1	2026-01-29 03:27:59.481+00
64	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-29 17:38:42.261+00
64	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-01-29 17:38:42.261+00
67	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-01-30 10:52:49.320909+00
68	0	Snyk	medium	5.5	CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2026-01-30 14:58:36+00
70	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L	3.1	2026-02-01 17:41:53.293439+00
70	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-01 17:41:53.293439+00
72	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:N	3.1	2026-02-02 10:24:48.227+00
72	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-02 10:24:48.227+00
73	0	Snyk	medium	6.1	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N	3.1	2026-02-02 10:55:33.483+00
74	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-03 15:38:33.123867+00
75	0	Snyk	high	7.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L	3.1	2026-02-03 19:16:45.107891+00
75	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-03 19:16:45.107891+00
76	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-02-03 23:54:18.406+00
76	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-03 23:54:18.406+00
78	0	Snyk	medium	6.1	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N	3.1	2026-02-04 04:20:12.05+00
78	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-04 04:20:12.05+00
79	0	Snyk	low	3.7	CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N	3.1	2026-02-04 06:28:48.963+00
79	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-04 06:28:48.963+00
82	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L	3.1	2026-02-05 04:37:44.652+00
82	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-05 04:37:44.652+00
83	0	Snyk	medium	6.1	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N	3.1	2026-02-05 06:37:26.502+00
84	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-05 11:18:55.502028+00
84	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-05 11:18:55.502028+00
86	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-02-06 16:56:56.256241+00
87	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-02-06 18:06:19.939+00
88	0	Snyk	medium	6.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H	3.1	2026-02-07 20:16:15.769+00
88	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-07 20:16:15.769+00
89	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L	3.1	2026-02-08 08:52:52.67+00
90	0	Snyk	low	3.7	CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N	3.1	2026-02-08 23:24:39.039+00
91	0	Snyk	critical	9.8	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H	3.1	2026-02-09 03:22:21.074+00
91	1	NVD	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-09 03:22:21.074+00
93	0	Snyk	medium	5.3	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L	3.1	2026-02-09 20:06:21.339052+00
94	0	Snyk	high	7.5	CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H	3.1	2026-02-09 20:36:22.285953+00
\.


--
-- Data for Name: snyk_issues; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_issues (id, connection_id, source_id, source_key, organization_id, organization_source_id, project_id, environment_id, scan_item_id, scan_item_type, title, description, issue_type, tool, effective_severity_level, status, ignored, ignore_id, key_asset, risk_score, risk_model, risk_scored_at, resolved_at, resolution_type, resolution_details, exploit_maturity, exploit_maturity_levels, exploit_sources, package_name, package_version, cve, cvss_score, fixable, upgradeable, patchable, pinnable, reachability, test_executions, created_at, updated_at, url, extra, synced_at, removed_at, seen_in, content_hash, rowid) FROM stdin;
35a611b2-f3e4-53e4-aad3-18ded917be0a	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	287acdba-d437-47b9-a0e2-c21cb295f2ba	SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100000	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Denial of Service (DoS)	\N	package_vulnerability	snyk://maven-deps	high	open	f	\N	\N	536	v1	2024-02-29 16:36:20.06+00	\N	\N	\N	\N	\N	\N	org.apache.logging.log4j:log4j-core	2.14.1	CVE-2016-5000	7.5	t	f	f	f	function	\N	2024-02-29 16:36:20.06+00	2024-02-29 16:36:20.06+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100000	\N	2026-11-22 09:11:22.274374+00	\N	27	1991093796278986646	1
06596569-a60f-5c8f-bf84-f088d00986b4	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	f8f7c2cc-97a4-49a8-a795-5dc6929b2268	SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100001	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Prototype Pollution	\N	package_vulnerability	snyk://maven-deps	high	resolved	f	\N	\N	677	v1	\N	2026-02-02 09:32:40.19+00	disappeared	no longer detected in the latest test	\N	\N	\N	org.apache.logging.log4j:log4j-core	2.14.1	CVE-2017-5001	7.5	t	t	f	f	package	\N	2024-03-27 16:10:52.674+00	2026-02-02 09:32:40.19+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100001	\N	2026-11-22 09:11:22.274374+00	\N	27	7401648345601822590	2
333425bb-c674-5c40-8d16-9a66daafdbcd	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	0d035ddc-b9b3-4681-bbd6-77a7a365f495	snyk:lic:js:minimist:LGPL-2.1:100003	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	LGPL-2.1 license	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	license	\N	medium	open	f	\N	\N	396	v1	\N	\N	\N	\N	\N	\N	\N	minimist	1.2.5	\N	\N	t	\N	\N	\N	\N	\N	2024-06-17 03:21:37.719606+00	2024-06-17 03:21:37.719606+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-snyk:lic:js:minimist:LGPL-2.1:100003	{"attributes": {"severities": []}}	2026-11-22 09:11:22.274374+00	\N	27	-5715485411892364897	4
93aa739f-a96a-576f-84f1-b997d8e0aec2	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	4e1d6e72-be9b-4c0d-a49d-3c491acff909	SNYK-JS-AXIOS-100004	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Denial of Service (DoS)	\N	package_vulnerability	snyk://npm-deps	high	open	f	\N	\N	\N	\N	\N	\N	\N	\N	attacked	[{"level": "attacked", "format": "CVSS_v4"}]	[]	axios	0.21.1	\N	7.5	t	f	f	f	no-info	\N	2024-08-13 20:32:48.248+00	2024-08-13 20:32:48.248+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-AXIOS-100004	\N	2026-11-22 09:11:22.274374+00	\N	27	-3108240088037175574	5
7d36b02f-3844-5e29-8d37-9d32b2b4c706	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	15eede77-7c01-4365-b98d-09fe04be2b45	SNYK-JS-SEMVER-100010	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Integer Overflow or Wraparound	\N	package_vulnerability	\N	medium	open	f	\N	\N	344	v1	\N	\N	\N	\N	\N	\N	\N	semver	5.7.1	CVE-2016-5010	7.5	t	t	f	f	no-info	\N	2025-04-30 18:54:37.36+00	2025-04-30 18:54:37.36+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-SEMVER-100010	\N	2026-11-22 09:11:22.274374+00	\N	27	338708456462047267	11
9d0079ef-7343-5a77-8397-227a362f557e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	84d25b23-c9b1-4e1f-a1f3-91dfc1ab564b	SNYK-JAVA-IONETTYNETTYCODECHTTP2-100009	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Directory Traversal	\N	package_vulnerability	\N	critical	open	f	\N	\N	629	v1	2025-03-09 05:23:51.62+00	\N	\N	\N	unreported	[{"level": "unreported", "format": "CVSS_v4"}]	[]	io.netty:netty-codec-http2	4.1.94.Final	CVE-2025-5009	7.5	f	f	f	f	function	\N	2025-03-09 05:23:51.62+00	2026-02-01 23:18:44.359994+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-IONETTYNETTYCODECHTTP2-100009	\N	2026-11-22 09:11:22.274374+00	\N	27	-6191867989943424529	10
e04663a6-9f4b-51d9-a1ad-c493cfe1e2df	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	4c0ea226-6b80-4d3c-b5ac-8206cda2dcc0	SNYK-JS-AXIOS-100005	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Remote Code Execution (RCE)	\N	package_vulnerability	\N	critical	open	f	\N	\N	933	v1	\N	\N	\N	\N	\N	\N	\N	axios	0.21.1	CVE-2021-5005	9.8	f	f	f	f	package	\N	2024-10-04 06:07:38.4+00	2024-10-04 06:07:38.4+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-AXIOS-100005	\N	2026-11-22 09:11:22.274374+00	\N	27	-1996400156809037509	6
1da5f3d4-8c3a-597f-9d81-2da9059967b3	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	7e0f8589-b078-4ee8-ae99-753541400cf5	SNYK-JS-QS-100006	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Deserialization of Untrusted Data	\N	package_vulnerability	\N	critical	open	f	\N	\N	845	v1	\N	\N	\N	\N	proof of concept	[{"level": "proof of concept", "format": "CVSS_v4"}]	[]	qs	6.5.2	CVE-2022-5006	9.8	t	t	f	t	no-info	\N	2024-11-21 02:27:33+00	2025-12-01 01:58:58+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-QS-100006	\N	2026-11-22 09:11:22.274374+00	\N	27	-8595701417349091064	7
dc3304b1-289b-584c-8c9b-f1afd9059e8e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5ab0227c-b59a-4fd0-a393-b4337a7374ac	SNYK-JAVA-COMFASTERXMLJACKSONCOREJACKSONDATABIND-100016	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Regular Expression Denial of Service (ReDoS)	\N	package_vulnerability	\N	medium	open	f	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	com.fasterxml.jackson.core:jackson-databind	2.9.10.4	CVE-2022-5016	7.5	t	t	f	f	no-info	[{"id": "14c12eac-4c5e-4ce4-8db0-4b32580b0044", "type": "test-workflow-execution"}]	2026-01-01 22:07:33.02+00	2026-01-01 22:07:33.02+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-COMFASTERXMLJACKSONCOREJACKSONDATABIND-100016	\N	2026-11-22 09:11:22.274374+00	\N	27	-247992972467605721	17
69360787-d32d-5c62-a4f9-18dba62bb02a	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	c7ad7ff2-d47c-4550-8431-1ee801061b96	SNYK-JS-QS-100007	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Improper Input Validation	\N	package_vulnerability	snyk://npm-deps	medium	resolved	f	\N	\N	383	v1	\N	2026-01-04 01:51:08.03+00	fixed	\N	unreported	[{"level": "unreported", "format": "CVSS_v4"}]	[]	qs	6.5.2	CVE-2023-5007	7.5	t	f	f	t	function	\N	2025-01-10 21:45:00.149+00	2026-01-04 01:51:08.03+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-QS-100007	\N	2026-11-22 09:11:21.84236+00	2026-11-22 09:11:22.301194+00	14	7332338545567193293	8
b88d1b87-f878-5d31-9771-8356e831c87f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8d4c557a-c08b-4beb-95a1-36ab2c2279ee	SNYK-CC-TF-124:07438fa84dc66b32	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	S3 bucket versioning disabled	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	config	\N	low	open	f	\N	\N	194	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	[{"id": "81da9683-32d0-4b15-b596-092c9f661017", "type": "test-workflow-execution"}]	2026-01-08 10:02:14.742+00	2026-01-08 10:02:14.742+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-124:07438fa84dc66b32	\N	2026-11-22 09:11:22.274374+00	\N	27	-7682224402842673386	26
ae66ab77-2cc6-515f-b0b8-f3492bb1caa2	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	43ad7fbd-bd3b-42d6-a9db-d58f25e0c9a7	SNYK-CC-TF-241:6179f7887a214bde	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	13ae3df6-14ce-5e96-bd8a-6bc6f32c97f9	\N	3ba2ab13-e334-4b32-ab31-36946783015a	project	Storage Account does not enforce latest TLS	\N	config	\N	high	open	f	\N	\N	571	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-09 23:52:15.32+00	2026-01-09 23:52:15.32+00	http://127.0.0.1:35871/org/payments/project/3ba2ab13-e334-4b32-ab31-36946783015a#issue-SNYK-CC-TF-241:6179f7887a214bde	\N	2026-11-22 09:11:22.274374+00	\N	27	-7586213599161434330	27
341f506d-927d-59d8-b5c6-50422baab5c1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	6d5d0887-6eb1-48f6-8140-d8719b6bc84f	SNYK-CC-K8S-4:1441b85dbd66b45a	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Container is running without memory limit	\N	custom	\N	low	resolved	f	\N	\N	\N	\N	\N	2026-01-13 09:26:41.09+00	fixed	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	[{"id": "934bfc5a-d6ea-45c1-8c26-1c0b59f5fbba", "type": "test-workflow-execution"}]	2026-01-13 07:36:11.956+00	2026-01-13 09:26:41.09+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-CC-K8S-4:1441b85dbd66b45a	\N	2026-11-22 09:11:21.84236+00	2026-11-22 09:11:22.301194+00	14	-3612736968382667787	31
66f5aea1-76e3-5bb1-b752-23044c828528	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5110ee21-ea5f-447e-8e18-c3f3fe232c64	SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100003	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Open Redirect – «außerhalb»	\N	package_vulnerability	snyk://gomodules-deps	low	open	f	\N	\N	\N	\N	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	golang.org/x/crypto/ssh	0.16.0	CVE-2019-5003	7.5	t	t	f	f	function	\N	2026-01-14 00:59:35.72+00	2026-01-14 00:59:35.72+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100003	\N	2026-11-22 09:11:22.274374+00	\N	27	7525297229090233482	35
aa37b580-b555-5e7a-9304-078405286cdb	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	15bdeab3-ba4f-4f3d-809f-b913c22faf17	SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100004	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Denial of Service (DoS)	\N	package_vulnerability	snyk://gomodules-deps	high	open	f	\N	\N	\N	\N	\N	\N	\N	\N	unreported	[{"level": "unreported", "format": "CVSS_v4"}]	[]	github.com/gogo/protobuf	1.3.1	CVE-2020-5004	7.5	t	f	f	f	no-info	\N	2026-01-14 21:49:43.65+00	2026-01-14 21:49:43.65+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100004	\N	2026-11-22 09:11:22.274374+00	\N	27	3014162555186857080	36
3001ffd1-e5a0-5726-92e1-0f7368610cab	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	2906098f-137e-4e22-a582-547db0985364	SNYK-JS-MINIMIST-100023	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Out-of-bounds Read	\N	package_vulnerability	snyk://npm-deps	medium	resolved	f	\N	\N	\N	\N	\N	2026-01-18 18:02:48.661793+00	disappeared	\N	\N	\N	\N	minimist	1.2.5	CVE-2019-5023	7.5	t	t	f	f	no-info	\N	2026-01-15 10:51:58.571+00	2026-01-18 18:02:48.661793+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-MINIMIST-100023	{"attributes": {"risk": {"factors": []}}}	2026-11-22 09:11:21.84236+00	2026-11-22 09:11:22.301194+00	14	-5154410055256130051	37
35a31246-7b2a-53f7-9944-3594ff2870d3	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	0d37c06d-b9cd-4cd9-aa13-d3bc70e79e82	SNYK-JS-SEMVER-100011	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Resource Exhaustion	\N	package_vulnerability	snyk://npm-deps	low	open	f	\N	\N	233	v1	2025-07-07 05:21:17.93+00	\N	\N	\N	attacked	[{"level": "attacked", "format": "CVSS_v4"}]	[]	semver	5.7.1	CVE-2017-5011	7.5	t	t	f	f	no-info	\N	2025-07-07 05:21:17.93+00	2025-07-07 05:21:17.93+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-SEMVER-100011	\N	2026-11-22 09:11:22.274374+00	\N	27	4206134603671422265	12
dd3b0b55-6935-55a1-845d-79cfaa71b0d1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5e098db6-0d45-40e0-9423-0b07018305c0	8a58759a-dd1a-447d-934d-ac4b635d356a:3f376a4a.655a327a.d5669a23.69d110ec.52e6e496.c28ce7b4.6f4ef2a5.d93bb14b:12	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	d15c1d35-6356-5bc2-87ab-4203363e5b97	\N	8a58759a-dd1a-447d-934d-ac4b635d356a	project	Unverified JWT – 署名なし	\N	code	\N	info	open	f	\N	1886c291-1778-4329-9c18-8f6698285cf5	79	v1	2025-07-10 22:09:17.72+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	t	\N	\N	\N	\N	\N	2025-07-10 22:09:17.72+00	2025-07-10 22:09:17.72+00	http://127.0.0.1:35871/org/payments/project/8a58759a-dd1a-447d-934d-ac4b635d356a#issue-8a58759a-dd1a-447d-934d-ac4b635d356a:3f376a4a.655a327a.d5669a23.69d110ec.52e6e496.c28ce7b4.6f4ef2a5.d93bb14b:12	\N	2026-11-22 09:11:22.274374+00	\N	27	2716618105329816563	13
083f780a-a7dc-57a0-9afc-75ffe8c85b29	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	a421dc4e-ee43-4965-962a-ddfe0b4de3c7	SNYK-JS-EXPRESS-100013	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Denial of Service (DoS)	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://npm-deps	high	open	f	\N	\N	638	v1	\N	\N	\N	\N	\N	\N	\N	express	4.16.4	CVE-2019-5013	7.5	t	f	f	t	no-info	\N	2025-10-02 00:11:11.701+00	2025-10-02 00:11:11.701+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-EXPRESS-100013	\N	2026-11-22 09:11:22.274374+00	\N	27	1134245807486156408	14
8058a82c-fcb9-56a2-becd-17cbea7339e8	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	a7985383-d5e6-4916-a3bd-c2f2220d3422	SNYK-JS-TOUGHCOOKIE-100014	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Integer Overflow or Wraparound	\N	package_vulnerability	snyk://npm-deps	medium	open	f	\N	\N	318	v1	\N	\N	\N	\N	\N	\N	\N	tough-cookie	2.5.0	CVE-2020-5014	6.5	t	t	f	f	no-info	[{"id": "3048ace6-caa5-46cf-a044-a4b88327c645", "type": "test-workflow-execution"}, {"id": "run-14", "type": "custom-execution"}]	2025-10-10 16:33:21.71+00	2025-10-10 16:33:21.71+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-TOUGHCOOKIE-100014	\N	2026-11-22 09:11:22.274374+00	\N	27	2508330530746461396	15
d6a440d8-385f-5add-9edf-132e7f8d4109	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5fd15e0e-8bbf-4512-a0c9-8c090ffafb74	SNYK-JAVA-COMFASTERXMLJACKSONCOREJACKSONDATABIND-100002	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Cross-site Scripting (XSS)	\N	package_vulnerability	snyk://maven-deps	medium	open	f	\N	\N	415	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	com.fasterxml.jackson.core:jackson-databind	2.9.10.4	CVE-2018-5002	7.5	t	t	f	f	package	\N	2024-05-31 12:22:51.273+00	2026-01-10 12:44:25.31+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-COMFASTERXMLJACKSONCOREJACKSONDATABIND-100002	\N	2026-11-22 09:11:22.274374+00	\N	27	-4610954079963873682	3
7055a39d-4341-5643-8fe8-dbefb4694fa3	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	23f2c7e4-0398-4be1-805f-df373eb060de	8a58759a-dd1a-447d-934d-ac4b635d356a:36b73518.519eb596.cd586315.a93c6c43.19575415.ebfe664b.8490a808.6fd3bf7e:17	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	d15c1d35-6356-5bc2-87ab-4203363e5b97	\N	8a58759a-dd1a-447d-934d-ac4b635d356a	project	Use of Hardcoded Credentials	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	code	\N	high	open	f	\N	de6ffcbd-f5ec-4537-92f8-e7c20899a90f	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	t	\N	\N	\N	\N	\N	2026-01-03 15:16:35.65378+00	2026-01-03 15:16:35.65378+00	http://127.0.0.1:35871/org/payments/project/8a58759a-dd1a-447d-934d-ac4b635d356a#issue-8a58759a-dd1a-447d-934d-ac4b635d356a:36b73518.519eb596.cd586315.a93c6c43.19575415.ebfe664b.8490a808.6fd3bf7e:17	\N	2026-11-22 09:11:22.274374+00	\N	27	40031594868447655	18
a29f1afd-dabb-5745-bb12-c6fe489f00b9	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8dab338c-89bb-404f-831f-5a5bfb553de8	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100007	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Improper Input Validation	\N	package_vulnerability	snyk://gomodules-deps	medium	open	f	\N	\N	303	v1	\N	\N	\N	\N	\N	\N	\N	github.com/dgrijalva/jwt-go	3.2.0	CVE-2023-5007	7.5	t	t	f	f	package	\N	2026-01-20 03:19:55.376+00	2026-01-20 03:19:55.376+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100007	\N	2026-11-22 09:11:22.274374+00	\N	27	7628719665082801526	44
491f15ea-f43d-585e-80a9-ff4f529de0ea	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	6501086a-bd93-496e-bb09-fdf7b1595299	SNYK-CC-00422:e797566f24656869	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	13ae3df6-14ce-5e96-bd8a-6bc6f32c97f9	\N	3ba2ab13-e334-4b32-ab31-36946783015a	project	IAM policy allows wildcard actions	\N	config	\N	critical	resolved	f	\N	\N	883	v1	\N	2026-01-22 07:57:59.661+00	disappeared	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-20 08:57:39.944+00	2026-01-22 07:57:59.661+00	http://127.0.0.1:35871/org/payments/project/3ba2ab13-e334-4b32-ab31-36946783015a#issue-SNYK-CC-00422:e797566f24656869	\N	2026-11-22 09:11:22.274374+00	\N	27	-4691999246741818281	45
bda776a4-638f-5215-80ff-9ce24c64ba51	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	83ac6e71-d198-4c50-86ee-997956ddac62	8a58759a-dd1a-447d-934d-ac4b635d356a:630f873e.df2f5ba2.d4fab41e.426393eb.7f495ba6.2fd7187a.b39bf49e.3910f72a:18	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	d15c1d35-6356-5bc2-87ab-4203363e5b97	\N	8a58759a-dd1a-447d-934d-ac4b635d356a	project	Path Traversal	\N	code	\N	high	open	f	\N	c92f399a-fb95-49aa-8d41-d13ef967abb3	654	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	t	\N	\N	\N	\N	\N	2026-01-05 01:51:33+00	2026-01-05 01:51:33+00	http://127.0.0.1:35871/org/payments/project/8a58759a-dd1a-447d-934d-ac4b635d356a#issue-8a58759a-dd1a-447d-934d-ac4b635d356a:630f873e.df2f5ba2.d4fab41e.426393eb.7f495ba6.2fd7187a.b39bf49e.3910f72a:18	\N	2026-11-22 09:11:22.274374+00	\N	27	-2229201037119371001	19
d6bb785c-18af-5d6f-8997-f8388b2ba362	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	1b71d5f1-a130-40ab-8e05-ec40096b7b34	SNYK-CC-TF-4:141132d9942d3ef3	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Non-encrypted S3 Bucket	\N	config	\N	medium	open	f	\N	\N	428	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	[{"id": "4160c9c2-8974-47a7-bc71-54f56735664d", "type": "test-workflow-execution"}]	2026-01-05 05:44:04.47+00	2026-01-05 05:44:04.47+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-4:141132d9942d3ef3	\N	2026-11-22 09:11:22.274374+00	\N	27	-8286049815318807178	20
811804e2-c297-544f-8450-2ce81d90bde6	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	6440f130-2ea1-4657-9f09-fa6fa0f386e6	SNYK-CC-K8S-10:a73a4df592d7c996	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Container is running without root user control	\N	config	\N	medium	open	f	\N	\N	379	v1	2026-01-05 14:31:00.637718+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-05 14:31:00.637718+00	2026-01-05 14:31:00.637718+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-K8S-10:a73a4df592d7c996	\N	2026-11-22 09:11:22.274374+00	\N	27	8277739604505411083	21
9da78ee3-0a84-5dab-962f-2ae88aa05d43	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	4bb92f74-0e0b-424c-8bfe-8f73a6450b1a	SNYK-CC-TF-241:3f2cbd12e9511b1f	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Storage Account does not enforce latest TLS	\N	config	\N	high	open	f	\N	\N	523	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-05 15:29:28.22+00	2026-01-05 15:29:28.22+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-241:3f2cbd12e9511b1f	\N	2026-11-22 09:11:22.274374+00	\N	27	4486555170873626831	22
2ec8b6ba-8b74-5368-928f-15cac7d23e81	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	3a89a1c6-7837-4c87-9f3d-e2e0f5251d6b	SNYK-CC-TF-124:7753009a0c56469f	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	S3 bucket versioning disabled	\N	config	\N	low	open	f	\N	\N	173	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-06 00:46:34.564+00	2026-01-06 00:46:34.564+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-124:7753009a0c56469f	\N	2026-11-22 09:11:22.274374+00	\N	27	5294510468527983249	23
753225f0-0851-56fd-acac-10cf4442f70d	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	17a2a3f3-bf2d-466d-b49a-b01000e8a027	SNYK-CC-TF-4:3d5cf300516219f2	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Non-encrypted S3 Bucket	\N	config	\N	medium	open	f	\N	\N	444	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-06 23:47:20.274+00	2026-01-06 23:47:20.274+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-4:3d5cf300516219f2	\N	2026-11-22 09:11:22.274374+00	\N	27	-4056097368521347054	24
15b030eb-1dc3-505b-bab4-69132d22764f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	d5b2ae6d-bbaa-4350-b119-92b0651c99f5	SNYK-JS-BRACES-100019	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Prototype Pollution	\N	package_vulnerability	snyk://npm-deps	high	open	f	\N	\N	545	v1	\N	\N	\N	\N	\N	\N	\N	braces	2.3.2	CVE-2025-5019	7.3	t	f	f	f	no-info	\N	2026-01-08 02:58:27.193822+00	2026-01-08 02:58:27.193822+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-BRACES-100019	\N	2026-11-22 09:11:22.274374+00	\N	27	-2114821827414376446	25
72e5396c-7ccb-597f-83ba-233aa95b3aa6	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	1591fe59-f088-411c-9660-34702ce598c2	SNYK-CC-TF-241:955629a976b9b843	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Storage Account does not enforce latest TLS	\N	config	\N	high	open	f	\N	\N	695	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-10 08:44:18.93+00	2026-01-10 08:44:18.93+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-241:955629a976b9b843	\N	2026-11-22 09:11:22.274374+00	\N	27	3787003970089111282	28
9ccf9693-3f80-58c9-aa0a-a360e67f34ff	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	76300e50-1ef5-4f4e-8426-d5cbcfc83ee2	SNYK-JAVA-ORGAPACHECOMMONSCOMMONSTEXT-100021	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Open Redirect – «außerhalb»	\N	package_vulnerability	\N	low	open	f	\N	\N	158	v1	\N	\N	\N	\N	\N	\N	\N	org.apache.commons:commons-text	1.9	CVE-2017-5021	7.5	t	f	f	f	no-info	[{"id": "61a1cd48-00b2-4f88-a650-fffdb491c5d2", "type": "test-workflow-execution"}]	2026-01-11 09:59:18.498+00	2026-01-11 09:59:18.498+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-ORGAPACHECOMMONSCOMMONSTEXT-100021	\N	2026-11-22 09:11:22.274374+00	\N	27	-2607967738367393384	29
7be5aed6-5a6b-5ab2-a3e4-41adbbe82428	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	7c73d3c5-29bd-4333-995d-de092feaacc7	SNYK-JAVA-IONETTYNETTYCODECHTTP2-100022	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Remote Code Execution (RCE)	\N	package_vulnerability	\N	critical	open	f	\N	\N	833	v1	2026-01-13 05:17:13.067+00	\N	\N	\N	\N	\N	\N	io.netty:netty-codec-http2	4.1.94.Final	CVE-2018-5022	9.8	t	f	f	f	no-info	[{"id": "67e592bd-07e4-436d-b35c-655ef1916a50", "type": "test-workflow-execution"}]	2026-01-13 05:17:13.067+00	2026-01-13 05:17:13.067+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-IONETTYNETTYCODECHTTP2-100022	\N	2026-11-22 09:11:22.274374+00	\N	27	-650512278322346711	30
3a1ae5bb-c0e8-54fe-9243-4923e724c29b	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	30a42875-1cb8-4106-b2c4-05f8d8560076	SNYK-GOLANG-GOLANGORGXNETHTTP2-100001	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Prototype Pollution	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	\N	high	open	f	\N	\N	528	v1	2026-01-13 13:58:22.12+00	\N	\N	\N	\N	\N	\N	golang.org/x/net/http2	0.7.0	CVE-2017-5001	7.5	t	t	f	f	no-info	\N	2026-01-13 13:58:22.12+00	2026-01-13 13:58:22.12+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOLANGORGXNETHTTP2-100001	\N	2026-11-22 09:11:22.274374+00	\N	27	-6732260262562735903	32
6cb71c12-40cb-5747-917c-aa29784475f2	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8d2b44df-c60f-489b-a749-03324d014118	SNYK-CC-TF-241:22f051eab39d4e76	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Storage Account does not enforce latest TLS	\N	config	\N	high	open	f	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-13 18:03:56+00	2026-01-13 18:03:56+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-241:22f051eab39d4e76	{"attributes": {"risk": {"factors": []}}}	2026-11-22 09:11:22.274374+00	\N	27	9049829982651221301	33
a162b5be-2654-5f29-af50-82f409ac6fa1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	701d6c5e-f294-43cc-aa05-6beab094c64f	SNYK-CC-00422:2a5f9498c2c050ba	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	IAM policy allows wildcard actions	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	config	\N	critical	open	f	\N	\N	928	v1	2026-01-16 00:40:54.1+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-16 00:40:54.1+00	2026-01-16 00:40:54.1+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-00422:2a5f9498c2c050ba	\N	2026-11-22 09:11:22.274374+00	\N	27	-3420969596559353325	38
84205763-e035-57ea-8a88-47ba1f3ac3a1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	367de68c-e18d-40d5-81f5-d03309c45d03	SNYK-JS-AXIOS-100024	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Prototype Pollution	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	\N	high	open	f	\N	\N	551	v1	\N	\N	\N	\N	attacked	[{"level": "attacked", "format": "CVSS_v4"}]	[]	axios	0.21.1	CVE-2020-5024	7.3	f	f	f	f	function	\N	2026-01-18 18:01:46.390938+00	2026-01-18 18:01:46.390938+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-AXIOS-100024	\N	2026-11-22 09:11:22.274374+00	\N	27	-6992639824305841945	41
edeed5e4-a2a1-5994-a98a-e2d74ea6af83	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	aad02466-0c06-48e1-b81d-998f15af96cb	SNYK-PYTHON-CRYPTOGRAPHY-100011	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	b1778f67-533b-5522-95e4-edf473b296a1	\N	f5a1a3f8-e924-42e5-9592-059ec5aef936	project	Resource Exhaustion	\N	package_vulnerability	\N	low	open	f	\N	\N	249	v1	2026-01-19 15:40:01.44+00	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	cryptography	41.0.1	CVE-2017-5011	3.3	t	f	f	f	no-info	\N	2026-01-19 15:40:01.44+00	2026-01-19 15:40:01.44+00	http://127.0.0.1:35871/org/platform-engineering/project/f5a1a3f8-e924-42e5-9592-059ec5aef936#issue-SNYK-PYTHON-CRYPTOGRAPHY-100011	\N	2026-11-22 09:11:22.274374+00	\N	27	-2333417267004601290	43
2e3638f6-a46b-5a7c-aea0-04415da3201d	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	63585c79-e89f-46c5-8a2e-c1c5e586a2c1	SNYK-JS-BABELTRAVERSE-100008	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Remote Code Execution (RCE)	\N	package_vulnerability	snyk://npm-deps	critical	resolved	f	\N	\N	\N	\N	\N	2026-01-26 15:12:24.895+00	disappeared	\N	\N	\N	\N	@babel/traverse	7.22.5	CVE-2024-5008	9.8	t	t	f	f	no-info	\N	2025-01-26 14:39:57.179+00	2026-01-26 15:12:24.895+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-BABELTRAVERSE-100008	{"attributes": {"risk": {"factors": []}}}	2026-11-22 09:11:22.274374+00	\N	27	-6243843639512817088	9
74a688a2-46b3-5494-b61c-fc81c2a830c6	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	cddd8125-9709-41f9-8b48-90b1822ce00f	8a58759a-dd1a-447d-934d-ac4b635d356a:63ab5a45.54716998.6d907358.ac814457.0e18348a.6451f51d.5dba3948.e65e9533:15	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	d15c1d35-6356-5bc2-87ab-4203363e5b97	\N	8a58759a-dd1a-447d-934d-ac4b635d356a	project	Use of Hardcoded Credentials	\N	code	\N	high	resolved	f	\N	13604c4c-edfe-42a3-ae11-a62c70c6138e	513	v1	2025-12-20 10:56:30.941717+00	2026-01-27 02:23:56.511856+00	disappeared	no longer detected in the latest test	\N	\N	\N	\N	\N	\N	\N	t	\N	\N	\N	\N	\N	2025-12-20 10:56:30.941717+00	2026-01-27 02:23:56.511856+00	http://127.0.0.1:35871/org/payments/project/8a58759a-dd1a-447d-934d-ac4b635d356a#issue-8a58759a-dd1a-447d-934d-ac4b635d356a:63ab5a45.54716998.6d907358.ac814457.0e18348a.6451f51d.5dba3948.e65e9533:15	\N	2026-11-22 09:11:22.274374+00	\N	27	5941622854311961688	16
0cbeaf73-a385-50d9-b4ba-b3a73a93a05f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	edb23a78-dcb3-4a0f-8e2b-b400bf906e4a	SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100002	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Cross-site Scripting (XSS)	\N	package_vulnerability	snyk://gomodules-deps	medium	open	f	\N	\N	312	v1	2026-01-13 19:51:58.5+00	\N	\N	\N	proof of concept	[{"level": "proof of concept", "format": "CVSS_v4"}]	[]	golang.org/x/crypto/ssh	0.16.0	CVE-2018-5002	6.1	t	t	f	f	package	\N	2026-01-13 19:51:58.5+00	2026-02-07 18:51:22.62+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100002	\N	2026-11-22 09:11:22.274374+00	\N	27	-1344576779748205298	34
345cb9f6-590d-513e-883a-fe70965ab253	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	ca72cea5-1e0a-447e-a90f-eed0800c4045	SNYK-PYTHON-URLLIB3-100008	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	b1778f67-533b-5522-95e4-edf473b296a1	\N	f5a1a3f8-e924-42e5-9592-059ec5aef936	project	Remote Code Execution (RCE)	\N	package_vulnerability	snyk://pip-deps	critical	open	f	\N	\N	747	v1	2026-01-17 18:26:54.634496+00	\N	\N	\N	\N	\N	\N	urllib3	1.26.4	CVE-2024-5008	9.8	t	t	f	f	function	[{"id": "b5e48d9f-2053-44b0-b2b6-1cb106222b6f", "type": "test-workflow-execution"}]	2026-01-17 18:26:54.634496+00	2026-02-05 19:57:29.094+00	http://127.0.0.1:35871/org/platform-engineering/project/f5a1a3f8-e924-42e5-9592-059ec5aef936#issue-SNYK-PYTHON-URLLIB3-100008	\N	2026-11-22 09:11:22.274374+00	\N	27	-5731978503516389857	39
0f2a0816-fd8a-5387-a8b4-6f9ee8f769be	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	3792760b-b841-4e37-bf6d-1fd792e5e9a9	SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100005	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Remote Code Execution (RCE)	\N	package_vulnerability	snyk://gomodules-deps	critical	open	t	c3705dad-ebc9-44de-8cb3-48cf715b6f2e	\N	820	v1	\N	\N	\N	\N	\N	\N	\N	github.com/gogo/protobuf	1.3.1	CVE-2021-5005	9.8	f	f	f	f	function	\N	2026-01-17 20:31:00.389+00	2026-01-26 09:15:49.886+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100005	\N	2026-11-22 09:11:22.274374+00	\N	27	1205869517179799161	40
7599090a-24b4-5f08-bb22-371438ab160d	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	af26f7fd-542d-4075-8f50-ab9a0f980d9b	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100006	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Deserialization of Untrusted Data	\N	package_vulnerability	\N	critical	resolved	f	\N	\N	771	v1	\N	2026-01-27 06:52:56.102097+00	disappeared	\N	\N	\N	\N	github.com/dgrijalva/jwt-go	3.2.0	CVE-2022-5006	9.8	t	t	f	f	function	\N	2026-01-19 11:13:50.704743+00	2026-01-27 06:52:56.102097+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100006	\N	2026-11-22 09:11:22.274374+00	\N	27	1797601819169394505	42
12b75a94-b992-5cef-b18f-f7a5bc78bbf1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	edb2266d-9ebe-4659-b9de-0e7c6fc78c1c	SNYK-CC-TF-1:a219b9aa0c28e3ae	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Security Group allows open ingress	\N	config	\N	medium	resolved	f	\N	\N	426	v1	\N	2026-02-09 08:19:09.23+00	disappeared	no longer detected in the latest test	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-20 18:28:02.087+00	2026-02-09 08:19:09.23+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-1:a219b9aa0c28e3ae	\N	2026-11-22 09:11:22.274374+00	\N	27	-5770075323199479913	46
f2175c24-f481-5584-b0ae-b4dc808da391	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	54a5036f-8011-4a4b-9683-e6444e657bdb	SNYK-CC-00773:59c3532ad2cfffae	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	13ae3df6-14ce-5e96-bd8a-6bc6f32c97f9	\N	3ba2ab13-e334-4b32-ab31-36946783015a	project	Resource has no owner tag	\N	config	\N	info	open	f	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-21 18:56:44.729+00	2026-01-21 18:56:44.729+00	http://127.0.0.1:35871/org/payments/project/3ba2ab13-e334-4b32-ab31-36946783015a#issue-SNYK-CC-00773:59c3532ad2cfffae	\N	2026-11-22 09:11:22.274374+00	\N	27	-6801180383817598230	47
881c04fc-0530-5f04-8c0f-5f61b9e4e48b	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8b70a970-5f42-4987-a7ea-a0ca31157536	SNYK-GOLANG-GOOGLEGOLANGORGGRPC-100008	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Remote Code Execution (RCE)	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://gomodules-deps	critical	open	f	\N	\N	825	v1	\N	\N	\N	\N	\N	\N	\N	google.golang.org/grpc	1.53.0	CVE-2024-5008	9.8	t	t	f	f	package	[{"id": "1d3d84e7-c676-42e2-9d22-d711e69d338b", "type": "test-workflow-execution"}]	2026-01-23 16:49:56.023699+00	2026-01-23 16:49:56.023699+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOOGLEGOLANGORGGRPC-100008	\N	2026-11-22 09:11:22.274374+00	\N	27	7266705299377666938	48
535e50da-2b7c-50da-bb51-16315d275f26	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	45d3d06d-2d49-4696-8cdc-dd539bf0abfe	SNYK-CC-00773:34a8eb7e798530f1	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Resource has no owner tag	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	config	\N	info	open	f	\N	\N	40	v1	2026-01-23 20:51:43+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	[{"id": "6bc2c43c-550d-4382-afff-7cc5554b57b0", "type": "test-workflow-execution"}]	2026-01-23 20:51:43+00	2026-01-23 20:51:43+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-00773:34a8eb7e798530f1	\N	2026-11-22 09:11:22.274374+00	\N	27	6803095370693825804	49
bc135b87-2111-54b5-ae5d-ee83f889da0a	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	c695128c-ceee-4084-8360-d6b85bc0e745	SNYK-JS-QS-100027	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Integer Overflow or Wraparound	\N	package_vulnerability	snyk://npm-deps	medium	open	f	\N	\N	345	v1	2026-01-24 12:22:06.119+00	\N	\N	\N	\N	\N	\N	qs	6.5.2	CVE-2023-5027	7.5	t	t	f	t	package	\N	2026-01-24 12:22:06.119+00	2026-01-24 12:22:06.119+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-QS-100027	\N	2026-11-22 09:11:22.274374+00	\N	27	-3273569199454926223	50
bab7d343-29d0-508d-9da0-86444de06ce4	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	e2f7dda9-995e-4892-8b53-f9a8b7ca9566	SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100028	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	59a15fc2-3292-55b9-9109-15db665cb0d5	\N	8e70ab44-4d38-4840-b9db-8d0decf4c85f	project	Deserialization of Untrusted Data	\N	package_vulnerability	snyk://maven-deps	critical	open	f	\N	\N	784	v1	\N	\N	\N	\N	\N	\N	\N	org.apache.logging.log4j:log4j-core	2.14.1	CVE-2024-5028	9.8	t	t	f	t	no-info	\N	2026-01-25 01:21:24.97+00	2026-01-25 01:21:24.97+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f#issue-SNYK-JAVA-ORGAPACHELOGGINGLOG4JLOG4JCORE-100028	\N	2026-11-22 09:11:22.274374+00	\N	27	-1159822797392867382	51
09ba087b-1e20-5fb6-a5e8-99211ba837f7	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	29492c13-1c36-48d3-b18e-b7753b4e3d7d	SNYK-RHEL8-EXPAT-100000	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Denial of Service (DoS)	\N	package_vulnerability	snyk://rpm-deps	high	open	f	\N	\N	662	v1	2026-01-25 09:49:28.362132+00	\N	\N	\N	\N	\N	\N	expat	2.2.5-4.el8	CVE-2016-5000	7.5	t	f	f	f	not-applicable	\N	2026-01-25 09:49:28.362132+00	2026-01-25 09:49:28.362132+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-EXPAT-100000	\N	2026-11-22 09:11:22.274374+00	\N	27	-8836493241346985178	52
e9ceba4d-f007-5834-8be7-8e8359e28984	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	bec6b86f-4e47-436d-b88f-262d566ceea9	SNYK-CC-TF-4:fb1983ba062a6a0b	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Non-encrypted S3 Bucket	\N	config	\N	medium	open	f	\N	\N	484	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	[{"id": "a11bf556-7132-4023-9e80-14881db6590e", "type": "test-workflow-execution"}, {"id": "run-13", "type": "custom-execution"}]	2026-01-25 14:51:02.458058+00	2026-01-25 14:51:02.458058+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-4:fb1983ba062a6a0b	\N	2026-11-22 09:11:22.274374+00	\N	27	-5749270391017494004	53
5f295727-51b1-56d2-9fc5-20cc8289c87f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8c9b6925-37a4-4652-b44b-fda99e0646f4	SNYK-RHEL8-EXPAT-100001	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Prototype Pollution	\N	package_vulnerability	snyk://rpm-deps	high	open	f	\N	\N	630	v1	\N	\N	\N	\N	proof of concept	[{"level": "proof of concept", "format": "CVSS_v4"}]	[]	expat	2.2.5-4.el8	CVE-2017-5001	7.3	f	f	f	f	not-applicable	\N	2026-01-25 15:58:33.71+00	2026-01-25 15:58:33.71+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-EXPAT-100001	\N	2026-11-22 09:11:22.274374+00	\N	27	-9179638814196172896	54
db3c7482-d89d-5fda-b86c-ea209314e5ba	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	22aefba6-5858-483e-b12b-ec82cf363355	SNYK-GOLANG-GOOGLEGOLANGORGGRPC-100009	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Directory Traversal	\N	package_vulnerability	snyk://gomodules-deps	high	open	f	\N	\N	607	v1	\N	\N	\N	\N	proof of concept	[{"level": "proof of concept", "format": "CVSS_v4"}]	[]	google.golang.org/grpc	1.53.0	CVE-2025-5009	7.5	t	t	f	f	function	[{"id": "ab5f5509-3f9e-4395-8d96-742842361ba1", "type": "test-workflow-execution"}]	2026-01-25 20:12:31.17+00	2026-01-25 20:12:31.17+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOOGLEGOLANGORGGRPC-100009	\N	2026-11-22 09:11:22.274374+00	\N	27	-2422174340075239960	55
a62d0bcb-fb83-5e27-a2f9-9693c712fa41	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	0bc774ac-ef39-46ba-8c81-44606aa8c528	SNYK-RHEL8-KRB5LIBS-100002	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Cross-site Scripting (XSS)	\N	package_vulnerability	snyk://rpm-deps	medium	open	f	\N	\N	422	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	["CISA"]	krb5-libs	1.18.2-14.el8	CVE-2018-5002	7.5	t	t	f	f	not-applicable	\N	2026-01-25 20:49:25.080219+00	2026-01-25 20:49:25.080219+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-KRB5LIBS-100002	\N	2026-11-22 09:11:22.274374+00	\N	27	-2428618394782557602	56
84aa81de-5b19-559c-a5de-d7844fd64708	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	96559dab-fd8d-459c-8ff0-7192d9f532e6	SNYK-RHEL8-KRB5LIBS-100003	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Open Redirect – «außerhalb»	\N	package_vulnerability	snyk://rpm-deps	low	open	f	\N	\N	230	v1	\N	\N	\N	\N	\N	\N	\N	krb5-libs	1.18.2-14.el8	CVE-2019-5003	7.5	t	t	f	t	not-applicable	\N	2026-01-26 02:49:13.581+00	2026-01-26 02:49:13.581+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-KRB5LIBS-100003	\N	2026-11-22 09:11:22.274374+00	\N	27	-2967738130589400261	57
8746731a-ff33-54f7-bd6d-49c2713a2550	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	883b1e92-4d76-415c-8cad-74c5235c967b	SNYK-GOLANG-GOLANGORGXNETHTTP2-100010	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Integer Overflow or Wraparound	\N	package_vulnerability	snyk://gomodules-deps	medium	open	f	\N	\N	493	v1	\N	\N	\N	\N	\N	\N	\N	golang.org/x/net/http2	0.7.0	CVE-2016-5010	6.5	t	t	f	f	no-info	\N	2026-01-26 21:58:21.56+00	2026-01-26 21:58:21.56+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOLANGORGXNETHTTP2-100010	\N	2026-11-22 09:11:22.274374+00	\N	27	1655952123646568344	58
434f2eb8-c700-5616-b8a3-bc9dd55c0aec	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	59da99c4-5320-4887-a76d-d1c1bb069e13	SNYK-PYTHON-DJANGO-100015	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	b1778f67-533b-5522-95e4-edf473b296a1	\N	f5a1a3f8-e924-42e5-9592-059ec5aef936	project	Regular Expression Denial of Service (ReDoS)	\N	package_vulnerability	snyk://pip-deps	medium	open	f	\N	\N	438	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	django	3.2.12	CVE-2021-5015	7.5	f	f	f	f	no-info	\N	2026-01-26 22:07:55.71+00	2026-01-26 22:07:55.71+00	http://127.0.0.1:35871/org/platform-engineering/project/f5a1a3f8-e924-42e5-9592-059ec5aef936#issue-SNYK-PYTHON-DJANGO-100015	\N	2026-11-22 09:11:22.274374+00	\N	27	976331533494105482	59
ad5b1599-306e-567f-b472-06e0d74536e7	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	1a2dab85-ec27-4670-bb9f-045fa5c96415	SNYK-RHEL8-LIBXML2-100004	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Denial of Service (DoS)	\N	package_vulnerability	snyk://rpm-deps	high	open	f	\N	\N	690	v1	\N	\N	\N	\N	unreported	[{"level": "unreported", "format": "CVSS_v4"}]	[]	libxml2	2.9.7-13.el8	CVE-2020-5004	7.5	t	t	f	f	not-applicable	[{"id": "401c9f56-44e3-4b44-8a67-c5205de483a2", "type": "test-workflow-execution"}, {"id": "run-4", "type": "custom-execution"}]	2026-01-27 13:24:17.000099+00	2026-01-27 13:24:17.000099+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-LIBXML2-100004	\N	2026-11-22 09:11:22.274374+00	\N	27	-534360788549561751	60
f0ac2327-3349-52f0-9ef0-61af7fb56bbc	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	baf5e564-3031-4be9-b46e-044a078e95e1	SNYK-PYTHON-DJANGO-100014	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	b1778f67-533b-5522-95e4-edf473b296a1	\N	f5a1a3f8-e924-42e5-9592-059ec5aef936	project	Integer Overflow or Wraparound	\N	package_vulnerability	snyk://pip-deps	medium	open	f	\N	\N	309	v1	\N	\N	\N	\N	\N	\N	\N	django	3.2.12	\N	6.5	f	f	f	f	function	\N	2026-01-28 08:13:38.829+00	2026-01-28 08:13:38.829+00	http://127.0.0.1:35871/org/platform-engineering/project/f5a1a3f8-e924-42e5-9592-059ec5aef936#issue-SNYK-PYTHON-DJANGO-100014	\N	2026-11-22 09:11:22.274374+00	\N	27	3733266093790697226	61
6a65cb27-0d03-5166-a2d1-cae90198e349	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5019dd27-305e-4a77-897c-9de34d22fec1	SNYK-JS-BABELTRAVERSE-100029	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Out-of-bounds Read	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://npm-deps	medium	open	f	\N	\N	404	v1	\N	\N	\N	\N	\N	\N	\N	@babel/traverse	7.22.5	CVE-2025-5029	7.5	t	t	f	f	no-info	\N	2026-01-28 15:48:12.884+00	2026-01-28 15:48:12.884+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-BABELTRAVERSE-100029	\N	2026-11-22 09:11:22.274374+00	\N	27	-5619979176209191378	62
ca5e10c0-5e5b-5f5c-b801-81e56d948894	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	7b695b5d-3d87-4c15-80d9-4194bce0a215	SNYK-GOLANG-GOLANGORGXNETHTTP2-100011	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Resource Exhaustion	\N	package_vulnerability	snyk://gomodules-deps	low	open	f	\N	\N	127	v1	\N	\N	\N	\N	\N	\N	\N	golang.org/x/net/http2	0.7.0	CVE-2017-5011	3.3	t	f	f	f	function	\N	2026-01-29 03:27:56.452+00	2026-01-29 03:27:56.452+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOLANGORGXNETHTTP2-100011	\N	2026-11-22 09:11:22.274374+00	\N	27	-3990033887444704405	63
e6c25ba6-65d8-59b1-ad3b-46b3ff48cc57	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	fc76429b-970c-4c13-9368-bdce56ed9adc	SNYK-RHEL8-LIBXML2-100005	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Remote Code Execution (RCE)	\N	package_vulnerability	\N	critical	open	f	\N	\N	842	v1	\N	\N	\N	\N	\N	\N	\N	libxml2	2.9.7-13.el8	CVE-2021-5005	9.8	t	t	f	f	not-applicable	\N	2026-01-29 17:38:41.841+00	2026-01-29 17:38:41.841+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-LIBXML2-100005	\N	2026-11-22 09:11:22.274374+00	\N	27	-3954599980635690506	64
09910202-5584-54d0-ac99-3b64150020fb	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	c95c6ff7-bc4b-452c-895a-8edb8c102354	8a58759a-dd1a-447d-934d-ac4b635d356a:2e6319c6.4bf50839.616a22cf.4e98c294.9cf4d6e2.de407d87.5fc33368.5228e294:30	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	d15c1d35-6356-5bc2-87ab-4203363e5b97	\N	8a58759a-dd1a-447d-934d-ac4b635d356a	project	Cross-site Scripting (XSS)	\N	code	\N	medium	open	f	\N	0edf3b1a-a246-4017-858b-19cf3e9cf145	310	v1	2026-01-29 17:42:52.91+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	t	\N	\N	\N	\N	\N	2026-01-29 17:42:52.91+00	2026-01-29 17:42:52.91+00	http://127.0.0.1:35871/org/payments/project/8a58759a-dd1a-447d-934d-ac4b635d356a#issue-8a58759a-dd1a-447d-934d-ac4b635d356a:2e6319c6.4bf50839.616a22cf.4e98c294.9cf4d6e2.de407d87.5fc33368.5228e294:30	\N	2026-11-22 09:11:22.274374+00	\N	27	-4385866299485365428	65
d92f5287-186f-5ac3-bcbc-5b251da07ce5	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	9d76ae14-d446-47ca-8c39-c35696fdf952	SNYK-CC-K8S-10:2968ec797381b67a	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Container is running without root user control	\N	config	\N	medium	resolved	f	\N	\N	\N	\N	\N	2026-02-06 10:44:41.04+00	disappeared	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-01-30 10:12:10+00	2026-02-06 10:44:41.04+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-K8S-10:2968ec797381b67a	\N	2026-11-22 09:11:22.274374+00	\N	27	5128298785192214295	66
6bec1758-9d30-584b-80bc-124c644b5edb	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	ecfb260b-29d3-4508-ba80-0a653eb7f3a9	SNYK-RHEL8-EXPAT-100006	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Deserialization of Untrusted Data	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://rpm-deps	critical	open	f	\N	\N	867	v1	\N	\N	\N	\N	\N	\N	\N	expat	2.2.5-4.el8	CVE-2022-5006	9.8	f	f	f	f	not-applicable	\N	2026-01-30 10:52:48.870909+00	2026-01-30 10:52:48.870909+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-EXPAT-100006	\N	2026-11-22 09:11:22.274374+00	\N	27	999960264081605728	67
61dd4bc8-06fb-5736-a42c-ca82cc11747f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	efaa8413-1c9c-4089-9142-1b7904e7b48e	SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100012	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Out-of-bounds Read	\N	package_vulnerability	snyk://gomodules-deps	medium	open	f	\N	\N	431	v1	\N	\N	\N	\N	\N	\N	\N	golang.org/x/crypto/ssh	0.16.0	CVE-2018-5012	5.5	f	f	f	f	function	[{"id": "159977e2-3453-4c75-a6d2-3804a0a82f50", "type": "test-workflow-execution"}]	2026-01-30 14:58:33+00	2026-01-30 14:58:33+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GOLANGORGXCRYPTOSSH-100012	\N	2026-11-22 09:11:22.274374+00	\N	27	7432980304793766357	68
bce82c6b-6b1f-53d5-b85b-8fb89ebe21c4	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	9b9e0d4b-e1c1-424a-81ae-3b41403a41c0	SNYK-CC-00773:e19fd86abbc4a2bf	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Resource has no owner tag	\N	config	\N	info	open	f	\N	\N	100	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-02-01 13:56:01+00	2026-02-01 13:56:01+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-00773:e19fd86abbc4a2bf	\N	2026-11-22 09:11:22.274374+00	\N	27	-5456229906159528432	69
deca8c50-9ad1-5191-a3dc-b0362f2f3e7c	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	28aca40a-ad01-4d77-9fba-a11b8f05b46d	SNYK-JS-SEMVER-100031	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Regular Expression Denial of Service (ReDoS)	\N	package_vulnerability	snyk://npm-deps	medium	open	f	\N	\N	431	v1	2026-02-01 17:41:52.357439+00	\N	\N	\N	proof of concept	[{"level": "proof of concept", "format": "CVSS_v4"}]	[]	semver	5.7.1	CVE-2017-5031	7.5	t	t	f	f	function	[{"id": "b15cfd6c-0ac0-4b2e-8f1e-de215db9a045", "type": "test-workflow-execution"}]	2026-02-01 17:41:52.357439+00	2026-02-01 17:41:52.357439+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-SEMVER-100031	\N	2026-11-22 09:11:22.274374+00	\N	27	-6876354005795802436	70
defaadfb-3010-584d-87f3-07cbaf919488	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	02afac34-3185-437b-be36-e1a355501df0	snyk:lic:golang:golang.org/x/crypto/ssh:EPL-1.0:100013	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	EPL-1.0 license	\N	license	\N	low	open	f	\N	\N	121	v1	\N	\N	\N	\N	\N	\N	\N	golang.org/x/crypto/ssh	0.16.0	\N	\N	t	\N	\N	\N	\N	\N	2026-02-02 01:31:53.302+00	2026-02-02 01:31:53.302+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-snyk:lic:golang:golang.org/x/crypto/ssh:EPL-1.0:100013	{"attributes": {"severities": []}}	2026-11-22 09:11:22.274374+00	\N	27	-6727645028264015795	71
c42dd703-c07b-544c-9720-f972146c1d60	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	f35a7ec9-044d-441e-ba12-7b119148a4ca	SNYK-RHEL8-EXPAT-100007	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Improper Input Validation	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://rpm-deps	medium	open	f	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	expat	2.2.5-4.el8	CVE-2023-5007	7.5	t	f	f	t	not-applicable	\N	2026-02-02 10:24:46+00	2026-02-02 10:24:46+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-EXPAT-100007	\N	2026-11-22 09:11:22.274374+00	\N	27	7073493546796661316	72
2ec637f3-57b4-5e74-a43d-2b7fd49dff93	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	2661ea0d-c1b4-4c0e-8151-4523a731e670	SNYK-JS-EXPRESS-100032	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	\N	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	project	Cross-site Scripting (XSS)	\N	package_vulnerability	\N	medium	open	f	\N	\N	345	v1	\N	\N	\N	\N	proof of concept	[{"level": "proof of concept", "format": "CVSS_v4"}]	[]	express	4.16.4	CVE-2018-5032	6.1	t	t	f	f	no-info	[{"id": "e98f784f-be0e-489e-b374-fecb18f3f298", "type": "test-workflow-execution"}]	2026-02-02 10:55:30.98+00	2026-02-02 10:55:30.98+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51#issue-SNYK-JS-EXPRESS-100032	\N	2026-11-22 09:11:22.274374+00	\N	27	640869809379187239	73
25766c04-fabd-5420-88e1-6c871939952f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	85b6caba-c6ed-4a79-8d2d-410f9c8a0cba	SNYK-RUBY-NOKOGIRI-100000	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	9d8f666d-badb-500c-8f93-62ec764126a8	\N	17177d82-0c6b-47b7-a672-7b9448bf2b78	project	Denial of Service (DoS)	\N	package_vulnerability	\N	high	open	f	\N	\N	622	v1	2026-02-03 15:38:32.473867+00	\N	\N	\N	\N	\N	\N	nokogiri	1.12.5	CVE-2016-5000	7.5	t	f	f	f	package	\N	2026-02-03 15:38:32.473867+00	2026-02-03 15:38:32.473867+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78#issue-SNYK-RUBY-NOKOGIRI-100000	\N	2026-11-22 09:11:22.274374+00	\N	27	-3460060080264168294	74
df121151-bb00-5dd7-9784-bf9a302f28c0	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	4ab64008-c3cc-4d19-af5c-237f4cefc481	SNYK-RUBY-NOKOGIRI-100001	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	9d8f666d-badb-500c-8f93-62ec764126a8	\N	17177d82-0c6b-47b7-a672-7b9448bf2b78	project	Prototype Pollution	\N	package_vulnerability	snyk://rubygems-deps	high	open	f	\N	\N	587	v1	\N	\N	\N	\N	\N	\N	\N	nokogiri	1.12.5	CVE-2017-5001	7.5	f	f	f	t	no-info	\N	2026-02-03 19:16:41.180891+00	2026-02-03 19:16:41.180891+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78#issue-SNYK-RUBY-NOKOGIRI-100001	\N	2026-11-22 09:11:22.274374+00	\N	27	2362130564138422625	75
1e938c9d-a0dc-57e7-a13c-f10541f6a3a1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	ab40e487-2358-43fa-b99a-89dd0502df5d	SNYK-RHEL8-KRB5LIBS-100008	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	CVE-2024-5008	\N	package_vulnerability	snyk://rpm-deps	high	open	f	\N	\N	775	v1	2026-02-03 23:54:15.74+00	\N	\N	\N	\N	\N	\N	krb5-libs	1.18.2-14.el8	CVE-2024-5008	9.8	t	f	f	f	not-applicable	\N	2026-02-03 23:54:15.74+00	2026-02-09 18:25:57.31+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-KRB5LIBS-100008	\N	2026-11-22 09:11:22.274374+00	\N	27	-3343217209750267317	76
c2384d3f-f72c-5121-b75c-1073009dd525	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	9671ac2e-6370-4fc7-868b-e783430806fc	SNYK-CC-TF-241:d3cdfbd4af58321a	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	Storage Account does not enforce latest TLS	\N	config	\N	high	open	f	\N	\N	601	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-02-04 03:39:20.590993+00	2026-02-04 03:39:20.590993+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-241:d3cdfbd4af58321a	\N	2026-11-22 09:11:22.274374+00	\N	27	-4580066050961847085	77
3085b983-21c3-5ed3-9ff6-db10bf81d7a4	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5a870a03-e060-4411-b406-b362e0358b5b	SNYK-RUBY-RACK-100002	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	9d8f666d-badb-500c-8f93-62ec764126a8	\N	17177d82-0c6b-47b7-a672-7b9448bf2b78	project	Cross-site Scripting (XSS)	\N	package_vulnerability	snyk://rubygems-deps	medium	resolved	f	\N	\N	366	v1	2026-02-04 04:20:11.37+00	2026-02-04 08:14:03+00	fixed	\N	\N	\N	\N	rack	2.2.3	CVE-2018-5002	7.5	t	t	t	f	function	\N	2026-02-04 04:20:11.37+00	2026-02-04 08:14:03+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78#issue-SNYK-RUBY-RACK-100002	\N	2026-11-22 09:11:22.274374+00	\N	27	4138910809926065846	78
c61f5da0-f6f4-5a0d-85e9-7dfa4cda4c2f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	e277ceb3-c269-4e5a-b9b4-261a58475bb5	SNYK-RUBY-RACK-100003	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	9d8f666d-badb-500c-8f93-62ec764126a8	\N	17177d82-0c6b-47b7-a672-7b9448bf2b78	project	Open Redirect – «außerhalb»	\N	package_vulnerability	snyk://rubygems-deps	low	open	f	\N	\N	\N	\N	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	rack	2.2.3	CVE-2019-5003	7.5	t	t	f	f	package	[{"id": "9c88dadc-f995-4b41-a1b1-261b95de991d", "type": "test-workflow-execution"}]	2026-02-04 06:28:48.943+00	2026-02-04 06:28:48.943+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78#issue-SNYK-RUBY-RACK-100003	{"attributes": {"risk": {"factors": []}}}	2026-11-22 09:11:22.274374+00	\N	27	-7758554747685556938	79
8fa1cc59-be87-5869-9e5f-d2122ff4f2ac	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8cd73a6c-8970-4345-bba0-ba1ae4f23c5b	8a58759a-dd1a-447d-934d-ac4b635d356a:5459db9a.6264aa77.5d70dcc8.0f1b4a8e.5ecea199.d36ab0ff.43055f2c.6de97065:33	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	d15c1d35-6356-5bc2-87ab-4203363e5b97	\N	8a58759a-dd1a-447d-934d-ac4b635d356a	project	Unverified JWT – 署名なし	\N	code	\N	info	open	f	\N	d25a0597-f344-4cbb-838a-f12e496e0676	97	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	t	\N	\N	\N	\N	\N	2026-02-04 13:57:26.432528+00	2026-02-04 13:57:26.432528+00	http://127.0.0.1:35871/org/payments/project/8a58759a-dd1a-447d-934d-ac4b635d356a#issue-8a58759a-dd1a-447d-934d-ac4b635d356a:5459db9a.6264aa77.5d70dcc8.0f1b4a8e.5ecea199.d36ab0ff.43055f2c.6de97065:33	\N	2026-11-22 09:11:22.274374+00	\N	27	-5945387672851906106	80
478bdc60-3f6c-5c09-925b-9afa1e9f13df	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	4547f717-f273-4e33-a652-89e5ed32b56c	SNYK-CC-TF-241:c1743e8804ed18d5	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	6bb29e7a-f85c-5d8b-b617-c08442ffeac7	\N	c204db3c-563b-4dd4-a5b1-a51d431767a3	project	Storage Account does not enforce latest TLS	\N	config	\N	high	open	f	\N	\N	562	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-02-04 20:22:22.494257+00	2026-02-04 20:22:22.494257+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/c204db3c-563b-4dd4-a5b1-a51d431767a3#issue-SNYK-CC-TF-241:c1743e8804ed18d5	\N	2026-11-22 09:11:22.274374+00	\N	27	6314101853415957382	81
9bd1aeff-5b5b-5223-bb44-04d58a68f838	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	24d7c09a-fa60-4396-8feb-162cb9125af1	SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100015	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Regular Expression Denial of Service (ReDoS)	\N	package_vulnerability	snyk://gomodules-deps	medium	open	f	\N	\N	450	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	github.com/gogo/protobuf	1.3.1	CVE-2021-5015	7.5	t	f	f	f	function	\N	2026-02-05 04:37:43.43+00	2026-02-05 04:37:43.43+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GITHUBCOMGOGOPROTOBUF-100015	\N	2026-11-22 09:11:22.274374+00	\N	27	-1893929936596022553	82
c44e9afb-3e4a-50af-9890-f5374aa2928e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	94430b64-9e77-4312-b2a6-8472c96826d0	SNYK-PYTHON-PYYAML-100018	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	b1778f67-533b-5522-95e4-edf473b296a1	\N	f5a1a3f8-e924-42e5-9592-059ec5aef936	project	Cross-site Scripting (XSS)	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	\N	medium	open	f	\N	\N	471	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	["CISA"]	pyyaml	5.3.1	\N	6.1	t	t	f	f	package	[{"id": "1cf364cb-fcb6-48f9-931a-2996a0bc3611", "type": "test-workflow-execution"}]	2026-02-05 06:37:26.119+00	2026-02-05 06:37:26.119+00	http://127.0.0.1:35871/org/platform-engineering/project/f5a1a3f8-e924-42e5-9592-059ec5aef936#issue-SNYK-PYTHON-PYYAML-100018	\N	2026-11-22 09:11:22.274374+00	\N	27	-8166885089304543425	83
27ab4034-1830-5da1-9d92-1f026a26a230	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	93c4688a-a1f9-41b3-bfbc-4e69902bd61e	SNYK-RUBY-ACTIONPACK-100004	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	9d8f666d-badb-500c-8f93-62ec764126a8	\N	17177d82-0c6b-47b7-a672-7b9448bf2b78	project	Denial of Service (DoS)	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://rubygems-deps	high	open	f	\N	\N	693	v1	2026-02-05 11:18:54.380028+00	\N	\N	\N	\N	\N	\N	actionpack	6.1.4	CVE-2020-5004	7.5	t	f	f	f	no-info	\N	2026-02-05 11:18:54.380028+00	2026-02-05 11:18:54.380028+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78#issue-SNYK-RUBY-ACTIONPACK-100004	\N	2026-11-22 09:11:22.274374+00	\N	27	-4002460169123658928	84
7929f59e-d600-5fa4-ba3c-3532dab9860b	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	36851b81-c742-446e-a905-a188a4396f5c	SNYK-CC-TF-124:72c966749c92b97e	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	13ae3df6-14ce-5e96-bd8a-6bc6f32c97f9	\N	3ba2ab13-e334-4b32-ab31-36946783015a	project	S3 bucket versioning disabled	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	config	\N	low	open	f	\N	\N	317	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-02-06 07:51:39.64+00	2026-02-06 07:51:39.64+00	http://127.0.0.1:35871/org/payments/project/3ba2ab13-e334-4b32-ab31-36946783015a#issue-SNYK-CC-TF-124:72c966749c92b97e	\N	2026-11-22 09:11:22.274374+00	\N	27	2557359999030169335	85
520ee3fb-1183-5737-8043-8fd1836ef480	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	481bffba-637b-4a39-8e62-363e841088d7	SNYK-DEBIAN11-BINUTILSBINUTILSCOMMON-100008	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	22e94767-f272-56f1-90f5-77213c089a39	\N	1dfc1bf0-f239-4ae7-abb6-d79fa38a6d06	project	Remote Code Execution (RCE)	\N	package_vulnerability	snyk://deb-deps	critical	open	f	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	binutils/binutils-common	2.35.2-2	CVE-2024-5008	9.8	t	t	f	f	not-applicable	\N	2026-02-06 16:56:53.322+00	2026-02-06 16:56:53.322+00	http://127.0.0.1:35871/org/customer-identity/project/1dfc1bf0-f239-4ae7-abb6-d79fa38a6d06#issue-SNYK-DEBIAN11-BINUTILSBINUTILSCOMMON-100008	\N	2026-11-22 09:11:22.274374+00	\N	27	3903675230183034884	86
6d64e72f-50b3-5851-862f-5904c0636ccf	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	06c9063c-ad3f-403a-a165-3cd76d8dcca9	SNYK-RUBY-ACTIONPACK-100005	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	9d8f666d-badb-500c-8f93-62ec764126a8	\N	17177d82-0c6b-47b7-a672-7b9448bf2b78	project	Remote Code Execution (RCE)	\N	package_vulnerability	snyk://rubygems-deps	critical	open	f	\N	\N	886	v1	\N	\N	\N	\N	\N	\N	\N	actionpack	6.1.4	CVE-2021-5005	9.8	t	t	f	f	no-info	\N	2026-02-06 18:06:18+00	2026-02-06 18:06:18+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78#issue-SNYK-RUBY-ACTIONPACK-100005	\N	2026-11-22 09:11:22.274374+00	\N	27	8778917317691318658	87
96669d20-f3d6-5ba0-8dbb-72b873af3cbc	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	ce5a18aa-f887-4dd2-a1c9-f394a4effd19	SNYK-RHEL8-LIBXML2-100010	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	ccf31147-a09d-5844-ab3d-ba7bdb304788	\N	2fa44891-8783-41f3-a89d-69c897426a8d	project	Integer Overflow or Wraparound	\N	package_vulnerability	snyk://rpm-deps	medium	open	f	\N	\N	317	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	libxml2	2.9.7-13.el8	CVE-2016-5010	7.5	t	f	f	f	not-applicable	\N	2026-02-07 20:16:14.259+00	2026-02-07 20:16:14.259+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d#issue-SNYK-RHEL8-LIBXML2-100010	\N	2026-11-22 09:11:22.274374+00	\N	27	-8814135610401429561	88
6af4d69a-2515-53dc-b933-396fb21c5c60	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	61bb312a-a4b2-4d05-b453-4a01c0f5ee5d	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100016	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Regular Expression Denial of Service (ReDoS)	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://gomodules-deps	medium	open	f	\N	\N	381	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	github.com/dgrijalva/jwt-go	3.2.0	CVE-2022-5016	5.3	t	f	f	f	package	\N	2026-02-08 08:52:52+00	2026-02-08 08:52:52+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100016	\N	2026-11-22 09:11:22.274374+00	\N	27	-619838118141155955	89
c4decb7b-4d92-535b-8cbd-6c391e6c38a8	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	d445a221-bce8-46b1-9705-1bded37aa1a9	SNYK-PYTHON-JINJA2-100021	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	b1778f67-533b-5522-95e4-edf473b296a1	\N	f5a1a3f8-e924-42e5-9592-059ec5aef936	project	Open Redirect – «außerhalb»	\N	package_vulnerability	\N	low	open	f	\N	\N	234	v1	2026-02-08 23:24:35.198+00	\N	\N	\N	\N	\N	\N	jinja2	3.1.2	CVE-2017-5021	3.7	t	t	f	f	no-info	\N	2026-02-08 23:24:35.198+00	2026-02-08 23:24:35.198+00	http://127.0.0.1:35871/org/platform-engineering/project/f5a1a3f8-e924-42e5-9592-059ec5aef936#issue-SNYK-PYTHON-JINJA2-100021	\N	2026-11-22 09:11:22.274374+00	\N	27	-931273961179821196	90
6fe5d86f-f792-5e32-8d69-bd6106fd552c	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	33f863de-a93d-437d-ad1a-c58a35ea756c	SNYK-RUBY-NOKOGIRI-100006	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	9d8f666d-badb-500c-8f93-62ec764126a8	\N	17177d82-0c6b-47b7-a672-7b9448bf2b78	project	Deserialization of Untrusted Data	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://rubygems-deps	critical	open	f	\N	\N	896	v1	\N	\N	\N	\N	not defined	[{"level": "not defined", "format": "CVSS_v4"}]	[]	nokogiri	1.12.5	CVE-2022-5006	9.8	t	t	f	f	package	\N	2026-02-09 03:22:18.074+00	2026-02-09 03:22:18.074+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78#issue-SNYK-RUBY-NOKOGIRI-100006	\N	2026-11-22 09:11:22.274374+00	\N	27	-4605670431911351912	91
9acd51c3-10a5-5a6d-b63c-c4479c6e0b69	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	20ecd0b7-193c-47f7-9b2c-b7f4b073f8dc	SNYK-CC-TF-124:2b53c4d97faaf334	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	20ba370a-4101-5c39-8384-1d10a9f7e027	\N	21ccf26f-cbc4-494c-8aee-58730012a50d	project	S3 bucket versioning disabled	\N	config	\N	low	open	f	\N	\N	245	v1	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	2026-02-09 20:06:12.445983+00	2026-02-09 20:06:12.445983+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d#issue-SNYK-CC-TF-124:2b53c4d97faaf334	\N	2026-11-22 09:11:22.274374+00	\N	27	3215805995542594946	92
7fc57055-e28a-5930-ab8d-cd973e12f10a	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	a6f7f7c3-11d9-45e8-948c-9e5610286970	SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100017	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	73e96db4-d774-537e-bd75-97465cb46859	\N	73b82505-9525-4396-b89d-c4d1c6e2cbf1	project	Regular Expression Denial of Service (ReDoS)	\N	package_vulnerability	snyk://gomodules-deps	medium	open	f	\N	\N	468	v1	\N	\N	\N	\N	attacked	[{"level": "attacked", "format": "CVSS_v4"}]	[]	github.com/dgrijalva/jwt-go	3.2.0	CVE-2023-5017	5.3	f	f	f	f	no-info	\N	2026-02-09 20:06:18.339052+00	2026-02-09 20:06:18.339052+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1#issue-SNYK-GOLANG-GITHUBCOMDGRIJALVAJWTGO-100017	\N	2026-11-22 09:11:22.274374+00	\N	27	-133816684513983278	93
6cde0c5d-f6b6-5c76-ae28-8dee4cd28220	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	3a96b9e8-a816-47e7-99cc-45bc3ce8457e	SNYK-PYTHON-JINJA2-100035	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	6be3fae3-42df-5b36-ad06-29d77e5bb64b	\N	423f86d1-0e10-4625-be39-a66d47f7bcb9	project	Denial of Service (DoS)	## Overview\nAffected versions of this package are vulnerable.\n\n> "Grüße" – see `README.md`\n	package_vulnerability	snyk://pip-deps	high	open	f	\N	\N	631	v1	\N	\N	\N	\N	attacked	[{"level": "attacked", "format": "CVSS_v4"}]	["CISA"]	jinja2	3.1.2	CVE-2021-5035	7.5	t	t	f	f	function	\N	2026-02-09 20:36:19.783806+00	2026-02-09 20:36:19.783806+00	http://127.0.0.1:35871/org/payments/project/423f86d1-0e10-4625-be39-a66d47f7bcb9#issue-SNYK-PYTHON-JINJA2-100035	\N	2026-11-22 09:11:22.274374+00	\N	27	-2780138677336623915	94
\.


--
-- Data for Name: snyk_organizations; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_organizations (id, connection_id, source_id, name, slug, is_personal, group_source_id, group_id, access_requests_enabled, api_accessible, created_at, updated_at, url, extra, synced_at, removed_at, seen_in, content_hash) FROM stdin;
f6a0ad38-c9a4-5dee-b121-a00919fa184a	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	payments	f	05b96827-6339-4ede-a45c-e56e9ade3ef7	21053301-8754-57bc-ac85-1cc2b2579746	f	t	2021-11-23 02:03:19.559945+00	2021-11-23 02:03:19.559945+00	http://127.0.0.1:35871/org/payments	\N	2026-11-22 09:11:22.068565+00	\N	16	-8565783335379420138
92c4fe81-e429-587d-8d89-42203d4b2609	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	fbddfe9e-6380-4a70-adde-acb8b3c60710	Platform Engineering	platform-engineering	f	05b96827-6339-4ede-a45c-e56e9ade3ef7	21053301-8754-57bc-ac85-1cc2b2579746	t	t	2026-01-05 02:19:49.465279+00	2026-01-05 02:19:49.465279+00	http://127.0.0.1:35871/org/platform-engineering	\N	2026-11-22 09:11:22.068565+00	\N	16	-3515088209053565954
a8f4a095-a689-580a-9b42-3eef4e80cb7b	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	4dc93133-ace1-469b-9db3-22d9acfa60fc	Zürich Retail Banking	zurich-retail-banking	f	05b96827-6339-4ede-a45c-e56e9ade3ef7	21053301-8754-57bc-ac85-1cc2b2579746	\N	t	2026-01-13 01:32:46.284064+00	2026-01-13 01:32:46.284064+00	http://127.0.0.1:35871/org/zurich-retail-banking	\N	2026-11-22 09:11:22.068565+00	\N	16	-2786100375838181224
1ee4587b-bc47-5cf3-b353-8546542b3c9f	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	Customer Identity	customer-identity	f	05b96827-6339-4ede-a45c-e56e9ade3ef7	21053301-8754-57bc-ac85-1cc2b2579746	f	t	2026-01-25 03:31:49.325953+00	2026-01-25 03:31:49.325953+00	http://127.0.0.1:35871/org/customer-identity	\N	2026-11-22 09:11:22.068565+00	\N	16	6739358846882408874
7fe348b5-1651-5205-923d-b0fd4ef0bebc	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	f12889b3-5494-4abb-a2bc-d31112623dc6	Data & Analytics	data-analytics	f	05b96827-6339-4ede-a45c-e56e9ade3ef7	21053301-8754-57bc-ac85-1cc2b2579746	t	t	2026-02-03 10:22:53.299096+00	2026-02-03 10:22:53.299096+00	http://127.0.0.1:35871/org/data-analytics	\N	2026-11-22 09:11:22.068565+00	\N	16	2306928463877925101
\.


--
-- Data for Name: snyk_project_attributes_rows; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_project_attributes_rows (parent, name, ordinal, value) FROM stdin;
8	business_criticality	0	medium
8	environment	0	saas
8	environment	1	hosted
8	lifecycle	0	development
12	business_criticality	0	critical
12	lifecycle	0	production
5	environment	0	backend
5	lifecycle	0	production
6	business_criticality	0	low
6	business_criticality	1	medium
6	environment	0	backend
9	business_criticality	0	low
9	business_criticality	1	medium
9	environment	0	frontend
9	environment	1	external
9	lifecycle	0	production
1	business_criticality	0	high
1	environment	0	saas
1	environment	1	hosted
1	lifecycle	0	production
2	lifecycle	0	development
4	business_criticality	0	high
4	environment	0	internal
4	lifecycle	0	production
10	business_criticality	0	critical
10	environment	0	internal
10	lifecycle	0	production
7	business_criticality	0	high
7	environment	0	backend
7	lifecycle	0	sandbox
13	environment	0	backend
13	lifecycle	0	production
14	business_criticality	0	low
14	business_criticality	1	medium
14	lifecycle	0	production
\.


--
-- Data for Name: snyk_project_tags_rows; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_project_tags_rows (parent, ordinal, key, value) FROM stdin;
8	0	service	media-core-0
8	1	team	borealis
11	0	service	shipping-engine-0
11	1	team	cygnus
12	0	service	shipping-engine-0
5	0	service	risk-importer-0
5	1	team	ember
6	0	team	ember
9	0	service	menu-engine-1
9	1	team	delta
1	0	service	quote-core-0
1	1	team	atlas
2	0	service	quote-core-0
2	1	url	https://wiki.example.com/a?b=c&d=e%20f
3	0	service	basket-engine-1
4	0	service	basket-engine-1
4	1	team	ember
10	0	service	catalog-portal-2
7	0	team	falcon
13	0	service	basket-service-0
\.


--
-- Data for Name: snyk_projects; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_projects (id, connection_id, source_id, organization_id, organization_source_id, target_id, target_source_id, target_display_name, target_url, target_integration_data, name, project_type, product, origin, status, read_only, target_file, target_reference, target_runtime, build_args, test_frequency, pull_request_settings, auto_dependency_upgrade_settings, auto_remediation_settings, manual_remediation_settings, pull_request_assignment_settings, owner_id, importer_id, critical_count, high_count, medium_count, low_count, counted_at, dependency_total, dependencies_counted_at, cli_monitored_at, created_at, url, extra, synced_at, removed_at, seen_in, content_hash, rowid) FROM stdin;
20ba370a-4101-5c39-8384-1d10a9f7e027	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	21ccf26f-cbc4-494c-8aee-58730012a50d	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	c9ad9420-3a4f-5600-9576-4a2c3fdca213	6a7d4bd5-a502-4722-8d7f-88ae5332e644	http://github.com/northwind/risk-importer-0.git	http://github.com/northwind/risk-importer-0.git	\N	http://github.com/northwind/risk-importer-0.git:infra/main.tf	terraformconfig	iac	cli	active	f	infra/main.tf		\N	\N	weekly	{}	\N	{"is_fresh_prs_enabled": true, "is_backlog_prs_enabled": false, "is_patch_remediation_enabled": false}	{"is_patch_remediation_enabled": true}	\N	\N	\N	1	4	4	3	2026-02-09 07:03:37.371+00	482	2026-02-09 07:03:37.371+00	2026-02-09 07:03:37.37+00	2026-01-05 02:29:34.363+00	http://127.0.0.1:35871/org/platform-engineering/project/21ccf26f-cbc4-494c-8aee-58730012a50d	\N	2026-11-22 09:11:22.118126+00	\N	25	5751006990994037531	5
b1778f67-533b-5522-95e4-edf473b296a1	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	f5a1a3f8-e924-42e5-9592-059ec5aef936	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	c9ad9420-3a4f-5600-9576-4a2c3fdca213	6a7d4bd5-a502-4722-8d7f-88ae5332e644	http://github.com/northwind/risk-importer-0.git	http://github.com/northwind/risk-importer-0.git	\N	http://github.com/northwind/risk-importer-0.git:packages/app/requirements.txt	pip	open_source	cli	active	f	packages/app/requirements.txt	release/2026.1	\N	\N	daily	{}	{"limit": 5, "is_enabled": true, "minimum_age": 21, "is_inherited": false, "ignored_dependencies": ["lodash", "größe"], "is_major_upgrade_enabled": false}	\N	\N	\N	\N	896f7f6b-041a-414b-94de-fe5699d1fddf	1	0	3	2	2026-02-09 05:01:32.43+00	1712	2026-02-09 05:01:32.43+00	2026-02-09 05:01:32.43+00	2026-01-17 03:37:54+00	http://127.0.0.1:35871/org/platform-engineering/project/f5a1a3f8-e924-42e5-9592-059ec5aef936	\N	2026-11-22 09:11:22.118126+00	\N	25	-2019656573720014889	6
f4d499eb-b6ab-5fcd-a4ac-547eebf09d07	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	eff1e11d-afec-56cd-bd5d-3049018d8336	7786439d-6bc5-4430-87fc-0b9078b8828e	northwind/quote-core-0	\N	\N	northwind/quote-core-0:package.json	npm	open_source	azure-repos	active	f	package.json	main	\N	\N	weekly	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": false}	\N	{"is_fresh_prs_enabled": true, "is_backlog_prs_enabled": false, "is_patch_remediation_enabled": false}	{"is_patch_remediation_enabled": true}	{"type": "manual", "assignees": ["grace"], "is_enabled": true}	\N	8d3eb165-380d-498e-be03-5741b78b0d64	2	4	7	1	2026-02-09 04:07:56.24+00	913	2026-02-09 04:07:56.24+00	\N	2022-03-18 01:08:10.807+00	http://127.0.0.1:35871/org/payments/project/2ed5ea37-4e8b-4e5a-9a65-71a2281dda51	\N	2026-11-22 09:11:22.11921+00	\N	24	237225817596048636	1
d15c1d35-6356-5bc2-87ab-4203363e5b97	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8a58759a-dd1a-447d-934d-ac4b635d356a	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	eff1e11d-afec-56cd-bd5d-3049018d8336	7786439d-6bc5-4430-87fc-0b9078b8828e	northwind/quote-core-0	\N	\N	northwind/quote-core-0	sast	code	azure-repos	active	f		main	\N	\N	never	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": false}	\N	\N	\N	\N	\N	611362f3-7bef-42a7-ae0e-e597d4d92ff6	0	2	1	0	2026-02-09 12:09:33.003146+00	1349	2026-02-09 12:09:33.003146+00	\N	2022-12-24 10:43:35.66+00	http://127.0.0.1:35871/org/payments/project/8a58759a-dd1a-447d-934d-ac4b635d356a	{"meta": {"cli_monitored_at": null}}	2026-11-22 09:11:22.11921+00	\N	24	-2073124911818249222	2
9d8f666d-badb-500c-8f93-62ec764126a8	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	17177d82-0c6b-47b7-a672-7b9448bf2b78	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	6b7bb017-52be-5bcb-8dfa-fea7bcfe4524	5fc7d6e6-6f29-4d6e-948c-aa3019750417	northwind/media-core-0	\N	\N	northwind/media-core-0:packages/app/Gemfile.lock	rubygems	open_source	gitlab	active	f	packages/app/Gemfile.lock	release/2026.1	\N	\N	never	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": false}	\N	\N	\N	\N	611362f3-7bef-42a7-ae0e-e597d4d92ff6	8d3eb165-380d-498e-be03-5741b78b0d64	2	3	0	1	2026-02-09 05:17:11.045307+00	71	2026-02-09 05:17:11.045307+00	\N	2026-02-03 10:43:25.329834+00	http://127.0.0.1:35871/org/data-analytics/project/17177d82-0c6b-47b7-a672-7b9448bf2b78	{"meta": {"cli_monitored_at": null}}	2026-11-22 09:11:22.116185+00	\N	23	-4072877248970235134	8
ccf31147-a09d-5844-ab3d-ba7bdb304788	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	2fa44891-8783-41f3-a89d-69c897426a8d	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	82adc960-68c7-58e3-8648-a98c0208c970	7854a1f4-1840-4baa-9c3d-ccb286e69be2	northwind/shipping-engine-0	\N	\N	docker-image|northwind/shipping-engine-0:1.25	rpm	container	acr	active	f		release/2026.1	\N	\N	daily	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": false}	\N	\N	\N	\N	\N	8d3eb165-380d-498e-be03-5741b78b0d64	2	4	3	1	2026-02-09 08:29:41.889304+00	910	2026-02-09 08:29:41.889304+00	\N	2026-01-25 03:47:46.512905+00	http://127.0.0.1:35871/org/customer-identity/project/2fa44891-8783-41f3-a89d-69c897426a8d	{"meta": {"cli_monitored_at": null}, "attributes": {"lifecycle": {"$absent": true}, "environment": {"$absent": true}, "business_criticality": {"$absent": true}}}	2026-11-22 09:11:22.128794+00	\N	22	-7956687182379744888	11
22e94767-f272-56f1-90f5-77213c089a39	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	1dfc1bf0-f239-4ae7-abb6-d79fa38a6d06	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	82adc960-68c7-58e3-8648-a98c0208c970	7854a1f4-1840-4baa-9c3d-ccb286e69be2	northwind/shipping-engine-0	\N	\N	docker-image|northwind/shipping-engine-0:1.12	linux	container	acr	active	f		develop	\N	{"platform": "linux/arm64"}	never	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": false}	\N	\N	\N	\N	\N	68bcc650-f0e2-4562-bada-5c5b90638d84	1	0	0	0	2026-02-09 20:51:31.86+00	1218	2026-02-09 20:51:31.86+00	\N	2026-02-04 16:05:45.816+00	http://127.0.0.1:35871/org/customer-identity/project/1dfc1bf0-f239-4ae7-abb6-d79fa38a6d06	\N	2026-11-22 09:11:22.128794+00	\N	22	1858027464234703767	12
0b3a93ff-9919-5c00-910a-bdd0134bf043	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	7a587caa-498e-46bb-b5e0-2f4f4f593de8	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	b1a1996b-0ed9-5569-8d7d-afa2c8d49262	3e51fd5f-06e5-454c-bf11-5a4afbd14296	northwind/menu-engine-1	\N	\N	northwind/menu-engine-1:yarn.lock	yarn	open_source	github	inactive	f	yarn.lock	main	\N	{"root_workspace": "frontend"}	daily	{}	{"limit": 5, "is_enabled": true, "minimum_age": 21, "is_inherited": false, "ignored_dependencies": ["lodash", "größe"], "is_major_upgrade_enabled": false}	\N	\N	\N	\N	bd860ae8-96f7-4b2b-af5c-c39eefb8544a	0	0	0	0	2026-02-09 16:23:33.89+00	928	2026-02-09 16:23:33.89+00	\N	2026-02-05 03:39:59.55+00	http://127.0.0.1:35871/org/platform-engineering/project/7a587caa-498e-46bb-b5e0-2f4f4f593de8	\N	2026-11-22 09:11:22.118126+00	\N	25	-8568739734230156423	9
59a15fc2-3292-55b9-9109-15db665cb0d5	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	8e70ab44-4d38-4840-b9db-8d0decf4c85f	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	74dfb030-d606-5713-a035-f1439bed3311	d308cefe-f858-4aa4-9e24-87f3340be925	northwind/basket-engine-1	\N	\N	northwind/basket-engine-1:services/pom.xml	maven	open_source	github-cloud-app	active	f	services/pom.xml	main	\N	\N	never	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": false}	\N	\N	\N	\N	\N	611362f3-7bef-42a7-ae0e-e597d4d92ff6	3	1	2	1	2026-02-09 17:56:07.574+00	1436	2026-02-09 17:56:07.574+00	\N	2023-06-12 06:09:20.542+00	http://127.0.0.1:35871/org/payments/project/8e70ab44-4d38-4840-b9db-8d0decf4c85f	{"meta": {"cli_monitored_at": null}, "attributes": {"lifecycle": {"$absent": true}, "environment": {"$absent": true}, "business_criticality": {"$absent": true}}}	2026-11-22 09:11:22.11921+00	\N	24	-8719622213142576053	3
13ae3df6-14ce-5e96-bd8a-6bc6f32c97f9	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	3ba2ab13-e334-4b32-ab31-36946783015a	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	74dfb030-d606-5713-a035-f1439bed3311	d308cefe-f858-4aa4-9e24-87f3340be925	northwind/basket-engine-1	\N	\N	northwind/basket-engine-1:tools/größe/infra/main.tf	terraformconfig	iac	github-cloud-app	active	f	tools/größe/infra/main.tf	main	\N	\N	daily	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": true}	\N	{"is_fresh_prs_enabled": true, "is_backlog_prs_enabled": false, "is_patch_remediation_enabled": false}	{"is_patch_remediation_enabled": true}	\N	\N	68bcc650-f0e2-4562-bada-5c5b90638d84	0	1	0	1	2026-02-09 08:56:53.719+00	731	2026-02-09 08:56:53.719+00	\N	2026-01-09 18:44:20.53+00	http://127.0.0.1:35871/org/payments/project/3ba2ab13-e334-4b32-ab31-36946783015a	\N	2026-11-22 09:11:22.11921+00	\N	24	-8752763793409644744	4
73e96db4-d774-537e-bd75-97465cb46859	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	73b82505-9525-4396-b89d-c4d1c6e2cbf1	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	5efacaaa-2bd4-5b1a-96aa-bf17c811876c	bc687e6b-ea64-454d-9da3-0eefcd69dcc5	northwind/basket-service-0	\N	\N	northwind/basket-service-0:go.mod	gomodules	open_source	gitlab	active	f	go.mod	main	\N	\N	never	{}	\N	\N	\N	\N	\N	896f7f6b-041a-414b-94de-fe5699d1fddf	1	3	7	3	2026-02-09 20:05:00.03+00	504	2026-02-09 20:05:00.03+00	\N	2026-01-13 01:48:37.934514+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/73b82505-9525-4396-b89d-c4d1c6e2cbf1	{"meta": {"cli_monitored_at": null}}	2026-11-22 09:11:22.140754+00	\N	26	5264251695462478480	7
6be3fae3-42df-5b36-ad06-29d77e5bb64b	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	423f86d1-0e10-4625-be39-a66d47f7bcb9	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	2f79ea13-b4f3-5581-bdd4-92611e20ff81	d72104a8-687e-43bb-8520-b3df47eb7157	northwind/catalog-portal-2	\N	\N	northwind/catalog-portal-2:packages/app/requirements.txt	pip	open_source	bitbucket-cloud	active	f	packages/app/requirements.txt	main	\N	\N	daily	{}	{"limit": 5, "is_enabled": true, "minimum_age": 21, "is_inherited": false, "ignored_dependencies": ["lodash", "größe"], "is_major_upgrade_enabled": false}	\N	\N	\N	\N	bd860ae8-96f7-4b2b-af5c-c39eefb8544a	0	1	0	0	2026-02-09 19:22:37.246+00	1276	2026-02-09 19:22:37.246+00	\N	2026-02-02 00:15:54.527+00	http://127.0.0.1:35871/org/payments/project/423f86d1-0e10-4625-be39-a66d47f7bcb9	\N	2026-11-22 09:11:22.11921+00	\N	24	-3911840825128284555	10
6bb29e7a-f85c-5d8b-b617-c08442ffeac7	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	c204db3c-563b-4dd4-a5b1-a51d431767a3	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	5efacaaa-2bd4-5b1a-96aa-bf17c811876c	bc687e6b-ea64-454d-9da3-0eefcd69dcc5	northwind/basket-service-0	\N	\N	northwind/basket-service-0:backend/deploy/deployment.yaml	k8sconfig	iac	gitlab	active	f	backend/deploy/deployment.yaml	release/2026.1	\N	\N	daily	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": true}	{"limit": 2, "is_enabled": true, "minimum_age": 21, "is_inherited": false, "ignored_dependencies": ["lodash", "größe"], "is_major_upgrade_enabled": false}	{"is_fresh_prs_enabled": true, "is_backlog_prs_enabled": false, "is_patch_remediation_enabled": false}	{"is_patch_remediation_enabled": true}	\N	\N	68bcc650-f0e2-4562-bada-5c5b90638d84	0	1	0	0	2026-02-09 10:30:46+00	1590	2026-02-09 10:30:46+00	\N	2026-01-26 21:11:02+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/c204db3c-563b-4dd4-a5b1-a51d431767a3	{"meta": {"cli_monitored_at": null}}	2026-11-22 09:11:22.140754+00	\N	26	6084201436881165334	13
1ac59be8-e630-5fdf-b2d2-bd54cef2a885	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	1c5187b1-9b3d-457d-a080-24926be7c85f	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	926f6bd7-faa1-5c6c-9bde-d10e5b74d517	0ab534a4-34fc-4632-88bb-12144ae8f3fe	northwind/ledger-gateway-1	\N	\N	docker-image|northwind/ledger-gateway-1:1.5:/app/package.json	npm	open_source	ecr	active	f	/app/package.json	develop	\N	\N	daily	{"policy": "only_new", "is_enabled": true, "severity_threshold": "high", "fail_only_for_issues_with_fix": true}	\N	\N	\N	\N	611362f3-7bef-42a7-ae0e-e597d4d92ff6	bd860ae8-96f7-4b2b-af5c-c39eefb8544a	0	0	0	0	2026-02-09 21:35:35.27+00	377	2026-02-09 21:35:35.27+00	\N	2026-02-08 08:02:48.59+00	http://127.0.0.1:35871/org/zurich-retail-banking/project/1c5187b1-9b3d-457d-a080-24926be7c85f	\N	2026-11-22 09:11:22.140754+00	\N	26	-3481911902377416246	14
\.


--
-- Data for Name: snyk_targets; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.snyk_targets (id, connection_id, source_id, organization_id, organization_source_id, display_name, url, is_private, integration_type, integration_id, created_at, extra, synced_at, removed_at, seen_in, content_hash) FROM stdin;
6b7bb017-52be-5bcb-8dfa-fea7bcfe4524	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5fc7d6e6-6f29-4d6e-948c-aa3019750417	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	northwind/media-core-0	\N	t	gitlab	6d77a59d-5ccb-447c-a5f9-c1289e5c8cbc	2026-02-03 10:43:25.329834+00	\N	2026-11-22 09:11:22.095288+00	\N	18	-1387156493226220731
8c79c5e2-db9e-5ff7-93ea-35a1214e8284	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	da51c38f-09ae-4df5-88ce-99ffaa03935c	7fe348b5-1651-5205-923d-b0fd4ef0bebc	f12889b3-5494-4abb-a2bc-d31112623dc6	production/deployment.apps/kyc-batch-archive0	\N	t	kubernetes	a8783049-71d6-44c5-ab89-fb918312b735	2026-02-04 10:22:53.299096+00	\N	2026-11-22 09:11:22.095288+00	\N	18	-6676223586150644504
eff1e11d-afec-56cd-bd5d-3049018d8336	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	7786439d-6bc5-4430-87fc-0b9078b8828e	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	northwind/quote-core-0	\N	t	azure-repos	bd0ff87e-00c5-4c8e-a633-451434ace0ef	2022-03-18 01:08:10.807+00	\N	2026-11-22 09:11:22.09544+00	\N	19	8559316384569842543
74dfb030-d606-5713-a035-f1439bed3311	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	d308cefe-f858-4aa4-9e24-87f3340be925	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	northwind/basket-engine-1	\N	t	github-cloud-app	c0369d02-7506-4397-a9b4-5a0292e97733	2023-06-12 06:09:20.542+00	\N	2026-11-22 09:11:22.09544+00	\N	19	8155740201827869124
12090e42-d018-5209-ab00-c38fb2704482	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	6025f997-7abb-4773-ad67-cd3d0582913c	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	northwind/checkout-service-archive0	\N	f	azure-repos	6a41f848-24b9-4fe4-935c-6687e3053468	2021-11-24 02:03:19.559945+00	\N	2026-11-22 09:11:22.09544+00	\N	19	-2918447815655234634
c9ad9420-3a4f-5600-9576-4a2c3fdca213	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	6a7d4bd5-a502-4722-8d7f-88ae5332e644	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	http://github.com/northwind/risk-importer-0.git	http://github.com/northwind/risk-importer-0.git	t	cli	\N	2026-01-05 02:29:34.363+00	\N	2026-11-22 09:11:22.095796+00	\N	20	-4136097800260701959
9d4f8128-d98b-5134-a2c0-b745865e85ad	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	1c121d23-a731-455e-b596-b83323e71cc0	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	northwind/profile-service-archive0	\N	t	api	\N	2026-01-06 02:19:49.465279+00	\N	2026-11-22 09:11:22.095796+00	\N	20	7216250519748461383
19ae1050-c745-5add-a5fd-12de50e69630	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	5df73da3-0d11-42ac-8985-d6c9610713c9	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	northwind/geo-gateway-archive1	\N	t	bitbucket-cloud	97c83c31-cd31-4bfa-81db-47d228808634	2026-01-06 02:19:49.465279+00	\N	2026-11-22 09:11:22.095796+00	\N	20	-6796570300944386220
82adc960-68c7-58e3-8648-a98c0208c970	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	7854a1f4-1840-4baa-9c3d-ccb286e69be2	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	northwind/shipping-engine-0	\N	f	acr	69060f18-643c-4857-ad57-d8d270445fe5	2026-01-25 03:47:46.512905+00	\N	2026-11-22 09:11:22.098827+00	\N	17	-8947985189180429664
5efacaaa-2bd4-5b1a-96aa-bf17c811876c	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	bc687e6b-ea64-454d-9da3-0eefcd69dcc5	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	northwind/basket-service-0	\N	t	gitlab	0518d7cd-cfa6-4f24-81ea-3373c3c92dcc	2026-01-13 01:48:37.934514+00	\N	2026-11-22 09:11:22.100527+00	\N	21	-1124995743055294803
2f3fe91c-1cc7-5fe9-a812-b1d6743cf609	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	b60a2b96-3945-4df3-9d1c-4d0906127205	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	northwind/invoice-core-archive0	\N	t	api	\N	2026-01-14 01:32:46.284064+00	\N	2026-11-22 09:11:22.100527+00	\N	21	7822908626552659399
5d00de34-a8e0-5d78-87d8-c127eb6a29da	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	0810d10a-f2b6-4c54-bd96-ea2c09ee28d0	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	http://github.com/northwind/geo-store-archive0.git	http://github.com/northwind/geo-store-archive0.git	t	cli	\N	2026-01-26 03:31:49.325953+00	\N	2026-11-22 09:11:22.098827+00	\N	17	6342940743014555247
d566605b-7cde-5c0c-8a33-004a1ac5b0be	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	f5dc11e2-7c0a-4bbc-be3d-0ef182762282	1ee4587b-bc47-5cf3-b353-8546542b3c9f	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	northwind/token-bff-archive1	\N	t	quay-cr	69060f18-643c-4857-ad57-d8d270445fe5	2026-01-26 03:31:49.325953+00	\N	2026-11-22 09:11:22.098827+00	\N	17	-8225679774530238525
2f79ea13-b4f3-5581-bdd4-92611e20ff81	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	d72104a8-687e-43bb-8520-b3df47eb7157	f6a0ad38-c9a4-5dee-b121-a00919fa184a	08e6f666-1647-494e-98bd-df77e31c0bfc	northwind/catalog-portal-2	\N	t	bitbucket-cloud	c0369d02-7506-4397-a9b4-5a0292e97733	\N	\N	2026-11-22 09:11:22.09544+00	\N	19	-4986331642354774767
b1a1996b-0ed9-5569-8d7d-afa2c8d49262	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	3e51fd5f-06e5-454c-bf11-5a4afbd14296	92c4fe81-e429-587d-8d89-42203d4b2609	fbddfe9e-6380-4a70-adde-acb8b3c60710	northwind/menu-engine-1	\N	t	github	870256c6-a3ab-4faa-8c13-5058f7c7d59d	2026-02-05 03:39:59.55+00	\N	2026-11-22 09:11:22.095796+00	\N	20	7424383814222138704
926f6bd7-faa1-5c6c-9bde-d10e5b74d517	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	0ab534a4-34fc-4632-88bb-12144ae8f3fe	a8f4a095-a689-580a-9b42-3eef4e80cb7b	4dc93133-ace1-469b-9db3-22d9acfa60fc	northwind/ledger-gateway-1	\N	t	ecr	0518d7cd-cfa6-4f24-81ea-3373c3c92dcc	2026-02-08 08:02:48.59+00	\N	2026-11-22 09:11:22.100527+00	\N	21	-7045582443170152836
\.


--
-- Data for Name: windlass_check_results; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_check_results (scorecard_id, check_id, entity_type, entity_identifier, status, passed, output, message, related_property, since, executed_at) FROM stdin;
\.


--
-- Data for Name: windlass_clock; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_clock (id, as_of) FROM stdin;
1	2026-11-22 09:11:22.325225+00
\.


--
-- Data for Name: windlass_connections; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_connections (id, name, base_url, auth, client_id, secret, sealed, organizations, groups, principal_kind, principal_name, created_at, checked_at, checked_code) FROM stdin;
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	snyk	http://127.0.0.1:35871	token	\N	env:WINDLASS_TEST_TOKEN	\N	\N	\N	service_account	group_service_account	2026-11-22 09:11:21.100232+00	2026-11-22 09:11:21.115478+00	ok
\.


--
-- Data for Name: windlass_cursors; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_cursors (connection_id, stream, scope_kind, scope_id, shard, mode, walk, next, pages, rows, high, watermark, started_at, server_started_at, finished_at, full_finished_at, full_due, full_rows, shards, fingerprint) FROM stdin;
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	f12889b3-5494-4abb-a2bc-d31112623dc6	0	full	18	\N	1	2	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.092992+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.11441+00	2026-11-22 09:11:22.11441+00	f	2	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	issues	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	0	full	5	\N	1	16	2025-12-20 10:56:30.941717+00	2025-12-20 10:56:30.941717+00	2026-11-22 09:11:21.378441+00	2026-01-01 00:00:00+00	2026-11-22 09:11:21.457844+00	2026-11-22 09:11:21.457844+00	f	16	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	fbddfe9e-6380-4a70-adde-acb8b3c60710	0	full	20	\N	1	4	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.093068+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.135489+00	2026-11-22 09:11:22.135489+00	f	4	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	0	full	17	\N	1	3	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.092848+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.137929+00	2026-11-22 09:11:22.137929+00	f	3	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	groups	token		0	full	15	\N	1	1	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.050186+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.055239+00	2026-11-22 09:11:22.055239+00	f	1	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	0	full	19	\N	1	4	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.09304+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.135981+00	2026-11-22 09:11:22.135981+00	f	4	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	f12889b3-5494-4abb-a2bc-d31112623dc6	0	full	23	\N	1	1	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.096819+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.152104+00	2026-11-22 09:11:22.152104+00	f	1	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	organizations	token		0	full	16	\N	1	5	2026-02-03 10:22:53.299096+00	2026-02-03 10:22:53.299096+00	2026-11-22 09:11:22.064392+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.073025+00	2026-11-22 09:11:22.073025+00	f	5	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	4dc93133-ace1-469b-9db3-22d9acfa60fc	0	full	21	\N	1	3	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.096599+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.160139+00	2026-11-22 09:11:22.160139+00	f	3	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	0	full	22	\N	1	2	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.096755+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.155281+00	2026-11-22 09:11:22.155281+00	f	2	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	fbddfe9e-6380-4a70-adde-acb8b3c60710	0	full	25	\N	1	3	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.100979+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.173182+00	2026-11-22 09:11:22.173182+00	f	3	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	0	full	24	\N	1	5	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.100864+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.190117+00	2026-11-22 09:11:22.190117+00	f	5	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	4dc93133-ace1-469b-9db3-22d9acfa60fc	0	full	26	\N	1	3	\N	2026-02-10 00:00:00+00	2026-11-22 09:11:22.116499+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.24407+00	2026-11-22 09:11:22.24407+00	f	3	0	\N
aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	issues	group	05b96827-6339-4ede-a45c-e56e9ade3ef7	0	full	27	\N	1	91	2026-02-09 20:36:19.783806+00	2026-02-09 20:36:19.783806+00	2026-11-22 09:11:22.255866+00	2026-02-10 00:00:00+00	2026-11-22 09:11:22.301194+00	2026-11-22 09:11:22.301194+00	f	91	0	\N
\.


--
-- Data for Name: windlass_entities; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_entities (type, identifier, name, owner, properties, source) FROM stdin;
\.


--
-- Data for Name: windlass_entity_projects; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_entity_projects (entity_type, entity_identifier, project_id, because) FROM stdin;
\.


--
-- Data for Name: windlass_imported_entities; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_imported_entities (source, type, identifier, name, owner, properties, links, imported_at) FROM stdin;
\.


--
-- Data for Name: windlass_policy; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_policy (id, document, applied_at) FROM stdin;
\.


--
-- Data for Name: windlass_run_scans; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_run_scans (run_id, connection_id, stream, scope_kind, scope_id, scope_name, mode, status, pages, rows, changed, removed, started_at, finished_at, error_code, error_message) FROM stdin;
01a20286-3ba0-7462-bbc9-5af9e208fa3e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	groups	token		snyk	full	succeeded	1	1	1	0	2026-11-22 09:11:21.25944+00	2026-11-22 09:11:21.282471+00	\N	\N
01a20286-3ba0-7462-bbc9-5af9e208fa3e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	organizations	token		snyk	full	succeeded	1	1	1	0	2026-11-22 09:11:21.282644+00	2026-11-22 09:11:21.310926+00	\N	\N
01a20286-3ba0-7462-bbc9-5af9e208fa3e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	full	succeeded	1	3	3	0	2026-11-22 09:11:21.320231+00	2026-11-22 09:11:21.346361+00	\N	\N
01a20286-3ba0-7462-bbc9-5af9e208fa3e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	full	succeeded	1	3	3	0	2026-11-22 09:11:21.320381+00	2026-11-22 09:11:21.375728+00	\N	\N
01a20286-3ba0-7462-bbc9-5af9e208fa3e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	issues	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	full	succeeded	1	16	16	0	2026-11-22 09:11:21.378441+00	2026-11-22 09:11:21.495905+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	groups	token		snyk	full	succeeded	1	1	0	0	2026-11-22 09:11:21.65317+00	2026-11-22 09:11:21.681075+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	organizations	token		snyk	full	succeeded	1	3	2	0	2026-11-22 09:11:21.681172+00	2026-11-22 09:11:21.711239+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	full	succeeded	1	3	0	0	2026-11-22 09:11:21.714083+00	2026-11-22 09:11:21.774291+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	fbddfe9e-6380-4a70-adde-acb8b3c60710	Platform Engineering	full	succeeded	1	3	3	0	2026-11-22 09:11:21.714223+00	2026-11-22 09:11:21.790493+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	4dc93133-ace1-469b-9db3-22d9acfa60fc	Zürich Retail Banking	full	succeeded	1	2	2	0	2026-11-22 09:11:21.714258+00	2026-11-22 09:11:21.809198+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	fbddfe9e-6380-4a70-adde-acb8b3c60710	Platform Engineering	full	succeeded	1	2	2	0	2026-11-22 09:11:21.718951+00	2026-11-22 09:11:21.821238+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	full	succeeded	1	4	4	0	2026-11-22 09:11:21.71428+00	2026-11-22 09:11:21.821285+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	4dc93133-ace1-469b-9db3-22d9acfa60fc	Zürich Retail Banking	full	succeeded	1	1	1	0	2026-11-22 09:11:21.719063+00	2026-11-22 09:11:21.825261+00	\N	\N
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	issues	group	05b96827-6339-4ede-a45c-e56e9ade3ef7	group Northwind Traders	full	succeeded	1	46	32	0	2026-11-22 09:11:21.826848+00	2026-11-22 09:11:21.928288+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	groups	token		snyk	full	succeeded	1	1	0	0	2026-11-22 09:11:22.050186+00	2026-11-22 09:11:22.064268+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	organizations	token		snyk	full	succeeded	1	5	2	0	2026-11-22 09:11:22.064392+00	2026-11-22 09:11:22.089353+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	f12889b3-5494-4abb-a2bc-d31112623dc6	Data & Analytics	full	succeeded	1	2	2	0	2026-11-22 09:11:22.092992+00	2026-11-22 09:11:22.135159+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	fbddfe9e-6380-4a70-adde-acb8b3c60710	Platform Engineering	full	succeeded	1	4	1	0	2026-11-22 09:11:22.093068+00	2026-11-22 09:11:22.175387+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	full	succeeded	1	4	1	0	2026-11-22 09:11:22.09304+00	2026-11-22 09:11:22.18937+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	Customer Identity	full	succeeded	1	3	3	0	2026-11-22 09:11:22.092848+00	2026-11-22 09:11:22.192719+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	f12889b3-5494-4abb-a2bc-d31112623dc6	Data & Analytics	full	succeeded	1	1	1	0	2026-11-22 09:11:22.096819+00	2026-11-22 09:11:22.219919+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	targets	organization	4dc93133-ace1-469b-9db3-22d9acfa60fc	Zürich Retail Banking	full	succeeded	1	3	1	0	2026-11-22 09:11:22.096599+00	2026-11-22 09:11:22.220024+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	09b554bf-5fc7-46f8-a8a9-a8b6c7a03a19	Customer Identity	full	succeeded	1	2	2	0	2026-11-22 09:11:22.096755+00	2026-11-22 09:11:22.225641+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	fbddfe9e-6380-4a70-adde-acb8b3c60710	Platform Engineering	full	succeeded	1	3	3	0	2026-11-22 09:11:22.100979+00	2026-11-22 09:11:22.234677+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	08e6f666-1647-494e-98bd-df77e31c0bfc	Payments	full	succeeded	1	5	5	0	2026-11-22 09:11:22.100864+00	2026-11-22 09:11:22.238677+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	projects	organization	4dc93133-ace1-469b-9db3-22d9acfa60fc	Zürich Retail Banking	full	succeeded	1	3	3	0	2026-11-22 09:11:22.116499+00	2026-11-22 09:11:22.255491+00	\N	\N
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	issues	group	05b96827-6339-4ede-a45c-e56e9ade3ef7	group Northwind Traders	full	succeeded	1	91	58	3	2026-11-22 09:11:22.255866+00	2026-11-22 09:11:22.313421+00	\N	\N
\.


--
-- Data for Name: windlass_runs; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_runs (id, connection_id, mode, status, started_at, finished_at, requests, throttled, retries, gate_ms, network_ms, store_ms, rows, changed, removed, error_code, error_message, version) FROM stdin;
01a20286-3ba0-7462-bbc9-5af9e208fa3e	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	full	succeeded	2026-11-22 09:11:21.248553+00	2026-11-22 09:11:21.512833+00	5	0	0	0	14	193	24	24	0	\N	\N	0.1.0
01a20286-3d25-7573-8fd4-53187fb41141	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	full	succeeded	2026-11-22 09:11:21.637363+00	2026-11-22 09:11:21.93943+00	9	0	0	0	21	244	65	46	0	\N	\N	0.1.0
01a20286-3ebb-7376-a2d9-2148f2b95b65	aabe3bf1-0fe2-40e1-af69-0a5f18e596ff	full	succeeded	2026-11-22 09:11:22.043995+00	2026-11-22 09:11:22.325214+00	13	0	0	0	29	233	127	82	3	\N	\N	0.1.0
\.


--
-- Data for Name: windlass_scorecards; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_scorecards (id, name, description, type, published, document, evaluated_at, sql_errors) FROM stdin;
\.


--
-- Data for Name: windlass_scores; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_scores (scorecard_id, entity_type, entity_identifier, since, until, level, rank, points_achieved, points_total) FROM stdin;
\.


--
-- Data for Name: windlass_shards; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_shards (connection_id, stream, scope_kind, scope_id, shard, walk, created_after, created_before, next, pages, ended) FROM stdin;
\.


--
-- Data for Name: windlass_sla; Type: TABLE DATA; Schema: snyk; Owner: -
--

COPY snyk.windlass_sla (business_criticality, severity, days) FROM stdin;
\.


--
-- Name: snyk_issues_rowid_seq; Type: SEQUENCE SET; Schema: snyk; Owner: -
--

SELECT pg_catalog.setval('snyk.snyk_issues_rowid_seq', 94, true);


--
-- Name: snyk_projects_rowid_seq; Type: SEQUENCE SET; Schema: snyk; Owner: -
--

SELECT pg_catalog.setval('snyk.snyk_projects_rowid_seq', 14, true);


--
-- Name: snyk_groups snyk_groups_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_groups
    ADD CONSTRAINT snyk_groups_pkey PRIMARY KEY (id);


--
-- Name: snyk_issue_classes_rows snyk_issue_classes_rows_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issue_classes_rows
    ADD CONSTRAINT snyk_issue_classes_rows_pkey PRIMARY KEY (parent, ordinal);


--
-- Name: snyk_issue_coordinates_rows snyk_issue_coordinates_rows_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issue_coordinates_rows
    ADD CONSTRAINT snyk_issue_coordinates_rows_pkey PRIMARY KEY (parent, ordinal);


--
-- Name: snyk_issue_events snyk_issue_events_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issue_events
    ADD CONSTRAINT snyk_issue_events_pkey PRIMARY KEY (id);


--
-- Name: snyk_issue_problems_rows snyk_issue_problems_rows_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issue_problems_rows
    ADD CONSTRAINT snyk_issue_problems_rows_pkey PRIMARY KEY (parent, ordinal);


--
-- Name: snyk_issue_risk_factors_rows snyk_issue_risk_factors_rows_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issue_risk_factors_rows
    ADD CONSTRAINT snyk_issue_risk_factors_rows_pkey PRIMARY KEY (parent, ordinal);


--
-- Name: snyk_issue_severities_rows snyk_issue_severities_rows_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issue_severities_rows
    ADD CONSTRAINT snyk_issue_severities_rows_pkey PRIMARY KEY (parent, ordinal);


--
-- Name: snyk_issues snyk_issues_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issues
    ADD CONSTRAINT snyk_issues_pkey PRIMARY KEY (id);


--
-- Name: snyk_issues snyk_issues_rowid_key; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_issues
    ADD CONSTRAINT snyk_issues_rowid_key UNIQUE (rowid);


--
-- Name: snyk_organizations snyk_organizations_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_organizations
    ADD CONSTRAINT snyk_organizations_pkey PRIMARY KEY (id);


--
-- Name: snyk_project_attributes_rows snyk_project_attributes_rows_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_project_attributes_rows
    ADD CONSTRAINT snyk_project_attributes_rows_pkey PRIMARY KEY (parent, name, ordinal);


--
-- Name: snyk_project_tags_rows snyk_project_tags_rows_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_project_tags_rows
    ADD CONSTRAINT snyk_project_tags_rows_pkey PRIMARY KEY (parent, ordinal);


--
-- Name: snyk_projects snyk_projects_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_projects
    ADD CONSTRAINT snyk_projects_pkey PRIMARY KEY (id);


--
-- Name: snyk_projects snyk_projects_rowid_key; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_projects
    ADD CONSTRAINT snyk_projects_rowid_key UNIQUE (rowid);


--
-- Name: snyk_targets snyk_targets_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.snyk_targets
    ADD CONSTRAINT snyk_targets_pkey PRIMARY KEY (id);


--
-- Name: windlass_check_results windlass_check_results_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_check_results
    ADD CONSTRAINT windlass_check_results_pkey PRIMARY KEY (scorecard_id, check_id, entity_type, entity_identifier);


--
-- Name: windlass_clock windlass_clock_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_clock
    ADD CONSTRAINT windlass_clock_pkey PRIMARY KEY (id);


--
-- Name: windlass_connections windlass_connections_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_connections
    ADD CONSTRAINT windlass_connections_pkey PRIMARY KEY (id);


--
-- Name: windlass_cursors windlass_cursors_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_cursors
    ADD CONSTRAINT windlass_cursors_pkey PRIMARY KEY (connection_id, stream, scope_kind, scope_id, shard);


--
-- Name: windlass_entities windlass_entities_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_entities
    ADD CONSTRAINT windlass_entities_pkey PRIMARY KEY (type, identifier);


--
-- Name: windlass_entity_projects windlass_entity_projects_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_entity_projects
    ADD CONSTRAINT windlass_entity_projects_pkey PRIMARY KEY (entity_type, entity_identifier, project_id);


--
-- Name: windlass_imported_entities windlass_imported_entities_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_imported_entities
    ADD CONSTRAINT windlass_imported_entities_pkey PRIMARY KEY (source, type, identifier);


--
-- Name: windlass_policy windlass_policy_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_policy
    ADD CONSTRAINT windlass_policy_pkey PRIMARY KEY (id);


--
-- Name: windlass_run_scans windlass_run_scans_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_run_scans
    ADD CONSTRAINT windlass_run_scans_pkey PRIMARY KEY (run_id, stream, scope_kind, scope_id);


--
-- Name: windlass_runs windlass_runs_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_runs
    ADD CONSTRAINT windlass_runs_pkey PRIMARY KEY (id);


--
-- Name: windlass_scorecards windlass_scorecards_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_scorecards
    ADD CONSTRAINT windlass_scorecards_pkey PRIMARY KEY (id);


--
-- Name: windlass_scores windlass_scores_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_scores
    ADD CONSTRAINT windlass_scores_pkey PRIMARY KEY (scorecard_id, entity_type, entity_identifier, since);


--
-- Name: windlass_shards windlass_shards_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_shards
    ADD CONSTRAINT windlass_shards_pkey PRIMARY KEY (connection_id, stream, scope_kind, scope_id, shard);


--
-- Name: windlass_sla windlass_sla_pkey; Type: CONSTRAINT; Schema: snyk; Owner: -
--

ALTER TABLE ONLY snyk.windlass_sla
    ADD CONSTRAINT windlass_sla_pkey PRIMARY KEY (business_criticality, severity);


--
-- Name: snyk_issue_events_by_issue_id; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX snyk_issue_events_by_issue_id ON snyk.snyk_issue_events USING btree (issue_id);


--
-- Name: snyk_issues_by_organization_id; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX snyk_issues_by_organization_id ON snyk.snyk_issues USING btree (organization_id);


--
-- Name: snyk_issues_by_project_id_and_status_and_ignored_and_effective_; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX snyk_issues_by_project_id_and_status_and_ignored_and_effective_ ON snyk.snyk_issues USING btree (project_id, status, ignored, effective_severity_level, removed_at);


--
-- Name: snyk_projects_by_organization_id; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX snyk_projects_by_organization_id ON snyk.snyk_projects USING btree (organization_id);


--
-- Name: snyk_targets_by_organization_id; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX snyk_targets_by_organization_id ON snyk.snyk_targets USING btree (organization_id);


--
-- Name: windlass_check_results_by_entity_type_and_entity_identifier; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX windlass_check_results_by_entity_type_and_entity_identifier ON snyk.windlass_check_results USING btree (entity_type, entity_identifier);


--
-- Name: windlass_entity_projects_by_project_id; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX windlass_entity_projects_by_project_id ON snyk.windlass_entity_projects USING btree (project_id);


--
-- Name: windlass_runs_by_connection_id_and_started_at; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX windlass_runs_by_connection_id_and_started_at ON snyk.windlass_runs USING btree (connection_id, started_at);


--
-- Name: windlass_scores_by_entity_type_and_entity_identifier; Type: INDEX; Schema: snyk; Owner: -
--

CREATE INDEX windlass_scores_by_entity_type_and_entity_identifier ON snyk.windlass_scores USING btree (entity_type, entity_identifier);


--
-- PostgreSQL database dump complete
--


