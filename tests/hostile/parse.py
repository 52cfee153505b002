"""Parses every file of the packs made from hostile plans with the parser that it is meant for.

python parse.py FOLDER: each folder in FOLDER is a pack. What the plan supplied itself is left out.
"""

import ast
import json
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

from ruamel.yaml import YAML

WORKFLOWS = {"ci.yml", "security.yml", "provenance.yml"}


def workflow(text):
    """A workflow of ours has the three keys, and expressions only where we wrote them."""
    document = YAML(typ="safe").load(text)
    assert {"name", "jobs", "permissions"} <= set(document), set(document)
    return document


def codeowners(text):
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert lines and all(len(line) >= 2 and all(owner.startswith("@") for owner in line[1:]) for line in lines), lines


def svg(text):
    root = ET.fromstring(text)
    names = {element.tag.rsplit("}", 1)[1] for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "line", "circle", "path", "text"}, names


def markdown(text):
    """No HTML of the plan: tags stand escaped, or in code."""
    outside = "".join(part for at, part in enumerate(text.split("`")) if at % 2 == 0)
    assert "<script" not in outside.lower() and "<img" not in outside.lower(), outside


def parse(path, text):
    if path.name in WORKFLOWS and path.parent.name == "workflows":
        workflow(text)
    elif path.name == "dependabot.yml":
        assert YAML(typ="safe").load(text)["version"] == 2
    elif path.name == "CODEOWNERS":
        codeowners(text)
    elif path.suffix == ".py":
        ast.parse(text)
    elif path.suffix == ".json":
        json.loads(text)
    elif path.suffix == ".toml":
        tomllib.loads(text)
    elif path.suffix == ".svg":
        svg(text)
    elif path.suffix == ".md":
        markdown(text)


def main():
    packs = sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir())
    parsed = 0
    for pack in packs:
        manifest = json.loads((pack / "wattpack.json").read_text(encoding="utf-8"))
        theirs = {entry["path"] for entry in manifest["files"] if entry["role"] in ("plan", "from-plan")}
        for path in sorted(path for path in pack.rglob("*") if path.is_file()):
            name = path.relative_to(pack).as_posix()
            if name in theirs:
                continue
            try:
                parse(path, path.read_text(encoding="utf-8"))
            except Exception as error:
                sys.exit(f"{pack.name}: {name}: {type(error).__name__}: {error}")
            parsed += 1
    if len(packs) < 80:
        sys.exit(f"only {len(packs)} packs")
    print(f"{len(packs)} packs of hostile plans, {parsed} files parsed")


main()
