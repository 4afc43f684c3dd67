//! Just enough of HTML to find the scripts, styles and links of our own page.

use std::ops::Range;

/// An element of the page.
pub(crate) struct Element<'a> {
    /// Where it stands in the page, end tag and all.
    pub(crate) range: Range<usize>,
    /// Its text, for elements that have an end tag.
    pub(crate) text: &'a str,
    attributes: &'a str,
}

impl<'a> Element<'a> {
    /// The value of an attribute; empty for one without a value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let (found, value, after) = split_attribute(rest);
            if found == name {
                return Some(value);
            }
            rest = after.trim_start();
        }
        None
    }

    /// Whether this is a script with its code inside, as opposed to a file or a block of data.
    pub(crate) fn is_inline_code(&self) -> bool {
        let kind = self.attribute("type").unwrap_or_default();
        self.attribute("src").is_none() && matches!(kind, "" | "module" | "text/javascript")
    }
}

/// All elements that hold raw text, such as `script` and `style`, in order.
pub(crate) fn raw_text_elements<'a>(page: &'a str, name: &str) -> Vec<Element<'a>> {
    elements(page, name, Some(&format!("</{name}>")))
}

/// All elements without content, such as `link`, in order.
pub(crate) fn void_elements<'a>(page: &'a str, name: &str) -> Vec<Element<'a>> {
    elements(page, name, None)
}

fn elements<'a>(page: &'a str, name: &str, end_tag: Option<&str>) -> Vec<Element<'a>> {
    let start_tag = format!("<{name}");
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find(&start_tag).map(|offset| at + offset) {
        let attributes_start = start + start_tag.len();
        let Some(attributes_end) = page[attributes_start..].find('>').map(|offset| attributes_start + offset)
        else {
            break;
        };
        let attributes = &page[attributes_start..attributes_end];
        at = attributes_end + 1;
        if attributes.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-') {
            continue; // a longer name
        }
        let text_length = end_tag.map_or(Some(0), |tag| page[at..].find(tag));
        let Some(text_length) = text_length else { break };
        let text = &page[at..at + text_length];
        at += text_length + end_tag.map_or(0, str::len);
        found.push(Element { range: start..at, text, attributes: attributes.trim_end_matches('/') });
    }
    found
}

/// Splits (name, value, rest) off a list of attributes.
fn split_attribute(attributes: &str) -> (&str, &str, &str) {
    let name_end = attributes.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(attributes.len());
    let (name, rest) = attributes.split_at(name_end);
    let Some(value) = rest.strip_prefix('=') else { return (name, "", rest) };
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, end) = match quote {
        Some(quote) => (&value[1..], value[1..].find(quote)),
        None => (value, value.find(char::is_whitespace)),
    };
    let end = end.unwrap_or(value.len());
    (name, &value[..end], value[end..].trim_start_matches(['"', '\'']))
}

/// The page with some ranges, in order and apart, replaced.
pub(crate) fn replace(page: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut result = String::with_capacity(page.len());
    let mut at = 0;
    for (range, text) in changes {
        result.push_str(&page[at..range.start]);
        result.push_str(text);
        at = range.end;
    }
    result.push_str(&page[at..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head><link rel="icon" href='a b' /><linked><style>p{}</style>
<script>one</script><script type="module" src="x.js"></script><script type="application/gzip">AA</script></head>"#;

    #[test]
    fn scripts_are_told_from_files_and_data() {
        let scripts = raw_text_elements(PAGE, "script");
        assert_eq!(scripts.iter().map(|script| script.text).collect::<Vec<_>>(), ["one", "", "AA"]);
        assert_eq!(scripts.iter().map(Element::is_inline_code).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn attributes_may_be_quoted_either_way_or_have_no_value() {
        let links = void_elements(r#"<link rel='a b' defer href=x.css data-q="1">"#, "link");
        let values = ["rel", "defer", "href", "data-q", "src"].map(|name| links[0].attribute(name));
        assert_eq!(values, [Some("a b"), Some(""), Some("x.css"), Some("1"), None]);
    }

    #[test]
    fn an_element_with_a_longer_name_is_another_element() {
        assert_eq!(void_elements(PAGE, "link").len(), 1);
    }

    #[test]
    fn replacing_keeps_everything_else() {
        assert_eq!(replace("abcdef", &[(1..2, "X".into()), (4..6, String::new())]), "aXcd");
    }
}
