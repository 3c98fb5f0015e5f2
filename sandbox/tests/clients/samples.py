"""Runs the shell samples of the OpenAPI files as they stand, but for the hosts, which become those of the sandbox. Each must be answered with success."""

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent.parent
BANKS = {"banco-plaza": "PLAZA", "banco-caja-social": "CAJA"}
# The samples take a nonce from the second, which two calls may share; and they print the answer, of which the status is wanted.
BEFORE = """
date() { command date +%s%3N; }
curl() { command curl --silent --show-error --max-time 10 "$@" --write-out '\\n%{stderr}%{http_code}'; }
"""


def samples(bank):
    """Service, operation and text of each sample."""
    for file in sorted((ROOT / "generated" / bank / "openapi").glob("*.json")):
        if file.name.endswith(".en.json"):
            continue
        for item in json.loads(file.read_text())["paths"].values():
            for operation in (value for value in item.values() if isinstance(value, dict)):
                for sample in operation.get("x-codeSamples", []):
                    if sample["lang"] == "Shell":
                        yield file.stem, operation["operationId"], sample["source"]


failures = count = 0
for bank, prefix in BANKS.items():
    for service, operation, text in samples(bank):
        base = os.environ[f"{prefix}_{service}".upper()]
        token = os.environ.get(f"{prefix}_TOKEN_URL", "")
        text = re.sub(r"https://[^/']+/oauth2/token", token, text)
        text = re.sub(r"https://[^/']+", base, text)
        run = subprocess.run(["bash", "-c", BEFORE + text], capture_output=True, text=True, timeout=60)
        status = run.stderr[-3:]
        good = status in ("200", "201", "202", "204")
        count += 1
        failures += not good
        print(f"  {'ok  ' if good else 'FAIL'} {bank} {operation}: {status}{'' if good else run.stdout}")
if failures or count == 0:
    sys.exit(f"{failures} of {count} samples failed")
