//! The binary search of the questions asked backwards.

/// The last number in `low..above` that fits, where `low` does and what fits has no gaps.
pub fn last_that_fits(mut low: u64, mut above: u64, mut fits: impl FnMut(u64) -> bool) -> u64 {
    while above - low > 1 {
        let middle = low + (above - low) / 2;
        if fits(middle) {
            low = middle;
        } else {
            above = middle;
        }
    }
    low
}
