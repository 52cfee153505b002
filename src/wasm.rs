//! The JavaScript API: an adapter without logic. Texts and options in, plain objects out.
//!
//! Arguments arrive as untyped values and are converted inside the functions, where a wrong one is
//! an ordinary `Err`: nothing leaks, and the caller sees an `Error`.

mod types;

pub use types::{BuildAnswer, CheckAnswer, Options, SolveAnswer};

use crate::answer::of_plan;
use crate::pack::{self, ConfigFile};
use crate::plan::Overrides;
use crate::{EXAMPLE, VERSION, diagnostic, schema as schemas, sha256};
use js_sys::{JSON, JsString};
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use tsify::{Ts, Tsify};
use types::{Annotator, ArchivedFile};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Builds the pack of a plan.
///
/// What is wrong with the plan stands in `diagnostics`; `zip`, `fileName`, `sha256` and `result`
/// are then null and `files` is empty. Throws only for arguments of the wrong type.
///
/// # Errors
///
/// The argument that has the wrong type.
#[wasm_bindgen]
pub fn build(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
) -> Result<Ts<BuildAnswer>, JsError> {
    let (overrides, strict) = read_options(&options)?;
    let plan = read_plan(&plan)?;
    let built = pack::build(&plan, &overrides, strict);
    let diagnostics = Annotator::new(&plan, strict).diagnostics(&built.diagnostics);
    let Some(pack) = built.pack else {
        let nothing = BuildAnswer { zip: None, file_name: None, sha256: None, files: vec![], result: None, diagnostics };
        return Ok(nothing.into_ts()?);
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
    Ok(answer.into_ts()?)
}

/// Solves a plan: how many nodes fit, and why not one more.
///
/// What is wrong with the plan stands in `diagnostics`; `result` is then null. Throws only for
/// arguments of the wrong type.
///
/// # Errors
///
/// The argument that has the wrong type.
#[wasm_bindgen]
pub fn solve(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
) -> Result<Ts<SolveAnswer>, JsError> {
    let (overrides, strict) = read_options(&options)?;
    let plan = read_plan(&plan)?;
    let answer = of_plan(&plan, &overrides, None);
    let annotator = Annotator::new(&plan, strict);
    let is_sound = !diagnostic::has_errors(&answer.diagnostics, strict);
    let answer = SolveAnswer {
        result: answer.result.filter(|_| is_sound),
        config: answer.config.as_ref().map(ConfigFile::from),
        sources: annotator.sources(&answer.settings),
        diagnostics: annotator.diagnostics(&answer.diagnostics),
    };
    Ok(answer.into_ts()?)
}

/// Everything that `build` would say about a plan. Throws only for arguments of the wrong type.
///
/// # Errors
///
/// The argument that has the wrong type.
#[wasm_bindgen]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string")] plan: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
) -> Result<Ts<CheckAnswer>, JsError> {
    let (overrides, strict) = read_options(&options)?;
    let plan = read_plan(&plan)?;
    let diagnostics = Annotator::new(&plan, strict).diagnostics(&pack::build(&plan, &overrides, strict).diagnostics);
    Ok(CheckAnswer { diagnostics }.into_ts()?)
}

/// A JSON Schema (2020-12) as an object: of a plan's config, of the solver's result, or of a
/// pack's `wattpack.json`.
///
/// # Errors
///
/// A name that is none of the three.
#[wasm_bindgen(unchecked_return_type = "Record<string, unknown>")]
pub fn schema(
    #[wasm_bindgen(unchecked_param_type = "\"config\" | \"result\" | \"manifest\"")] name: JsValue,
) -> Result<JsValue, JsError> {
    let text = match name.as_string().as_deref() {
        Some("config") => schemas::CONFIG,
        Some("result") => schemas::RESULT,
        Some("manifest") => schemas::MANIFEST,
        _ => return Err(JsError::new(r#"schema: the name must be "config", "result" or "manifest""#)),
    };
    JSON::parse(text).map_err(|_| JsError::new("schema: not JSON"))
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

fn read_plan(plan: &JsValue) -> Result<String, JsError> {
    let text = plan.as_string().ok_or_else(|| misuse("plan: must be a string", plan))?;
    // The conversion puts U+FFFD where a string isn't well-formed.
    if text.contains('\u{fffd}') && !plan.unchecked_ref::<JsString>().is_valid_utf16() {
        return Err(JsError::new("plan: is not well-formed Unicode (it holds a surrogate without its partner)"));
    }
    Ok(text)
}

fn read_options(options: &JsValue) -> Result<(Overrides, bool), JsError> {
    if options.is_null() || options.is_undefined() {
        return Ok((Overrides::new(), false));
    }
    if !options.is_object() || options.is_array() {
        return Err(misuse("options: must be an object", options));
    }
    // A struct is only asked for the keys that it knows; a map shows the others.
    let keys: BTreeMap<String, IgnoredAny> = serde_wasm_bindgen::from_value(options.clone())?;
    if let Some(unknown) = keys.keys().find(|key| !Options::KEYS.contains(&key.as_str())) {
        return Err(JsError::new(&format!("options: unknown key `{unknown}`; the keys are `overrides` and `strict`")));
    }
    let deserializer = serde_wasm_bindgen::Deserializer::from(options.clone());
    let options: Options =
        serde_path_to_error::deserialize(deserializer).map_err(|error| JsError::new(&format!("options.{error}")))?;
    Ok(options.into_parts())
}

fn misuse(expected: &str, found: &JsValue) -> JsError {
    let kind = if found.is_null() { "null".to_owned() } else { found.js_typeof().as_string().unwrap_or_default() };
    JsError::new(&format!("{expected}, not {kind}"))
}
