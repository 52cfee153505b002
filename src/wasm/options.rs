//! The options as JavaScript gives them, held to their types.

use crate::plan::{Given, Overrides};
use js_sys::{Array, Object, Reflect};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What may be said besides the plan.
#[derive(Default, Tsify)]
pub struct Options {
    /// Values by dotted key (`it_cap_w`, `node.power_w`, `leaf.ports`) that win over the plan's: a
    /// number in the base unit, or a text such as `"8 MW"`.
    #[tsify(optional, type = "Record<string, number | string>")]
    pub overrides: Overrides,
    /// Warnings weigh as errors.
    #[tsify(optional)]
    pub strict: bool,
}

impl Options {
    /// Reads the options; left out and null mean none.
    ///
    /// # Errors
    ///
    /// An `Error` that names the option and what it must be.
    pub fn read(given: &JsValue) -> Result<Self, JsValue> {
        let mut options = Self::default();
        for (key, value) in entries("options", given)? {
            options.take(&key, &value, "`overrides` and `strict`")?;
        }
        Ok(options)
    }

    /// Takes one option.
    pub(super) fn take(&mut self, key: &str, value: &JsValue, keys: &str) -> Result<(), JsValue> {
        match key {
            "overrides" => self.overrides = overrides(value)?,
            "strict" if is_absent(value) => {}
            "strict" => self.strict = flag("options.strict", value)?,
            _ => return Err(JsError::new(&format!("options: unknown key `{key}`; the keys are {keys}")).into()),
        }
        Ok(())
    }
}

/// What is said about an argument of the wrong type.
pub(super) fn misuse(name: &str, expected: &str, found: &JsValue) -> JsValue {
    let kind = match found {
        found if found.is_null() => "null".to_owned(),
        found if found.is_array() => "an array".to_owned(),
        found => found.js_typeof().as_string().unwrap_or_default(),
    };
    JsError::new(&format!("{name}: must be {expected}, not {kind}")).into()
}

fn flag(name: &str, given: &JsValue) -> Result<bool, JsValue> {
    given.as_bool().ok_or_else(|| misuse(name, "a boolean", given))
}

fn overrides(given: &JsValue) -> Result<Overrides, JsValue> {
    let mut overrides = Overrides::new();
    for (key, value) in entries("options.overrides", given)? {
        let given = given_value(&key, &value)?;
        overrides.insert(key, given);
    }
    Ok(overrides)
}

fn given_value(key: &str, value: &JsValue) -> Result<Given, JsValue> {
    let number = value.as_f64().map(Given::Number);
    let given = number.or_else(|| value.as_string().map(Given::Text));
    given.ok_or_else(|| misuse(&format!("options.overrides[\"{key}\"]"), "a number or a string", value))
}

/// Keys and values of a plain object. Reading one may throw, and what it throws is passed on.
pub(super) fn entries(name: &str, object: &JsValue) -> Result<Vec<(String, JsValue)>, JsValue> {
    if is_absent(object) {
        return Ok(Vec::new());
    }
    let object = object
        .dyn_ref::<Object>()
        .filter(|object| is_plain(object))
        .ok_or_else(|| misuse(name, "a plain object", object))?;
    let keys: Array = Reflect::own_keys(object)?;
    let mut entries = Vec::new();
    for key in keys.iter() {
        if let Some(name) = key.as_string() {
            entries.push((name, Reflect::get(object, &key)?));
        }
    }
    Ok(entries)
}

/// Not an array, a `Map` or another object whose contents are not its keys.
fn is_plain(object: &Object) -> bool {
    let above = |object: &Object| Reflect::get_prototype_of(object).ok().filter(|above| !above.is_null());
    above(object).is_none_or(|prototype| above(&prototype).is_none())
}

fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}
