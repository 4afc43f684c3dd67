//! What `say!` makes sure of while compiling. The build script uses this file as well: both find a
//! sentence by the same key.

/// What stands in a template for the first name: this control character, and for those after it the
/// ones that follow. None of them ends a line.
pub(crate) const FIRST_NAME: u8 = 0x0e;
/// So many of them there are.
pub(crate) const MOST_NAMES: usize = (b' ' - FIRST_NAME) as usize;

/// By what a sentence is found: its two templates, and the names in them in the order of their
/// arguments. FNV-1a; that no two sentences have the same key is checked by the build.
pub(crate) const fn key(english: &str, chinese: &str, names: &[&str]) -> u64 {
    let mut key = hashed(hashed(0xcbf2_9ce4_8422_2325, english), chinese);
    let mut place = 0;
    while place < names.len() {
        key = hashed(key, names[place]);
        place += 1;
    }
    key
}

const fn hashed(mut key: u64, text: &str) -> u64 {
    let mut at = 0;
    while at < text.len() {
        key = step(key, text.as_bytes()[at]);
        at += 1;
    }
    // No text has it: it tells where one ends.
    step(key, 0xff)
}

const fn step(key: u64, byte: u8) -> u64 {
    (key ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// Stops the compiler if a name is listed and in neither template, or in braces and not listed.
pub(crate) const fn check(english: &str, chinese: &str, names: &[&str]) {
    assert!(names.len() <= MOST_NAMES, "too many names");
    check_braces(english, names);
    check_braces(chinese, names);
    let mut place = 0;
    while place < names.len() {
        let is_used = mentions(english, names[place]) || mentions(chinese, names[place]);
        assert!(is_used, "a name is listed and not used");
        place += 1;
    }
}

const fn check_braces(template: &str, names: &[&str]) {
    let mut at = 0;
    while at < template.len() {
        assert!(
            template.as_bytes()[at] != b'{' || is_name_at(template, at, names),
            "a name in braces is not listed"
        );
        at += 1;
    }
}

const fn is_name_at(template: &str, at: usize, names: &[&str]) -> bool {
    let mut place = 0;
    while place < names.len() {
        if stands_at(template.as_bytes(), at, names[place].as_bytes()) {
            return true;
        }
        place += 1;
    }
    false
}

const fn mentions(template: &str, name: &str) -> bool {
    let mut at = 0;
    while at < template.len() {
        if stands_at(template.as_bytes(), at, name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `{name}` stands in the text at this place.
const fn stands_at(text: &[u8], at: usize, name: &[u8]) -> bool {
    if at + name.len() + 1 >= text.len() || text[at] != b'{' || text[at + name.len() + 1] != b'}' {
        return false;
    }
    let mut place = 0;
    while place < name.len() {
        if text[at + 1 + place] != name[place] {
            return false;
        }
        place += 1;
    }
    true
}
