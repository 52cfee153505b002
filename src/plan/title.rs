//! What the title and the file names of a plan say about the cluster.

use super::assignment::{Assignment, shown};
use super::outline::Outline;
use super::path::has_word;
use super::quantity;
use crate::diagnostic::{self, Diagnostic, Span};
use crate::model::param::Key;
use crate::model::settings::{Layer, Settings};
use crate::model::value::{Value, is_slug};

/// A cap found in a name: its text, such as `5mw`, and the watts.
struct Cap {
    text: String,
    watts: f64,
    span: Span,
}

/// Infers the cap from the title and from listed memo and config files, and the name from the
/// same files or else from the title.
pub fn infer(outline: &Outline) -> Vec<Assignment> {
    let files = outline.files.iter().filter(|file| names_the_cluster(&file.path));
    let in_files: Vec<Cap> = files.filter_map(|file| caps(&file.path, file.span, &["kw", "mw", "gw"]).next()).collect();
    let title = outline.title.as_ref().map(|title| (title.plain(), title.span()));
    // Kilowatts in a title are as often those of a node; two figures are no cap.
    let mut in_title = title.iter().flat_map(|(text, span)| caps(text, *span, &["mw", "gw"]));
    let in_title = in_title.next().filter(|_| in_title.next().is_none());
    let from_file = in_files.first().map(|cap| ([&*cap.text, "-cluster"].concat(), cap.span));
    let from_title = title.iter().map(|(text, span)| (slug(text), *span));
    let name = from_file.into_iter().chain(from_title).find(|(name, _)| is_slug(name));
    let found = in_files.into_iter().chain(in_title);
    let mut assignments: Vec<_> = found.map(|cap| inferred(Key::ItCap, Value::Number(cap.watts), cap.span)).collect();
    assignments.extend(name.map(|(name, span)| inferred(Key::Name, Value::Word(name), span)));
    assignments
}

/// Says that the cap rests on a name alone.
pub fn note(settings: &Settings) -> Option<Diagnostic> {
    let setting = settings.get(&Key::ItCap).filter(|setting| setting.layer == Layer::Inferred)?;
    let message = format!("it_cap_w = {} was inferred from this name", shown(Key::ItCap, &setting.value));
    let help = "state it as `- IT cap: 5 MW` to be independent of names";
    Some(Diagnostic::at(&diagnostic::INFERRED, setting.span?, message, help))
}

fn inferred(key: Key, value: Value, span: Span) -> Assignment {
    Assignment { key, value, layer: Layer::Inferred, span }
}

fn names_the_cluster(path: &str) -> bool {
    let says = |word| has_word(path.rsplit('/').next().unwrap_or_default(), word);
    (path.ends_with(".md") && says("memo")) || (path.ends_with(".json") && says("config"))
}

/// Finds `5mw`, `5 MW` or `1.5 GW` where it stands alone.
fn caps<'a>(text: &'a str, span: Span, units: &'a [&str]) -> impl Iterator<Item = Cap> + 'a {
    let lower = text.to_ascii_lowercase();
    let goes_on = |before: char| before.is_alphanumeric() || before == '.';
    (0..lower.len()).filter_map(move |at| {
        if !lower.as_bytes()[at].is_ascii_digit() || lower[..at].ends_with(goes_on) {
            return None;
        }
        let length = lower[at..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let number = &lower[at..at + length];
        let behind = &lower[at + length..];
        let behind = behind.strip_prefix([' ', '\u{a0}', '-']).unwrap_or(behind);
        let stands_alone =
            |unit: &&&str| behind.strip_prefix(**unit).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        let unit = units.iter().find(stands_alone)?;
        let kind = Key::ItCap.param().kind;
        let quantity = quantity::read(&[number, " ", unit].concat(), kind).ok()?;
        let Ok(Value::Number(watts)) = kind.take_number(quantity.number) else { return None };
        Some(Cap { text: [&*number.replace('.', "-"), unit].concat(), watts, span })
    })
}

/// Lower-case letters and digits joined by `-`, cut at a word to 64 characters.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        let joint = usize::from(!slug.is_empty());
        if slug.len() + joint + word.len() > 64 {
            break;
        }
        if joint == 1 {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug.make_ascii_lowercase();
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_are_found_where_they_stand_alone() {
        let find = |text| caps(text, Span::new(0, 0), &["kw", "mw", "gw"]).next().map(|cap| (cap.text, cap.watts));
        assert_eq!(find("docs/5mw_cluster_memo.md"), Some(("5mw".to_owned(), 5e6)));
        assert_eq!(find("A 1.5 GW campus"), Some(("1-5gw".to_owned(), 1.5e9)));
        assert_eq!(find("an 800 kW pod"), Some(("800kw".to_owned(), 8e5)));
        assert_eq!(find("H100 and 5 MWh"), None);
        assert_eq!(find("0 MW"), None);
    }

    #[test]
    fn slugs_are_cut_at_a_word() {
        assert_eq!(slug("Plan v2: MVP (Artifact)"), "plan-v2-mvp-artifact");
        assert_eq!(slug(&"abcdefghi ".repeat(10)).len(), 59);
        assert_eq!(slug("漢字"), "");
    }
}
