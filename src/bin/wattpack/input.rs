//! Reads the plan that the user names: a file, standard input, or the built-in example.

use crate::exit::{Failure, slashed};
use crate::report::safe::visible;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use wattpack_core::diagnostic::{self, Diagnostic, Span};
use wattpack_core::plan::MAX_PLAN;

/// A text with the name that messages give it.
#[derive(Debug)]
pub struct Input {
    /// The path as given, `<stdin>` or `<example>`.
    pub label: String,
    /// The text; what is not UTF-8 is replaced, so that the rest can be shown.
    pub text: String,
    /// Why the text can't be used at all.
    pub problem: Option<Diagnostic>,
    /// Whether it is a config in JSON instead of a plan.
    pub is_config: bool,
}

/// Reads a plan. A config is refused: read as Markdown it would say nothing, and placeholders
/// would take its place without a word.
pub fn plan(path: Option<&Path>) -> Result<Input, Failure> {
    let input = plan_or_config(path)?;
    if input.is_config {
        let label = visible(&input.label);
        return Err(Failure::Usage(format!(
            "`{label}` is a config; this command takes a plan in Markdown, only `solve` reads configs"
        )));
    }
    Ok(input)
}

/// Reads a plan or a config. JSON is known by its name or by its first character.
pub fn plan_or_config(path: Option<&Path>) -> Result<Input, Failure> {
    let mut input = read(path)?;
    let begins_as_json = input.text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    input.is_config = begins_as_json || path.is_some_and(is_json);
    Ok(input)
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn read(path: Option<&Path>) -> Result<Input, Failure> {
    match path {
        None => Ok(input("<example>".to_owned(), wattpack_core::EXAMPLE.as_bytes().to_vec())),
        Some(path) if path == Path::new("-") => {
            let bytes = limited(io::stdin().lock())
                .map_err(|error| Failure::io(Path::new("standard input"), "read", &error))?;
            Ok(input("<stdin>".to_owned(), bytes))
        }
        Some(path) => {
            let bytes = file(path).map_err(|error| Failure::io(path, "read", &error))?;
            Ok(input(slashed(path), bytes))
        }
    }
}

fn file(path: &Path) -> io::Result<Vec<u8>> {
    let folder = || io::Error::other("it is a folder, not a file");
    // Windows does not even open one.
    let file = File::open(path).map_err(|error| if path.is_dir() { folder() } else { error })?;
    let before = file.metadata()?;
    if before.is_dir() {
        return Err(folder());
    }
    let bytes = limited(&file)?;
    let is_as_before = |now: &Metadata| (now.len(), now.modified().ok()) == (before.len(), before.modified().ok());
    if before.is_file() && !is_as_before(&file.metadata()?) {
        return Err(io::Error::other("it changed while it was read; try again"));
    }
    Ok(bytes)
}

/// Reads no more than it takes to know that there is too much.
fn limited(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MAX_PLAN as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn input(label: String, bytes: Vec<u8>) -> Input {
    let (text, problem) = if bytes.len() > MAX_PLAN { (String::new(), Some(too_large())) } else { decode(bytes) };
    Input { label, text, problem, is_config: false }
}

fn too_large() -> Diagnostic {
    let message = format!("the input has more than {MAX_PLAN} bytes (16 MiB)");
    Diagnostic::whole(&diagnostic::TOO_LARGE, message, "a plan is text of at most 16 MiB; is this the right file?")
}

fn decode(bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    String::from_utf8(bytes).map_or_else(
        |error| {
            let offset = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[offset];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let span = Span::new(offset, offset + char::REPLACEMENT_CHARACTER.len_utf8());
            let message = format!("byte {offset} (0x{byte:02X}) is not UTF-8");
            let help = "save the file as UTF-8, or convert it, for example with `iconv -f LATIN1 -t UTF-8`";
            (text, Some(Diagnostic::at(&diagnostic::NOT_UTF8, span, message, help)))
        },
        |text| (text, None),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_is_no_utf8_is_named() {
        let (text, problem) = decode(b"caf\xc3\xa9\nna\xefve \xff".to_vec());
        let problem = problem.unwrap();
        assert_eq!(problem.message, "byte 8 (0xEF) is not UTF-8");
        assert!(text.starts_with("café\nna\u{fffd}ve"));
    }

    #[test]
    fn a_stream_without_end_is_not_read_to_its_end() {
        let bytes = limited(io::repeat(b'x')).unwrap();
        assert_eq!(bytes.len(), MAX_PLAN + 1);
        assert_eq!(*input("x".to_owned(), bytes).problem.unwrap().code, diagnostic::TOO_LARGE);
    }
}
