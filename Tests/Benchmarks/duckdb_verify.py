"""Compares duckdb_derive.py with meibo: loads meibo's cleansed tables into a DuckDB file with the
types that duckdb_ingest.py uses, derives from it, and compares every cell of the seven marts, every
row of the 23 segments and every count of the waterfall with what meibo has published.

Usage: duckdb_verify.py STORE/DATE WORK_DIR DATE [options of duckdb_derive.py]
"""
import csv
import json
import os
import sqlite3
import subprocess
import sys

import duckdb

from duckdb_sources import SOURCES

HERE = os.path.dirname(os.path.abspath(__file__))
MARTS = ["document_requests", "quotes", "reservations", "site_actions", "customers",
         "campaign_grants", "line_members"]
TYPES = {"int": "BIGINT", "money": "BIGINT", "bool": "BOOLEAN", "date": "DATE",
         "timestamp": "TIMESTAMP"}


def load(stage, target, sources):
    """meibo's cleansed tables through CSV, nulls told apart from empty texts."""
    for old in (target, target + ".wal"):
        if os.path.exists(old):
            os.remove(old)
    rows = sqlite3.connect(f"file:{stage}/cleanse.sqlite?mode=ro", uri=True)
    connection = duckdb.connect(target)
    path = target + ".csv"
    for name, source in sources.items():
        types = {column: TYPES.get(kind, "VARCHAR") for column, _, kind, *_ in source["columns"]}
        listed = ", ".join(f'"{column}"' for column in types)
        count = 0
        with open(path, "w", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            for row in rows.execute(f"SELECT {listed} FROM {name}"):
                # A null is \N; a text beginning with a backslash gets one more.
                writer.writerow(["\\N" if value is None else
                                 "\\" + value if isinstance(value, str) and value[:1] == "\\"
                                 else value for value in row])
                count += 1
        values = ", ".join(
            f"""CAST(CASE WHEN "{column}" = '\\N' THEN NULL WHEN starts_with("{column}", '\\\\')
              THEN "{column}"[2:] ELSE "{column}" END AS {kind}) AS "{column}" """
            for column, kind in types.items())
        texts = ", ".join(f"'{column}': 'VARCHAR'" for column in types)
        connection.execute(f"""CREATE TABLE {name} AS SELECT {values} FROM read_csv('{path}',
          auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
          columns = {{{texts}}}, max_line_size = 4194304, nullstr = ['never null'])""")
        loaded = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        assert loaded == count, (name, loaded, count)
    os.remove(path)
    connection.close()


def plain(value):
    """A value of DuckDB as meibo stores it."""
    if value is None or isinstance(value, (int, str)):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value.isoformat()


def compare(name, theirs, ours, columns):
    """Rows by their whole content; on a difference what columns differ, of rows with one key."""
    listed = ", ".join(f'"{column}"' for column in columns)
    left = [tuple(row) for row in theirs.execute(f"SELECT {listed} FROM {name}").fetchall()]
    right = [tuple(map(plain, row))
             for row in ours.execute(f"SELECT {listed} FROM {name}").fetchall()]

    def order(row):
        return tuple((value is not None, str(value)) for value in row)
    left.sort(key=order)
    right.sort(key=order)
    if left == right:
        print(f"{name:<36}{len(left):>9} rows x {len(columns):>2} columns  equal")
        return 0
    print(f"{name:<36}{len(left):>9} rows of meibo, {len(right)} of DuckDB  DIFFERENT")
    a, b = {row[0]: row for row in left}, {row[0]: row for row in right}
    print("   only meibo:", [key for key in a if key not in b][:5],
          " only DuckDB:", [key for key in b if key not in a][:5])
    shown = {}
    for key in a:
        for column, x, y in zip(columns, a[key], b.get(key, a[key])):
            if x != y or type(x) is not type(y):
                shown.setdefault(column, []).append((key, x, y))
    for column, cases in shown.items():
        print(f"   {column}: {len(cases)} differ, e.g. {cases[:3]}")
    return 1


def main():
    stage, work, date, *more = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    cleansed = os.path.join(work, "cleansed.duckdb")
    load(stage, cleansed, SOURCES)
    subprocess.run([sys.executable, os.path.join(HERE, "duckdb_derive.py"), cleansed, work, date,
                    *more], check=True, stdout=subprocess.DEVNULL)
    ours = duckdb.connect(os.path.join(work, "marts.duckdb"), read_only=True)
    derived = sqlite3.connect(f"file:{stage}/derive.sqlite?mode=ro", uri=True)
    found = sqlite3.connect(f"file:{stage}/segment.sqlite?mode=ro", uri=True)
    different = 0
    for mart in MARTS:
        columns = [row[1] for row in derived.execute(f"PRAGMA table_info({mart})")]
        have = [row[0] for row in ours.execute(f"DESCRIBE {mart}").fetchall()]
        if columns != have:
            print(f"{mart}: columns differ: {set(columns) ^ set(have) or 'in order'}")
            different += 1
        different += compare(mart, derived, ours, [c for c in columns if c in have])
    for (scenario,) in found.execute("SELECT scenario FROM segments").fetchall():
        different += compare(f"segment_{scenario}", found, ours, ["subject_key", "row_key"])
    different += compare("waterfall", found, ours, ["scenario", "position", "condition", "rows"])
    print("everything equal" if not different else f"{different} tables differ")
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
