//! Which word was probably meant.

/// Words of other tools and of Figure 2, and what they are called here.
const OTHER_NAMES: [(&str, &str); 38] = [
    ("appendentriesreply", "reply"),
    ("appendentriesresponse", "reply"),
    ("assert", "expect"),
    ("boot", "restart"),
    ("check", "expect"),
    ("commitindex", "commit"),
    ("connect", "heal"),
    ("currentterm", "term"),
    ("disconnect", "cut"),
    ("discard", "lose"),
    ("drop", "lose"),
    ("electiontimeout", "timeout"),
    ("fail", "crash"),
    ("halt", "crash"),
    ("isolate", "partition"),
    ("kill", "crash"),
    ("lastapplied", "applied"),
    ("no-op", "no-op-on-election"),
    ("nop", "no-op-on-election"),
    ("noop", "no-op-on-election"),
    ("propose", "request"),
    ("receive", "deliver"),
    ("reconnect", "heal"),
    ("recover", "restart"),
    ("requestvotereply", "reply"),
    ("requestvoteresponse", "reply"),
    ("resume", "restart"),
    ("shutdown", "crash"),
    ("sleep", "run"),
    ("start", "restart"),
    ("state", "role"),
    ("stop", "crash"),
    ("tick", "step"),
    ("vote-for", "vote"),
    ("votedfor", "vote"),
    ("votesgranted", "vote"),
    ("wait", "run"),
    ("write", "request"),
];

/// What was probably meant, of these: another name for one of them, or the nearest.
pub(crate) fn meant<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let lower = word.to_ascii_lowercase();
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == lower);
    let here = |(_, ours): &(&str, &str)| candidates.iter().copied().find(|word| word == ours);
    other.and_then(here).or_else(|| nearest(word, candidates))
}

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
