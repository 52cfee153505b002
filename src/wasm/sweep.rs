//! `sweep`: every combination of some values, solved.

use super::options::{Options, entries, misuse};
use super::types::{Annotator, Diagnostic};
use super::{read_plan, to_js};
use crate::answer::of_plan;
use crate::diagnostic::has_errors;
use crate::model::param::Key;
use crate::model::point::COLUMNS;
use crate::model::sweep::{Axis, Cell, Misuse, Sweep, cells};
use crate::plan::Overrides;
use js_sys::Array;
use serde::{Serialize, Serializer};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

/// Most rows of one call: they all stand in memory.
const MOST_ROWS: u64 = 1_000_000;

/// What is varied, and what may be said besides the plan.
#[derive(Tsify)]
pub struct SweepOptions {
    /// Values by dotted key of a numeric parameter, in base units: a list, or `count` values from
    /// `from` to `to`, both included. The last key changes fastest.
    #[tsify(type = "Record<string, number[] | { from: number; to: number; count: number }>")]
    pub vary: Vec<Axis>,
    /// Values by dotted key that win over the plan's.
    #[tsify(optional, type = "Record<string, number | string>")]
    pub overrides: Overrides,
    /// Warnings weigh as errors.
    #[tsify(optional)]
    pub strict: bool,
}

/// What `sweep` gives.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null, hashmap_as_object)]
pub struct SweepAnswer {
    /// The varied keys, then the columns of the answer.
    pub columns: Vec<&'static str>,
    /// One row per combination; one that is no valid config has the status `invalid` and null
    /// otherwise. Empty when the plan has errors.
    #[tsify(type = "(number | string | null)[][]")]
    pub rows: Vec<Vec<CellValue>>,
    /// Everything found in the plan, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A cell as a JavaScript value.
pub struct CellValue(Cell);

impl Serialize for CellValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Count(count) => serializer.serialize_f64(count as f64),
            Cell::Number(number) => serializer.serialize_f64(number),
            Cell::Word(word) => serializer.serialize_str(word),
        }
    }
}

/// Solves every combination of some values of some parameters.
///
/// @throws Error that names the argument of the wrong type, or what can't be varied
#[wasm_bindgen]
pub fn sweep(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "SweepOptions")] options: &JsValue,
) -> Result<Ts<SweepAnswer>, JsValue> {
    let (Options { overrides, strict }, axes) = read(options)?;
    let plan = read_plan(plan)?;
    let answer = of_plan(&plan, &overrides, None);
    let columns = axes.iter().map(|axis| axis.key.name()).chain(COLUMNS).collect();
    let is_sound = answer.result.is_some() && !has_errors(&answer.diagnostics, strict);
    let rows = match answer.config.as_ref().filter(|_| is_sound) {
        Some(config) => rows(&Sweep::new(&answer.settings, config, axes).map_err(|misuse| refused(&misuse))?)?,
        None => Vec::new(),
    };
    let diagnostics = Annotator::new(&plan, strict).diagnostics(&answer.diagnostics);
    to_js(&SweepAnswer { columns, rows, diagnostics })
}

fn rows(sweep: &Sweep) -> Result<Vec<Vec<CellValue>>, JsValue> {
    if sweep.len() > MOST_ROWS {
        let message = format!("options.vary: {} rows are more than the {MOST_ROWS} of one call", sweep.len());
        return Err(JsError::new(&message).into());
    }
    let mut rows = sweep.rows(0..sweep.len());
    let mut found = Vec::new();
    while rows.left() > 0 {
        let varied: Vec<Cell> = rows.varied().collect();
        let cells = cells(rows.point().as_ref());
        found.push(varied.into_iter().chain(cells).map(CellValue).collect());
        rows.advance();
    }
    Ok(found)
}

fn read(given: &JsValue) -> Result<(Options, Vec<Axis>), JsValue> {
    let mut options = Options::default();
    let mut axes = Vec::new();
    for (key, value) in entries("options", given)? {
        if key == "vary" {
            for (key, values) in entries("options.vary", &value)? {
                axes.push(axis(&key, &values)?);
            }
        } else {
            options.take(&key, &value, "`vary`, `overrides` and `strict`")?;
        }
    }
    if axes.is_empty() { Err(refused(&Misuse::Empty)) } else { Ok((options, axes)) }
}

fn axis(name: &str, given: &JsValue) -> Result<Axis, JsValue> {
    let key = Key::find(name).ok_or_else(|| JsError::new(&format!("options.vary: there is no key `{name}`")))?;
    let place = format!("options.vary[\"{name}\"]");
    let axis = if given.is_array() {
        let values = Array::from(given);
        let number = |value: JsValue| value.as_f64().ok_or_else(|| misuse(&place, "a list of numbers", &value));
        Axis::list(key, values.iter().map(number).collect::<Result<_, _>>()?)
    } else {
        let [from, to, count] = range(&place, given)?;
        Axis::range(key, from, to, whole(&place, count)?)
    };
    axis.map_err(|misuse| refused(&misuse))
}

/// `from`, `to` and `count`.
fn range(place: &str, given: &JsValue) -> Result<[f64; 3], JsValue> {
    const NAMES: [&str; 3] = ["from", "to", "count"];
    let mut numbers = [None; 3];
    for (name, value) in entries(place, given)? {
        let Some(at) = NAMES.iter().position(|known| *known == name) else {
            let message = format!("{place}: unknown key `{name}`; a range has `from`, `to` and `count`");
            return Err(JsError::new(&message).into());
        };
        numbers[at] = Some(value.as_f64().ok_or_else(|| misuse(&format!("{place}.{name}"), "a number", &value))?);
    }
    match numbers {
        [Some(from), Some(to), Some(count)] => Ok([from, to, count]),
        _ => Err(JsError::new(&format!("{place}: must be a list of numbers or {{ from, to, count }}")).into()),
    }
}

fn whole(place: &str, count: f64) -> Result<u64, JsValue> {
    if count.fract() != 0.0 || !(1.0..=MOST_ROWS as f64).contains(&count) {
        let message = format!("{place}.count: must be a whole number from 1 to {MOST_ROWS}");
        return Err(JsError::new(&message).into());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked on the lines before")]
    Ok(count as u64)
}

fn refused(misuse: &Misuse) -> JsValue {
    JsError::new(&format!("options.vary: {misuse}")).into()
}
