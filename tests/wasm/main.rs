//! The JavaScript border, from inside: run in Node by `wasm-bindgen-test-runner` (see `tests/npm/run.sh`).

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first problem")]

use js_sys::{Error, JSON, JsString, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wattpack_core::wasm::{build, check, example, schema, solve, version};

const CAP: &str = "# Plan\n\n- IT cap: 5 MW\n";

fn js(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn field(object: &JsValue, path: &str) -> JsValue {
    path.split('/').fold(object.clone(), |object, key| Reflect::get(&object, &key.into()).unwrap())
}

fn built(plan: &str, options: &JsValue) -> JsValue {
    build(&plan.into(), options).unwrap().into()
}

fn solved(plan: &str, options: &JsValue) -> JsValue {
    solve(&plan.into(), options).unwrap().into()
}

/// The message of the `Error` that all three functions throw.
fn thrown(plan: &JsValue, options: &JsValue) -> String {
    let errors = [build(plan, options).err(), solve(plan, options).err(), check(plan, options).err()];
    let mut messages: Vec<String> =
        errors.into_iter().map(|error| error.unwrap().dyn_into::<Error>().unwrap().message().into()).collect();
    messages.dedup();
    assert_eq!(messages.len(), 1, "{messages:?}");
    messages.remove(0)
}

#[wasm_bindgen_test]
fn a_plan_that_is_no_string_is_misuse() {
    for (plan, kind) in
        [("5", "number"), ("null", "null"), ("[\"# Plan\"]", "an array"), ("{}", "object"), ("true", "boolean")]
    {
        assert_eq!(thrown(&js(plan), &JsValue::UNDEFINED), format!("plan: must be a string, not {kind}"));
    }
    assert_eq!(thrown(&JsValue::UNDEFINED, &JsValue::UNDEFINED), "plan: must be a string, not undefined");
}

#[wasm_bindgen_test]
fn half_a_surrogate_pair_is_misuse_and_the_replacement_character_is_not() {
    let half = JsString::from_char_code(&[0x23, 0x20, 0xd83d]);
    assert_eq!(thrown(&half, &JsValue::NULL), "plan: holds half of a surrogate pair, so it is not Unicode text");
    let plan = format!("{CAP}\nText with \u{fffd}.\n");
    assert!(!field(&built(&plan, &JsValue::NULL), "zip").is_null());
}

#[wasm_bindgen_test]
fn options_of_the_wrong_type_are_named() {
    let wrong = [
        ("5", "options: must be a plain object, not number"),
        ("[]", "options: must be a plain object, not an array"),
        (r#"{"overide": {}}"#, "options: unknown key `overide`; the keys are `overrides` and `strict`"),
        (r#"{"strict": "yes"}"#, "options.strict: must be a boolean, not string"),
        (r#"{"overrides": 5}"#, "options.overrides: must be a plain object, not number"),
        (
            r#"{"overrides": {"it_cap_w": true}}"#,
            "options.overrides[\"it_cap_w\"]: must be a number or a string, not boolean",
        ),
        (
            r#"{"overrides": {"it_cap_w": null}}"#,
            "options.overrides[\"it_cap_w\"]: must be a number or a string, not null",
        ),
    ];
    for (options, message) in wrong {
        assert_eq!(thrown(&CAP.into(), &js(options)), message);
    }
    let map: JsValue = js_sys::Map::new().into();
    assert_eq!(thrown(&CAP.into(), &map), "options: must be a plain object, not object");
}

#[wasm_bindgen_test]
fn what_a_getter_throws_is_passed_on() {
    let thrower = js_sys::Function::new_no_args("return { get strict() { throw new RangeError('mine') } }");
    let options = thrower.call0(&JsValue::NULL).unwrap();
    assert_eq!(thrown(&CAP.into(), &options), "mine");
}

#[wasm_bindgen_test]
fn absent_options_are_none_at_all() {
    let plain = JSON::stringify(&field(&built(CAP, &JsValue::UNDEFINED), "sha256")).unwrap();
    for options in ["null", "{}", r#"{"overrides": null, "strict": null}"#, r#"{"overrides": {}, "strict": false}"#] {
        assert_eq!(JSON::stringify(&field(&built(CAP, &js(options)), "sha256")).unwrap(), plain, "{options}");
    }
}

#[wasm_bindgen_test]
fn an_error_of_the_plan_is_an_answer() {
    let answer = built("", &JsValue::NULL);
    for key in ["zip", "fileName", "sha256", "result"] {
        assert!(field(&answer, key).is_null(), "{key}");
    }
    assert_eq!(field(&answer, "files/length"), 0);
    assert_eq!(field(&answer, "diagnostics/0/severity"), "error");
    assert!(field(&answer, "diagnostics/0/line").is_null());
    assert!(field(&solved("", &JsValue::NULL), "result").is_null());
}

#[wasm_bindgen_test]
fn a_bad_override_is_named_by_its_key() {
    for options in [r#"{"overrides": {"it_cap_w": -5}}"#, r#"{"overrides": {"it_cap_w": "5 parsecs"}}"#] {
        let answer = built(CAP, &js(options));
        assert_eq!(field(&answer, "diagnostics/0/key"), "it_cap_w", "{options}");
        assert!(field(&answer, "zip").is_null());
    }
}

#[wasm_bindgen_test]
fn overrides_win_whether_numbers_or_texts() {
    for options in [r#"{"overrides": {"it_cap_w": 8e6}}"#, r#"{"overrides": {"it_cap_w": "8 MW"}}"#] {
        let answer = solved(CAP, &js(options));
        assert_eq!(field(&answer, "result/it_cap_w"), 8e6);
        assert_eq!(field(&answer, "config/it_cap_w"), 8e6);
        assert_eq!(field(&answer, "sources/it_cap_w/layer"), "override");
    }
}

#[wasm_bindgen_test]
fn strict_turns_warnings_into_errors() {
    let plan = format!("{CAP}- Leaf radx: 64 ports\n");
    let warned = field(&built(&plan, &JsValue::NULL), "diagnostics/0/severity");
    let refused = built(&plan, &js(r#"{"strict": true}"#));
    assert_eq!(warned, "warning");
    assert_eq!(field(&refused, "diagnostics/0/severity"), "error");
    assert!(field(&refused, "zip").is_null());
}

#[wasm_bindgen_test]
fn a_byte_order_mark_and_line_ends_survive() {
    let plan = "\u{feff}# Plan 😀\r\n\r\n- IT cap: 5 MW\r\n";
    let files: js_sys::Array = field(&built(plan, &JsValue::NULL), "files").unchecked_into();
    let kept = files.iter().find(|file| field(file, "path") == "plan.md").unwrap();
    assert_eq!(field(&kept, "text"), plan);
}

#[wasm_bindgen_test]
fn answers_are_plain_objects_of_plain_values() {
    let answer = solved(CAP, &JsValue::NULL);
    assert_eq!(field(&answer, "constructor/name"), "Object");
    assert_eq!(field(&answer, "sources/constructor/name"), "Object");
    assert_eq!(field(&answer, "result/nodes").js_typeof(), "number");
    assert!(field(&answer, "result/compute_pflops").is_null());
    assert!(field(&answer, "diagnostics").is_array());
}

#[wasm_bindgen_test]
fn schemas_example_and_version_are_there() {
    for name in ["config", "result", "manifest"] {
        assert_eq!(field(&schema(&name.into()).unwrap(), "$schema"), "https://json-schema.org/draft/2020-12/schema");
    }
    let error = schema(&"plan".into()).unwrap_err().dyn_into::<Error>().unwrap();
    assert_eq!(String::from(error.message()), r#"schema: the name must be "config", "result" or "manifest""#);
    assert!(field(&check(&example().into(), &JsValue::NULL).unwrap().into(), "diagnostics").is_array());
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
}
