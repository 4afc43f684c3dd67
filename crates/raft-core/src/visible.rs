//! Characters that a log may not show: two commands that look alike have to be alike.

/// Whether a character cannot be seen, or changes how those around it are read: controls, marks of
/// direction, joiners, spaces of no width, fillers, variation selectors and tags.
///
/// These are the format characters of Unicode (category `Cf`) that can stand in a text of one line,
/// the default-ignorable characters, and the blank of Braille.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::is_invisible;

    #[test]
    fn marks_are_invisible_and_letters_are_not() {
        for c in ['\u{202e}', '\u{200b}', '\u{200f}', '\u{feff}', '\u{2066}', '\u{7}', '\u{3164}', '\u{fe0f}']
        {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in ['a', '=', '值', 'א', '😀', 'é', '′', '←', '!'] {
            assert!(!is_invisible(c), "{c:?}");
        }
    }
}
