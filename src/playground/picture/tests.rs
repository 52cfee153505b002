use super::*;
use crate::plan::Overrides;

fn pictures(text: &str, width: f64) -> Pictures {
    let state = State::new(text, Overrides::new());
    Pictures::new(state.good.as_ref().unwrap(), width, 10.2)
}

/// Every text of a picture: its box, by the room that no text exceeds.
fn boxes(node: &Node) -> Vec<(f64, f64, f64, String)> {
    let number = |name: &str, node: &Node| -> f64 {
        node.attributes.iter().find(|(other, _)| *other == name).map_or(0.0, |(_, value)| value.parse().unwrap())
    };
    let mut found: Vec<_> = node.children.iter().flat_map(boxes).collect();
    if node.tag == "text" {
        let words = node.words();
        // Proportional letters are narrower on average than the widest one.
        let (x, y, length) = (number("x", node), number("y", node), scene::length(&words) * 0.8);
        let anchor = &node.attributes.iter().find(|(name, _)| *name == "text-anchor").unwrap().1;
        let left = match anchor.as_str() {
            "end" => x - length,
            "middle" => x - length / 2.0,
            _ => x,
        };
        found.push((left, left + length, y, words));
    }
    found
}

#[test]
fn no_texts_meet_at_any_width() {
    let plans = [
        crate::EXAMPLE,
        "# 5 MW",
        "- IT cap: 1 GW",
        "- IT cap: 20 kW",
        "- IT cap: 1 W",
        "- IT cap: 1 MW\n- Max nodes: 3",
    ];
    for plan in plans {
        for width in [288.0, 320.0, 480.0, 700.0, 1200.0] {
            for picture in pictures(plan, width).drawn.iter().flatten() {
                let boxes = boxes(picture);
                for (at, a) in boxes.iter().enumerate() {
                    assert!(a.0 > -2.0 && a.1 < width + 2.0, "{width}: {a:?}");
                    for b in &boxes[at + 1..] {
                        let apart = a.1 <= b.0 || b.1 <= a.0 || (a.2 - b.2).abs() >= 11.0;
                        assert!(apart, "{plan:.20} {width}: {a:?} {b:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_click_on_the_point_where_you_stand_changes_little() {
    let mut state = State::new(crate::EXAMPLE, Overrides::new());
    show(&mut state, &mut Patches::default());
    let dot = |picture: &Node| {
        let dot = picture
            .children
            .iter()
            .rfind(|child| child.attributes.iter().any(|(_, value)| value == "plan-dot"))
            .unwrap();
        let at = |at: usize| dot.attributes[at].1.parse::<f64>().unwrap();
        (at(1), at(2))
    };
    let (x, y) = dot(&state.pictures.as_ref().unwrap().drawn[1][0]);
    state.pick("steps", x, y);
    assert!((state.outcome.result.as_ref().unwrap().it_cap_w - 8e6).abs() < 5e3);
    state.reset(Key::ItCap);
    show(&mut state, &mut Patches::default());
    let (x, y) = dot(&state.pictures.as_ref().unwrap().drawn[2][0]);
    state.pick("radix", x, y);
    let config = &state.good.as_ref().unwrap().config;
    assert!((config.node.power_w - 10_200.0).abs() < 200.0 && config.leaf.ports == 64, "{config:?}");
}

#[test]
fn the_pointer_reads_the_steps() {
    let mut state = State::new(crate::EXAMPLE, Overrides::new());
    show(&mut state, &mut Patches::default());
    assert!(state.point_at(Some(("steps".to_owned(), 300.0, 150.0))));
    show(&mut state, &mut Patches::default());
    let words = state.pictures.as_ref().unwrap().drawn[1][0].words();
    assert!(words.contains("nodes. Click to set the cap."), "{words}");
    assert!(!state.point_at(Some(("steps".to_owned(), 300.0, 150.0))) && state.point_at(None));
}
