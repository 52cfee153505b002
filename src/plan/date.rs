//! Dates of the calendar.

/// The first date `YYYY-MM-DD` in a text that the calendar has.
pub fn iso_date(text: &str) -> Option<&str> {
    (0..text.len().saturating_sub(9)).filter_map(|at| text.get(at..at + 10)).find(|word| is_date(word))
}

fn is_date(word: &str) -> bool {
    let mut parts = word.split('-');
    let mut part = |length: usize| {
        let text =
            parts.next().filter(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))?;
        text.parse::<u32>().ok()
    };
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return false };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_the_calendar_are_dates() {
        assert_eq!(iso_date("record: `2026-02-14`."), Some("2026-02-14"));
        assert_eq!(iso_date("2026-02-30 then 2024-02-29"), Some("2024-02-29"));
        assert_eq!(iso_date("2026-13-01 é"), None);
    }
}
