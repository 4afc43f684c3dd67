//! Which word was probably meant.

/// The candidate that is fewest slips away from the word: a letter too many, too few, wrong, or
/// two swapped. `None` if all are too different.
pub(crate) fn nearest<'a, T: AsRef<str> + ?Sized>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a T>,
) -> Option<&'a T> {
    const LONGEST: usize = 40;
    let word: Vec<char> = word.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let slips_allowed = (word.len() / 3).clamp(1, 3);
    let with_slips = |candidate: &'a T| {
        let letters: Vec<char> = candidate.as_ref().chars().flat_map(char::to_lowercase).collect();
        (slips(&word, &letters), candidate)
    };
    let close = |(slips, candidate): &(usize, &T)| {
        *slips <= slips_allowed && *slips < candidate.as_ref().chars().count()
    };
    candidates
        .into_iter()
        .map(with_slips)
        .filter(close)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// How many slips lead from one word to the other (optimal string alignment distance).
fn slips(from: &[char], to: &[char]) -> usize {
    let mut before_last = vec![0; to.len() + 1];
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, a) in from.iter().enumerate() {
        let mut current = vec![row + 1; to.len() + 1];
        for (column, b) in to.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            let best = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && *a == to[column - 1] && from[row - 1] == *b;
            current[column + 1] = if swapped { best.min(before_last[column - 1] + 1) } else { best };
        }
        before_last = core::mem::replace(&mut last, current);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let words = ["crash", "cut", "campaign", "request", "restart"];
        assert_eq!(nearest("crsh", words), Some("crash"));
        assert_eq!(nearest("carsh", words), Some("crash"));
        assert_eq!(nearest("Crash", words), Some("crash"));
        assert_eq!(nearest("campagn", words), Some("campaign"));
        assert_eq!(nearest("banana", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(nearest("x", words), None);
    }
}
