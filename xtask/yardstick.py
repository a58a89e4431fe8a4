"""What a script written by hand does: issues page by page into one flat table of SQLite, nothing of what belongs to them.

Usage: yardstick.py URL FILE, the token in BENCH_TOKEN. It keeps no history, marks nothing as removed, cannot go on where it was
stopped, and knows no limits: a measure for the speed of a machine, not for what has to be done.
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


def main():
    origin, file = urlsplit(sys.argv[1]), sys.argv[2]
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


main()
