"""Tests of the cluster model, its configuration and schema, and the pack's workflows.

Run from the pack's root:  python -m unittest -q

Tests on the example configuration assert properties, so that editing it keeps them true; exact
numbers belong to configurations written here. Docstrings name the requirements they cover.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import math
import random
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[<{ root_up }>]
MODEL = ROOT / "<{ paths.model }>"
CONFIG = ROOT / "<{ paths.config }>"
SCHEMA = ROOT / "<{ paths.schema }>"
GUARD = ROOT / "<{ paths.guard }>"
README = ROOT / "<{ paths.readme }>"
PROVENANCE = ROOT / "<{ paths.provenance }>"
TESTS = ROOT / "<{ paths.tests }>"


def load(name: str, path: Path) -> Any:
    """A module by its file, wherever the tests are started."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


model = load("cluster_model", MODEL)
guard = load("check_action_pins", GUARD)

RESULT_KEYS = (
    "schema_version name it_cap_w nodes feasible status p_total_w headroom_w utilization tiers "
    "leaves spines cores host_ports uplinks_total spine_core_links oversubscription_ratio "
    "oversubscription_design power_breakdown_w binding next_node full_unit compute_pflops "
    "pflops_per_mw operating_points"
).split()
BREAKDOWN_KEYS = "nodes leaves spines cores optics management storage reserve".split()
NEXT_NODE_KEYS = "nodes p_total_w short_by_w reason".split()
POINT_KEYS = (
    "label power_w relative_throughput nodes p_total_w cluster_throughput best"
).split()
INTEGER_KEYS = {
    "schema_version", "nodes", "tiers", "leaves", "spines", "cores", "host_ports",
    "uplinks_total", "spine_core_links",
}  # fmt: skip

# Two rails, leaves with 4 host ports and 4 uplinks; the numbers are worked out by hand below.
SMALL = {
    "name": "small",
    "it_cap_w": 10155,
    "node": {"power_w": 1000, "fabric_ports": 2},
    "leaf": {"ports": 8, "power_w": 100},
    "spine": {"ports": 8, "power_w": 200},
    "fabric": {"host_link_gbps": 100, "uplink_gbps": 200},
    "optics": {"host_link_w": 3, "uplink_w": 5},
    "overhead": {"management_w": 50, "storage_w": 30, "reserve_fraction": 0.25},
}


def changed(base: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A copy of a configuration; `node__power_w=5` sets `node.power_w`."""
    copy: dict[str, Any] = json.loads(json.dumps(base))
    for path, value in changes.items():
        *sections, key = path.split("__")
        place = copy
        for section in sections:
            place = place.setdefault(section, {})
        place[key] = value
    return copy


def parse(config: dict[str, Any]) -> Any:
    return model.parse_config(json.dumps(config))


def solve(config: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = model.solve(parse(config))
    return result


def run_tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, from the pack's root."""
    command = [sys.executable, "<{ paths.model }>", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def run_main(text: str, *arguments: str) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of the tool on a configuration text."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.json"
        path.write_text(text, encoding="utf-8")
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            status = model.main(["--config", str(path), *arguments])
    return status, stdout.getvalue(), stderr.getvalue()


def random_config(rng: random.Random) -> dict[str, Any]:
    """A small cluster of any shape: few ports, so that every tier count and limit occurs."""
    leaf_ports = rng.randint(2, 12)
    host_ports = rng.randint(1, leaf_ports - 1)
    config: dict[str, Any] = {
        "it_cap_w": rng.uniform(0.1, 40_000),
        "node": {"power_w": rng.uniform(50, 500), "fabric_ports": rng.randint(1, 5)},
        "leaf": {"ports": leaf_ports, "power_w": rng.uniform(1, 90)},
        "spine": {"ports": rng.randint(1, 12), "power_w": rng.uniform(1, 90)},
        "core": {"ports": rng.randint(1, 8), "power_w": rng.uniform(1, 90)},
        "fabric": {
            "leaf_host_ports": host_ports,
            "leaf_uplink_ports": rng.randint(1, leaf_ports - host_ports),
            "attachment": rng.choice(["rail", "packed"]),
            "max_tiers": rng.randint(1, 3),
        },
        "optics": {
            "accounting": rng.choice(["per_link_end", "per_cable"]),
            "host_link_w": rng.uniform(0, 9),
            "uplink_w": rng.uniform(0, 9),
        },
        "overhead": {"storage_w": rng.uniform(0, 99), "reserve_fraction": rng.uniform(0, 0.9)},
    }
    if rng.random() < 0.3:
        config["max_nodes"] = rng.randint(0, 60)
    return config


def literal_fabric(config: dict[str, Any], n: int) -> tuple[int, ...] | None:
    """Leaves, spines, cores, host links, uplinks by the rules read aloud; None: cannot be wired."""
    k, rules = config["node"]["fabric_ports"], config["fabric"]
    d, u, most_tiers = rules["leaf_host_ports"], rules["leaf_uplink_ports"], rules["max_tiers"]
    down, up = config["spine"]["ports"], config["core"]["ports"]
    leaves = math.ceil(n / d) * k if rules["attachment"] == "rail" else math.ceil(n * k / d)
    if leaves <= 1:
        return leaves, 0, 0, n * k, 0

    def even(links: int, at_least: float) -> int:
        return next(count for count in range(1, links + 1)
                    if links % count == 0 and count >= at_least)

    if leaves <= down and most_tiers >= 2:
        return leaves, even(u, leaves * u / down), 0, n * k, leaves * u
    half = down // 2
    if leaves <= down or most_tiers < 3 or half < 1 or math.ceil(leaves / half) > up:
        return None
    pods = math.ceil(leaves / half)
    per_pod, group = even(u, min(leaves, half) * u / half), even(half, pods * half / up)
    return leaves, pods * per_pod, per_pod * group, n * k, leaves * u + pods * per_pod * half


def literal_total_w(config: dict[str, Any], n: int) -> float | None:
    """Total power by an implementation that shares no line with the tool's."""
    built = literal_fabric(config, n)
    if built is None or n == 0:
        return None if built is None else 0.0
    leaves, spines, cores, host_links, uplinks = built
    optics, overhead, total_w = config["optics"], config["overhead"], 0.0
    modules_w = host_links * optics["host_link_w"] + uplinks * optics["uplink_w"]
    total_w = total_w + n * config["node"]["power_w"] + leaves * config["leaf"]["power_w"]
    total_w = total_w + spines * config["spine"]["power_w"] + cores * config["core"]["power_w"]
    total_w = total_w + (2 if optics["accounting"] == "per_link_end" else 1) * modules_w
    total_w = total_w + overhead.get("management_w", 0) + overhead["storage_w"]
    return float(total_w + total_w * overhead["reserve_fraction"])


def linear_scan(config: dict[str, Any]) -> int:
    """The answer by trying every count up to the cap."""
    cap_w = config["it_cap_w"]
    last = min(config.get("max_nodes", 10**9), int(cap_w / config["node"]["power_w"]) + 2)
    totals = ((n, literal_total_w(config, n)) for n in range(last + 1))
    return max(n for n, total_w in totals if total_w is not None and total_w <= cap_w)


class TheExample(unittest.TestCase):
    """Test scenario 1, the happy path, and INV-001 on the pack's own configuration."""

    result: dict[str, Any]

    @classmethod
    def setUpClass(cls) -> None:
        run = run_tool("--config", "<{ paths.config }>", "--json")
        if run.returncode or run.stderr:
            raise AssertionError(run.stderr)
        cls.result = json.loads(run.stdout)

    def test_the_text_report_runs(self) -> None:
        """Test scenario 1: text output succeeds and states the answer."""
        run = run_tool("--config", "<{ paths.config }>")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn(f"{self.result['nodes']:,}", run.stdout)
        self.assertIn(self.result["status"], run.stdout)

    def test_the_json_has_exactly_the_promised_keys_in_order(self) -> None:
        """JSON key completeness, nested objects included."""
        self.assertEqual(list(self.result), RESULT_KEYS)
        self.assertEqual(list(self.result["power_breakdown_w"]), BREAKDOWN_KEYS)
        self.assertEqual(list(self.result["next_node"]), NEXT_NODE_KEYS)
        if self.result["full_unit"] is not None:
            self.assertEqual(list(self.result["full_unit"]), ["nodes", "p_total_w"])
        for point in self.result["operating_points"] or []:
            self.assertEqual(list(point), POINT_KEYS)

    def test_counts_are_integers_and_all_other_numbers_are_floats(self) -> None:
        """JSON key completeness: types that other programs can rely on."""
        for key, value in self.result.items():
            if isinstance(value, (int, float)) and key != "feasible":
                self.assertIs(type(value), int if key in INTEGER_KEYS else float, key)
        for key, value in self.result["power_breakdown_w"].items():
            self.assertIs(type(value), float, key)

    def test_the_answer_holds_the_cap_and_one_more_node_would_not_fit(self) -> None:
        """INV-001, INV-004, INV-006: feasible, maximal, and a status that says which case it is."""
        result, config = self.result, model.load_config(CONFIG)
        self.assertLessEqual(result["p_total_w"], result["it_cap_w"])
        self.assertIs(result["feasible"], True)
        self.assertEqual(result["status"], "ok" if result["nodes"] else "no_feasible_nonzero")
        one_more = result["nodes"] + 1
        self.assertTrue(
            (config.max_nodes is not None and one_more > config.max_nodes)
            or one_more > model.wiring_limit(config)
            or model.p_total_w(config, one_more) > config.it_cap_w
        )

    def test_the_result_is_consistent_with_itself(self) -> None:
        """INV-001: power, headroom and utilization describe the same answer."""
        result = self.result
        parts = math.fsum(result["power_breakdown_w"].values())
        self.assertTrue(math.isclose(parts, result["p_total_w"], rel_tol=1e-12))
        self.assertEqual(result["headroom_w"], result["it_cap_w"] - result["p_total_w"])
        self.assertEqual(result["utilization"], result["p_total_w"] / result["it_cap_w"])
        self.assertEqual(result["binding"], result["next_node"]["reason"])
        points = result["operating_points"]
        self.assertEqual(sum(point["best"] for point in points or []), 0 if points is None else 1)

    def test_the_readme_shows_the_real_output(self) -> None:
        """The sample in the README equals what the tool prints."""
        blocks = re.findall(r"^```json[^\n]*\n(.*?)^```", README.read_text("utf-8"), re.S | re.M)
        samples = [json.loads(block) for block in blocks if '"schema_version"' in block]
        self.assertEqual(samples, [self.result])

    def test_the_tool_makes_no_koopman_claim(self) -> None:
        """INV-005: the tool is static; it fits no Koopman model and reports no result of one."""
        self.assertNotIn("koopman", MODEL.read_text("utf-8").lower())
        self.assertNotIn("koopman", " ".join(self.result).lower())

    def test_unittest_finds_this_file_from_the_root(self) -> None:
        """CI runs `python -m unittest -q`, which only looks into packages."""
        self.assertEqual(TESTS, Path(__file__).resolve())
        self.assertTrue(TESTS.match("test*.py"))
        folders = [folder for folder in TESTS.parents if ROOT in folder.parents]
        self.assertTrue(all((folder / "__init__.py").is_file() for folder in folders), folders)


class TheSchema(unittest.TestCase):
    """INV-003: the schema and the tool know the same keys."""

    def setUp(self) -> None:
        self.schema = json.loads(SCHEMA.read_text("utf-8"))

    def key_paths(self, schema: dict[str, Any], path: str = "") -> set[str]:
        """Paths of the leaves of `properties`, list items written as `[]`."""
        while "$ref" in schema:
            target: Any = self.schema
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            schema = target
        if "items" in schema:
            return self.key_paths(schema["items"], path + "[]")
        if "properties" not in schema:
            return {path}
        prefix = f"{path}." if path else ""
        members = schema["properties"].items()
        return {leaf for key, member in members for leaf in self.key_paths(member, prefix + key)}

    def test_the_schema_lists_exactly_the_keys_that_the_tool_reads(self) -> None:
        """INV-003: no key is enforced on one side only."""
        self.assertEqual(self.key_paths(self.schema), set(model.KNOWN_KEYS))

    def test_the_schema_is_draft_2020_12(self) -> None:
        """The schema names its dialect."""
        self.assertEqual(self.schema["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_the_example_names_the_schema(self) -> None:
        """Editors find the schema from the example configuration."""
        named = json.loads(CONFIG.read_text("utf-8"))["$schema"]
        self.assertEqual((CONFIG.parent / named).resolve(), SCHEMA.resolve())


class NoFeasibleNonzero(unittest.TestCase):
    """INV-006, test scenario 2: zero nodes are the answer, never an infeasible count."""

    def test_a_tiny_cap_gives_zero_nodes(self) -> None:
        """INV-006, INV-001: `nodes=0`, feasible, and the cap still holds."""
        example = json.loads(CONFIG.read_text("utf-8"))
        for cap_w in (1e-300, 1.0, example.get("node", {}).get("power_w", 10_200) / 2):
            result = solve(changed(SMALL, it_cap_w=cap_w, node__power_w=cap_w * 2))
            self.assertEqual((result["nodes"], result["feasible"]), (0, True))
            self.assertEqual(result["status"], "no_feasible_nonzero")
            self.assertEqual(result["p_total_w"], 0.0)
            self.assertEqual(result["headroom_w"], cap_w)
            self.assertEqual(set(result["power_breakdown_w"].values()), {0.0})
            self.assertGreater(result["next_node"]["short_by_w"], 0)

    def test_the_text_says_what_is_missing(self) -> None:
        """INV-006: the first node needs (1000 + 2*100 + 200 + 2*(2*3 + 8*5) + 80) * 1.25 W."""
        status, text, _ = run_main(json.dumps(changed(SMALL, it_cap_w=1000)))
        self.assertEqual(status, 0)
        text = " ".join(text.split())
        self.assertIn("No nonzero node count fits: 1 node needs 1,965.0 W, 965.0 W more than", text)
        self.assertIn("nodes = 0 is the (feasible) optimum", text)

    def test_max_nodes_and_the_fabric_can_also_leave_nothing(self) -> None:
        """INV-006: the same status whatever the reason, and the reason is named."""
        limits = {"max_nodes": {"max_nodes": 0}, "fabric": {"fabric__max_tiers": 1}}
        for reason, change in limits.items():
            config = changed(SMALL, **change)
            result = solve(config)
            self.assertEqual((result["nodes"], result["status"]), (0, "no_feasible_nonzero"))
            self.assertEqual(result["binding"], reason)
            self.assertIn("No nonzero node count fits", run_main(json.dumps(config))[1])
        self.assertIsNone(result["next_node"]["p_total_w"])
        self.assertIsNone(result["next_node"]["short_by_w"])


class TheSolver(unittest.TestCase):
    """INV-001 and INV-004 on seeded random clusters."""

    def test_binary_search_agrees_with_a_linear_scan(self) -> None:
        """INV-001, INV-004: never infeasible, never one node too few, counts as the rules say."""
        rng, tiers = random.Random(2026), set()
        for _ in range(400):
            config = random_config(rng)
            result = solve(config)
            n, next_w = result["nodes"], result["next_node"]["p_total_w"]
            self.assertLessEqual(result["p_total_w"], config["it_cap_w"], config)
            self.assertEqual(n, linear_scan(config), config)
            self.assertEqual(result["p_total_w"], literal_total_w(config, n), config)
            self.assertEqual(next_w, literal_total_w(config, n + 1), config)
            tiers.add(result["tiers"])
        self.assertEqual(tiers, {0, 1, 2, 3})

    def test_the_wiring_limit_in_closed_form_is_where_the_rules_stop(self) -> None:
        """INV-004: the search range ends exactly where no fabric exists."""
        rng = random.Random(7)
        for _ in range(200):
            config = random_config(rng)
            parsed = parse(config)
            limit = model.wiring_limit(parsed)
            self.assertIsNotNone(literal_fabric(config, limit), config)
            self.assertIsNone(literal_fabric(config, limit + 1), config)
            with self.assertRaises(ValueError):
                model.fabric(parsed, limit + 1)

    def test_power_never_falls_with_one_more_node(self) -> None:
        """INV-004: the reason why a binary search is exact."""
        rng = random.Random(11)
        for _ in range(60):
            config = parse(random_config(rng))
            totals = [model.p_total_w(config, n) for n in range(model.wiring_limit(config) + 1)]
            self.assertEqual(totals, sorted(totals), config)

    def test_nodes_never_fall_with_a_rising_cap(self) -> None:
        """INV-004: monotone with the cap."""
        rng = random.Random(13)
        for _ in range(60):
            config = random_config(rng)
            caps = sorted(rng.uniform(1, 60_000) for _ in range(12))
            nodes = [solve(changed(config, it_cap_w=cap_w))["nodes"] for cap_w in caps]
            self.assertEqual(nodes, sorted(nodes), config)

    def test_the_cap_is_inclusive(self) -> None:
        """INV-001, INV-004: a total equal to the cap fits, one bit less of a cap does not."""
        self.assertEqual(solve(SMALL)["nodes"], 7)
        self.assertEqual(solve(changed(SMALL, it_cap_w=math.nextafter(10155, 0)))["nodes"], 6)

    def test_seven_nodes_worked_out_by_hand(self) -> None:
        """INV-001: 4 leaves, 2 spines, 14 + 16 links; 8124 W and a quarter of it in reserve."""
        result = solve(SMALL)
        counts = [result[key] for key in ("tiers", "leaves", "spines", "cores", "host_ports")]
        self.assertEqual(counts, [2, 4, 2, 0, 14])
        self.assertEqual((result["uplinks_total"], result["spine_core_links"]), (16, 0))
        parts = [7000.0, 400.0, 400.0, 0.0, 2 * (14 * 3.0 + 16 * 5.0), 50.0, 30.0, 2031.0]
        self.assertEqual(list(result["power_breakdown_w"].values()), parts)
        self.assertEqual((result["p_total_w"], result["headroom_w"]), (10155.0, 0.0))
        self.assertEqual((result["utilization"], result["binding"]), (1.0, "power"))
        self.assertEqual(result["next_node"]["nodes"], 8)
        self.assertEqual(result["full_unit"]["nodes"], 4)
        cable = changed(SMALL, optics__accounting="per_cable", max_nodes=7)
        self.assertEqual(solve(cable)["p_total_w"], 10002.5)
        self.assertEqual(solve(cable)["binding"], "max_nodes")
        self.assertLess(solve(changed(cable, it_cap_w=99_999))["next_node"]["short_by_w"], 0)
        self.assertIsNone(solve(changed(SMALL, fabric__attachment="packed"))["full_unit"])

    def test_extreme_numbers_end_in_an_answer_or_a_clear_error(self) -> None:
        """INV-001: no overflow, underflow or division by zero escapes."""
        light = solve({"it_cap_w": 1e15, "node": {"power_w": 5e-324}})
        self.assertEqual(light["binding"], "fabric")
        weightless = {"ports": 64, "power_w": 5e-324}  # 24 * 0.7 / 0.7 rounds to less than 24
        exact = {"node": {"power_w": 0.7, "fabric_ports": 1}, "overhead": {"reserve_fraction": 0}}
        self.assertEqual(solve({"it_cap_w": 24 * 0.7, "leaf": weightless, **exact})["nodes"], 24)
        cases = {
            "next_node.p_total_w": {"overhead": {"storage_w": 1e300}},
            "headroom_w": {"it_cap_w": 1e300},
            "oversubscription_design": {"fabric": {"uplink_gbps": 5e-324}},
            "pflops_per_mw": {
                "it_cap_w": 1e-322, "leaf": {"power_w": 5e-324},
                "node": {"power_w": 5e-324, "fabric_ports": 1, "peak_pflops": 1, "precision": "x"},
            },
        }  # fmt: skip
        for field, config in cases.items():
            status, text, errors = run_main(json.dumps(config), "--json")
            self.assertEqual((status, text), (1, ""), field)
            self.assertIn(f"error: {field}: ", errors)


class Oversubscription(unittest.TestCase):
    """Test scenario 4: the ratio is computed from the bandwidth fields."""

    def test_the_ratio_is_deterministic(self) -> None:
        """(14 * 100) / (16 * 200) as built, (4 * 100) / (4 * 200) by design."""
        result = solve(SMALL)
        self.assertEqual(result["oversubscription_ratio"], 0.4375)
        self.assertEqual(result["oversubscription_design"], 0.5)
        slower = solve(changed(SMALL, fabric__uplink_gbps=50))
        self.assertEqual(slower["oversubscription_ratio"], 1.75)

    def test_there_is_no_ratio_without_uplinks(self) -> None:
        """One leaf, or nothing built, has no uplinks to divide by."""
        for change in ({"it_cap_w": 1}, {"node__fabric_ports": 1, "max_nodes": 4}):
            result = solve(changed(SMALL, **change))
            self.assertEqual(result["uplinks_total"], 0)
            self.assertIsNone(result["oversubscription_ratio"])


class OperatingPoints(unittest.TestCase):
    """Each operating point is solved on its own, INV-001 included."""

    def best(self, *points: tuple[float, float], **changes: Any) -> tuple[dict[str, Any], int]:
        rows = [{"power_w": watts, "relative_throughput": gain} for watts, gain in points]
        result = solve(changed(SMALL, node__operating_points=rows, **changes))
        flags = [point["best"] for point in result["operating_points"]]
        self.assertEqual(flags.count(True), 1)
        return result, flags.index(True)

    def test_the_best_point_has_the_highest_throughput(self) -> None:
        """INV-001: 7 * 1.0 at full power, 8 * 0.9 at 840 W; the result's other fields stay."""
        result, best = self.best((1000, 1), (840, 0.9), (5, 1e-6))
        points = result["operating_points"]
        self.assertEqual([point["nodes"] for point in points[:2]], [7, 8])
        self.assertEqual([point["cluster_throughput"] for point in points[:2]], [7.0, 7.2])
        self.assertEqual((result["nodes"], best, points[0]["label"]), (7, 1, None))
        for point in points:
            self.assertLessEqual(point["p_total_w"], result["it_cap_w"])

    def test_ties_go_to_the_lower_power_then_to_the_first(self) -> None:
        """The choice among equals is fixed."""
        self.assertEqual(self.best((1000, 1), (900, 1), (900, 1), max_nodes=3)[1], 1)
        self.assertEqual(self.best((9e9, 1), (8e9, 2), (7e9, 3))[1], 0)


class PublishedFabrics(unittest.TestCase):
    """INV-004: switch and link counts of published designs."""

    # NVIDIA DGX SuperPOD (H100: RA-11333-001 V11; B200): nodes, leaf, spine, core, and links
    # node-leaf, leaf-spine, spine-core. 64 ports, 8 rails; 95 nodes need 16 spines, not 12.
    DGX = (
        (31, 8, 4, 0), (63, 16, 8, 0), (95, 24, 16, 0), (127, 32, 16, 0),
        (64, 16, 8, 0, 512, 512, 0), (128, 32, 16, 0, 1024, 1024, 0),
        (256, 64, 32, 0, 2048, 2048, 0), (512, 128, 128, 64, 4096, 4096, 4096),
        (1024, 256, 256, 128, 8192, 8192, 8192), (2048, 512, 512, 256, 16384, 16384, 16384),
    )  # fmt: skip

    def test_dgx_superpod_tables(self) -> None:
        """The reference architectures' switch and cable counts."""
        config = parse({})
        for nodes, *published in self.DGX:
            counts = list(model.fabric(config, nodes))[1:]
            self.assertEqual(counts[: len(published)], published, nodes)

    def test_k_ary_fat_trees(self) -> None:
        """Al-Fares et al. 2008: k^3/4 hosts, 5k^2/4 switches, k^3/4 links between all tiers."""
        for k in (4, 6, 8, 16, 24, 48, 64):
            radix = {"ports": k}
            rules = {"node": {"fabric_ports": 1}, "leaf": radix, "spine": radix}
            for attachment in ("rail", "packed"):
                config = parse({**rules, "fabric": {"attachment": attachment}})
                hosts = k**3 // 4
                self.assertEqual(model.wiring_limit(config), hosts)
                built = model.fabric(config, hosts)
                self.assertEqual(built.leaves + built.spines + built.cores, 5 * k * k // 4)
                self.assertEqual(list(built)[4:], [hosts, hosts, hosts])

    def test_the_next_divisor_is_the_smallest_that_is_large_enough(self) -> None:
        """Even wiring: every leaf has the same number of links to every spine."""
        for number in range(1, 130):
            for at_least in range(1, number + 1):
                divisors = (d for d in range(at_least, number + 1) if number % d == 0)
                self.assertEqual(model.next_divisor(number, at_least), next(divisors))


class Validation(unittest.TestCase):
    """INV-002, INV-003, test scenario 3: invalid input fails fast, with a message that helps."""

    CASES = (
        ('{"fabric": {"leaf_host_ports": 40, "leaf_uplink_ports": 25}}', ["INV-002", "40", "25"]),
        ('{"fabric": {"leaf_host_ports": 64}}', ["fabric.leaf_host_ports", "INV-002"]),
        ('{"leaf": {"ports": 8}, "fabric": {"leaf_uplink_ports": 9}}', ["INV-002", "9"]),
        ('{"leaf": {"ports": 1}}', ["leaf.ports", "found 1", "2 to 65536"]),
        ('{"spine": {"ports": 65537}}', ["spine.ports", "65537"]),
        ('{"it_cap_w": NaN}', ["it_cap_w", "NaN", "finite"]),
        ('{"it_cap_w": -Infinity}', ["it_cap_w", "-Infinity"]),
        ('{"it_cap_w": 1e400}', ["it_cap_w", "1e400"]),
        ('{"it_cap_w": 1' + 5000 * "0" + "}", ["it_cap_w", "1000"]),
        ('{"it_cap_w": true}', ["it_cap_w", "true", "number"]),
        ('{"it_cap_w": "5 MW"}', ["it_cap_w", "'5 MW'"]),
        ('{"max_nodes": null}', ["max_nodes", "null", "leave the key out"]),
        ('{"max_nodes": 1.5}', ["max_nodes", "1.5", "integer"]),
        ('{"max_nodes": -1}', ["max_nodes", "-1"]),
        ('{"max_nodes": 9007199254740992}', ["max_nodes", "9007199254740991"]),
        ('{"name": "Big Cluster"}', ["name", "'Big Cluster'", "a-z"]),
        ('{"fabric": {"max_tiers": 4}}', ["fabric.max_tiers", "4", "1 to 3"]),
        ('{"fabric": {"attachment": "mesh"}}', ["fabric.attachment", "packed"]),
        ('{"optics": {"accounting": "none"}}', ["optics.accounting", "per_cable"]),
        ('{"optics": {"uplink_w": -1}}', ["optics.uplink_w", "-1", ">= 0"]),
        ('{"overhead": {"reserve_fraction": 1}}', ["overhead.reserve_fraction", "< 1"]),
        ('{"node": {"power": 1}}', ["node.power", "unknown key", "node.power_w"]),
        ('{"host_link_gbps": 1}', ["host_link_gbps", "fabric.host_link_gbps"]),
        ('{"node": {"power_w": 1, "power_w": 1}}', ["node.power_w", "more than once"]),
        ('{"node": 5}', ["node", "found 5", "an object"]),
        ('{"node": {"peak_pflops": 8}}', ["node.precision", "node.peak_pflops"]),
        ('{"node": {"precision": "bf16"}}', ["node.precision", "node.peak_pflops"]),
        ('{"node": {"operating_points": []}}', ["node.operating_points", "non-empty"]),
        ('{"node": {"operating_points": [{"power_w": 1}]}}', ["points[0].relative_throughput"]),
        ('{"repo": {"owner": "a b"}}', ["repo.owner", "GitHub user"]),
        ('{"repo": {"security_contact": "nobody"}}', ["repo.security_contact", "mail address"]),
        ('{"node": {"peak_pflops": 1, "precision": " "}}', ["node.precision", "one line"]),
        ("[]", ["an object"]),
        ('{"a": }', ["line 1", "column 7", "JSON"]),
        (5000 * "[" + 5000 * "]", ["nesting"]),
    )  # fmt: skip

    def test_every_invalid_value_is_refused_with_its_key(self) -> None:
        """INV-002, INV-003: exit status 1, nothing on stdout, one line that names the key."""
        for text, fragments in self.CASES:
            with self.subTest(text[:70]):
                status, stdout, stderr = run_main(text, "--json")
                self.assertEqual((status, stdout, stderr.count("\n")), (1, "", 1), stderr)
                self.assertTrue(stderr.startswith("error: "), stderr)
                for fragment in fragments:
                    self.assertIn(fragment, stderr)

    def test_power_radix_bandwidth_and_counts_must_be_positive(self) -> None:
        """INV-003: zero and negative values are refused for every such key."""
        positive = re.compile(r"ports|gbps|peak|\bpower_w|cap_w")
        keys = [key for key in model.KNOWN_KEYS if positive.search(key)]
        self.assertGreaterEqual(len(keys), 14)
        for key in keys:
            for value in (0, -1, -0.5):
                config = changed(SMALL, **{key.replace(".", "__"): value})
                if "operating_points" in key:
                    config = changed(SMALL, node__operating_points=[{key.split(".")[-1]: value}])
                with self.subTest(key, value=value), self.assertRaises(model.ConfigError) as caught:
                    parse(config)
                path = key.replace("[]", "[0]")
                self.assertTrue(any(line.startswith(path) for line in caught.exception.problems))

    def test_all_problems_are_reported_at_once(self) -> None:
        """INV-003: one run is enough to find every mistake."""
        text = '{"it_cap_w": 0, "nodes": 3, "leaf": {"power_w": -2, "ports": 2.5}, "it_cap_w": 0}'
        status, _, stderr = run_main(text)
        self.assertEqual((status, stderr.count("error: ")), (1, 5), stderr)

    def test_the_command_fails_without_a_traceback(self) -> None:
        """Test scenario 3: status 1 for a file that cannot be read, 2 for wrong usage."""
        with tempfile.TemporaryDirectory() as folder:
            binary = Path(folder) / "config.json"
            binary.write_bytes(b'{\n "name": "\xff"}')
            runs = (run_tool("--config", folder), run_tool("--config", str(binary)), run_tool())
        self.assertEqual([run.returncode for run in runs], [1, 1, 2])
        self.assertIn("line 2, column 11", runs[1].stderr)
        self.assertFalse(any("Traceback" in run.stderr for run in runs))

    def test_valid_spellings_and_defaults(self) -> None:
        """INV-002: the split follows the radix; 64.0 is an integer; the core follows the spine."""
        config = model.parse_config('\ufeff{"leaf": {"ports": 7.0}, "spine": {"ports": 32}}')
        self.assertEqual((config.fabric.leaf_host_ports, config.fabric.leaf_uplink_ports), (4, 3))
        self.assertEqual((config.core, config.max_nodes), (config.spine, None))
        given = parse({"leaf": {"ports": 48}, "fabric": {"leaf_uplink_ports": 16}})
        self.assertEqual(given.fabric.leaf_host_ports, 32)
        zero = model.parse_config('{"overhead": {"storage_w": -0.0, "management_w": -0}}').overhead
        self.assertEqual([math.copysign(1, w) for w in (zero.storage_w, zero.management_w)], [1, 1])
        status, text, _ = run_main("{}")
        self.assertEqual(status, 0)
        self.assertIn("placeholder defaults used:", text)
        self.assertIn("overhead.reserve_fraction = 0.05", " ".join(text.split()))


class Workflows(unittest.TestCase):
    """GATE-SEC-001, GATE-SEC-003, GATE-SC-001 and test scenarios 5 and 6, checked as text."""

    SHA = "3d3c42e5aac5ba805825da76410c181273ba90b1"

    def test_every_action_of_the_pack_is_pinned(self) -> None:
        """GATE-SEC-001, GATE-SEC-003: the guard passes on the pack's own workflows."""
        run = subprocess.run(
            [sys.executable, str(GUARD), str(PROVENANCE.parent)],
            capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_the_guard_refuses_what_is_not_pinned(self) -> None:
        """GATE-SEC-001: tags, branches, short SHAs, and spellings that hide them."""
        for reference in (
            "actions/checkout@v4", "actions/checkout@main", "actions/checkout@master",
            "actions/checkout", f"actions/checkout@{self.SHA[:7]} # v7.0.1",
            f"actions/checkout@{self.SHA.upper()} # v7.0.1", "${{ matrix.action }}", "*checkout",
            "&checkout actions/checkout@v4", "\n          actions/checkout@v4", "docker://alpine:3",
            "./../elsewhere",
        ):  # fmt: skip
            for form in ("uses: {}", '"uses": {}', "{{ name: x, uses: {} }}", "uses : {}"):
                text = f"jobs:\n  build:\n    steps:\n      - {form.format(reference)}\n"
                with self.subTest(text):
                    self.assertEqual([finding.line for finding in guard.scan_text(text)], [4])

    def test_the_guard_wants_the_version_beside_the_sha(self) -> None:
        """GATE-SEC-003: the comment is what Dependabot updates."""
        for comment in ("", " # main", " # v7", " # v7.0", "\n      # v7.0.1", "# v7.0.1"):
            text = f"      - uses: actions/checkout@{self.SHA}{comment}\n"
            self.assertEqual(len(guard.scan_text(text)), 1, comment)

    def test_the_guard_accepts_pins_and_ignores_prose(self) -> None:
        """GATE-SEC-001, GATE-SEC-003: no noise on comments, scripts and local actions."""
        lines = (
            f"- uses: actions/checkout@{self.SHA} # v7.0.1",
            f"- {{ uses: 'github/codeql-action/init@{self.SHA}' }}   # v4.38.3",
            "- uses: ./.github/actions/build", "- uses: $/build",
            f"- uses: docker://alpine@sha256:{64 * 'a'}",
            "# - uses: actions/checkout@v4", "- run: make # uses: a/b@v1", "- name: Don't",
            "- run: |\n    echo 'uses: actions/checkout@v4\n", "- if: github.ref == 'main'",
        )  # fmt: skip
        self.assertEqual(guard.scan_text("\n".join(lines)), [])

    def test_hidden_references_are_still_found(self) -> None:
        """GATE-SEC-001: quoted text over several lines cannot hide a reference."""
        for text in (
            "- name: 'a\n  run: |\n  '\n     uses: a/b@v4", "- {name: 'x\n# ', uses: a/b@v4}",
            '- "u\\x73es": a/b@v4', "- run: |\n    x\n  uses: a/b@v4", "? uses\n: a/b@v4",
            f"- uses: a/b@{self.SHA},x # v1.0.0", "# prose\u2028- uses: a/b@v4",
        ):  # fmt: skip
            self.assertNotEqual(guard.scan_text(text), [], text)

    def test_the_guard_fails_when_there_is_nothing_to_scan(self) -> None:
        """GATE-SEC-001: an empty folder is no proof; an unpinned file is named with its line."""
        out = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(out):
            self.assertEqual(guard.main([folder]), 1)
            workflow = Path(folder) / "ci.yaml"
            workflow.write_text("steps:\n  - uses: actions/checkout@v4\n", encoding="utf-8")
            self.assertEqual(guard.main([folder]), 1)
            self.assertIn(f"{workflow}:2: 'actions/checkout@v4': not pinned", out.getvalue())

    def test_provenance_has_exactly_the_permissions_it_needs(self) -> None:
        """GATE-SC-001: least privilege, and the first-party attestation action."""
        text = PROVENANCE.read_text("utf-8")
        code = re.sub(r"(?m)(?:^|[ \t])#.*$", "", text)
        granted = set(re.findall(r"(?m)^\s*([a-z-]+):\s*(read|write|read-all|write-all)\s*$", code))
        needed = {("id-token", "write"), ("attestations", "write"), ("contents", "read")}
        self.assertEqual(granted, needed)
        self.assertRegex(text, r"uses: actions/attest@[0-9a-f]{40} # v\d+\.\d+\.\d+")


if __name__ == "__main__":
    unittest.main()
