"""Two measures for the speed of a machine, not for what has to be done.

yardstick.py flat URL FILE: what a script written by hand does, the token in BENCH_TOKEN. Issues page by page into one flat table of
SQLite, nothing of what belongs to them. It keeps no history, marks nothing as removed, cannot go on where it was stopped, and knows no
limits.

yardstick.py rows FROM FILE: what SQLite itself needs for the rows of a store, copied from it by `insert … select`, 4,000 issues and what
belongs to them in a transaction, then their indexes.
"""

import http.client
import json
import os
import sqlite3
import sys
from urllib.parse import urlsplit

COLUMNS = (
    "id key organization project title type status severity ignored created_at updated_at risk tool problem state package"
).split()


def rows(issues):
    for issue in issues:
        attributes, relationships = issue["attributes"], issue["relationships"]
        coordinate = (attributes.get("coordinates") or [{}])[0]
        place = (coordinate.get("representations") or [{}])[0]
        yield (
            issue["id"],
            attributes["key"],
            relationships["organization"]["data"]["id"],
            relationships["scan_item"]["data"]["id"],
            attributes["title"],
            attributes["type"],
            attributes["status"],
            attributes["effective_severity_level"],
            attributes["ignored"],
            attributes["created_at"],
            attributes.get("updated_at"),
            attributes.get("risk", {}).get("score", {}).get("value"),
            attributes.get("tool"),
            (attributes.get("problems") or [{}])[0].get("id"),
            coordinate.get("state"),
            place.get("dependency", {}).get("package_name"),
        )


def flat(url, file):
    origin = urlsplit(url)
    connection = http.client.HTTPConnection(origin.hostname, origin.port)
    headers = {"authorization": "token " + os.environ["BENCH_TOKEN"]}

    def get(path):
        connection.request("GET", path, headers=headers)
        return json.loads(connection.getresponse().read())

    def pages(path):
        while path:
            page = get(path)
            yield page["data"]
            following = page.get("links", {}).get("next")
            following = following.get("href") if isinstance(following, dict) else following
            path = following and urlsplit(following)._replace(scheme="", netloc="").geturl()
            if path and not path.startswith("/rest/"):
                path = "/rest" + path

    database = sqlite3.connect(file)
    database.execute(f"create table issues ({', '.join(COLUMNS)}, primary key (id))")
    insert = f"insert into issues values ({', '.join('?' * len(COLUMNS))})"
    for organizations in pages("/rest/orgs?version=2024-10-15&limit=100"):
        for organization in organizations:
            for issues in pages(f"/rest/orgs/{organization['id']}/issues?version=2024-10-15&limit=100"):
                database.executemany(insert, rows(issues))
                database.commit()
    print(database.execute("select count(*) from issues").fetchone()[0])


def rows_alone(store, file):
    database = sqlite3.connect(file, isolation_level=None)
    # As windlass opens its own.
    for setting in "page_size = 8192", "journal_mode = wal", "synchronous = normal", "cache_size = -24576":
        database.execute(f"pragma {setting}")
    database.execute("attach ? as store", (store,))
    made = "select name, sql from store.sqlite_schema where type = ? and tbl_name glob 'snyk_issue*' and sql is not null"
    tables = database.execute(made, ("table",)).fetchall()
    columns = {}
    for table, text in tables:
        database.execute(text)
        columns[table] = ", ".join(f'"{column[1]}"' for column in database.execute(f"pragma store.table_info({table})"))
    number = {"snyk_issues": "rowid", "snyk_issue_events": None}
    last = database.execute("select max(rowid) from store.snyk_issues").fetchone()[0]
    for first in range(1, last + 1, 4_000):
        database.execute("begin")
        for table, _ in tables:
            if by := number.get(table, "parent"):
                database.execute(
                    f"insert into main.{table} ({columns[table]}) select {columns[table]} from store.{table} "
                    f"where {by} between ? and ?",
                    (first, first + 3_999),
                )
        database.execute("commit")
    for _, text in database.execute(made, ("index",)).fetchall():
        database.execute(text)
    print(database.execute("select count(*) from main.snyk_issues").fetchone()[0])


{"flat": flat, "rows": rows_alone}[sys.argv[1]](*sys.argv[2:])
