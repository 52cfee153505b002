//! Sweeps: every row is what the solver says, in order, whatever the number of threads or machines.

use crate::configs;
use crate::harness::Place;
use proptest::prelude::*;
use serde_json::Value as Json;
use wattpack_core::answer::of_config;
use wattpack_core::model::param::{Key, PARAMS};
use wattpack_core::model::point::Point;
use wattpack_core::model::solve::solve;
use wattpack_core::model::sweep::{Axis, Cell, Sweep, cells};
use wattpack_core::plan::{Given, Overrides};

/// The values of every numeric key that are tried: inside, at the ends of, and outside its range.
fn values(key: Key) -> Vec<f64> {
    let (small, large) = match key {
        Key::ItCap => (2e5, 9e6),
        Key::NodePower => (700.0, 30_000.0),
        _ => (3.0, 72.0),
    };
    let whole = |values: [f64; 6]| values.iter().map(|value| value.floor()).collect();
    match key {
        Key::Reserve => vec![0.0, 0.05, 0.5, 1.0, -0.1, 0.99],
        _ => whole([0.0, small, large, 1.0, 64.0, -2.0]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_is_what_the_solver_says(config in configs::config(), pick in any::<(usize, usize)>()) {
        let numeric: Vec<Key> = PARAMS.iter().filter(|it| it.kind.is_numeric()).map(|it| it.key).collect();
        let slow = numeric[pick.0 % numeric.len()];
        let fast = numeric[pick.1 % numeric.len()];
        prop_assume!(slow != fast);
        let text = config.to_string();
        let base = of_config(&text, &Overrides::new(), None);
        let axes = vec![Axis::list(slow, values(slow)).unwrap(), Axis::list(fast, values(fast)).unwrap()];
        let Some(base_config) = base.config.as_ref() else { return Ok(()) };
        let sweep = Sweep::new(&base.settings, base_config, axes).unwrap();
        let mut rows = sweep.rows(0..sweep.len());
        for first in values(slow) {
            for second in values(fast) {
                prop_assert_eq!(rows.values(), &[first, second][..]);
                let given = Overrides::from([
                    (slow.name().to_owned(), Given::Number(first)),
                    (fast.name().to_owned(), Given::Number(second)),
                ]);
                let expected = of_config(&text, &given, None).result;
                let cells = cells(rows.point().as_ref());
                match expected {
                    None => prop_assert_eq!(cells[11], Cell::Word("invalid")),
                    Some(result) => {
                        let json = serde_json::to_value(&result).unwrap();
                        for (name, cell) in wattpack_core::model::point::COLUMNS.iter().zip(cells) {
                            prop_assert_eq!(as_json(cell), json[name].clone(), "{} of {} {}", name, first, second);
                        }
                    }
                }
                rows.advance();
            }
        }
        prop_assert_eq!(rows.left(), 0);
    }
}

fn as_json(cell: Cell) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Count(count) => count.into(),
        Cell::Number(number) => number.into(),
        Cell::Word(word) => word.into(),
    }
}

#[test]
fn a_search_from_any_guess_ends_at_the_same_count() {
    for config in configs::deterministic(200) {
        let config = configs::typed(&config);
        let Ok(result) = solve(&config) else { continue };
        for guess in [0, 1, result.nodes / 2, result.nodes, result.nodes + 1, result.nodes * 3, u64::MAX] {
            let found = Point::of(&config, guess).unwrap();
            assert_eq!(found.nodes, result.nodes, "from {guess}: {config:?}");
        }
    }
}

const AXES: [&str; 4] = ["--vary", "it_cap_w=1MW..6MW:301", "--vary", "leaf.ports=1,32,64,128"];

#[test]
fn the_bytes_do_not_depend_on_the_threads() {
    let place = Place::new();
    for format in ["csv", "jsonl"] {
        let with = |threads: &str| {
            place.run(["sweep", "--format", format, "--threads", threads].into_iter().chain(AXES)).exits(0).silently()
        };
        let one = with("1");
        for threads in ["2", "7"] {
            assert_eq!(with(threads).bytes(), one.bytes());
        }
        assert_eq!(one.stdout().lines().count(), 301 * 4 + usize::from(format == "csv"));
    }
}

#[test]
fn the_parts_joined_are_the_whole() {
    let place = Place::new();
    let whole = place.run(["sweep"].into_iter().chain(AXES)).exits(0).stdout();
    let (header, _) = whole.split_once('\n').unwrap();
    let mut joined = format!("{header}\n");
    for part in 1..=7 {
        let shard = format!("{part}/7");
        let text = place.run(["sweep", "--shard", &shard].into_iter().chain(AXES)).exits(0).stdout();
        joined += text.strip_prefix(&format!("{header}\n")).unwrap();
    }
    assert_eq!(joined, whole);
}

#[test]
fn both_formats_hold_the_same_rows() {
    let place = Place::new();
    let csv = place.run(["sweep"].into_iter().chain(AXES)).exits(0).stdout();
    let lines = place.run(["sweep", "--format", "jsonl"].into_iter().chain(AXES)).exits(0).stdout();
    let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = rows.next().unwrap();
    assert_eq!(names[..3], ["it_cap_w", "leaf.ports", "nodes"]);
    let mut invalid = 0;
    for (cells, line) in rows.zip(lines.lines()) {
        let object: Json = serde_json::from_str(line).unwrap();
        for (name, cell) in names.iter().zip(&cells) {
            let value = &object[name];
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            assert_eq!(if value.is_null() { "" } else { &text }, *cell, "{name} in {line}");
        }
        invalid += usize::from(object["status"] == "invalid");
        assert!(object["status"] != "invalid" || object["nodes"].is_null());
    }
    assert_eq!(invalid, 301, "a leaf of one port has no uplink");
}

#[test]
fn misuse_says_what_to_write() {
    let place = Place::new();
    for (vary, complaint) in [
        ("leaf.ports=32..64:4", "42.666666666666664 is not whole"),
        ("leaf.ports=1.5", "1.5 is not whole"),
        ("leef.ports=1", "did you mean `leaf.ports`?"),
        ("name=1", "name takes no numbers"),
        ("it_cap_w=a..b:3", "can't read `a`"),
        ("it_cap_w=1..2", "the count is a whole number from 1"),
        ("it_cap_w=1..2:0", "there is nothing to vary"),
        ("it_cap_w=1..2:-1", "the count is a whole number from 1"),
        ("it_cap_w=nan", "can't read `nan`"),
        ("it_cap_w=1e999", "infinite"),
        ("it_cap_w=1..2:9007199254740993", "more than 9007199254740992 combinations"),
        ("it_cap_w", "write KEY=A..B:COUNT"),
        ("it_cap_w=", "write KEY=A..B:COUNT"),
        ("=1", "write KEY=A..B:COUNT"),
    ] {
        place.run(["sweep", "--vary", vary]).exits(2).complains(complaint);
    }
    place.run(["sweep"]).exits(2).complains("--vary");
    place.run(["sweep", "--vary", "leaf.ports=64", "--vary", "leaf.ports=32"]).exits(2).complains("varied twice");
    for shard in ["0/2", "3/2", "1", "a/b", "1/0"] {
        place.run(["sweep", "--vary", "leaf.ports=64", "--shard", shard]).exits(2).complains("1 <= I <= N");
    }
}

#[test]
fn a_plan_with_errors_is_not_swept() {
    let place = Place::new();
    place.write("plan.md", "- IT cap: 5\n");
    place.run(["sweep", "plan.md", "--vary", "leaf.ports=64"]).exits(1).complains("WP201");
}

#[test]
fn the_first_rows_come_at_once_and_a_reader_may_leave() {
    let axes = ["--vary", "it_cap_w=1MW..6MW:100000", "--vary", "node.power_w=8kW..9kW:100000"];
    Place::new().call(["sweep"].into_iter().chain(axes)).run_for_an_impatient_reader().exits(0).silently();
}

#[test]
fn values_take_units_and_one_value_is_the_first() {
    let place = Place::new();
    let rows = |values: &str| place.run(["sweep", "--vary", values]).exits(0).stdout();
    assert_eq!(rows("it_cap_w=4MW..6MW:3"), rows("it_cap_w=4e6,5e6,6000 kW"));
    assert_eq!(rows("it_cap_w=4MW..6MW:1"), rows("it_cap_w=4MW"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_whole_rows() {
    use std::io::Read as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_wattpack"))
        .args(["sweep", "--vary", "it_cap_w=1MW..6MW:100000", "--vary", "node.power_w=8kW..9kW:100000"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut text = vec![0; 1 << 16];
    stdout.read_exact(&mut text).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    stdout.read_to_end(&mut text).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let text = String::from_utf8(text).unwrap();
    assert!(text.ends_with('\n'));
    let columns = |line: &str| line.split(',').count();
    assert!(text.lines().all(|line| columns(line) == 14), "{:?}", text.lines().last());
}

#[test]
fn pictures_are_files_that_nobody_loses() {
    let place = Place::new();
    let draw = |more: &[&str]| {
        let vary = ["sweep", "--vary", "leaf.ports=32,64", "--svg", "s.svg", "--pareto", "p.svg"];
        place.run(vary.into_iter().chain(more.iter().copied()))
    };
    draw(&[]).exits(0).complains("made s.svg").complains("made p.svg");
    let picture = place.read("s.svg");
    assert!(picture.starts_with("<svg ") && picture.contains("Nodes against leaf.ports"));
    draw(&[]).exits(0).complains("unchanged s.svg");
    place.write("s.svg", "mine");
    assert_eq!(draw(&[]).exits(3).complains("`s.svg` exists").stdout(), "", "no rows without the picture");
    draw(&["--force"]).exits(0).complains("kept s.svg as s.svg.orig");
    assert_eq!((place.read("s.svg"), place.read("s.svg.orig")), (picture, "mine".to_owned()));
    let many = ["sweep", "--vary", "it_cap_w=1..2:10001", "--svg", "many.svg"];
    place.run(many).exits(2).complains("up to 10000 combinations");
}
