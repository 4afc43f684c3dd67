//! Which word was probably meant.

/// The candidate that is fewest slips away from the word: a letter too many, too few, wrong, or
/// two swapped. `None` if all are too different.
pub(crate) fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let word = letters(word);
    let slips_allowed = (word.len() / 3).clamp(1, 3);
    let mut nearest = None;
    let mut fewest = slips_allowed + 1;
    for candidate in candidates {
        let candidate_letters = letters(candidate);
        let slips = slips(&word, &candidate_letters);
        if slips < fewest.min(candidate_letters.len()) {
            nearest = Some(*candidate);
            fewest = slips;
        }
    }
    nearest
}

/// The letters of a word, small and capital alike.
fn letters(word: &str) -> Vec<char> {
    const LONGEST: usize = 40;
    word.chars().take(LONGEST).map(|letter| letter.to_ascii_lowercase()).collect()
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
        assert_eq!(nearest("crsh", &words), Some("crash"));
        assert_eq!(nearest("carsh", &words), Some("crash"));
        assert_eq!(nearest("Crash", &words), Some("crash"));
        assert_eq!(nearest("campagn", &words), Some("campaign"));
        assert_eq!(nearest("banana", &words), None);
        assert_eq!(nearest("", &words), None);
        assert_eq!(nearest("x", &words), None);
    }
}
