"""All thirteen sources through DuckDB as a data team would do it: CP932 undone by iconv (DuckDB
needs an extension for it), everything else read as it lies there, all columns read as text with
bad records and values that cannot be typed kept with their reasons, cleansed by macros, the newest
record of each key kept, the typed tables written to one database file. Two threads.

Usage: duckdb_ingest.py EXPORTS_DIR WORK_DIR [--only SOURCE]
"""
import argparse
import csv
import glob
import gzip
import hashlib
import io
import json
import os
import resource
import subprocess
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import duckdb

from duckdb_cleansing import define, first_reading, typed
from duckdb_sources import SOURCES

THREADS = 2
CAN_FAIL = {"choice", "email", "phone", "line_id", "postal", "prefecture", "bool", "date",
            "timestamp", "int", "money"}


def is_packed(path):
    with open(path, "rb") as file:
        return file.read(2) == b"\x1f\x8b"


def utf8(path, encoding, work):
    """The path and compression of a file that DuckDB can read."""
    packed = is_packed(path)
    if encoding == "utf-8":
        return path, packed
    target = os.path.join(work, os.path.basename(path) + ".utf8")
    command = f"{'gzip -dc' if packed else 'cat'} '{path}' | iconv -c -f CP932 -t UTF-8"
    with open(target, "wb") as file:
        status = subprocess.run(["sh", "-c", command], stdout=file, check=False).returncode
    if status not in (0, 1):  # 1: iconv has left out bytes that CP932 does not have
        raise SystemExit(f"cannot decode {os.path.basename(path)}")
    return target, False


def header(path, packed):
    """The trimmed, width-folded names of the first row."""
    with (gzip.open if packed else open)(path, "rb") as file:
        line = file.readline().decode("utf-8-sig")
    names = next(csv.reader(io.StringIO(line)), [])
    return tuple(unicodedata.normalize("NFKC", name).strip() for name in names)


def layouts(files):
    """Runs of files with the same columns and compression, in the order of their names."""
    groups = []
    for path, packed in files:
        names = header(path, packed)
        if names and groups and groups[-1][:2] == (names, packed):
            groups[-1][2].append(path)
        elif names:
            groups.append((names, packed, [path]))
    return groups


def scan(names, packed, paths, wanted):
    """The wanted columns of the files of one layout, as text, in one order."""
    types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(names)))
    # Of a header that comes twice the first column counts.
    columns = ", ".join(
        f"c{names.index(name)} AS r{place}" if name in names else f"NULL::VARCHAR AS r{place}"
        for place, name in enumerate(wanted))
    return f"""SELECT {columns} FROM read_csv({paths}, auto_detect = false, header = true,
      delim = ',', quote = '"', escape = '"', columns = {{{types}}}, max_line_size = 1048576,
      compression = '{'gzip' if packed else 'none'}', strict_mode = false,
      store_rejects = true)"""


def statement(name, source, files):
    """The typed columns, and of a record with values that cannot be typed which they are."""
    wanted = list(dict.fromkeys(column[1] for column in source["columns"]))
    union = " UNION ALL ".join(scan(*layout, wanted) for layout in layouts(files))
    first, second, issues = {}, [], []
    headings = [column[1] for column in source["columns"]]
    for column, heading, kind, *choices in source["columns"]:
        reading = first_reading(kind, f"r{wanted.index(heading)}")
        alias = first.setdefault(reading, f"v{len(first)}")
        value = typed(kind, alias, *choices)
        if kind == "prefecture" and "address" in (c[0] for c in source["columns"]):
            address = first.setdefault(f"r{wanted.index('住所')}", f"v{len(first)}")
            value = f"coalesce({value}, prefecture_of(text_value({address})))"
        second.append(f"{value} AS {column}")
        # Of several readings of one header that fit none is at fault.
        if kind in CAN_FAIL and headings.count(heading) == 1:
            issues.append((column, alias))
    inner = ", ".join(f"{reading} AS {alias}" for reading, alias in first.items())
    middle = f"""SELECT {', '.join(second)}, {', '.join(first.values())}
      FROM (SELECT {inner} FROM ({union}))"""
    columns = ", ".join(column[0] for column in source["columns"])
    failed = " OR ".join(f"({column} IS NULL AND {alias} IS NOT NULL)" for column, alias in issues)
    which = ", ".join(
        f"CASE WHEN {column} IS NULL AND word({alias}) IS NOT NULL "
        f"THEN {{'column': '{column}', 'raw': {alias}}} END" for column, alias in issues)
    found = f"CASE WHEN {failed} THEN [{which}] END" if issues else "NULL"
    return f"CREATE TABLE {name} AS SELECT {columns}, {found} AS issues FROM ({middle})"


def keep_newest(connection, name, source):
    """Deletes what has no key, and of records with one key all but the newest. Few records come
    twice, so this is cheaper than a window over the whole width of the table."""
    key = ", ".join(source["key"])
    newest = "max(rowid)"
    if source["newest_by"]:
        newest = f"""arg_max(rowid,
          row(coalesce({source['newest_by']}, TIMESTAMP '0001-01-01'), rowid))"""
    same = " AND ".join(f"t.{column} = d.{column}" for column in source["key"])
    missing = " OR ".join(f"{column} IS NULL" for column in source["key"])
    connection.execute(f"""INSERT INTO quarantine SELECT '{name}', NULL, NULL, 'missing_key',
      CAST(t AS VARCHAR) FROM {name} AS t WHERE {missing}""")
    connection.execute(f"DELETE FROM {name} WHERE {missing}")
    connection.execute(f"""DELETE FROM {name} AS t USING (
      SELECT {key}, {newest} AS kept FROM {name} GROUP BY {key} HAVING count(*) > 1) AS d
      WHERE {same} AND t.rowid <> d.kept""")


def keep_faults(connection, name, source):
    """The records that could not be read, and what could not be typed of those that were kept."""
    connection.execute(f"""INSERT INTO quarantine
      SELECT DISTINCT ON (e.file_id, e.line) '{name}', s.file_path, e.line, e.error_type, e.csv_line
      FROM reject_errors AS e JOIN reject_scans AS s USING (scan_id, file_id)""")
    key = " || '-' || ".join(source["key"])
    connection.execute(f"""INSERT INTO issues SELECT '{name}', key, i.column, i.raw
      FROM (SELECT {key} AS key, unnest(issues) AS i FROM {name} WHERE issues IS NOT NULL)
      WHERE i IS NOT NULL""")
    connection.execute(f"ALTER TABLE {name} DROP COLUMN issues")


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def ingest(connection, name, exports, work):
    source = SOURCES[name]
    start = time.perf_counter()
    paths = sorted(glob.glob(os.path.join(exports, source["files"])), key=os.fsencode)
    with ThreadPoolExecutor(THREADS) as pool:
        files = list(pool.map(lambda path: utf8(path, source["encoding"], work), paths))
        sums = list(pool.map(sha256, paths))
    decoded = time.perf_counter()
    read = connection.execute(statement(name, source, files)).fetchone()[0]
    rejected = connection.execute("""SELECT count(*)
      FROM (SELECT DISTINCT scan_id, file_id, line FROM reject_errors)""").fetchone()[0]
    loaded = time.perf_counter()
    keep_newest(connection, name, source)
    keep_faults(connection, name, source)
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    connection.executemany("INSERT INTO files VALUES (?, ?, ?)", [
        (name, os.path.basename(path), digest) for path, digest in zip(paths, sums)])
    kept = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
    for path, _ in files:
        if path not in paths:
            os.remove(path)
    end = time.perf_counter()
    print(f"{name:<18}{read + rejected:>10} read {kept:>10} kept {rejected:>7} rejected "
          f"{end - start:>8.2f} s  (iconv {decoded - start:.2f}, read and cleanse "
          f"{loaded - decoded:.2f}, newest {end - loaded:.2f})", flush=True)
    return {"source": name, "read": read + rejected, "kept": kept, "rejected": rejected,
            "seconds": round(end - start, 3)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("exports")
    parser.add_argument("work")
    parser.add_argument("--only", choices=list(SOURCES))
    arguments = parser.parse_args()
    start = time.perf_counter()
    work = arguments.work
    os.makedirs(work, exist_ok=True)
    target = os.path.join(work, "exports.duckdb")
    for old in glob.glob(glob.escape(target) + "*"):
        os.remove(old)
    connection = duckdb.connect(target)
    connection.execute(f"SET threads = {THREADS}; SET TimeZone = 'Asia/Tokyo'")
    # Faster by an eighth; the file is then about as large as the SQLite file of meibo.
    connection.execute("SET force_compression = 'uncompressed'")
    # Else lists after IN become joins, which read every row, also in a branch that few rows reach.
    connection.execute("SET disabled_optimizers = 'in_clause'")
    define(connection)
    connection.execute("""CREATE TABLE files (source VARCHAR, file VARCHAR, sha256 VARCHAR);
      CREATE TABLE quarantine (
        source VARCHAR, file VARCHAR, line UBIGINT, reason VARCHAR, raw VARCHAR);
      CREATE TABLE issues (source VARCHAR, key VARCHAR, "column" VARCHAR, raw VARCHAR)""")
    figures = [ingest(connection, name, arguments.exports, work)
               for name in SOURCES if arguments.only in (None, name)]
    connection.close()
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({
        "wall": round(time.perf_counter() - start, 3),
        "cpu": round(sum(u.ru_utime + u.ru_stime for u in usage), 3),
        "peak_mib": round(max(u.ru_maxrss for u in usage) / 1024),
        "read": sum(figure["read"] for figure in figures),
        "kept": sum(figure["kept"] for figure in figures), "sources": figures}))


if __name__ == "__main__":
    main()
