//! What people need to read a style sheet or a script, and browsers do not: comments and
//! indentation. Nothing else is touched, so nothing can change its meaning.

/// A style sheet without comments and without blanks that mean nothing.
pub(crate) fn css(sheet: &str) -> String {
    let mut slim = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("/*") {
        slim.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    slim.push_str(rest);
    let words: Vec<&str> = slim.split_whitespace().collect();
    let mut sheet = words.join(" ");
    for mark in ["{", "}", ";", ","] {
        sheet = sheet.replace(&[" ", mark].concat(), mark).replace(&[mark, " "].concat(), mark);
    }
    sheet.replace(";}", "}")
}

/// A script without indentation and without lines that are only comment. `None` if it has text
/// over several lines, in which indentation could mean something.
pub(crate) fn js(script: &str) -> Option<String> {
    let mut slim = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if line.matches('`').count() % 2 == 1 {
            return None;
        }
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            slim.push_str(line);
            slim.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    Some(slim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_keeps_its_meaning() {
        let sheet = "/* Time. */\n@media (min-width: 9px) and (x) {\n  .a > .b :is(p, q) {\n    inset: calc(1px + 2px) 0;\n  }\n}\n";
        assert_eq!(css(sheet), "@media (min-width: 9px) and (x){.a > .b :is(p,q){inset: calc(1px + 2px) 0}}");
    }

    #[test]
    fn a_script_loses_comments_and_indentation() {
        let script = "/**\n * Says so.\n */\nfunction f() {\n    // why\n    return `${1}`; // kept\n}\n";
        assert_eq!(js(script).as_deref(), Some("function f() {\nreturn `${1}`; // kept\n}\n"));
    }

    #[test]
    fn text_over_several_lines_is_left_alone() {
        assert_eq!(js("const a = `one\n  two`;"), None);
    }
}
