//! The names by which the page's wasm and its script know each other. wasm-bindgen ends each in a hash, of 16 digits
//! that nothing packs, in both files. Here the hashes become numbers, as long as they were: nothing in the wasm moves.

use std::collections::BTreeMap;
use std::ops::Range;

/// How many digits a hash has.
const DIGITS: usize = 16;

/// The script and the wasm with numbers in place of the hashes. Two hashes never get the same number, so names that
/// differ do so still.
pub(crate) fn numbered(mut script: Vec<u8>, mut wasm: Vec<u8>) -> (Vec<u8>, Vec<u8>) {
    let mut numbers: BTreeMap<Vec<u8>, String> = BTreeMap::new();
    for place in hashes(&script) {
        let next = format!("{:0DIGITS$}", numbers.len());
        numbers.entry(script[place].to_vec()).or_insert(next);
    }
    for file in [&mut script, &mut wasm] {
        for place in hashes(file) {
            if let Some(number) = numbers.get(&file[place.clone()]) {
                file[place].copy_from_slice(number.as_bytes());
            }
        }
    }
    (script, wasm)
}

/// Where hashes stand: at the ends of parts of names.
fn hashes(file: &[u8]) -> Vec<Range<usize>> {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_hash = |place: &Range<usize>| {
        matches!(file[place.start - 1], b'_' | b'h')
            && file[place.clone()].iter().all(is_digit)
            && !file.get(place.end).is_some_and(is_digit)
    };
    (1..file.len().saturating_sub(DIGITS - 1)).map(|start| start..start + DIGITS).filter(is_hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str, wasm: &str) -> (String, String) {
        let (script, wasm) = numbered(script.into(), wasm.into());
        (String::from_utf8(script).unwrap(), String::from_utf8(wasm).unwrap())
    }

    #[test]
    fn a_hash_has_the_same_number_in_both_files_and_every_hash_its_own() {
        let script = "__wbg_add_c0fee4c064502536; __wbg_add_0000000000000001; invoke__h00c025364064fee4()";
        let wasm = "\0invoke__h00c025364064fee4\0__wbg_add_c0fee4c064502536\0__wbg_add_0000000000000001";
        let (script, wasm) = of(script, wasm);
        let numbered = "__wbg_add_0000000000000000; __wbg_add_0000000000000001; invoke__h0000000000000002()";
        assert_eq!(script, numbered);
        let numbered = "\0invoke__h0000000000000002\0__wbg_add_0000000000000000\0__wbg_add_0000000000000001";
        assert_eq!(wasm, numbered);
    }

    #[test]
    fn what_is_no_hash_or_not_of_the_script_stays() {
        let wasm = "_c0fee4c0645025367 c0fee4c064502536 _c0fee4c06450253 _c0fee4c06450253g _1111111111111111";
        assert_eq!(of("_c0fee4c064502536_", wasm).1, wasm);
        assert_eq!(of("", ""), (String::new(), String::new()));
    }
}
