//! Why the answer is what it is, in the words of the memo: what comes next and what each change is
//! worth.

use super::node::Node;
use super::patch::Patches;
use super::state::State;
use crate::pack::{WorthRow, ahead, comparison, worth_rows};

const COLUMNS: [&str; 5] = ["one value", "moved", "nodes", "compute per power", "oversubscription"];

/// Brings the findings up to date.
pub fn show(state: &State, page: &mut Patches) {
    let Some(good) = &state.good else {
        page.text("ahead", "");
        page.text("best-point", "");
        return page.inside("worth", Vec::new());
    };
    page.text("ahead", &ahead(&good.config, &good.result).unwrap_or_default());
    page.text("best-point", &comparison(&good.config, &good.result).unwrap_or_default());
    let rows = worth_rows(&good.settings, &good.config, &good.result);
    page.inside("worth", vec![table(&rows)]);
}

fn table(rows: &[WorthRow]) -> Node {
    let head = COLUMNS.iter().map(|name| Node::new("th").with("scope", "col").child(Node::text(name)));
    let head = Node::new("thead").child(Node::new("tr").children(head.collect()));
    Node::new("table").child(head).child(Node::new("tbody").children(rows.iter().map(row).collect()))
}

fn row(row: &WorthRow) -> Node {
    let cell = |text: &str| Node::new("td").child(Node::text(text));
    let name = Node::new("th").with("scope", "row").child(Node::text(row.key));
    let cells = [&row.step, &row.gained, &row.density, &row.network].map(|text| cell(text));
    Node::new("tr").child(name).children(cells.to_vec())
}
