//! `--vary KEY=A..B:COUNT` and `--vary KEY=A,B,…`.

use crate::exit::Failure;
use crate::flags::canonical;
use crate::report::safe::visible;
use wattpack_core::model::param::Key;
use wattpack_core::model::sweep::Axis;
use wattpack_core::model::value::Value;
use wattpack_core::plan::nearest_key;

/// Reads one axis.
pub fn read((name, values): &(String, String)) -> Result<Axis, Failure> {
    let key = Key::find(name).ok_or_else(|| unknown(name))?;
    let axis = match range(values) {
        Some((from, to, count)) => {
            let count = count.parse().map_err(|_| misuse(name, count, "the count is a whole number from 1"))?;
            Axis::range(key, number(key, from)?, number(key, to)?, count)
        }
        None => Axis::list(key, values.split(',').map(|value| number(key, value)).collect::<Result<_, _>>()?),
    };
    axis.map_err(|misuse| Failure::Usage(format!("--vary {name}: {misuse}")))
}

/// `A..B:COUNT` in its three parts.
fn range(values: &str) -> Option<(&str, &str, &str)> {
    let (from, rest) = values.split_once("..")?;
    let (to, count) = rest.rsplit_once(':').unwrap_or((rest, ""));
    Some((from.trim(), to.trim(), count.trim()))
}

/// A bare number in the base unit, or a number with a unit. Bare ones may lie outside the range of
/// the key: their rows are invalid.
fn number(key: Key, text: &str) -> Result<f64, Failure> {
    let text = text.trim();
    let bare = text.parse().ok().filter(|_| text.ends_with(|last: char| last.is_ascii_digit() || last == '.'));
    let read = bare.or_else(|| match canonical(key.name(), text)? {
        Value::Number(number) => Some(number),
        #[expect(clippy::cast_precision_loss, reason = "counts of a config are below 2^53")]
        Value::Count(count) => Some(count as f64),
        Value::Word(_) | Value::Points(_) => None,
    });
    read.ok_or_else(|| misuse(key.name(), text, &format!("allowed is {}", key.param().kind.allowed())))
}

fn misuse(name: &str, text: &str, allowed: &str) -> Failure {
    let text = visible(text);
    Failure::Usage(format!("--vary {name}: can't read `{text}`; {allowed}; write {name}=A..B:COUNT or {name}=A,B,…"))
}

fn unknown(name: &str) -> Failure {
    let hint = nearest_key(name).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Failure::Usage(format!("--vary: there is no key `{}`{hint}", visible(name)))
}
