//! Short names for what the wasm imports. wasm-bindgen names each function with a hash, `__wbg_body_40ec34e0a2931fe8`,
//! once in the wasm and once in its script: text that no packer makes smaller and that nobody reads.

use std::collections::HashMap;
use std::ops::Range;

use crate::shell::Result;

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const IMPORT_SECTION: u8 = 2;
const FUNCTION: u8 = 0;

/// The one name for the module that all functions come from.
const MODULE: &str = "a";

/// The wasm and its script with short names for the imported functions, the same in both. Refuses anything but what
/// wasm-bindgen makes today, as a wrong name would show only in the browser.
pub(crate) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let place = import_section(wasm)?;
    let imports = Import::all(&wasm[place.content.clone()])?;
    let Some(first) = imports.first() else {
        return Err("the built wasm imports nothing, though its script should help it".into());
    };

    let mut names: HashMap<&str, String> = HashMap::new();
    let mut section = Vec::new();
    write_number(&mut section, imports.len());
    for import in &imports {
        if import.module != first.module {
            return Err(format!(
                "the built wasm imports from two modules: {}, {}",
                first.module, import.module
            )
            .into());
        }
        if !["__wbg", "__wbindgen"].iter().any(|start| import.name.starts_with(start)) {
            return Err(
                format!("the built wasm imports {}, which is no name of wasm-bindgen", import.name).into()
            );
        }
        let next = short_name(names.len());
        write_text(&mut section, MODULE);
        write_text(&mut section, names.entry(import.name).or_insert(next));
        section.push(FUNCTION);
        write_number(&mut section, import.kind);
    }

    let mut short = wasm[..place.whole.start].to_vec();
    short.push(IMPORT_SECTION);
    write_number(&mut short, section.len());
    short.extend(section);
    short.extend(&wasm[place.whole.end..]);
    Ok((short, with_keys(script, first.module, &names)?))
}

/// The script with other keys in the object of imports. Each must be there once, as a key.
fn with_keys(script: &str, module: &str, names: &HashMap<&str, String>) -> Result<String> {
    let mut changes = vec![(only_place(script, &format!("\"{module}\": "))?, format!("{MODULE}: "))];
    for (name, short) in names {
        changes.push((only_place(script, &format!("{name}: function"))?, format!("{short}: function")));
        // What is left of a name must be part of a longer one.
        if words(script, name) != 1 {
            return Err(format!("the built script uses {name} for more than an import").into());
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    Ok(crate::page::replace(script, &changes))
}

/// Where a key begins a line; it must do so once.
fn only_place(script: &str, key: &str) -> Result<Range<usize>> {
    let mut places = script
        .match_indices(key)
        .filter(|(at, _)| script[..*at].trim_end_matches([' ', '\t']).ends_with('\n'))
        .map(|(at, _)| at..at + key.len());
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        (None, _) => Err(format!("the built script has no line that begins with {key}").into()),
        (Some(_), Some(_)) => Err(format!("the built script has two lines that begin with {key}").into()),
    }
}

/// How often a name is in a script, not counting longer names it is a part of.
fn words(script: &str, name: &str) -> usize {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let whole =
        |at: &usize| !script[..*at].ends_with(in_name) && !script[*at + name.len()..].starts_with(in_name);
    script.match_indices(name).filter(|(at, _)| whole(at)).count()
}

/// a, b, ... z, aa, ab, ...
fn short_name(number: usize) -> String {
    let letter = char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
    match number / 26 {
        0 => letter.to_string(),
        rest => short_name(rest - 1) + &letter.to_string(),
    }
}

/// Where a section is: with its kind and length, and without.
struct Section {
    whole: Range<usize>,
    content: Range<usize>,
}

fn import_section(wasm: &[u8]) -> Result<Section> {
    if !wasm.starts_with(HEADER) {
        return Err("the built wasm does not begin as wasm does".into());
    }
    let mut reader = Reader { bytes: wasm, at: HEADER.len() };
    while reader.at < wasm.len() {
        let start = reader.at;
        let kind = reader.byte()?;
        let length = reader.number()?;
        let content = reader.skip(length)?;
        if kind == IMPORT_SECTION {
            return Ok(Section { whole: start..content.end, content });
        }
    }
    Err("the built wasm has no import section".into())
}

/// A function that the wasm imports.
struct Import<'a> {
    module: &'a str,
    name: &'a str,
    /// The number of its type.
    kind: usize,
}

impl<'a> Import<'a> {
    fn all(section: &'a [u8]) -> Result<Vec<Import<'a>>> {
        let mut reader = Reader { bytes: section, at: 0 };
        let count = reader.number()?;
        let mut imports = Vec::new();
        for _ in 0..count {
            let (module, name) = (reader.text()?, reader.text()?);
            if reader.byte()? != FUNCTION {
                return Err(format!("the built wasm imports {name}, which is no function").into());
            }
            imports.push(Import { module, name, kind: reader.number()? });
        }
        if reader.at != section.len() {
            return Err("the built wasm has more in its import section than it counts".into());
        }
        Ok(imports)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let place = self.skip(1)?;
        Ok(self.bytes[place.start])
    }

    /// A number as LEB128, of at most 32 bits.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(u32::try_from(number)?.try_into()?);
            }
        }
        Err("the built wasm has a number of more than 32 bits".into())
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        let place = self.skip(length)?;
        Ok(std::str::from_utf8(&self.bytes[place])?)
    }

    fn skip(&mut self, length: usize) -> Result<Range<usize>> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or("the built wasm ends in the middle of a section")?;
        Ok(std::mem::replace(&mut self.at, end)..end)
    }
}

fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type, these imports (module, name, kind of import), and a section after them.
    fn module(imports: &[(&str, &str, u8)]) -> Vec<u8> {
        let mut section = Vec::new();
        write_number(&mut section, imports.len());
        for (module, name, kind) in imports {
            write_text(&mut section, module);
            write_text(&mut section, name);
            section.extend([*kind, 0]);
        }
        let mut wasm = [HEADER, &[1, 4, 1, 0x60, 0, 0], &[IMPORT_SECTION]].concat();
        write_number(&mut wasm, section.len());
        wasm.extend(section);
        wasm.extend([3, 1, 0]);
        wasm
    }

    const BODY: (&str, &str, u8) = ("./x.js", "__wbg_body_40", FUNCTION);
    const BODY_LONGER: (&str, &str, u8) = ("./x.js", "__wbg_body_401", FUNCTION);
    const SCRIPT: &str = "function imports() {\nconst import0 = {\n__wbg_body_401: function() { wasm.__wbindgen_free(); },\n  \
                          __wbg_body_40: function() {},\n};\nreturn {\n\"./x.js\": import0,\n};\n}\n";

    fn refusal(wasm: &[u8], script: &str) -> String {
        shorten(wasm, script).unwrap_err().to_string()
    }

    #[test]
    fn names_are_short_and_the_same_in_both() {
        let (wasm, script) = shorten(&module(&[BODY, BODY_LONGER, BODY]), SCRIPT).unwrap();
        assert_eq!(wasm, module(&[("a", "a", 0), ("a", "b", 0), ("a", "a", 0)]));
        let expected =
            SCRIPT.replace("__wbg_body_401", "b").replace("__wbg_body_40", "a").replace("\"./x.js\"", "a");
        assert_eq!(script, expected);
        assert!(script.contains("wasm.__wbindgen_free()"));
    }

    #[test]
    fn a_section_of_more_than_127_bytes_is_written_as_it_was_read() {
        let names: Vec<String> = (0..200).map(|number| format!("__wbg_{number}_")).collect();
        let imports: Vec<_> = names.iter().map(|name| ("./x.js", name.as_str(), FUNCTION)).collect();
        let script: String = names.iter().map(|name| format!("\n{name}: function() {{}},")).collect();
        let (wasm, _) = shorten(&module(&imports), &(script + "\n\"./x.js\": import0")).unwrap();
        let short: Vec<String> = (0..200).map(short_name).collect();
        let expected: Vec<_> = short.iter().map(|name| ("a", name.as_str(), FUNCTION)).collect();
        assert_eq!(wasm, module(&expected));
    }

    #[test]
    fn short_names_count_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(short_name), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn what_wasm_bindgen_does_not_make_is_refused() {
        let says = |imports: &[_], part: &str| {
            let refusal = refusal(&module(imports), SCRIPT);
            assert!(refusal.contains(part), "{refusal}");
        };
        says(&[], "imports nothing");
        says(&[BODY, ("./y.js", "__wbg_body_401", FUNCTION)], "two modules");
        says(&[("./x.js", "__wbindgen_memory", 2)], "no function");
        says(&[("./x.js", "log", FUNCTION)], "no name of wasm-bindgen");
        says(&[("./x.js", "__wbg_head_7", FUNCTION)], "no line that begins with __wbg_head_7: function");
    }

    #[test]
    fn a_name_with_another_use_in_the_script_is_refused() {
        let wasm = module(&[BODY]);
        assert!(refusal(&wasm, &(SCRIPT.to_owned() + "f(__wbg_body_40)")).contains("more than an import"));
        assert!(refusal(&wasm, &(SCRIPT.to_owned() + "\n__wbg_body_40: function")).contains("two lines"));
        assert!(
            refusal(&wasm, &SCRIPT.replace("./x.js", "./y.js"))
                .contains("no line that begins with \"./x.js\"")
        );
    }

    #[test]
    fn broken_wasm_is_refused() {
        let wasm = module(&[BODY]);
        assert!(refusal(b"<html>", SCRIPT).contains("does not begin"));
        assert!(refusal(&wasm[..20], SCRIPT).contains("ends in the middle"));
        assert!(refusal(HEADER, SCRIPT).contains("no import section"));
        assert!(refusal(&[HEADER, &[2, 0xff, 0xff, 0xff, 0xff, 0xff]].concat(), SCRIPT).contains("32 bits"));
        assert!(refusal(&[HEADER, &[2, 2, 0, 0]].concat(), SCRIPT).contains("than it counts"));
    }
}
