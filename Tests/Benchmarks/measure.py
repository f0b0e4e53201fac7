"""Runs the stages one by one and prints rows/s, MB/s, CPU time and peak memory of each; then the
customers alone through meibo and through DuckDB, in turn, on the same files."""
import glob
import json
import os
import shutil
import statistics
import sys
import time

DATE = "2026-11-21"
MEIBO = ".build/release/meibo"
STORE = "build/bench/store"
RUNS = 3


def run(command, env=None):
    """Wall seconds, CPU seconds and peak MiB of a command, and what it printed."""
    output = "build/bench/output.txt"
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
    print(f"{rows} records, {size / 1e6:.0f} MB unpacked\n")


def customers(exports):
    """The customers' files alone: read, cleanse, newest of each key, stored."""
    files = sorted(glob.glob(os.path.join(exports, "customers*")))
    alone = "build/bench/customers"
    shutil.rmtree(alone, ignore_errors=True)
    os.makedirs(alone)
    for file in files:
        os.link(file, os.path.join(alone, os.path.basename(file)))
    pipeline = "build/bench/pipeline"
    shutil.rmtree(pipeline, ignore_errors=True)
    os.makedirs(pipeline + "/sources")
    shutil.copy("pipelines/insurance/sources/customers.yml", pipeline + "/sources")
    with open(pipeline + "/pipeline.yml", "w") as file:
        file.write("pipeline: customers\nschema: 1\n")
    store = "build/bench/customers-store"
    ours = [MEIBO, "ingest", "--exports", alone, "--store", store, "--date", DATE,
            "--pipeline", pipeline, "--quiet"]
    cleanse = [MEIBO, "cleanse", *ours[2:]]
    theirs = [sys.executable, "Tests/Benchmarks/duckdb_customers.py", alone,
              "build/bench/customers.duckdb"]
    figures = {"meibo": [], "duckdb": []}
    for _ in range(RUNS):
        shutil.rmtree(store, ignore_errors=True)
        first, second = run(ours), run(cleanse)
        figures["meibo"].append(
            (first[0] + second[0], first[1] + second[1], max(first[2], second[2])))
        figures["duckdb"].append(run(theirs)[:3])
    print(f"customers alone, median of {RUNS}, in turn (meibo: ingest and cleanse, two reads)")
    print(f"{'':<22}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}")
    medians = {}
    for name, values in figures.items():
        medians[name] = [statistics.median(column) for column in zip(*values)]
        print(f"{name:<22}{medians[name][0]:>9.2f}{medians[name][1]:>9.2f}{medians[name][2]:>10.0f}")
    ratios = [theirs / ours for theirs, ours in zip(medians["duckdb"], medians["meibo"])]
    print(f"{'duckdb / meibo':<22}{ratios[0]:>9.1f}{ratios[1]:>9.1f}{ratios[2]:>10.1f}")


os.makedirs("build/bench", exist_ok=True)
stages(sys.argv[1])
customers(sys.argv[1])
