//! What is packed once, and unpacked by the page: the site's wasm, and the blocks of the single file.
//!
//! Many hosts that a school can have compress nothing, or not wasm, and would send three times as much. LZMA has a sixth
//! less than gzip, which is five seconds of thirty visits on one line of 2.4 Mbit/s. That costs each of them a tenth of
//! a second to unpack, in `unpack.js`, and a kilobyte for that script: browsers themselves know no more than gzip.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use lzma_rust2::{LzmaOptions, LzmaWriter};

use crate::names::numbered;
use crate::page;
use crate::shell::Result;
use crate::single_file::{file_named_in, start_script};

/// Defines `unpack(bytes)`, which throws an error if they are not all there.
pub(crate) const UNPACK: &str = include_str!("unpack.js");

/// The ending of a packed file. Hosts know `.bin` and leave it alone; a made-up ending IIS does not serve.
const ENDING: &str = "bin";

/// Packs the wasm that the page loads, and gives the page that unpacks it with a script.
pub(crate) fn site(page: &str, dist: &Path, unpack: &str) -> Result<String> {
    let [script, wasm] = program_files(page, dist)?;
    let file = wasm.with_extension(ENDING);
    fs::write(&file, packed(&fs::read(&wasm)?)?)?;
    fs::remove_file(&wasm)?;
    loading(page, unpack, [&file_name(&script), &file_name(&wasm), &file_name(&file)])
}

/// The page's script and its wasm, as the site has them before they are packed.
fn program_files(page: &str, dist: &Path) -> Result<[PathBuf; 2]> {
    let start = start_script(page)?;
    Ok([file_named_in(start.text, ".js", dist)?, file_named_in(start.text, ".wasm", dist)?])
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The page that loads the packed file in place of the wasm.
fn loading(page: &str, unpack: &str, [script, wasm, file]: [&str; 3]) -> Result<String> {
    let links = page::void_elements(page, "link").into_iter();
    let mut links = links.filter(|link| link.attribute("href").is_some_and(|href| href.ends_with(wasm)));
    let link = links.next().ok_or("the built page does not preload its wasm")?;
    let preload = format!("<link rel=\"preload\" href=\"./{file}\" as=\"fetch\" crossorigin>");
    // What goes wrong here is seen by the script in index.html.
    let start = format!(
        r#"<script type="module">
import init from "./{script}";
{unpack}
const packed = await fetch("./{file}");
if (!packed.ok) throw new Error(`not loaded: ${{packed.url}} (${{packed.status}})`);
await init({{ module_or_path: unpack(new Uint8Array(await packed.arrayBuffer())) }});
</script>"#
    );
    let mut changes = [(link.range, preload), (start_script(page)?.range, start)];
    changes.sort_by_key(|(range, _)| range.start);
    Ok(page::replace(page, &changes))
}

/// Numbers in place of the hashes in the names that the page's script and its wasm share.
pub(crate) fn names(page: &str, dist: &Path) -> Result<()> {
    let [script, wasm] = program_files(page, dist)?;
    let (code, binary) = numbered(fs::read(&script)?, fs::read(&wasm)?);
    fs::write(&script, code)?;
    Ok(fs::write(&wasm, binary)?)
}

/// Bytes as small as LZMA can have them, which takes seconds, for `unpack.js`, which relies on these properties.
pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut options = LzmaOptions::with_preset(9);
    (options.lc, options.lp, options.pb) = (4, 0, 0);
    options.nice_len = LzmaOptions::NICE_LEN_MAX;
    options.dict_size = u32::try_from(bytes.len())?.max(1 << 12);
    let mut packed = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len().try_into()?))?;
    packed.write_all(bytes)?;
    Ok(packed.finish()?)
}

/// How many bytes of a file go over the line: as `gzip -9` packs it, which is about what hosts do, or as it is where that
/// is smaller.
pub(crate) fn on_the_line(file: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(file)?;
    Ok(encoder.finish()?.len().min(file.len()))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use lzma_rust2::LzmaReader;

    use super::*;

    /// Something with repetitions, as programs have them.
    fn program() -> Vec<u8> {
        (0..4_000_u32).flat_map(|i| (i * i % 251).to_le_bytes()).collect()
    }

    #[test]
    fn what_is_packed_comes_out_as_it_was_and_is_smaller_than_hosts_make_it() {
        let packed = packed(&program()).unwrap();
        let mut again = Vec::new();
        let mut reader = LzmaReader::new_mem_limit(packed.as_slice(), u32::MAX, None).unwrap();
        reader.read_to_end(&mut again).unwrap();
        assert_eq!(again, program());
        assert!(packed.len() < on_the_line(&program()).unwrap());
    }

    #[test]
    fn a_packed_file_is_not_packed_again_on_the_line() {
        let packed = packed(&program()).unwrap();
        assert_eq!(on_the_line(&packed).unwrap(), packed.len());
        assert!(on_the_line(&program()).unwrap() < program().len());
    }

    #[test]
    fn the_header_is_as_the_script_of_the_page_expects_it() {
        let packed = packed(&program()).unwrap();
        assert_eq!(packed[0], 4, "lc = 4, lp = 0, pb = 0");
        assert_eq!(packed[5..9], u32::try_from(program().len()).unwrap().to_le_bytes());
        assert!(UNPACK.contains("[4, 4, 18, 2 ** 26]"));
    }

    #[test]
    fn the_page_loads_the_packed_file_and_no_other() {
        let page = r#"<link rel="modulepreload" href="./b.js"><link rel="preload" href="./b_bg.wasm" as="fetch">
<p>text</p><script type="module">import init from './b.js'; init('./b_bg.wasm');</script>"#;
        let names = ["b.js", "b_bg.wasm", "b_bg.bin"];
        let page = loading(page, "function unpack() {}", names).unwrap();
        assert!(!page.contains("b_bg.wasm"), "{page}");
        assert!(page.contains(r#"<link rel="preload" href="./b_bg.bin" as="fetch" crossorigin>"#), "{page}");
        assert!(page.contains(r#"fetch("./b_bg.bin")"#) && page.contains("function unpack"), "{page}");
        assert!(page.contains("<p>text</p>"), "{page}");
        assert!(loading("<p>", "", names).is_err());
    }
}
