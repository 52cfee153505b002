#!/usr/bin/env python3
"""Lints every shell script of the repository, and the scripts inside our workflows, those of the docs and those of the
golden packs as if they were files of their own; steps in Python have to compile."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
SHELLCHECK = Path(sys.executable).with_name("shellcheck")
IS_SHELL = re.compile(r"#!.*\b(ba)?sh\n|# shellcheck shell=")


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, check=True, capture_output=True, text=True)
    return [Path(path) for path in listed.stdout.split("\0") if path]


def is_shell(path):
    with open(ROOT / path, "rb") as file:
        return IS_SHELL.match(file.read(200).decode("utf-8", "replace")) is not None


def steps(workflow):
    """Each step of a workflow that runs something, with a name for it."""
    for job, content in YAML(typ="safe").load(ROOT / workflow)["jobs"].items():
        for number, step in enumerate(content.get("steps", []), start=1):
            if "run" in step:
                yield f"{workflow}, {job}, step {number}", step


def main():
    scripts = [path for path in tracked() if is_shell(path)]
    workflows = tracked(".github/workflows/*.yml", "tests/golden/*/.github/workflows/*.yml", "www/docs/*.yml")
    inner = [named for workflow in workflows for named in steps(workflow)]
    if not scripts or not inner:
        sys.exit("tests/scripts.py: no scripts are found, so nothing is linted")
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, step in inner:
            if step.get("shell") == "python":
                compile(step["run"], name, "exec")
                continue
            files.append(Path(folder, name.replace("/", "_")))
            # How GitHub starts `shell: bash`.
            files[-1].write_text(f"#!/usr/bin/env bash\nset -eo pipefail\n{step['run']}")
        command = [SHELLCHECK, "--external-sources", "--severity", "warning", *scripts, *files]
        found = subprocess.run(command, cwd=ROOT, check=False).returncode
    print(f"{len(scripts)} scripts and {len(inner)} steps of workflows linted")
    sys.exit(found)


main()
