//! Stand-in until the colleague's file lands.
pub(super) fn escape(text: &str) -> String { text.to_owned() }
pub(super) fn table_cell(text: &str) -> String { text.replace('|', "\\|") }
