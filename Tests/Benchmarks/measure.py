"""Runs the stages one by one and prints rows/s, MB/s, CPU time and peak memory of each; then reads
and cleanses all exports with meibo and with DuckDB, in turn, on the same files; then makes the marts
and segments with both of what each has cleansed.
Usage: measure.py EXPORTS [--ingest]      (--ingest: only reading and cleansing)"""
import glob
import gzip
import itertools
import json
import os
import shutil
import statistics
import sys
import time

DATE = "2026-11-21"
NEXT_DATE = "2026-11-22"
MEIBO = ".build/release/meibo"
STORE = "build/bench/store"
INGEST_STORE = "build/bench/ingest-store"
DUCKDB_WORK = "build/bench/duckdb-work"
RUNS = 5


def run(command, env=None, output="build/bench/output.txt"):
    """Wall seconds, CPU seconds and peak MiB of a command with its children, and what it printed."""
    start = time.perf_counter()
    pid = os.posix_spawn(
        command[0], command, dict(os.environ, **(env or {})),
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    with open(output) as file:
        text = file.read()
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def stages(exports):
    common = ["--store", STORE, "--date", DATE, "--json"]
    secret = {"MEIBO_UNSUBSCRIBE_SECRET": "benchmark-secret"}
    rows, size = 0, 0
    print(f"{'stage':<22}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'M rows/s':>10}{'MB/s':>9}")

    def line(name, wall, cpu, peak, rows, size):
        print(f"{name:<22}{wall:>9.2f}{cpu:>9.2f}{peak:>10.0f}{rows / wall / 1e6:>10.2f}"
              f"{size / wall / 1e6:>9.0f}", flush=True)

    shutil.rmtree(STORE, ignore_errors=True)
    for stage in ["ingest", "cleanse", "derive", "segment", "manifest"]:
        more = ["--exports", exports] if stage in ("ingest", "cleanse") else []
        wall, cpu, peak, text = run([MEIBO, stage, *common, *more], secret)
        if stage == "ingest":
            counts = json.loads(text)["stages"][0]["counts"]
            rows, size = counts["records"], counts["bytes"]
        line(stage, wall, cpu, peak, rows, size)
    shutil.rmtree(STORE, ignore_errors=True)
    wall, cpu, peak, _ = run([MEIBO, "run", *common, "--exports", exports], secret)
    line("run (all in one go)", wall, cpu, peak, rows, size)
    grown = next_exports(exports)
    again = [*common, "--exports", grown]
    again[again.index(DATE)] = NEXT_DATE
    for name in ["next date, 1 % more", "again, unchanged"]:
        wall, cpu, peak, _ = run([MEIBO, "run", *again], secret)
        line(name, wall, cpu, peak, rows, size)
    print(f"{rows} records, {size / 1e6:.0f} MB unpacked\n")


def next_exports(exports):
    """A folder with the same files and one more, of page views: one in a hundred of them, which
    are those of a file that is there already, under ids of their own."""
    grown = exports + "-next"
    if os.path.exists(os.path.join(grown, ".complete")):
        return grown
    shutil.rmtree(grown, ignore_errors=True)
    os.makedirs(grown)
    for file in glob.glob(os.path.join(exports, "*.csv*")):
        os.link(file, os.path.join(grown, os.path.basename(file)))
    views = glob.glob(os.path.join(exports, "web_access_*.csv.gz"))
    largest = max(views, key=os.path.getsize)
    # Line by line: what this process holds would count in the peaks of those it starts.
    with gzip.open(largest) as file:
        lines = sum(1 for _ in file) - 1
    new = lines * sum(map(os.path.getsize, views)) // os.path.getsize(largest) // 100
    with gzip.open(largest) as file, \
            gzip.open(os.path.join(grown, "web_access_90.csv.gz"), "w") as grows:
        grows.write(next(file))
        for line in itertools.islice(file, new):
            if b"WA" in line:
                grows.write(line.replace(b"WA", b"WB"))
    open(os.path.join(grown, ".complete"), "w").close()
    return grown


def floors(exports):
    """What reading alone takes: the files as they lie there, and unpacked by gzip."""
    files = sorted(glob.glob(os.path.join(exports, "*.csv*")))
    packed = [file for file in files if file.endswith(".gz")]
    print(f"{'floor':<22}{'wall s':>9}{'CPU s':>9}")
    for name, command in [
            ("cat", ["/bin/cat", *files]), ("gunzip", ["/bin/gunzip", "--stdout", *packed])]:
        if len(command) > 2:
            wall, cpu, _, _ = run(command, output="/dev/null")
            print(f"{name:<22}{wall:>9.2f}{cpu:>9.2f}")
    print()


def compare(title, figures):
    """Prints the medians of wall seconds, CPU seconds and peak MiB, and returns them."""
    print(f"{title}, median of {RUNS}, in turn")
    print(f"{'':<22}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}")
    medians = {}
    for name, values in figures.items():
        medians[name] = [statistics.median(column) for column in zip(*values)]
        print(f"{name:<22}{medians[name][0]:>9.2f}{medians[name][1]:>9.2f}{medians[name][2]:>10.0f}")
    return medians


def beside_duckdb(exports):
    """All sources read, cleansed, the newest record of each key kept, and stored."""
    store = INGEST_STORE
    common = ["--exports", exports, "--store", store, "--date", DATE, "--quiet"]
    theirs = [sys.executable, "Tests/Benchmarks/duckdb_ingest.py", exports, DUCKDB_WORK]
    figures = {"meibo ingest": [], "meibo cleanse": [], "duckdb": []}
    for _ in range(RUNS):
        shutil.rmtree(store, ignore_errors=True)
        figures["meibo ingest"].append(run([MEIBO, "ingest", *common])[:3])
        figures["meibo cleanse"].append(run([MEIBO, "cleanse", *common])[:3])
        figures["duckdb"].append(run(theirs)[:3])
    medians = compare("all sources", figures)
    ratios = [t / o for t, o in zip(medians["duckdb"], medians["meibo cleanse"])]
    print(f"{'duckdb / cleanse':<22}{ratios[0]:>9.1f}{ratios[1]:>9.1f}{ratios[2]:>10.1f}\n")


def marts_beside_duckdb():
    """All marts, segments and waterfalls of what both have just cleansed."""
    common = ["--store", INGEST_STORE, "--date", DATE, "--quiet", "--force"]
    theirs = [sys.executable, "Tests/Benchmarks/duckdb_derive.py",
              os.path.join(DUCKDB_WORK, "exports.duckdb"), DUCKDB_WORK, DATE]
    figures = {"meibo derive": [], "meibo segment": [], "duckdb": []}
    for _ in range(RUNS):
        figures["meibo derive"].append(run([MEIBO, "derive", *common])[:3])
        figures["meibo segment"].append(run([MEIBO, "segment", *common])[:3])
        figures["duckdb"].append(run(theirs)[:3])
    medians = compare("all marts and segments", figures)
    ratios = [medians["duckdb"][i] / (medians["meibo derive"][i] + medians["meibo segment"][i])
              for i in (0, 1)]
    print(f"{'duckdb / both':<22}{ratios[0]:>9.1f}{ratios[1]:>9.1f}")


os.makedirs("build/bench", exist_ok=True)
if "--ingest" not in sys.argv:
    stages(sys.argv[1])
floors(sys.argv[1])
beside_duckdb(sys.argv[1])
if "--ingest" not in sys.argv:
    marts_beside_duckdb()
for folder in (INGEST_STORE, DUCKDB_WORK):
    shutil.rmtree(folder, ignore_errors=True)
