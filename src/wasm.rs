//! The JavaScript API: an adapter without logic. Texts and options in, plain objects out.
//!
//! Arguments arrive as untyped values and are converted inside the functions, where a wrong one is
//! an ordinary `Err`: nothing leaks, and the caller sees an `Error`.

#![expect(clippy::missing_errors_doc, reason = "these docs become TSDoc, which says @throws")]

mod options;
mod sweep;
mod types;

pub use options::Options;
pub use sweep::{SweepAnswer, SweepOptions, sweep};
pub use types::{BuildAnswer, CheckAnswer, ExplainAnswer, SolveAnswer};

use crate::answer::of_plan;
use crate::model::explain::explain as explanation;
use crate::pack::{self, ConfigFile};
use crate::{EXAMPLE, VERSION, diagnostic, schema as schemas, sha256};
use js_sys::{JSON, JsString};
use options::misuse;
use serde::Serialize;
use tsify::{Ts, Tsify};
use types::{Annotator, ArchivedFile};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(start, private)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Builds the pack of a plan.
///
/// What is wrong with the plan stands in `diagnostics`; `zip`, `fileName`, `sha256` and `result`
/// are then null and `files` is empty.
///
/// @throws Error that names the argument of the wrong type
#[wasm_bindgen]
pub fn build(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: &JsValue,
) -> Result<Ts<BuildAnswer>, JsValue> {
    let Options { overrides, strict } = Options::read(options)?;
    let plan = read_plan(plan)?;
    let built = pack::build(&plan, &overrides, strict);
    let diagnostics = Annotator::new(&plan, strict).diagnostics(&built.diagnostics);
    let Some(pack) = built.pack else {
        let nothing =
            BuildAnswer { zip: None, file_name: None, sha256: None, files: vec![], result: None, diagnostics };
        return to_js(&nothing);
    };
    let zip = pack.archive().map_err(|_| JsError::new("the pack is too large for a zip"))?;
    let answer = BuildAnswer {
        sha256: Some(sha256(&zip)),
        zip: Some(zip),
        file_name: Some(format!("{}.zip", pack.name)),
        files: pack.files.into_iter().map(ArchivedFile::from).collect(),
        result: built.result,
        diagnostics,
    };
    to_js(&answer)
}

/// Solves a plan: how many nodes fit, and why not one more.
///
/// What is wrong with the plan stands in `diagnostics`; `result` is then null.
///
/// @throws Error that names the argument of the wrong type
#[wasm_bindgen]
pub fn solve(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: &JsValue,
) -> Result<Ts<SolveAnswer>, JsValue> {
    let Options { overrides, strict } = Options::read(options)?;
    let plan = read_plan(plan)?;
    let answer = of_plan(&plan, &overrides, None);
    let annotator = Annotator::new(&plan, strict);
    let is_sound = !diagnostic::has_errors(&answer.diagnostics, strict);
    let answer = SolveAnswer {
        result: answer.result.filter(|_| is_sound),
        config: answer.config.as_ref().map(ConfigFile::from),
        sources: annotator.sources(&answer.settings),
        diagnostics: annotator.diagnostics(&answer.diagnostics),
    };
    to_js(&answer)
}

/// Takes an answer apart: every limit, what the next node costs, the cliffs ahead, and what a change of
/// each value is worth.
///
/// What is wrong with the plan stands in `diagnostics`; `explanation` is then null.
///
/// @throws Error that names the argument of the wrong type
#[wasm_bindgen]
pub fn explain(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: &JsValue,
) -> Result<Ts<ExplainAnswer>, JsValue> {
    let Options { overrides, strict } = Options::read(options)?;
    let plan = read_plan(plan)?;
    let answer = of_plan(&plan, &overrides, None);
    let is_sound = !diagnostic::has_errors(&answer.diagnostics, strict);
    let solved = answer.config.as_ref().zip(answer.result.as_ref()).filter(|_| is_sound);
    to_js(&ExplainAnswer {
        explanation: solved.map(|(config, result)| explanation(&answer.settings, config, result)),
        diagnostics: Annotator::new(&plan, strict).diagnostics(&answer.diagnostics),
    })
}

/// Everything that `build` would say about a plan.
///
/// @throws Error that names the argument of the wrong type
#[wasm_bindgen]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: &JsValue,
) -> Result<Ts<CheckAnswer>, JsValue> {
    let Options { overrides, strict } = Options::read(options)?;
    let plan = read_plan(plan)?;
    let diagnostics = Annotator::new(&plan, strict).diagnostics(&pack::build(&plan, &overrides, strict).diagnostics);
    to_js(&CheckAnswer { diagnostics })
}

/// A JSON Schema (2020-12) as an object: of a plan's config, of the solver's result, or of a
/// pack's `wattpack.json`.
///
/// @throws Error for any other name
#[wasm_bindgen(unchecked_return_type = "Record<string, unknown>")]
pub fn schema(
    #[wasm_bindgen(unchecked_param_type = "\"config\" | \"result\" | \"manifest\"")] name: &JsValue,
) -> Result<JsValue, JsValue> {
    let text = match name.as_string().as_deref() {
        Some("config") => schemas::CONFIG,
        Some("result") => schemas::RESULT,
        Some("manifest") => schemas::MANIFEST,
        _ => return Err(JsError::new(r#"schema: the name must be "config", "result" or "manifest""#).into()),
    };
    JSON::parse(text)
}

/// The built-in example: a complete plan to start from.
#[wasm_bindgen]
pub fn example() -> String {
    EXAMPLE.to_owned()
}

/// The version of this package. Only the same version renders the same bytes.
#[wasm_bindgen]
pub fn version() -> String {
    VERSION.to_owned()
}

fn read_plan(plan: &JsValue) -> Result<String, JsValue> {
    let text = plan.as_string().ok_or_else(|| misuse("plan", "a string", plan))?;
    // The conversion puts U+FFFD where a string isn't well-formed.
    if text.contains('\u{fffd}') && !plan.unchecked_ref::<JsString>().is_valid_utf16() {
        return Err(JsError::new("plan: holds half of a surrogate pair, so it is not Unicode text").into());
    }
    Ok(text)
}

fn to_js<T: Tsify + Serialize>(answer: &T) -> Result<Ts<T>, JsValue> {
    answer.into_ts().map_err(|error| JsError::from(error).into())
}
