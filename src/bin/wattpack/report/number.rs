//! Numbers for people. Programs get them from `--json`, bit for bit.

/// A count with its thousands apart.
pub fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// A power in watts, to a tenth.
pub fn watts(watts: f64) -> String {
    format!("{} W", decimal(watts, 1))
}

/// A share of a whole.
pub fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

/// A number with up to so many decimals, its thousands apart.
pub fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let fraction = fraction.trim_end_matches('0');
    let sign = if fraction.is_empty() && digits.bytes().all(|digit| digit == b'0') { "" } else { sign };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(digits))
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(count(0), "0");
        assert_eq!(count(456), "456");
        assert_eq!(count(4_988_134), "4 988 134");
        assert_eq!(watts(4_988_134.28), "4 988 134.3 W");
        assert_eq!(watts(-1000.0), "-1 000 W");
        assert_eq!(watts(-0.01), "0 W");
        assert_eq!(percent(0.9976), "99.76 %");
    }
}
