"""Compares duckdb_ingest.py with meibo's cleanse stage, both run on the same exports: every cell of
every record that both have kept, and how many records only one of them has. What cells hold is not
printed.

Usage: duckdb_verify_ingest.py STORE/DATE WORK_DIR      (WORK_DIR: that of duckdb_ingest.py)
"""
import os
import sys

import duckdb

from duckdb_sources import SOURCES
from duckdb_verify import load


def main():
    stage, work = sys.argv[1:]
    cleansed = os.path.join(work, "cleansed.duckdb")
    load(stage, cleansed, SOURCES)
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{cleansed}' AS ours (READ_ONLY)")
    connection.execute(f"ATTACH '{os.path.join(work, 'exports.duckdb')}' AS theirs (READ_ONLY)")

    def count(query):
        return connection.execute("SELECT count(*) FROM " + query).fetchone()[0]

    print(f"{'source':<20}{'both':>10}{'only meibo':>12}{'only DuckDB':>12}  cells that differ")
    totals = [0, 0, 0, 0]
    for name, source in SOURCES.items():
        same = " AND ".join(f"a.{key} = b.{key}" for key in source["key"])
        pairs = f"ours.{name} AS a JOIN theirs.{name} AS b ON {same}"
        differing = {
            column: cells for column, *_ in source["columns"]
            if (cells := count(f'{pairs} WHERE a."{column}" IS DISTINCT FROM b."{column}"'))}
        figures = [
            count(pairs), count(f"ours.{name} AS a ANTI JOIN theirs.{name} AS b ON {same}"),
            count(f"theirs.{name} AS b ANTI JOIN ours.{name} AS a ON {same}")]
        totals = [x + y for x, y in zip(totals, [*figures, sum(differing.values())])]
        print(f"{name:<20}{figures[0]:>10}{figures[1]:>12}{figures[2]:>12}  {differing or 'none'}")
    print(f"{'all':<20}{totals[0]:>10}{totals[1]:>12}{totals[2]:>12}  {totals[3]}")
    sys.exit(totals[1] + totals[3] > 0)


if __name__ == "__main__":
    main()
