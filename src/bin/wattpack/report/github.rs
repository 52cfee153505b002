//! Diagnostics as commands of a GitHub workflow, which shows them beside the lines.

use super::Report;
use wattpack_core::diagnostic::{Article, Diagnostic, Place, Severity};

/// One command per diagnostic.
pub fn render(report: &Report) -> String {
    let places = report.places();
    report.diagnostics.iter().map(|diagnostic| command(report, diagnostic, &places)).collect()
}

fn command(report: &Report, diagnostic: &Diagnostic, places: &super::Places) -> String {
    let kind = match report.severity(diagnostic) {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = report.locate(diagnostic, places);
    let article = Article::find(diagnostic.code.id);
    let title = format!("{} {}", diagnostic.code.id, article.map_or("", |article| article.title));
    let is_flag = matches!(diagnostic.place, Place::Override(_));
    let mut properties = Vec::new();
    if !is_flag {
        properties.push(format!("file={}", property(&place.file)));
    }
    if let Some((start, end)) = place.range {
        properties
            .push(format!("line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column));
    }
    properties.push(format!("title={}", property(&title)));
    let flag = if is_flag { format!("{}: ", place.file) } else { String::new() };
    let message = data(&format!("{flag}{}\nhelp: {}", diagnostic.message, diagnostic.help));
    format!("::{kind} {}::{message}\n", properties.join(","))
}

/// A message: only what would end the line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: also what would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wattpack_core::diagnostic::{EMPTY, MISSING_UNIT, Span};

    fn rendered(label: &str, diagnostic: Diagnostic) -> String {
        render(&Report { label, text: "- IT cap: 5\n", diagnostics: &[diagnostic], strict: false })
    }

    #[test]
    fn a_place_is_given_and_what_would_end_the_command_is_escaped() {
        let found = Diagnostic::at(&MISSING_UNIT, Span::new(10, 11), "5 % off\n::error::x", "write, say, 5 MW");
        assert_eq!(
            rendered("a,b:c.md", found),
            "::error file=a%2Cb%3Ac.md,line=1,col=11,endLine=1,endColumn=12,title=WP201 a quantity has no unit\
             ::5 %25 off%0A::error::x%0Ahelp: write, say, 5 MW\n"
        );
    }

    #[test]
    fn a_flag_is_named_in_the_message() {
        let place = Place::Override("leaf.ports".to_owned());
        let found = Diagnostic { code: &EMPTY, message: "m".to_owned(), help: "h".to_owned(), place };
        assert_eq!(
            rendered("plan.md", found),
            "::error title=WP103 the input is empty::--set leaf.ports: m%0Ahelp: h\n"
        );
    }
}
