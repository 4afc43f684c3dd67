//! The content-security policy of each form of the page: only our own code runs, named by its hash.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::page::{self, Element};
use crate::shell::Result;

/// Where a page will live, which decides what it may load.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// On a web host, in several files.
    Host,
    /// In one file that is opened from a disk: nothing is loaded from anywhere.
    File,
}

/// The page with its policy written right after its character set, before anything it governs.
pub(crate) fn insert(page: &str, home: Home) -> Result<String> {
    let charset = page::void_elements(page, "meta")
        .into_iter()
        .find(|meta| meta.attribute("charset").is_some())
        .ok_or("index.html has no <meta charset> to write the content-security policy after")?;
    let policy = policy(page, home);
    let meta = format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    Ok(page::replace(page, &[(charset.range.end..charset.range.end, meta)]))
}

fn policy(page: &str, home: Home) -> String {
    let scripts = page::raw_text_elements(page, "script");
    let scripts = hashes(scripts.iter().filter(|script| script.is_inline_code()));
    let styles = hashes(page::raw_text_elements(page, "style").iter());
    let shared = "base-uri 'none'; form-action 'none'";
    match home {
        Home::Host => format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
             img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; {shared}"
        ),
        Home::File => format!(
            "default-src 'none'; script-src 'wasm-unsafe-eval'{scripts}; style-src{styles}; \
             img-src data: blob:; worker-src blob:; {shared}"
        ),
    }
}

/// The source expressions that allow these elements' text, each after a space.
fn hashes<'a>(elements: impl Iterator<Item = &'a Element<'a>>) -> String {
    elements.map(|element| format!(" '{}'", hash(element.text))).collect()
}

/// The hash of an inline script or style, as a policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_in_the_specification() {
        // The example of the specification Content Security Policy Level 3, section "Usage of hashes".
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn inline_code_is_allowed_by_hash_and_never_wholesale() {
        let page = "<meta charset=\"utf-8\"><style>p{}</style><script>1</script><script type=\"text/plain\">2</script>";
        for home in [Home::Host, Home::File] {
            let page = insert(page, home).unwrap();
            assert!(
                page.starts_with("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"")
            );
            assert!(page.contains(&hash("1")) && page.contains(&hash("p{}")));
            assert!(!page.contains(&hash("2")) && !page.contains("unsafe-inline"));
        }
    }

    #[test]
    fn the_single_file_loads_nothing_from_anywhere() {
        let policy = policy("<script>1</script>", Home::File);
        assert!(!policy.contains("'self'") && !policy.contains("connect-src"));
    }

    #[test]
    fn a_page_without_a_character_set_is_refused() {
        assert!(insert("<p>", Home::Host).is_err());
    }
}
