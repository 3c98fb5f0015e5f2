"""Runs schemathesis from the published OpenAPI files against the sandbox, one service at a time.

    python3 fuzz.py [--examples N] [--seed N] [--limit SECONDS] SANDBOX_BINARY [BANK ...]

Installs the locked packages into target/openapi-fuzz on its first run. Exit code 0: no undocumented status, header or body, and
every negative request was refused.
"""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INSTALLED = ROOT / "target" / "openapi-fuzz"


def schemathesis():
    """The program, installed as locked."""
    lock = (HERE / "requirements.txt").read_text()
    mark = INSTALLED / "installed.txt"
    if not mark.exists() or mark.read_text() != lock:
        venv.create(INSTALLED, with_pip=True, clear=True)
        pip = [INSTALLED / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", "--requirement", HERE / "requirements.txt"], check=True)
        mark.write_text(lock)
    return INSTALLED / "bin" / "schemathesis"


def fuzz(program, sandbox, bank, service, arguments):
    """Whether one service kept its word."""
    file = ROOT / "generated" / bank / "openapi" / f"{service}.yaml"
    print(f"\n== {bank} {service}: {file.relative_to(ROOT)}", flush=True)
    environment = os.environ | {
        "SANDBOX": json.dumps(sandbox),
        "SERVICE": service,
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONPATH": str(HERE),
        "NO_COLOR": "1",
    }
    command = [
        program,
        "--config-file", HERE / "schemathesis.toml",
        "run", file,
        "--url", sandbox["services"][service]["base_url"],
        # One at a time: the nonces of a key have to arrive in order.
        "--workers", "1",
        "--phases", "examples,coverage,fuzzing",
        "--max-examples", str(arguments.examples),
        "--seed", str(arguments.seed),
        "--continue-on-failure",
    ]  # fmt: skip
    return subprocess.run(command, env=environment, cwd=INSTALLED, timeout=arguments.limit).returncode == 0


def run(program, bank, arguments):
    """The services that did not keep their word."""
    command = [arguments.binary, "--bank", bank, "--spec", ROOT / "spec", "--listen", "127.0.0.1:0", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            sandbox = json.loads(server.stdout.readline())
            services = sandbox["services"]
            return [f"{bank} {service}" for service in services if not fuzz(program, sandbox, bank, service, arguments)]
        finally:
            server.send_signal(signal.SIGINT)
            if server.wait(timeout=30) != 0:
                sys.exit(f"the sandbox ended with {server.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path, help="the built sandbox")
    parser.add_argument("banks", nargs="*", help="default: every bank of spec/")
    parser.add_argument("--examples", type=int, default=60, help="random requests per operation")
    parser.add_argument("--seed", type=int, default=20260305)
    parser.add_argument("--limit", type=int, default=600, help="seconds for one service")
    arguments = parser.parse_args()
    banks = arguments.banks or sorted(folder.parent.name for folder in (ROOT / "spec").glob("*/bank.yaml"))
    if not banks:
        sys.exit("there is no bank in spec/")
    program = schemathesis()
    broken = [name for bank in banks for name in run(program, bank, arguments)]
    if broken:
        sys.exit(f"did not keep the word of the OpenAPI file: {', '.join(broken)}")
    print("\nEvery answer was as documented.")


if __name__ == "__main__":
    main()
