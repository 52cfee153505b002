use super::page;
use super::patch::{Part, Patch};
use super::state::State;
use crate::EXAMPLE;
use crate::model::param::Key;
use crate::plan::Overrides;

fn shown(patches: &[Patch], id: &str) -> String {
    let mut texts = patches.iter().filter(|patch| patch.id == id).filter_map(|patch| match &patch.part {
        Part::Text(text) | Part::Value(text) => Some(text.clone()),
        Part::Inside(nodes) => Some(nodes.iter().map(super::node::Node::words).collect()),
        Part::Attribute(..) => None,
    });
    texts.next_back().unwrap_or_default()
}

#[test]
fn the_page_says_how_many_nodes_and_what_stops_the_next() {
    let mut state = State::new("- IT cap: 1 MW\n- Node power: 10 kW\n- Nod power: 3 kW\n", Overrides::new());
    state.pack();
    state.speak();
    let patches = page::show(&mut state);
    let nodes = state.outcome.result.as_ref().unwrap().nodes;
    assert_eq!(shown(&patches, "nodes"), nodes.to_string());
    assert!(shown(&patches, "why").starts_with(&format!("Node {} needs ", nodes + 1)), "{}", shown(&patches, "why"));
    assert_eq!(shown(&patches, "cap-source"), "plan line 1");
    assert_eq!(shown(&patches, "radix-source"), "default, a placeholder");
    assert!(shown(&patches, "problems").contains("line 3 · WP"));
    assert!(shown(&patches, "compute-note").contains("node.peak_pflops"));
    assert!(shown(&patches, "spoken").contains(&format!("{nodes} nodes")));
    assert_eq!(shown(&patches, "pack-hash").len(), 64);
    assert!(shown(&patches, "files").contains("cluster_model.py"));
    assert!(shown(&patches, "preview").contains("IT cap"));
}

#[test]
fn a_knob_says_what_is_wrong_with_it() {
    let mut state = State::new(EXAMPLE, Overrides::new());
    state.type_in(Key::NodePower, "10 apples");
    let patches = page::show(&mut state);
    assert!(shown(&patches, "power-problem").contains("apples"));
    assert_eq!(shown(&patches, "power-source"), "set here; the plan has 10.2 kW");
    assert!(!shown(&patches, "stale").is_empty());
    state.slide(Key::NodePower, 12.0);
    let patches = page::show(&mut state);
    assert_eq!(shown(&patches, "power-input"), "12");
    assert_eq!(shown(&patches, "power-problem"), "");
}

#[test]
fn all_parameters_are_listed_when_asked_for() {
    let mut state = State::new(EXAMPLE, Overrides::new());
    assert_eq!(shown(&page::show(&mut state), "parameters"), "");
    state.all_parameters = true;
    state.type_in(Key::Reserve, "7");
    let list = shown(&page::show(&mut state), "parameters");
    for param in crate::model::param::PARAMS.iter().filter(|param| !super::state::KNOBS.contains(&param.key)) {
        assert!(list.contains(param.name) && list.contains(param.description), "{}", param.name);
    }
    assert!(list.contains("set here; the plan has 5 %"));
}

#[test]
fn every_file_of_the_pack_can_be_looked_at_both_ways() {
    let mut state = State::new(EXAMPLE, Overrides::new());
    state.pack();
    let paths: Vec<String> = state.package.as_ref().unwrap().files.keys().cloned().collect();
    for path in paths {
        state.selected = Some(path.clone());
        for as_source in [false, true] {
            state.as_source = as_source;
            let patches = page::show(&mut state);
            assert_eq!(shown(&patches, "file-path"), path);
        }
        let text = state.selected_file().unwrap().1.text.clone();
        assert_eq!(shown(&page::show(&mut state), "preview"), text, "{path}");
    }
}

#[test]
fn a_plan_without_an_answer_says_so() {
    let patches = page::show(&mut State::new("", Overrides::new()));
    assert_eq!(shown(&patches, "nodes"), "–");
    assert_eq!(shown(&patches, "problem-count"), "1 error");
}
