use super::*;
use crate::EXAMPLE;
use crate::model::value::Value;
use crate::plan::Given;
use crate::playground::link;

fn fixtures() -> Vec<(&'static str, &'static str)> {
    vec![
        ("example", EXAMPLE),
        ("block", include_str!("../../../tests/fixtures/block.md")),
        ("table", include_str!("../../../tests/fixtures/table.md")),
        ("small", include_str!("../../../tests/fixtures/small.md")),
        ("points", include_str!("../../../tests/fixtures/operating_points.md")),
    ]
}

fn nodes(state: &State) -> Option<u64> {
    state.outcome.result.as_ref().map(|result| result.nodes)
}

#[test]
fn knobs_take_a_bare_number_in_their_unit_and_a_number_with_its_own() {
    let mut state = State::new(EXAMPLE, Overrides::new());
    state.type_in(Key::ItCap, "5");
    let five = nodes(&state);
    state.type_in(Key::ItCap, "5000 kW");
    assert_eq!(nodes(&state), five);
    assert_eq!(state.shown(Key::ItCap), "5000 kW");
    state.finish_typing(Key::ItCap);
    assert_eq!(state.set_here(Key::ItCap), Some(&Value::Number(5e6)));
    state.reset(Key::ItCap);
    assert_eq!((state.shown(Key::ItCap).as_str(), state.overrides.len()), ("8", 0));
}

#[test]
fn a_wrong_value_leaves_the_last_good_answer() {
    let mut state = State::new(EXAMPLE, Overrides::new());
    let good = state.good.clone();
    for typed in ["0", "-1", "eight", "8 apples", "nan"] {
        state.type_in(Key::ItCap, typed);
        assert!(state.is_stale(), "{typed}");
        assert_eq!(state.good, good);
        assert!(!state.pack());
        assert_eq!(state.shown(Key::ItCap), typed);
    }
    state.type_in(Key::ItCap, "");
    assert!(!state.is_stale());
}

#[test]
fn an_error_in_a_file_block_does_not_withhold_the_numbers() {
    let text = include_str!("../../../tests/fixtures/err_unpinned_workflow.md");
    let mut state = State::new(text, Overrides::new());
    assert!(nodes(&state).is_some());
    assert!(!state.pack());
}

#[test]
fn a_broken_text_leaves_the_last_good_answer() {
    let mut state = State::new(EXAMPLE, Overrides::new());
    let before = nodes(&state);
    state.set_text("");
    assert!(state.is_stale());
    assert_eq!(state.good.as_ref().map(|good| good.result.nodes), before);
    state.set_text(EXAMPLE);
    assert!(!state.is_stale());
}

#[test]
fn what_a_knob_says_can_be_written_into_every_plan() {
    for (name, text) in fixtures() {
        for (key, typed, value) in [
            (Key::ItCap, "8.25", Value::Number(8_250_000.0)),
            (Key::NodePower, "12", Value::Number(12_000.0)),
            (Key::LeafPorts, "128", Value::Count(128)),
            (Key::Reserve, "7", Value::Number(0.07)),
            (Key::SpinePower, "2 kW", Value::Number(2_000.0)),
        ] {
            let mut state = State::new(text, Overrides::new());
            state.type_in(key, typed);
            let result = state.outcome.result.clone();
            let before: Vec<u16> = text.encode_utf16().collect();
            let change = state.write_into_plan(key).unwrap_or_else(|| panic!("{name}: {key:?}"));
            assert!(state.overrides.is_empty());
            assert_eq!(state.outcome.settings.get(&key).map(|setting| &setting.value), Some(&value), "{name}");
            assert_eq!(state.outcome.result, result, "{name}: {key:?}");
            let (from, to) = (change.from as usize, change.to as usize);
            let edited: Vec<u16> = before[..from]
                .iter()
                .copied()
                .chain(change.text.encode_utf16())
                .chain(before[to..].iter().copied())
                .collect();
            assert_eq!(String::from_utf16(&edited).unwrap(), state.plan.text, "{name}");
        }
    }
}

#[test]
fn the_pack_is_that_of_the_library() {
    let mut state = State::new(EXAMPLE, Overrides::new());
    state.set_values(&[(Key::ItCap, "6".to_owned()), (Key::LeafPorts, "128".to_owned())]);
    assert!(state.pack());
    let overrides =
        Overrides::from([("it_cap_w".to_owned(), Given::Number(6e6)), ("leaf.ports".to_owned(), Given::Number(128.0))]);
    let pack = crate::pack::build(EXAMPLE, &overrides, false).pack.unwrap();
    assert_eq!(state.package.unwrap().zip, pack.archive().unwrap());
}

#[test]
fn links_win_over_what_is_stored_and_what_is_stored_is_kept() {
    let stored = link::to_json("# mine 3 MW", &Overrides::new());
    let shared = Overrides::from([("it_cap_w".to_owned(), Given::Text("9 MW".to_owned()))]);
    let hash = link::write("# theirs", &shared).unwrap();
    let mut state = State::begin(&hash, Some(&stored));
    assert_eq!((state.plan.text.as_str(), &state.overrides), ("# theirs", &shared));
    assert!(state.notice.as_ref().unwrap().action.is_some());
    assert_eq!(state.to_store(), stored, "a visit does not cost the plan");
    let another = link::write("# others 4 MW", &Overrides::new()).unwrap();
    assert!(state.follow(&another) && state.to_store() == stored);
    assert!(state.bring_back());
    assert_eq!((state.plan.text.as_str(), state.overrides.len()), ("# mine 3 MW", 0));
    assert_eq!(State::begin("", Some(&stored)).plan.text, "# mine 3 MW");
    assert_eq!(State::begin("", Some("nonsense")).plan.text, EXAMPLE);
    assert_eq!(State::begin(&hash, Some(&link::to_json("# theirs", &shared))).notice, None);
}

#[test]
fn a_hostile_link_gives_the_example_and_a_message() {
    let mut state = State::begin("#v1:AAAA", Some(&link::to_json("# mine 3 MW", &Overrides::new())));
    assert_eq!(state.plan.text, EXAMPLE);
    assert!(state.notice.as_ref().unwrap().is_error);
    assert!(!state.follow("#v1:zzzz!") && !state.follow("#files"));
    assert!(state.bring_back() && state.plan.text == "# mine 3 MW");
    let hash = link::write("# theirs 2 MW", &Overrides::new()).unwrap();
    assert!(state.follow(&hash) && !state.follow(&hash));
    state.held = None;
    assert_eq!(
        state.to_store(),
        link::to_json("# theirs 2 MW", &Overrides::new()),
        "once it is touched it is the user's"
    );
    assert!(state.bring_back() && state.plan.text == "# mine 3 MW");
}

#[test]
fn files_that_are_no_plan_are_refused_with_a_reason() {
    assert_eq!(State::name_of("\u{202e}dm.exe\n\u{1b} é.md"), "_dm.exe__ é.md");
    assert!(State::text_of("a.md", &[0xc3]).unwrap_err().contains("not UTF-8"));
    assert!(State::text_of("a.md", b"a\0b").is_err());
    assert_eq!(State::text_of("a.md", "漢".as_bytes()).as_deref(), Ok("漢"));
    assert!(State::text_of("a.md", &vec![b'a'; crate::plan::MAX_PLAN + 1]).unwrap_err().contains("16 MiB"));
}

#[test]
fn every_value_of_the_plan_is_marked_where_it_stands() {
    let text = "# 漢😀 pod\n\n- IT cap: 5 MW\n";
    let mut state = State::new(text, Overrides::new());
    state.type_in(Key::ItCap, "6");
    let marks = crate::playground::source::marks(&state);
    let cap = marks.iter().find(|mark| mark.key == "it_cap_w").unwrap();
    let units: Vec<u16> = text.encode_utf16().collect();
    assert_eq!(String::from_utf16(&units[cap.from as usize..cap.to as usize]).unwrap(), "5 MW");
    assert_eq!(cap.title, "IT cap (it_cap_w) = 5 MW; set to 6 MW on this page");
}
