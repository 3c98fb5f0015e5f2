#!/usr/bin/env python3
"""How many calls per second the sandbox answers, and how much memory it holds after them.

usage: scripts/load.py [--calls 1000000] [--connections 16] [--bank banco-plaza] [--operation crear_pago_p2p_tercero]
                       [--service pagos] [--config FILE] [--jobs 2]

Builds both programs, starts the sandbox on its own --jobs cores and the load, a second process, on others. Each call is signed, and
the sandbox checks each signature. The payer of the default operation is one whom no limit stops. --config is for the sandbox, beside the keys of the load.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def pinned(command, first, jobs):
    """The command on cores of its own, where the machine has them."""
    last = first + jobs - 1
    if shutil.which("taskset") and (os.cpu_count() or 1) > last:
        return ["taskset", "-c", "%d-%d" % (first, last)] + command
    print("SKIPPED: pinning to cores %d-%d" % (first, last), file=sys.stderr)
    return command


def resident(pid):
    """Resident memory in MiB; None where the system does not tell."""
    try:
        lines = pathlib.Path("/proc/%d/status" % pid).read_text().splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def processor(pid):
    """Processor seconds of a process; None where the system does not tell."""
    try:
        # The name in parentheses may hold spaces.
        fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tell(pid, when):
    memory = resident(pid)
    print("memory %s: %s" % (when, "not known here" if memory is None else "%.1f MiB" % memory))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", default="1000000")
    parser.add_argument("--connections", default="16")
    parser.add_argument("--bank", default="banco-plaza")
    parser.add_argument("--operation", default="crear_pago_p2p_tercero")
    parser.add_argument("--service", default="pagos")
    parser.add_argument("--config", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()

    build = ["cargo", "build", "--quiet", "--release", "--package", "sandbox"]
    subprocess.run(build + ["--bin", "sandbox"], cwd=ROOT, check=True)
    subprocess.run(build + ["--example", "load"], cwd=ROOT, check=True)
    metadata = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    target = json.loads(subprocess.run(metadata, cwd=ROOT, check=True, capture_output=True).stdout)["target_directory"]
    release = pathlib.Path(target) / "release"
    load = [str(release / "examples" / "load"), "--spec", "spec", "--bank", arguments.bank,
            "--operation", arguments.operation, "--connections", arguments.connections]

    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder) / "load.yaml"
        keys = subprocess.run(load + ["--credentials"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        config.write_text(keys + (arguments.config.read_text() if arguments.config else ""))
        command = [str(release / "sandbox"), "--spec", "spec", "--bank", arguments.bank, "--service", arguments.service,
                   "--listen", "127.0.0.1:0", "--config", str(config), "--format", "json"]
        sandbox = subprocess.Popen(pinned(command, 0, arguments.jobs), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            line = sandbox.stdout.readline()
            if not line:
                sys.exit("the sandbox did not start")
            base_url = json.loads(line)["services"][arguments.service]["base_url"]
            tell(sandbox.pid, "before")
            calls = load + ["--calls", arguments.calls, "--base-url", base_url]
            subprocess.run(pinned(calls, arguments.jobs, arguments.jobs), cwd=ROOT, check=True)
            tell(sandbox.pid, "after")
            spent = processor(sandbox.pid)
            if spent is not None:
                print("processor time: %.1f microseconds per call" % (spent * 1e6 / int(arguments.calls)))
        finally:
            sandbox.send_signal(signal.SIGINT)
            if sandbox.wait(timeout=30) != 0:
                sys.exit("the sandbox ended with %d" % sandbox.returncode)


if __name__ == "__main__":
    main()
