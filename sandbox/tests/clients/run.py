"""Runs the clients of this folder against the sandbox: `python3 run.py SANDBOX_BINARY`.

A client whose language is not installed is left out, and said so in a last line that begins with `SKIPPED`.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SPEC = HERE.parent.parent.parent / "spec"
# What runs each client, and what that needs.
CLIENTS = [
    ("client.py", [sys.executable], []),
    ("client.mjs", ["node"], ["node"]),
    ("client.sh", ["bash"], ["bash", "curl", "openssl"]),
    ("samples.py", [sys.executable], ["bash", "curl", "openssl"]),
]


class Sandbox:
    """A sandbox on a free port, for as long as a `with` lasts."""

    def __init__(self, binary, bank):
        self.command = [binary, "--bank", bank, "--spec", SPEC, "--listen", "127.0.0.1:0", "--format", "json"]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        return json.loads(self.process.stdout.readline())

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=30)
        if code != 0:
            sys.exit(f"the sandbox ended with {code}")


def environment(prefix, sandbox):
    """What a person reads off the sandbox's first lines."""
    values = {name: value for name, value in sandbox["credentials"].items()}
    for service, urls in sandbox["services"].items():
        values[service] = urls["base_url"]
        if "token_url" in urls:
            values["token_url"] = urls["token_url"]
        scheme, _, host, *_ = urls["base_url"].split("/")
        values["journal"] = f"{scheme}//{host}/__sandbox/journal"
    return {f"{prefix}_{name}".upper(): value for name, value in values.items()}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    skipped, broken = [], []
    with Sandbox(sys.argv[1], "banco-plaza") as plaza, Sandbox(sys.argv[1], "banco-caja-social") as caja:
        values = environment("plaza", plaza) | environment("caja", caja)
        # The other account of `spec/banco-plaza/sandbox.yaml`.
        values |= {"PLAZA_OTHER_KEY": "a9100000000000000000000000000b02", "PLAZA_OTHER_SECRET": "fedcba9876543210fedcba9876543210"}
        for name, command, needs in CLIENTS:
            missing = [program for program in needs if shutil.which(program) is None]
            if missing:
                skipped.append(f"{name}: {', '.join(missing)} not installed")
                continue
            print(f"{name}", flush=True)
            if subprocess.run([*command, HERE / name], env=os.environ | values, timeout=300).returncode != 0:
                broken.append(name)
    for what in skipped:
        print(f"SKIPPED {what}")
    if broken:
        sys.exit(f"failed: {', '.join(broken)}")


if __name__ == "__main__":
    main()
