#!/usr/bin/env python3
"""How many nodes of a cluster fit under a cap on IT power.

    python tools/cluster_model.py --config <path>          a report to read
    python tools/cluster_model.py --config <path> --json   one JSON object

The answer is the largest node count whose total power, switches, optics and overheads included,
does not exceed the cap. `nodes = 0` is always a feasible answer: nothing is built, nothing draws.

Fabric: the counting rules of folded Clos networks as built in practice, with 1 to 3 tiers of leaf,
spine and core switches. They reproduce the switch tables of the NVIDIA DGX SuperPOD reference
architectures (DGX H100, DGX B200) and the k-ary fat tree of Al-Fares, Loukissas and Vahdat
(SIGCOMM 2008). Every leaf has the same number of links to every spine, hence the divisors.

Power: `subtotal` = nodes + leaves + spines + cores + optics + management + storage, in that order,
plus a reserve that is a fraction of the subtotal. Arithmetic is plain IEEE 754 doubles, one
operation at a time, so that another implementation can agree with this one bit for bit.

Not modelled: facility losses (PUE), redundancy, cooling, storage and management networks beyond
their two lump figures, and any behaviour over time. The built-in defaults are vendor-neutral
placeholders; the report lists those that were used.
"""

from __future__ import annotations

import argparse
import difflib
import inspect
import io
import json
import math
import os
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

SCHEMA_VERSION = 1
LARGEST_INTEGER = 2**53 - 1  # doubles hold every integer up to here
LARGEST_POWER_W = 2.0**53
_Section = TypeVar("_Section")


# ---------------------------------------------------------------------------------- configuration


@dataclass(frozen=True)
class OperatingPoint:
    """A power limit of the node and the throughput that it leaves, used as given."""

    label: str | None
    power_w: float
    relative_throughput: float


@dataclass(frozen=True)
class Node:
    power_w: float
    fabric_ports: int
    peak_pflops: float | None
    precision: str | None
    operating_points: tuple[OperatingPoint, ...] | None


@dataclass(frozen=True)
class Switch:
    ports: int
    power_w: float


@dataclass(frozen=True)
class FabricRules:
    leaf_host_ports: int
    leaf_uplink_ports: int
    host_link_gbps: float
    uplink_gbps: float
    attachment: str
    max_tiers: int


@dataclass(frozen=True)
class Optics:
    accounting: str
    host_link_w: float
    uplink_w: float


@dataclass(frozen=True)
class Overhead:
    management_w: float
    storage_w: float
    reserve_fraction: float


@dataclass(frozen=True)
class Config:
    """A valid configuration; `defaults_used` maps each absent key to the value it got."""

    name: str
    it_cap_w: float
    max_nodes: int | None
    node: Node
    leaf: Switch
    spine: Switch
    core: Switch
    fabric: FabricRules
    optics: Optics
    overhead: Overhead
    defaults_used: dict[str, float | int | str]


class ConfigError(ValueError):
    """Everything that is wrong with a configuration, one line per problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


class Rule(NamedTuple):
    """What a key may hold: its type, a test, the words for an error, and the default."""

    kind: type[float] | type[int] | type[str]
    allows: Callable[[Any], bool]
    wording: str
    default: float | int | str | None = None


def _positive(unit: str, default: float | None = None) -> Rule:
    return Rule(float, lambda x: x > 0, f"a finite number > 0 ({unit})", default)


def _not_negative(default: float) -> Rule:
    return Rule(float, lambda x: x >= 0, "a finite number >= 0 (W)", default)


def _integer(low: int, high: int = LARGEST_INTEGER, default: int | None = None) -> Rule:
    return Rule(int, lambda x: low <= x <= high, f"an integer from {low} to {high}", default)


def _one_of(default: str, other: str) -> Rule:
    return Rule(str, lambda x: x in (default, other), f'"{default}" or "{other}"', default)


_HOST = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"


def _matching(pattern: str, wording: str) -> Rule:
    return Rule(str, lambda x: len(x) <= 200 and re.fullmatch(pattern, x) is not None, wording)


def _is_line(text: str) -> bool:
    """Whether a text is one line that can be shown: no control or direction-changing characters."""
    unshowable = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
    return bool(text.strip()) and len(text) <= 200 and re.search(unshowable, text) is None


_LINE = Rule(str, _is_line, "one line of text, 1 to 200 characters")
_OWNER = _matching(
    r"@?[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?(?:/[A-Za-z0-9._-]{1,100})?",
    "a GitHub user, organisation or organisation/team",
)
_CONTACT = _matching(
    rf"[A-Za-z0-9._%+-]+@{_HOST}|https://{_HOST}(?:[/?#:][A-Za-z0-9._~/?#=&%+:@-]*)?",
    "a mail address or an https URL",
)
_NAME = Rule(
    str,
    lambda x: re.fullmatch(r"[a-z0-9-]{1,64}", x) is not None,
    "1 to 64 of the characters a-z, 0-9 and -",
    "cluster",
)

KEYS = {
    "$schema": Rule(str, lambda _: True, "a string"),
    "name": _NAME,
    "it_cap_w": _positive("W", 5_000_000.0),
    "max_nodes": _integer(0),
    "node.power_w": _positive("W", 10_200.0),
    "node.fabric_ports": _integer(1, default=8),
    "node.peak_pflops": _positive("PFLOPS"),
    "node.precision": _LINE,
    "node.operating_points[].label": _LINE,
    "node.operating_points[].power_w": _positive("W"),
    "node.operating_points[].relative_throughput": _positive("of the reference throughput"),
    "leaf.ports": _integer(2, 65_536, 64),
    "leaf.power_w": _positive("W", 1_720.0),
    "spine.ports": _integer(1, 65_536, 64),
    "spine.power_w": _positive("W", 1_720.0),
    "core.ports": _integer(1, 65_536),
    "core.power_w": _positive("W"),
    "fabric.leaf_host_ports": _integer(1),
    "fabric.leaf_uplink_ports": _integer(1),
    "fabric.host_link_gbps": _positive("Gbit/s", 400.0),
    "fabric.uplink_gbps": _positive("Gbit/s", 400.0),
    "fabric.attachment": _one_of("rail", "packed"),
    "fabric.max_tiers": _integer(1, 3, 3),
    "optics.accounting": _one_of("per_link_end", "per_cable"),
    "optics.host_link_w": _not_negative(0.0),
    "optics.uplink_w": _not_negative(0.0),
    "overhead.management_w": _not_negative(0.0),
    "overhead.storage_w": _not_negative(0.0),
    "overhead.reserve_fraction": Rule(float, lambda x: 0 <= x < 1, "a number >= 0 and < 1", 0.05),
    "repo.owner": _OWNER,
    "repo.security_contact": _CONTACT,
}
KNOWN_KEYS = tuple(KEYS)
SECTIONS = ("node", "leaf", "spine", "core", "fabric", "optics", "overhead", "repo")
POINTS = "node.operating_points"
OBJECTS = ("", *SECTIONS, f"{POINTS}[]")


class Number(NamedTuple):
    """A JSON number: its text, for messages, and the nearest double."""

    text: str
    value: float

    @classmethod
    def read(cls, text: str) -> Number:
        return cls(text, float(text))


class JsonObject(dict[str, Any]):
    """A JSON object that remembers which keys were written more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, n in Counter(key for key, _ in pairs).items() if n > 1]


JsonValue: TypeAlias = "None | bool | str | Number | list[JsonValue] | JsonObject"


def _shown(value: JsonValue) -> str:
    """A JSON value as an error message shows it, always on one line."""
    if isinstance(value, JsonObject):
        return "an object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, (str, Number)):
        text = repr(value) if isinstance(value, str) else value.text
        return text if len(text) <= 80 else text[:77] + "..."
    return {None: "null", True: "true", False: "false"}[value]


def _join(path: str, key: str) -> str:
    """A key path one step longer; keys that are no plain words are quoted."""
    step = key if re.fullmatch(r"[A-Za-z0-9_$-]{1,80}", key) else _shown(key)
    return f"{path}.{step}" if path else step


def _shape(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


def _repeated_keys(value: JsonValue, path: str) -> Iterator[str]:
    if isinstance(value, JsonObject):
        for key in value.repeated:
            yield f"{_join(path, key)}: found the key more than once; keep one of them"
        for key, member in value.items():
            yield from _repeated_keys(member, _join(path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated_keys(item, f"{path}[{index}]")


class _Reader:
    """Values by key path, every problem met, and the defaults used."""

    def __init__(self, root: JsonValue) -> None:
        self.values: dict[str, Any] = {}
        self.problems = list(_repeated_keys(root, ""))
        self.invalid: set[str] = set()
        self.defaults_used: dict[str, float | int | str] = {}
        self.points: list[str] = []
        self._flatten(root, "")

    def problem(self, path: str, found: str, advice: str) -> None:
        self.problems.append(f"{path}: found {found}; {advice}")
        self.invalid.add(path)

    def refuse(self, path: str, value: JsonValue, wording: str) -> None:
        leave_out = "leave the key out or " if value is None else ""
        self.problem(path, _shown(value), f"{leave_out}write {wording}")

    def _flatten(self, value: JsonValue, path: str) -> None:
        if path == POINTS and isinstance(value, list) and value:
            self.points = [f"{path}[{index}]" for index in range(len(value))]
            for point, item in zip(self.points, value):
                self._flatten(item, point)
        elif path == POINTS:
            self.refuse(path, value, "a non-empty list of operating points, or leave it out")
        elif _shape(path) in OBJECTS and isinstance(value, JsonObject):
            for key, member in value.items():
                self._flatten(member, _join(path, key))
        elif _shape(path) in OBJECTS:
            self.refuse(path or "config", value, "an object, { ... }")
        elif _shape(path) in KEYS:
            self.values[path] = value
        else:
            known = (*KEYS, *SECTIONS, POINTS)
            nearest = difflib.get_close_matches(_shape(path), known, n=1, cutoff=0.0)[0]
            self.problem(path, "an unknown key", f"the nearest known key is {nearest}")

    def value(self, path: str, default: float | int | None = None) -> Any:
        """The value at `path`, else the default; not allowed values are recorded."""
        rule = KEYS[_shape(path)]
        fallback = rule.default if default is None else default
        if path in self.values:
            value = _allowed(self.values[path], rule)
            if value is not None:
                return value
            self.refuse(path, self.values[path], rule.wording)
        elif fallback is not None:
            self.defaults_used[path] = fallback
        return fallback

    def section(self, kind: Callable[..., _Section], path: str, **ready: Any) -> _Section:
        """A dataclass whose fields are the keys under `path`, but for those that are ready."""
        names = [name for name in inspect.signature(kind).parameters if name not in ready]
        return kind(**{name: self.value(f"{path}.{name}") for name in names}, **ready)


def _allowed(value: JsonValue, rule: Rule) -> float | int | str | None:
    """The value in the rule's type; None when the rule does not allow it."""
    if isinstance(value, str) and rule.kind is str:
        lone_surrogate = any("\ud800" <= character <= "\udfff" for character in value)
        return value if rule.allows(value) and not lone_surrogate else None
    if not isinstance(value, Number) or rule.kind is str or not math.isfinite(value.value):
        return None
    if rule.kind is int and not value.value.is_integer():
        return None
    number = int(value.value) if rule.kind is int else value.value + 0.0  # no -0.0
    return number if rule.allows(number) else None


def load_config(path: str | os.PathLike[str]) -> Config:
    """The configuration in a JSON file; raises ConfigError."""
    try:
        data = Path(path).read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise ConfigError([f"{path}: found {error.strerror}; name a readable file"]) from error
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").split("\n")
        where = f"line {len(before)}, column {len(before[-1]) + 1}"
        raise ConfigError([f"{where}: found bytes that are not UTF-8; save as UTF-8"]) from error
    return parse_config(text)


def parse_config(text: str) -> Config:
    """The configuration in a JSON text; raises ConfigError with every problem in it."""
    try:
        root = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=JsonObject,
            parse_int=Number.read,
            parse_float=Number.read,
            parse_constant=Number.read,
        )
        read = _Reader(root)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ConfigError([f"{where}: found no valid JSON ({error.msg}); correct it"]) from error
    except RecursionError as error:
        raise ConfigError(["config: found too deep nesting; sections hold plain values"]) from error
    config = _read_config(read)
    if read.problems:
        raise ConfigError(read.problems)
    return config


def _read_config(read: _Reader) -> Config:
    leaf, spine = read.section(Switch, "leaf"), read.section(Switch, "spine")
    core = Switch(read.value("core.ports", spine.ports), read.value("core.power_w", spine.power_w))
    host_ports, uplink_ports = _read_split(read, leaf.ports)
    for path in ("$schema", "repo.owner", "repo.security_contact"):
        read.value(path)
    return Config(
        name=read.value("name"),
        it_cap_w=read.value("it_cap_w"),
        max_nodes=read.value("max_nodes"),
        node=_read_node(read),
        leaf=leaf,
        spine=spine,
        core=core,
        fabric=read.section(
            FabricRules, "fabric", leaf_host_ports=host_ports, leaf_uplink_ports=uplink_ports
        ),
        optics=read.section(Optics, "optics"),
        overhead=read.section(Overhead, "overhead"),
        defaults_used=read.defaults_used,
    )


def _read_node(read: _Reader) -> Node:
    peak, precision = "node.peak_pflops", "node.precision"
    if peak in read.values and precision not in read.values:
        read.problem(precision, "nothing", f'{peak} needs it: write its precision, as "bf16"')
    if precision in read.values and peak not in read.values:
        read.problem(precision, "a precision of nothing", f"write {peak} too, or leave both out")
    for point in read.points:
        for key in ("power_w", "relative_throughput"):
            if point not in read.invalid and f"{point}.{key}" not in read.values:
                wording = KEYS[f"{POINTS}[].{key}"].wording
                read.problem(f"{point}.{key}", "nothing", f"every point needs it: write {wording}")
    points = tuple(read.section(OperatingPoint, point) for point in read.points)
    return read.section(Node, "node", operating_points=points or None)


def _read_split(read: _Reader, ports: int) -> tuple[int, int]:
    """Ports of a leaf towards the nodes and towards the spines; the one not given is the rest."""
    host_path, uplink_path = "fabric.leaf_host_ports", "fabric.leaf_uplink_ports"
    given = [path for path in (host_path, uplink_path) if path in read.values]
    half = ceil_div(ports, 2)
    host = read.value(host_path, half) if host_path in given else None
    uplink = read.value(uplink_path, ports - half if host is None else ports - host)
    host = ports - uplink if host is None else host
    if host_path not in given:
        read.defaults_used[host_path] = host
    readable = read.invalid.isdisjoint({host_path, uplink_path, "leaf.ports"})
    if readable and (host < 1 or uplink < 1 or host + uplink > ports):
        split = f"a split of {host} host + {uplink} uplink ports on leaves with {ports}"
        advice = "INV-002: write two counts >= 1 whose sum is at most leaf.ports"
        read.problem(given[0], split, advice)
    return host, uplink


# ------------------------------------------------------------------------------------------ model


class Fabric(NamedTuple):
    """Switches and links of a built cluster."""

    tiers: int
    leaves: int
    spines: int
    cores: int
    host_links: int
    leaf_spine_links: int
    spine_core_links: int


class PowerBreakdown(NamedTuple):
    """Power by consumer in W, in the order in which the subtotal is added up."""

    nodes: float
    leaves: float
    spines: float
    cores: float
    optics: float
    management: float
    storage: float
    reserve: float


def ceil_div(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def next_divisor(number: int, at_least: int) -> int:
    """The smallest divisor of `number` that is not below `at_least`."""
    small = (i for i in range(1, math.isqrt(number) + 1) if number % i == 0)
    return min(d for i in small for d in (i, number // i) if d >= at_least)


def leaf_count(config: Config, nodes: int) -> int:
    ports, down = config.node.fabric_ports, config.fabric.leaf_host_ports
    if config.fabric.attachment == "rail":
        return ports * ceil_div(nodes, down)
    return ceil_div(nodes * ports, down)


def most_leaves(config: Config) -> int:
    """The largest number of leaves that the allowed tiers can connect."""
    limit = 1
    if config.fabric.max_tiers >= 2:
        limit = max(limit, config.spine.ports)
    if config.fabric.max_tiers >= 3:
        limit = max(limit, config.core.ports * (config.spine.ports // 2))
    return limit


def wiring_limit(config: Config) -> int:
    """The largest number of nodes that can be wired."""
    ports, down = config.node.fabric_ports, config.fabric.leaf_host_ports
    if config.fabric.attachment == "rail":
        return down * (most_leaves(config) // ports)
    return most_leaves(config) * down // ports


def fabric(config: Config, nodes: int) -> Fabric:
    """The fabric for a node count; raises ValueError when it cannot be wired."""
    if nodes < 0 or nodes > wiring_limit(config):
        raise ValueError(f"{nodes} nodes cannot be wired; the limit is {wiring_limit(config)}")
    if nodes == 0:
        return Fabric(0, 0, 0, 0, 0, 0, 0)
    host_links, leaves = nodes * config.node.fabric_ports, leaf_count(config, nodes)
    up, radix = config.fabric.leaf_uplink_ports, config.spine.ports
    if leaves == 1:
        return Fabric(1, leaves, 0, 0, host_links, 0, 0)
    if leaves <= radix:
        spines = next_divisor(up, ceil_div(leaves * up, radix))
        return Fabric(2, leaves, spines, 0, host_links, leaves * up, 0)
    half = radix // 2  # a spine's ports towards the leaves of its pod, and as many to the cores
    pods = ceil_div(leaves, half)
    pod_spines = next_divisor(up, ceil_div(min(leaves, half) * up, half))
    core_group = next_divisor(half, ceil_div(pods * half, config.core.ports))
    spines, cores = pods * pod_spines, pod_spines * core_group
    return Fabric(3, leaves, spines, cores, host_links, leaves * up, spines * half)


def power_breakdown_w(config: Config, nodes: int) -> PowerBreakdown:
    if nodes == 0:
        return PowerBreakdown(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    built, optics = fabric(config, nodes), config.optics
    ends = 2.0 if optics.accounting == "per_link_end" else 1.0
    host_links_w = float(built.host_links) * optics.host_link_w
    uplinks_w = float(built.leaf_spine_links + built.spine_core_links) * optics.uplink_w
    parts = PowerBreakdown(
        nodes=float(nodes) * config.node.power_w,
        leaves=float(built.leaves) * config.leaf.power_w,
        spines=float(built.spines) * config.spine.power_w,
        cores=float(built.cores) * config.core.power_w,
        optics=ends * (host_links_w + uplinks_w),
        management=config.overhead.management_w,
        storage=config.overhead.storage_w,
        reserve=0.0,
    )
    return parts._replace(reserve=_subtotal_w(parts) * config.overhead.reserve_fraction)


def _subtotal_w(parts: PowerBreakdown) -> float:
    """Added left to right, as written: sum() may compensate and then differs in the last bit."""
    switches = parts.nodes + parts.leaves + parts.spines + parts.cores
    return switches + parts.optics + parts.management + parts.storage


def p_total_w(config: Config, nodes: int) -> float:
    """Total IT power of a node count; never decreases with it."""
    parts = power_breakdown_w(config, nodes)
    return _subtotal_w(parts) + parts.reserve


def search_limit(config: Config) -> int:
    """An upper bound of the answer; never too small, for the power test decides."""
    limits = [wiring_limit(config)]
    if config.max_nodes is not None:
        limits.append(config.max_nodes)
    quotient = config.it_cap_w / config.node.power_w
    if math.isfinite(quotient):
        limits.append(math.floor(quotient) + 1)
    return min(limits)


def largest_feasible(config: Config) -> int:
    """The largest node count under the cap, by binary search: total power is monotone."""
    low, high = 0, search_limit(config)
    while low < high:
        middle = (low + high + 1) // 2
        if p_total_w(config, middle) <= config.it_cap_w:
            low = middle
        else:
            high = middle - 1
    return low


def binding(config: Config, nodes: int) -> str:
    """What stops one more node."""
    if config.max_nodes is not None and nodes >= config.max_nodes:
        return "max_nodes"
    return "fabric" if nodes >= wiring_limit(config) else "power"


def _quotient(numerator: float, denominator: float) -> float:
    """IEEE division: dividing by zero gives a non-finite number, which solve() then reports."""
    return numerator / denominator if denominator != 0.0 else math.nan


def oversubscription(config: Config, host_links: int, uplinks: int) -> float:
    """Bandwidth towards the nodes over bandwidth towards the spines."""
    host_gbps = float(host_links) * config.fabric.host_link_gbps
    return _quotient(host_gbps, float(uplinks) * config.fabric.uplink_gbps)


def solve(config: Config) -> dict[str, Any]:
    """The result object; raises ConfigError when a derived number leaves the model's range."""
    nodes = largest_feasible(config)
    built, total_w, split = fabric(config, nodes), p_total_w(config, nodes), config.fabric
    peak, ratio, compute, density = config.node.peak_pflops, None, None, None
    if built.leaf_spine_links:
        ratio = oversubscription(config, built.host_links, built.leaf_spine_links)
    if peak is not None:
        compute = float(nodes) * peak
        density = _quotient(compute, total_w / 1e6) if nodes else None
    result: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "name": config.name,
        "it_cap_w": config.it_cap_w,
        "nodes": nodes,
        "feasible": True,
        "status": "ok" if nodes else "no_feasible_nonzero",
        "p_total_w": total_w,
        "headroom_w": config.it_cap_w - total_w,
        "utilization": total_w / config.it_cap_w,
        "tiers": built.tiers,
        "leaves": built.leaves,
        "spines": built.spines,
        "cores": built.cores,
        "host_ports": built.host_links,
        "uplinks_total": built.leaf_spine_links,
        "spine_core_links": built.spine_core_links,
        "oversubscription_ratio": ratio,
        "oversubscription_design": oversubscription(
            config, split.leaf_host_ports, split.leaf_uplink_ports
        ),
        "power_breakdown_w": power_breakdown_w(config, nodes)._asdict(),
        "binding": binding(config, nodes),
        "next_node": _next_node(config, nodes),
        "full_unit": _full_unit(config, nodes),
        "compute_pflops": compute,
        "pflops_per_mw": density,
        "operating_points": _operating_points(config),
    }
    problems = list(_out_of_range(result, ""))
    if problems:
        raise ConfigError(problems)
    return result


def _next_node(config: Config, nodes: int) -> dict[str, Any]:
    needed_w = None if nodes >= wiring_limit(config) else p_total_w(config, nodes + 1)
    return {
        "nodes": nodes + 1,
        "p_total_w": needed_w,
        "short_by_w": None if needed_w is None else needed_w - config.it_cap_w,
        "reason": binding(config, nodes),
    }


def _full_unit(config: Config, nodes: int) -> dict[str, Any] | None:
    """The largest whole number of units; a unit is the nodes that share one set of rail leaves."""
    if config.fabric.attachment != "rail":
        return None
    unit = config.fabric.leaf_host_ports
    whole = nodes // unit * unit
    return {"nodes": whole, "p_total_w": p_total_w(config, whole)}


def _operating_points(config: Config) -> list[dict[str, Any]] | None:
    if config.node.operating_points is None:
        return None
    solved = [_operating_point(config, point) for point in config.node.operating_points]
    best = max(solved, key=lambda row: (row["cluster_throughput"], -row["p_total_w"]))
    best["best"] = True  # max() keeps the first of equals
    return solved


def _operating_point(config: Config, point: OperatingPoint) -> dict[str, Any]:
    limited = replace(config, node=replace(config.node, power_w=point.power_w))
    nodes = largest_feasible(limited)
    return {
        "label": point.label,
        "power_w": point.power_w,
        "relative_throughput": point.relative_throughput,
        "nodes": nodes,
        "p_total_w": p_total_w(limited, nodes),
        "cluster_throughput": float(nodes) * point.relative_throughput,
        "best": False,
    }


def _out_of_range(value: Any, path: str) -> Iterator[str]:
    """Derived numbers that are not finite and derived powers beyond 2^53 W."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _out_of_range(member, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _out_of_range(item, f"{path}[{index}]")
    elif isinstance(value, float):
        given = _shape(path) in ("it_cap_w", "operating_points[].power_w")
        power = not given and ("power_breakdown_w." in path or path.endswith("_w"))
        if not math.isfinite(value):
            yield f"{path}: found {value} derived from this config; write less extreme numbers"
        elif power and abs(value) > LARGEST_POWER_W:
            yield f"{path}: found {value} W derived, more than 2^53 W; write smaller powers"


# ----------------------------------------------------------------------------------------- report


def _amount(value: float, digits: int = 1) -> str:
    return f"{value:,.{digits}f}" if abs(value) >= 100 else f"{value:.6g}"


def report(config: Config, result: dict[str, Any]) -> str:
    """The result as a text to read."""
    blocks = (
        f"{result['name']}: {result['nodes']:,} nodes, status {result['status']}",
        "\n".join(f"  {label:<19}{text}" for label, text in _summary(config, result)),
        "\n".join(_breakdown(result)),
        textwrap.fill(_limit(config, result), 98, break_on_hyphens=False),
        "\n".join(_points_table(result["operating_points"] or ())),
        textwrap.fill(_defaults(config), 98, break_on_hyphens=False),
    )
    return "\n\n".join(block for block in blocks if block)


def _summary(config: Config, result: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "IT cap", f"{_amount(result['it_cap_w'])} W"
    yield "Nodes", f"{result['nodes']:,}"
    yield "Total power", f"{_amount(result['p_total_w'])} W"
    yield "Headroom", f"{_amount(result['headroom_w'])} W"
    yield "Utilization", f"{result['utilization']:.2%}"
    switches = "{tiers} tiers: {leaves:,} leaf, {spines:,} spine, {cores:,} core"
    yield "Switches", switches.format(**result)
    links = "{host_ports:,} host, {uplinks_total:,} leaf-spine, {spine_core_links:,} spine-core"
    yield "Links", links.format(**result)
    ratio, design = result["oversubscription_ratio"], result["oversubscription_design"]
    built = "no uplinks" if ratio is None else f"{ratio:.4g} as built"
    yield "Oversubscription", f"{built}, {design:.4g} by design"
    if (unit := result["full_unit"]) is not None:
        yield "Full units only", f"{unit['nodes']:,} nodes, {_amount(unit['p_total_w'])} W"
    if (compute := result["compute_pflops"]) is not None:
        per_mw = result["pflops_per_mw"]
        density = "" if per_mw is None else f", {_amount(per_mw)} per MW"
        yield "Compute", f"{_amount(compute)} PFLOPS peak ({config.node.precision!r}){density}"


def _breakdown(result: dict[str, Any]) -> Iterator[str]:
    total_w = result["p_total_w"]
    yield f"  {'Power':<12}{'W':>18}{'share':>9}"
    for part, power_w in (*result["power_breakdown_w"].items(), ("total", total_w)):
        share = f"{power_w / total_w:.1%}" if total_w else "-"
        yield f"  {part:<12}{_amount(power_w):>18}{share:>9}"


def _limit(config: Config, result: dict[str, Any]) -> str:
    """What stops one more node, as a sentence."""
    following = result["next_node"]
    nodes = "1 node" if following["nodes"] == 1 else f"{following['nodes']:,} nodes"
    reason = f"the fabric cannot wire {nodes} with fabric.max_tiers = {config.fabric.max_tiers}"
    if (needed_w := following["p_total_w"]) is not None:
        verb, short_w = "needs" if following["nodes"] == 1 else "need", following["short_by_w"]
        distance = f"{_amount(abs(short_w))} W {'more' if short_w > 0 else 'less'} than the cap"
        reason = f"{nodes} {verb} {_amount(needed_w)} W, {distance}"
    if result["binding"] == "max_nodes":
        reason = f"max_nodes = {config.max_nodes} allows no more; {reason}"
    if result["nodes"]:
        return f"What stops one more node: {result['binding']}. {reason[0].upper()}{reason[1:]}."
    return f"No nonzero node count fits: {reason}; nodes = 0 is the (feasible) optimum."


def _points_table(points: Sequence[dict[str, Any]]) -> Iterator[str]:
    row = "  {:>14}{:>14}{:>10}{:>18}{:>16}  {}"
    if points:
        yield "Operating points"
        yield row.format("node W", "throughput", "nodes", "total W", "of cluster", "").rstrip()
    for point in points:
        notes = ["best"] if point["best"] else []
        if point["label"] is not None:
            notes.append(repr(point["label"]))
        powers = _amount(point["power_w"]), _amount(point["p_total_w"])
        gains = f"{point['relative_throughput']:.6g}", f"{point['cluster_throughput']:.6g}"
        nodes = f"{point['nodes']:,}"
        yield row.format(powers[0], gains[0], nodes, powers[1], gains[1], " ".join(notes)).rstrip()


def _defaults(config: Config) -> str:
    used = ", ".join(
        f"{path} = {value if isinstance(value, str) else format(value, '.15g')}"
        for path, value in config.defaults_used.items()
        if path != "name"
    )
    return f"placeholder defaults used: {used}" if used else ""


# ------------------------------------------------------------------------------------ command line


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status (0, or 1 for an invalid config)."""
    parser = argparse.ArgumentParser(
        description="The largest number of cluster nodes that fits under a cap on IT power."
    )
    parser.add_argument("--config", required=True, metavar="PATH", help="configuration (JSON)")
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    arguments = parser.parse_args(argv)
    try:
        config = load_config(arguments.config)
        result = solve(config)
    except ConfigError as error:
        for problem in error.problems:
            print(f"error: {problem}", file=sys.stderr)
        return 1
    if arguments.json:
        return _print(json.dumps(result, indent=2, allow_nan=False, ensure_ascii=False))
    return _print(report(config, result))


def _print(text: str) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        print(text, flush=True)
    except OSError as error:
        # What is still buffered would fail again, loudly, when the interpreter exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 0  # the reader has seen enough
        print(f"error: stdout: {error.strerror}; the report was not written", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
