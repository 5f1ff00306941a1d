"""The checks by independent tools, one after the other: see README.md. `.ci/independent` installs what they need and runs this.

Usage: run.py EXAMPLES NODE_MODULES SCRATCH, the folders of the built examples, of the tools from npm, and of what is left
behind. Each check has an end in time. The first that fails ends the run with what it printed.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUNDLE = ROOT / "generated/openapi.json"
DOCUMENTS = [*sorted((ROOT / "openapi").glob("*.yaml")), BUNDLE]
# Modules rather than programs: those name the folder that they were installed in.
PYTHON = [sys.executable, "-m"]
ENVIRONMENT = {
    **os.environ,
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
    "PYTHONPATH": str(HERE),
    "PYTHONDONTWRITEBYTECODE": "1",
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
}


def main(examples, node_modules, scratch):
    scratch.mkdir(parents=True, exist_ok=True)
    run("validator", 60, *PYTHON, "openapi_spec_validator", *DOCUMENTS)
    print(f"openapi-spec-validator: {len(DOCUMENTS)} documents are valid")
    run("linter", 60, node_modules / ".bin/redocly", "lint", "--config", HERE / "redocly.yaml", *DOCUMENTS)
    print(f"Redocly: {len(DOCUMENTS)} documents without a warning")
    print(f"Prism: {validated(examples, node_modules, scratch)}")
    with started([examples / "serve"], scratch / "sandbox.log") as sandbox:
        credentials = sandbox_environment(sandbox, scratch / "sandbox.log")
        print(f"schemathesis: {fuzzed(credentials, scratch)}")
        tests = run("clients", 120, *PYTHON, "pytest", "-q", "-p", "no:cacheprovider", HERE, cwd=scratch, more=credentials)
        print(f"bpx-py, backpack-exchange-sdk, ccxt: {tests.strip().splitlines()[-1]}")


def validated(examples, node_modules, scratch):
    """Every call of the generated client through Prism, which stands in front of the sandbox."""
    sandbox_port, prism_port = free_ports(2)
    prism = [node_modules / ".bin/prism", "proxy", "--errors", "--port", prism_port]
    upstream = f"http://127.0.0.1:{sandbox_port}"
    with started([*prism, BUNDLE, upstream], scratch / "prism.log") as process:
        wait_for(process, prism_port, scratch / "prism.log")
        return run("Prism", 60, examples / "validated", f"http://127.0.0.1:{prism_port}", sandbox_port).strip()


def fuzzed(credentials, scratch):
    """Requests that schemathesis makes up, right and wrong ones, to every operation."""
    tally = scratch / "tally.json"
    tally.unlink(missing_ok=True)
    arguments = ["--config-file", HERE / "schemathesis.toml", "run", BUNDLE, "--url", credentials["BACKPACK_API_URL"]]
    more = {**credentials, "SCHEMATHESIS_TALLY": str(tally)}
    run("schemathesis", 600, *PYTHON, "schemathesis.cli", *arguments, cwd=scratch, more=more)
    statuses = json.loads(tally.read_text())
    sent, taken = 0, {"signed": 0, "public": 0, "session": 0}
    for item in json.loads(BUNDLE.read_text())["paths"].values():
        for operation in item.values():
            name = operation["operationId"]
            answers = {int(status): count for status, count in statuses[name].items()}
            sent += sum(answers.values())
            session = any("LoginSession" in one for one in operation.get("security", []))
            kind = "session" if session else "signed" if "security" in operation else "public"
            taken[kind] += 1
            # The signer signs all that is sent, so of what is signed nothing is refused for it.
            if any(status < 300 for status in answers) == session or (401 in answers) != session:
                raise SystemExit(f"error: {name} ({kind}) was answered {answers}")
    return f"{sent} requests; {taken['signed']} signed and {taken['public']} public operations were carried out, {taken['session']} refused"


def sandbox_environment(process, log):
    """What the sandbox prints when it is up: its address and credentials, as environment variables."""
    for _ in range(100):
        found = dict(re.findall(r"^(BACKPACK_\w+)=(\S+)$", log.read_text(), re.MULTILINE))
        if len(found) == 3:
            return found
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"error: the sandbox did not start:\n{log.read_text()}")


def run(name, seconds, *command, cwd=ROOT, more=None):
    """Runs a check to its end, and gives what it printed."""
    command = [str(part) for part in command]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
    try:
        done = subprocess.run(command, cwd=cwd, env={**ENVIRONMENT, **(more or {})}, timeout=seconds, text=True, **pipes)
    except subprocess.TimeoutExpired as expired:
        output = (expired.stdout or b"").decode(errors="replace")
        raise SystemExit(f"{output}\nerror: {name} took more than {seconds} seconds")
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}\nerror: {name} failed ({done.returncode})")
    return done.stdout


@contextlib.contextmanager
def started(command, log):
    """A program that runs meanwhile."""
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_ports(count):
    with contextlib.ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_for(process, port, log):
    for _ in range(300):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.2)
    raise SystemExit(f"error: {process.args[0]} did not start:\n{log.read_text()}")


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:]))
