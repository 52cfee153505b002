//! One test for each invariant and gate of the plan, named after it. Each also shows that its check
//! in `verify` fails when the thing itself is broken.

use crate::packs::{FIXTURES, bytes, fixture, pack};
use std::collections::BTreeMap;
use wattpack_core::answer;
use wattpack_core::model::result::Status;
use wattpack_core::pack::{Outcome, Verdict, scan_pins, verify};
use wattpack_core::plan::{Given, Overrides};

fn verdict(files: &BTreeMap<String, Vec<u8>>, id: &str) -> Outcome {
    let outcomes = verify(files, None).requirements;
    outcomes.into_iter().find(|outcome| outcome.id == id).unwrap_or_else(|| panic!("{id} is not declared"))
}

/// The example's pack with one text replaced by another in one file.
fn broken(path: &str, from: &str, to: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = bytes(&pack(wattpack_core::EXAMPLE));
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains(from), "{path} does not hold {from:?}");
    files.insert(path.to_owned(), text.replace(from, to).into_bytes());
    files
}

fn sound(id: &str) -> Verdict {
    verdict(&bytes(&pack(wattpack_core::EXAMPLE)), id).verdict
}

const MODEL: &str = "tools/cluster_model.py";
const CONFIG: &str = "tools/example_8mw_config.json";

fn solve(plan: &str, overrides: &[(&str, &str)]) -> answer::Answer {
    let overrides: Overrides =
        overrides.iter().map(|(key, value)| ((*key).to_owned(), Given::Text((*value).to_owned()))).collect();
    answer::of_plan(plan, &overrides, None)
}

#[test]
fn inv_001_every_solution_holds_the_cap() {
    for cap in ["1 W", "10.7 kW", "11 kW", "500 kW", "8 MW", "123456789 W", "2 GW"] {
        let result = solve(wattpack_core::EXAMPLE, &[("it_cap_w", cap)]).result.unwrap();
        assert!(result.feasible && result.p_total_w.unwrap() <= result.it_cap_w, "{cap}");
    }
    assert_eq!(sound("INV-001"), Verdict::Holds);
    assert_eq!(
        verdict(&broken(CONFIG, "\"it_cap_w\": 8000000.0", "\"it_cap_w\": -1"), "INV-001").verdict,
        Verdict::Failed
    );
}

#[test]
fn inv_002_the_leaf_split_fits_the_radix() {
    let found = solve("- leaf.ports: 64\n- leaf host ports: 40\n- leaf uplink ports: 40\n", &[]).diagnostics;
    assert_eq!(found[0].code.id, "WP301");
    assert!(found[0].message.contains("INV-002"));
    assert_eq!(sound("INV-002"), Verdict::Holds);
    assert_eq!(
        verdict(&broken(CONFIG, "\"leaf_host_ports\": 32", "\"leaf_host_ports\": 33"), "INV-002").verdict,
        Verdict::Failed
    );
}

#[test]
fn inv_003_powers_radixes_bandwidths_and_counts_are_positive() {
    for line in [
        "IT cap: 0 W",
        "Node power: -1 kW",
        "leaf.ports: 0",
        "Leaf radix: -64",
        "Host link speed: 0 Gbit/s",
        "Uplink speed: -1 Gbit/s",
        "Ports per node: 0",
        "Leaf power: 0 W",
    ] {
        let found = solve(&format!("- {line}\n"), &[]).diagnostics;
        assert_eq!(found.first().map(|found| found.code.id), Some("WP204"), "{line}: {found:?}");
    }
    assert_eq!(sound("INV-003"), Verdict::Holds);
    assert_eq!(
        verdict(&broken(CONFIG, "\"uplink_gbps\": 400.0", "\"uplink_gbps\": 0"), "INV-003").verdict,
        Verdict::Failed
    );
}

#[test]
fn inv_004_the_solver_is_maximal_and_monotone_with_the_cap() {
    let counts: Vec<_> = (1..200)
        .map(|step| solve(wattpack_core::EXAMPLE, &[("it_cap_w", &format!("{} kW", step * 57))]).result.unwrap().nodes)
        .collect();
    assert!(counts.is_sorted());
    assert!(counts.first() < counts.last());
    assert_eq!(sound("INV-004"), Verdict::Holds);
    assert_eq!(verdict(&broken(MODEL, "<= config.it_cap_w", "< config.it_cap_w"), "INV-004").verdict, Verdict::Failed);
}

#[test]
fn inv_005_the_koopman_section_claims_no_more_than_it_may() {
    let memo = "docs/8mw_cluster_memo.md";
    let files = bytes(&pack(wattpack_core::EXAMPLE));
    let text = String::from_utf8(files[memo].clone()).unwrap();
    assert!(text.contains("fits no Koopman model"), "{text}");
    assert_eq!(sound("INV-005"), Verdict::Holds);
    assert_eq!(
        verdict(&broken(memo, "fits no Koopman model", "fits a fine Koopman model"), "INV-005").verdict,
        Verdict::Failed
    );
    let without = pack(&fixture("nothing_fits"));
    assert!(
        without.files.values().filter(|file| file.role.word() == "memo").all(|file| !file.text.contains("Koopman")),
        "a plan that does not speak of Koopman gets no such section"
    );
}

#[test]
fn inv_006_where_nothing_fits_the_answer_is_zero_nodes_and_feasible() {
    for overrides in [[("it_cap_w", "1 W")], [("max_nodes", "0")], [("node.fabric_ports", "100000")]] {
        let answer = solve(wattpack_core::EXAMPLE, &overrides);
        let result = answer.result.unwrap();
        assert_eq!(
            (result.nodes, result.feasible, result.status),
            (0, true, Status::NoFeasibleNonzero),
            "{overrides:?}"
        );
        assert_eq!((result.p_total_w, result.tiers, result.leaves), (Some(0.0), Some(0), Some(0)));
        assert_eq!(answer.diagnostics[0].code.id, "WP501", "{overrides:?}");
    }
    assert_eq!(sound("INV-006"), Verdict::Holds);
    assert_eq!(verdict(&broken(MODEL, "no_feasible_nonzero", "ok"), "INV-006").verdict, Verdict::Failed);
}

#[test]
fn gate_sec_001_every_action_is_pinned_to_a_full_commit_sha() {
    for name in FIXTURES {
        for (path, file) in pack(&fixture(name)).files.iter().filter(|(path, _)| path.starts_with(".github/workflows/"))
        {
            assert!(file.text.contains("uses: "), "{path}");
            assert_eq!(scan_pins(&file.text), [], "{name}: {path}");
        }
    }
    assert_eq!(sound("GATE-SEC-001"), Verdict::Holds);
    for reference in ["@v7", "@main", "@master"] {
        let files = broken(".github/workflows/ci.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1", reference);
        let found = verdict(&files, "GATE-SEC-001");
        assert_eq!(found.verdict, Verdict::Failed);
        assert!(found.detail.contains("ci.yml") && found.detail.contains(reference), "{}", found.detail);
    }
}

#[test]
fn gate_sec_002_codeql_scanning_is_enabled() {
    assert_eq!(sound("GATE-SEC-002"), Verdict::Static);
    let files =
        broken(".github/workflows/security.yml", "github/codeql-action/analyze", "github/codeql-action/nothing");
    assert_eq!(verdict(&files, "GATE-SEC-002").verdict, Verdict::Failed);
}

#[test]
fn gate_sec_003_dependabot_updates_actions_and_every_sha_names_its_version() {
    assert_eq!(sound("GATE-SEC-003"), Verdict::Static);
    assert_eq!(
        verdict(&broken(".github/dependabot.yml", "interval: weekly", "interval: monthly"), "GATE-SEC-003").verdict,
        Verdict::Failed
    );
    assert_eq!(verdict(&broken(".github/workflows/ci.yml", " # v7.0.1", ""), "GATE-SEC-003").verdict, Verdict::Failed);
}

#[test]
fn gate_sc_001_the_attestation_has_the_least_privilege() {
    assert_eq!(sound("GATE-SC-001"), Verdict::Static);
    let provenance = ".github/workflows/provenance.yml";
    for (from, to) in [
        ("id-token: write", "id-token: read"),
        ("contents: read", "contents: write"),
        ("attestations: write", "packages: write"),
        ("uses: actions/attest@", "uses: actions/sign@"),
    ] {
        assert_eq!(verdict(&broken(provenance, from, to), "GATE-SC-001").verdict, Verdict::Failed, "{from} to {to}");
    }
}

#[test]
fn an_id_that_means_something_else_is_not_claimed_to_be_enforced() {
    let table = bytes(&pack(&fixture("table")));
    assert_eq!(verdict(&table, "INV-001").verdict, Verdict::Holds);
    assert_eq!(verdict(&table, "INV-002").verdict, Verdict::NotEnforced);
    assert_eq!(verdict(&table, "REQ-7").verdict, Verdict::NotEnforced);
}

#[test]
fn a_pack_of_another_version_is_not_judged() {
    let ours = format!("\"version\": \"{}\"", wattpack_core::VERSION);
    let found = verify(&broken("wattpack.json", &ours, "\"version\": \"0.0.9\""), None);
    assert_eq!(found.diagnostics.iter().map(|found| found.code.id).collect::<Vec<_>>(), ["WP605"]);
    assert!(found.requirements.iter().all(|outcome| outcome.verdict == Verdict::NotChecked));
}
