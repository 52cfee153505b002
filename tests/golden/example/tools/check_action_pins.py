#!/usr/bin/env python3
"""Fails when a GitHub workflow uses an action that is not pinned to a full commit SHA.

    python tools/check_action_pins.py [FILE_OR_FOLDER ...]

Without arguments it scans `.github/workflows` of the repository. Allowed after `uses:` are

    owner/repo[/path]@<40 lower-case hex digits> # vX.Y.Z    (the comment on the same line)
    ./path  or  $/path                                       (this repository)
    docker://image@sha256:<64 hex digits>

and nothing else: no tags, branches, short SHAs, expressions, aliases, values on another line.

This is a line scanner, not a YAML parser. It leaves out comments and the text of `key: |` blocks
as long as it can follow the quotes of a file line by line. Where it cannot, it scans everything:
it may then report a harmless line, but it does not overlook a reference.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PIN_FORM = "write owner/repo@<40 lower-case hex digits> # vX.Y.Z"

# How a reference may look, quotes taken off.
PINNED = re.compile(r"[A-Za-z0-9-]+/[\w.-]+(?:/[\w.-]+)*@[0-9a-f]{40}", re.ASCII)
LOCAL = re.compile(r"[.$]/(?:(?!\.\.?(?:/|$))[\w.-]+(?:/|$))*", re.ASCII)
DOCKER_DIGEST = re.compile(r"docker://[\w./:-]+@sha256:[0-9a-f]{64}", re.ASCII)

# Quoted text that ends on its line, and values that leave nothing open at the end of theirs.
# A quote or bracket inside a plain value is just a letter.
QUOTED = r"""(?:'[^']*'|"[^"\\]*")"""
LETTER = r"""[^'"\[\]{},#]"""
ITEM = rf"(?:(?:(?!:){LETTER})*:(?=[ \t]))?(?:[ \t]*{QUOTED}[ \t]*|{LETTER}*)"
FLAT = rf"(?:\[{ITEM}(?:,{ITEM})*\]|\{{{ITEM}(?:,{ITEM})*\}})"
PLAIN = r"""[^\s'"\[\]{}&*!|>%@#,?:`-].*"""
CLOSED_LINE = re.compile(
    rf"""
    (?:-[ \t]+)*
    (?: (?:[\w.$/-]+|{QUOTED})[ \t]*:(?:[ \t]+|$) (?:{PLAIN}|[|>][-+1-9]*)? )?
    (?: (?:{QUOTED}|{FLAT})(?=[ \t]|$) )?
    [ \t]*(?:\#.*)?$
    """,
    re.VERBOSE,
)
BLOCK_TEXT = re.compile(
    r"(?P<indent>[ \t]*(?:-[ \t]+)*)[\w.$-]+[ \t]*:[ \t]+[|>][-+1-9]*[ \t]*(?:#.*)?$"
)

# Where a `uses` key is, what is beside it, and what could be one in disguise.
USES = re.compile(r"""(?<![\w./-])["']?uses["']?\s*:""", re.IGNORECASE)
VALUE = re.compile(r"""[ \t]*(?P<quote>["']?)(?P<reference>[^\s"',}\]]+)(?P=quote)(?P<rest>.*)$""")
VERSION = r"v\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?"
VERSION_COMMENT = re.compile(rf"""(?:[^#'"]|{QUOTED})*[ \t]#[ ]?{VERSION}(?:[ \t].*)?$""")
DISGUISES = (
    (re.compile(r'"[^"]*\\[^"]*"\s*:'), "a key with escapes; write the key plainly"),
    (re.compile(r"(?:^|[\s\[{,])\*[^\s,\[\]{}]+\s+:"), "an alias as a key; write the key plainly"),
    (re.compile(r"(?:^[\s-]*|[\[{,]\s*)\?(?:\s|$)"), "an explicit key (?); write `key: value`"),
)
ODD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


class Finding(NamedTuple):
    """A reference that is not allowed: where, what it is, and why."""

    line: int
    value: str
    reason: str


def scan_text(text: str) -> list[Finding]:
    """Every finding in the text of one workflow file."""
    lines = list(enumerate(re.split(r"\r\n|\r|\n", text), start=1))
    odd = [number for number, line in lines if ODD_CHARACTERS.search(line)]
    structure = list(_structure(lines))
    if all(_leaves_nothing_open(line) for _, line in structure):
        lines = [(number, _without_comment(line)) for number, line in structure]
    findings = [finding for number, line in lines for finding in _scan_line(number, line)]
    reason = "a control or odd line break character; write plain text and line feeds"
    return [Finding(number, "", reason) for number in odd] + findings


def _structure(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines that are neither comments nor text of a block such as `run: |`."""
    block_indent: int | None = None
    for number, line in lines:
        code = line.strip(" \t")
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None and (indent > block_indent or not code):
            continue
        header = BLOCK_TEXT.match(line)
        block_indent = len(header["indent"]) if header else None
        if not code.startswith("#"):
            yield number, line


def _leaves_nothing_open(line: str) -> bool:
    """Whether neither quoted text nor a [ or { can go on after the end of the line."""
    code = line.strip(" \t")
    return re.search(r"""["'\[\]{}]""", code) is None or CLOSED_LINE.match(code) is not None


def _without_comment(line: str) -> str:
    """The line up to its comment, which only the line of a reference keeps: it is part of a pin."""
    code = re.split(r"(?:^|[ \t])#", line, maxsplit=1)[0]
    return line if re.search("[\"']", code) or USES.search(code) else code


def _scan_line(number: int, line: str) -> Iterator[Finding]:
    for disguise, reason in DISGUISES:
        if disguise.search(line):
            yield Finding(number, line.strip(), reason)
    keys = list(USES.finditer(line))
    for key in keys:
        value = line[key.end() :]
        fault = _fault(value, in_flow=re.search(r"[\[{]", line[: key.start()]) is not None)
        if fault is None and len(keys) > 1:
            fault = "more than one `uses:` on a line; write one per line"
        if fault is not None:
            yield Finding(number, value.strip(), fault)


def _fault(text: str, in_flow: bool) -> str | None:
    """What is wrong with the text after `uses:`; None when it is allowed."""
    if re.match(r"[ \t]*(?:#.*)?$", text):
        return f"the value is missing or on another line; {PIN_FORM} beside `uses:`"
    found = VALUE.match(text)
    if "${{" in text:
        return f"an expression; {PIN_FORM}"
    if found is None or found["reference"][0] in "&*!|>":
        return f"an anchor, alias, tag, block or unreadable value; {PIN_FORM}"
    reference, rest = found["reference"], found["rest"]
    if not re.match(r"[ \t]*(?:[,}\]]|$)|[ \t]+#" if in_flow else r"[ \t]*$|[ \t]+#", rest):
        return f"more text after the reference; {PIN_FORM}"
    if LOCAL.fullmatch(reference) or DOCKER_DIGEST.fullmatch(reference):
        return None
    if PINNED.fullmatch(reference):
        missing = "no version comment on the same line; write ` # vX.Y.Z` after the SHA"
        return None if VERSION_COMMENT.match(rest) else missing
    if reference.startswith("docker://"):
        return "an image without digest; write docker://image@sha256:<64 hex digits>"
    return f"not pinned to a full commit SHA; {PIN_FORM}"


def workflow_files(arguments: Sequence[str]) -> list[Path]:
    """The files to scan: those named, those in the folders named, or the repository's own."""
    named = [Path(argument) for argument in arguments] or [_workflows_folder()]
    files: list[Path] = []
    for path in named:
        inside = [*path.glob("*.yml"), *path.glob("*.yaml")]
        files += sorted(inside) if path.is_dir() else [path]
    return files


def _workflows_folder() -> Path:
    here = Path(__file__).resolve().parent
    candidates = [root / ".github" / "workflows" for root in (here, *here.parents, Path.cwd())]
    return next((folder for folder in candidates if folder.is_dir()), candidates[-1])


def scan_file(path: Path) -> list[Finding]:
    try:
        return scan_text(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        return [Finding(1, path.name, f"cannot be read ({error.strerror}); name a readable file")]
    except UnicodeDecodeError:
        return [Finding(1, path.name, "not UTF-8; save the file as UTF-8")]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check that workflow actions are pinned by SHA.")
    parser.add_argument("paths", nargs="*", metavar="FILE_OR_FOLDER", help="what to scan")
    files = workflow_files(parser.parse_args(argv).paths)
    if not files:
        print("no workflow files (*.yml, *.yaml) to scan; name a file or folder that has some")
        return 1
    findings = [(path, finding) for path in files for finding in scan_file(path)]
    for path, (line, value, reason) in findings:
        print(f"{path}:{line}: {ascii(value)}: {reason}")
    if not findings:
        print(f"{len(files)} workflow file(s): every action is pinned to a full commit SHA")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
