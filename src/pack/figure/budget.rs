//! The power budget as rows of rounded numbers that add up: parts to the total, and the total with
//! the headroom to the cap.

use crate::model::power::PowerBreakdown;
use crate::model::result::ClusterResult;
use crate::pack::format::{PowerUnit, add_up, grouped};

/// Rounded rows in one unit.
pub(crate) struct Budget {
    /// Unit of every amount.
    pub unit: PowerUnit,
    /// The eight categories, in the order of the sum.
    pub parts: Vec<Row>,
    /// Their sum.
    pub total: Row,
    /// What the cap leaves; negative above the cap.
    pub headroom: Row,
    /// The cap.
    pub cap: Row,
}

/// One row.
pub(crate) struct Row {
    /// Field of the breakdown.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// How many there are, where it is counted.
    pub count: Option<u64>,
    /// Unrounded, W.
    pub watts: f64,
    /// To a tenth of the unit.
    pub amount: String,
    /// Percent of the total.
    pub of_total: String,
    /// Percent of the cap.
    pub of_cap: String,
}

const TENTHS: f64 = 10.0;
const NAMES: [&str; 8] =
    ["nodes", "leaf switches", "spine switches", "core switches", "optics", "management", "storage", "reserve"];

impl Budget {
    /// Rounds the breakdown of a result; a cluster that can't be wired has all zeros.
    pub fn of(result: &ClusterResult) -> Self {
        let breakdown = result.power_breakdown_w.unwrap_or_default();
        let unit = PowerUnit::of(result.it_cap_w.max(breakdown.total()));
        let parts = rows(&breakdown, result, unit);
        let total = breakdown.total();
        let headroom = result.it_cap_w - total;
        let in_tenths = |watts: f64| (watts / (unit.watts / TENTHS)).round();
        let in_permille = |watts: f64| (watts / (result.it_cap_w / 1000.0)).round();
        let row = |key, name, watts, tenths, permille| Row {
            key,
            name,
            count: None,
            watts,
            amount: shown(tenths, watts),
            of_total: String::new(),
            of_cap: shown(permille, watts),
        };
        let (total_tenths, cap_tenths) = (in_tenths(total), in_tenths(result.it_cap_w));
        let of_total = if total > 0.0 { "100.0" } else { "0" };
        Self {
            unit,
            parts,
            total: Row {
                of_total: of_total.to_owned(),
                ..row("total", "total", total, total_tenths, in_permille(total))
            },
            headroom: row("headroom", "headroom", headroom, cap_tenths - total_tenths, 1000.0 - in_permille(total)),
            cap: row("cap", "IT cap", result.it_cap_w, cap_tenths, 1000.0),
        }
    }
}

fn rows(breakdown: &PowerBreakdown, result: &ClusterResult, unit: PowerUnit) -> Vec<Row> {
    let watts = breakdown.entries().map(|(_, watts)| watts);
    let total = breakdown.total();
    let amounts = tenths(&watts, total, unit.watts / TENTHS);
    let of_total = tenths(&watts, total, total / 1000.0);
    let of_cap = tenths(&watts, total, result.it_cap_w / 1000.0);
    let counts = [Some(result.nodes), result.leaves, result.spines, result.cores, None, None, None, None];
    let row = |(at, (key, watts)): (usize, (&'static str, f64))| Row {
        key,
        name: NAMES[at],
        count: counts[at],
        watts,
        amount: shown(amounts[at], watts),
        of_total: shown(of_total[at], watts),
        of_cap: shown(of_cap[at], watts),
    };
    breakdown.entries().into_iter().enumerate().map(row).collect()
}

/// Parts in whole steps that add up to the rounded total.
fn tenths(watts: &[f64], total: f64, step: f64) -> Vec<f64> {
    let divisor = if step > 0.0 { step } else { 1.0 };
    add_up(&watts.iter().map(|watts| watts / divisor).collect::<Vec<_>>(), (total / divisor).round())
}

/// Tenths with one decimal; nothing is `0`, and something too small to show is not nothing.
fn shown(tenths: f64, watts: f64) -> String {
    if watts == 0.0 {
        "0".to_owned()
    } else if tenths == 0.0 {
        "< 0.1".to_owned()
    } else {
        grouped(tenths / TENTHS, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::config::Config;
    use crate::model::solve::{judge, solve};

    fn number(text: &str) -> f64 {
        text.replace(',', "").parse().unwrap_or(0.0)
    }

    fn sum<'a>(texts: impl Iterator<Item = &'a String>) -> String {
        grouped(texts.map(|text| number(text)).sum(), 1)
    }

    #[test]
    fn rows_add_up_to_the_total_and_the_cap() {
        let mut config = Config::default();
        for step in 0..400 {
            config.it_cap_w = 60_000.0 + f64::from(step) * 17_321.7;
            config.overhead.reserve_fraction = 0.01 * f64::from(step % 13);
            config.overhead.management_w = 333.3 * f64::from(step % 5);
            config.optics.uplink_w = 8.7;
            let budget = Budget::of(&solve(&config).unwrap());
            assert_eq!(sum(budget.parts.iter().map(|row| &row.amount)), budget.total.amount, "{step}");
            assert_eq!(sum([&budget.total.amount, &budget.headroom.amount].into_iter()), budget.cap.amount, "{step}");
            assert_eq!(sum(budget.parts.iter().map(|row| &row.of_total)), budget.total.of_total, "{step}");
            assert_eq!(sum(budget.parts.iter().map(|row| &row.of_cap)), budget.total.of_cap, "{step}");
        }
    }

    #[test]
    fn nothing_built_is_all_zeros() {
        let config = Config { it_cap_w: 1.0, ..Config::default() };
        let budget = Budget::of(&solve(&config).unwrap());
        assert!(budget.parts.iter().all(|row| row.amount == "0" && row.of_total == "0" && row.of_cap == "0"));
        assert_eq!(
            (budget.total.amount.as_str(), budget.headroom.amount.as_str(), budget.headroom.of_cap.as_str()),
            ("0", "1.0", "100.0")
        );
    }

    #[test]
    fn what_is_too_small_to_show_is_not_nothing() {
        let mut config = Config::default();
        config.overhead.storage_w = 0.001;
        let budget = Budget::of(&solve(&config).unwrap());
        assert_eq!(budget.parts[6].amount, "< 0.1");
    }

    #[test]
    fn above_the_cap_the_headroom_is_negative() {
        let budget = Budget::of(&judge(&Config::default(), 1_000).unwrap());
        assert!(budget.headroom.amount.starts_with('-'));
        let unwired = Budget::of(&judge(&Config::default(), 1_000_000).unwrap());
        assert_eq!(unwired.total.amount, "0");
    }
}
