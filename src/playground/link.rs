//! Plans in links: `#v1:` + base64url without padding of deflate-raw of
//! `{"plan": ..., "overrides": {...}}`.

use crate::decimal::plain;
use crate::model::param::Key;
use crate::plan::double::nearest;
use crate::plan::tree::{Language, Tree};
use crate::plan::{Given, Overrides};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::fmt::Write as _;

/// Most bytes of the JSON.
pub const MOST: usize = 2_000_000;
/// Longer links are cut by some mail and chat programs.
pub const LONG: usize = 8_000;
const PREFIX: &str = "#v1:";
const LEVEL: u8 = 9;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A plan with its overrides.
pub type Shared = (String, Overrides);

/// The link for a plan, or none where it would be too long to be read again.
pub fn write(plan: &str, overrides: &Overrides) -> Option<String> {
    let json = to_json(plan, overrides);
    (json.len() <= MOST).then(|| format!("{PREFIX}{}", encode(&compress_to_vec(json.as_bytes(), LEVEL))))
}

/// What a link holds; none if it is not one of these.
pub fn read(hash: &str) -> Option<Result<Shared, String>> {
    if hash.trim_start_matches('#').is_empty() || !hash.starts_with("#v") || !hash.contains(':') {
        return None;
    }
    let Some(body) = hash.strip_prefix(PREFIX) else { return Some(Err("it is of another version".to_owned())) };
    Some(unpack(body))
}

fn unpack(body: &str) -> Result<Shared, String> {
    let packed = decode(body).ok_or("it is damaged")?;
    let bytes = decompress_to_vec_with_limit(&packed, MOST).map_err(|_| "it is damaged, or holds more than 2 MB")?;
    let json = String::from_utf8(bytes).map_err(|_| "its text is not UTF-8")?;
    from_json(&json)
}

/// The JSON of links and of what is stored.
pub fn to_json(plan: &str, overrides: &Overrides) -> String {
    let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut json = format!("{{\"plan\":{},\"overrides\":{{", text(plan));
    for (at, (key, given)) in overrides.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let value = match given {
            Given::Number(number) => plain(*number),
            Given::Text(value) => text(value),
        };
        let _ = write!(json, "{comma}{}:{value}", text(key));
    }
    json + "}}"
}

/// Reads the JSON of links.
///
/// # Errors
///
/// Says what is wrong.
pub fn from_json(json: &str) -> Result<Shared, String> {
    let node = Language::Json.parse(json).map_err(|_| "it holds no JSON")?;
    let Tree::Map(entries) = node.tree else { return Err("it holds no object".to_owned()) };
    let (mut plan, mut overrides) = (None, Overrides::new());
    for entry in entries {
        match (&*entry.key, entry.value.tree) {
            ("plan", Tree::Text(text)) if plan.is_none() => plan = Some(text.into_owned()),
            ("overrides", Tree::Map(values)) if overrides.is_empty() => {
                for value in values {
                    let given = given(&value.key, value.value.tree)?;
                    overrides.insert(value.key.into_owned(), given);
                }
            }
            _ => return Err("it holds something besides one plan and its overrides".to_owned()),
        }
    }
    Ok((plan.ok_or("it holds no plan")?, overrides))
}

fn given(key: &str, tree: Tree) -> Result<Given, String> {
    Key::find(key).ok_or("it sets a parameter that does not exist")?;
    match tree {
        Tree::Text(text) => Ok(Given::Text(text.into_owned())),
        Tree::Number(text) => nearest(&text)
            .filter(|number| number.is_finite())
            .map(Given::Number)
            .ok_or_else(|| "a number in it is none".to_owned()),
        _ => Err("a value in it is neither text nor a number".to_owned()),
    }
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(group.get(at).copied().unwrap_or(0)));
        let letters = (0..=group.len()).map(|at| ALPHABET[(bits >> (18 - 6 * at)) as usize & 63]);
        text.extend(letters.map(char::from));
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    if text.len() % 4 == 1 || text.len() > 4 * MOST {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for group in text.chunks(4) {
        let mut bits = 0_u32;
        for at in 0..4 {
            bits = bits << 6 | group.get(at).map_or(Some(0), |letter| sextet(*letter))?;
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    Some(bytes)
}

fn sextet(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_come_back_as_they_went() {
        let overrides = Overrides::from([
            ("it_cap_w".to_owned(), Given::Text("8 MW".to_owned())),
            ("leaf.ports".to_owned(), Given::Number(128.0)),
        ]);
        for plan in ["", "# x", "a\"\\\u{1}\n漢😀\u{2028}</script>", crate::EXAMPLE] {
            let link = write(plan, &overrides).unwrap();
            assert!(link[4..].bytes().all(|letter| ALPHABET.contains(&letter)));
            assert_eq!(read(&link), Some(Ok((plan.to_owned(), overrides.clone()))));
        }
    }

    #[test]
    fn the_link_of_an_ordinary_plan_is_not_long() {
        assert!(write(crate::EXAMPLE, &Overrides::new()).unwrap().len() < LONG);
    }

    #[test]
    fn base64_agrees_with_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
    }

    fn packed(json: &str) -> String {
        format!("{PREFIX}{}", encode(&compress_to_vec(json.as_bytes(), LEVEL)))
    }

    #[test]
    fn hostile_links_are_refused_with_a_reason() {
        let bomb = packed(&format!("{{\"plan\":\"{}\",\"overrides\":{{}}}}", "a".repeat(MOST + 1)));
        assert!(bomb.len() < 10_000);
        for link in [
            "#v1:",
            "#v1:A",
            "#v1:!!!!",
            "#v1:AAAA",
            "#v2:abc",
            &bomb,
            &packed("[]"),
            &packed("{}"),
            &packed("nonsense"),
            &packed("{\"plan\":1,\"overrides\":{}}"),
            &packed("{\"plan\":\"x\",\"plan\":\"y\"}"),
            &packed("{\"plan\":\"x\",\"overrides\":{\"__proto__\":1}}"),
            &packed("{\"plan\":\"x\",\"overrides\":{\"leaf.ports\":[]}}"),
            &packed("{\"plan\":\"x\",\"other\":1}"),
            &packed(&"[".repeat(500_000)),
            &format!("#v1:{}", encode(&[0xff; 40])),
        ] {
            assert!(matches!(read(link), Some(Err(_))), "{}", &link[..link.len().min(60)]);
        }
        for none in ["", "#", "#pack", "#answer"] {
            assert_eq!(read(none), None);
        }
    }
}
