#!/usr/bin/env python3
"""How generation and compile time grow with the number of operations.

usage: scripts/scale.py [--generate 12 100 1000 5000] [--check 12 100 1000] [--runs 5] [--jobs 2] [--keep DIR]

For each size: `cargo xtask synth` makes a bank, `cargo xtask codegen` (release build) generates it into an empty folder
(wall time and peak memory, median of --runs), and again over its own output; then `cargo check` of the generated crate
with its dependencies built before, without incremental compilation, on --jobs cores. Prints a table and the growth
exponents log(time ratio) / log(size ratio): 1.0 is linear.
"""
import argparse
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BANK = "banco-sintetico"


def measured(command, **options):
    """Runs a command; yields wall seconds, processor seconds and the peak memory of its largest process in MiB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    if process.returncode:
        sys.exit("%s\nfailed with %d: %s" % (command, process.returncode, errors.decode("utf-8", "replace")[-2000:]))
    # Linux counts in KiB, macOS in bytes.
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return wall, usage.ru_utime + usage.ru_stime, peak


def pinned(command, jobs):
    """The command on as many cores as it may use, where the machine can do that."""
    if shutil.which("taskset") and (os.cpu_count() or 1) >= jobs:
        return ["taskset", "-c", "0-%d" % (jobs - 1)] + command
    return command


def median(rows, column):
    return statistics.median(row[column] for row in rows)


def generate(tool, size, runs, work):
    spec, out = work / ("spec-%d" % size), work / ("out-%d" % size)
    subprocess.run([tool, "synth", "--operations", str(size), "--out", spec], check=True, stdout=subprocess.DEVNULL)
    command = [str(tool), "codegen", "--spec", str(spec), "--out", str(out)]
    first, again = [], []
    for _ in range(runs):
        shutil.rmtree(out, ignore_errors=True)
        first.append(measured(command))
        again.append(measured(command))
    files = [path for path in out.rglob("*") if path.is_file()]
    lines = sum(path.read_bytes().count(b"\n") for path in files if path.suffix == ".rs")
    return out, {
        "generate s": median(first, 0),
        "cpu s": median(first, 1),
        "peak MiB": median(first, 2),
        "again s": median(again, 0),
        "files": len(files),
        "lines of Rust": lines,
    }


def compile_time(out, runs, jobs, target):
    crate = out / BANK
    environment = dict(os.environ, CARGO_TARGET_DIR=str(target), CARGO_INCREMENTAL="0", CARGO_TERM_COLOR="never")
    # Reuse the workspace's choice of versions, so that nothing is resolved anew.
    shutil.copy(ROOT / "Cargo.lock", crate / "Cargo.lock")
    command = pinned(["cargo", "check", "-j", str(jobs), "--lib"], jobs)
    measured(command, cwd=crate, env=environment)
    rows = []
    for _ in range(runs):
        os.utime(crate / "src" / "lib.rs")
        rows.append(measured(command, cwd=crate, env=environment))
    return {"check s": median(rows, 0), "check cpu s": median(rows, 1), "check peak MiB": median(rows, 2)}


def table(rows):
    columns = list(dict.fromkeys(key for row in rows.values() for key in row))
    print("| operations | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for size, row in rows.items():
        cells = []
        for column in columns:
            value = row.get(column)
            cells.append("" if value is None else "%.3f" % value if isinstance(value, float) else str(value))
        print("| %d | %s |" % (size, " | ".join(cells)))


def exponents(rows):
    for column in ("generate s", "cpu s", "again s", "check s", "check cpu s"):
        known = [(size, row[column]) for size, row in rows.items() if column in row]
        steps = [
            "%d to %d: %.2f" % (a, b, math.log(second / first) / math.log(b / a))
            for (a, first), (b, second) in zip(known, known[1:])
        ]
        print("growth of %r: %s" % (column, ", ".join(steps)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generate", type=int, nargs="*", default=[12, 100, 1000, 5000])
    parser.add_argument("--check", type=int, nargs="*", default=[12, 100, 1000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=pathlib.Path, help="folder that keeps specifications and output")
    arguments = parser.parse_args()
    subprocess.run(["cargo", "build", "--quiet", "--release", "--manifest-path", "xtask/Cargo.toml", "--target-dir", "target"], cwd=ROOT, check=True)
    tool = ROOT / "target" / "release" / "xtask"
    work = arguments.keep or pathlib.Path(tempfile.mkdtemp(prefix="scale"))
    work.mkdir(parents=True, exist_ok=True)
    rows = {}
    for size in sorted(set(arguments.generate) | set(arguments.check)):
        out, rows[size] = generate(tool, size, arguments.runs, work)
        if size in arguments.check:
            rows[size].update(compile_time(out, min(arguments.runs, 3), arguments.jobs, work / "target"))
        print("%d operations measured" % size, file=sys.stderr)
    table(rows)
    exponents(rows)
    if not arguments.keep:
        shutil.rmtree(work)


main()
