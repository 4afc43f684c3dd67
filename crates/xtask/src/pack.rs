//! The board's wasm as the site has it: packed already. Many hosts that a school can have compress nothing, or not this
//! type, and would send three times as much; and what is packed once may take its time and come out smaller than any
//! host makes it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use zopfli::{Format, Options};

use crate::names::numbered;
use crate::page;
use crate::shell::Result;
use crate::single_file::{file_named_in, start_script};

/// The ending of a packed file. Hosts know `.bin` and leave it alone: `.gz` some of them unpack on the way or name as an
/// encoding, and a made-up ending IIS does not serve.
const ENDING: &str = "bin";

/// Packs the wasm that the page loads, and gives the page that unpacks it: while it comes, so that the browser compiles
/// it meanwhile, as it does with a `.wasm` file.
pub(crate) fn site(page: &str, dist: &Path) -> Result<String> {
    let start = start_script(page)?;
    let script = file_name(&file_named_in(start.text, ".js", dist)?);
    let wasm = file_named_in(start.text, ".wasm", dist)?;
    let file = wasm.with_extension(ENDING);
    fs::write(&file, packed(&fs::read(&wasm)?)?)?;
    fs::remove_file(&wasm)?;
    loading(page, &script, &file_name(&wasm), &file_name(&file))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The page that loads the packed file in place of the wasm.
fn loading(page: &str, script: &str, wasm: &str, file: &str) -> Result<String> {
    let links = page::void_elements(page, "link").into_iter();
    let mut links = links.filter(|link| link.attribute("href").is_some_and(|href| href.ends_with(wasm)));
    let link = links.next().ok_or("the built page does not preload its wasm")?;
    let preload = format!("<link rel=\"preload\" href=\"./{file}\" as=\"fetch\" crossorigin>");
    // What goes wrong here is seen by the script in index.html.
    let start = format!(
        r#"<script type="module">
import init from "./{script}";
const packed = await fetch("./{file}");
if (!packed.ok) throw new Error(`not loaded: ${{packed.url}} (${{packed.status}})`);
const wasm = packed.body.pipeThrough(new DecompressionStream("gzip"));
await init({{ module_or_path: new Response(wasm, {{ headers: {{ "Content-Type": "application/wasm" }} }}) }});
</script>"#
    );
    let mut changes = [(link.range, preload), (start_script(page)?.range, start)];
    changes.sort_by_key(|(range, _)| range.start);
    Ok(page::replace(page, &changes))
}

/// Numbers in place of the hashes in the names that the page's script and its wasm share.
pub(crate) fn names(page: &str, dist: &Path) -> Result<()> {
    let start = start_script(page)?;
    let [script, wasm] = [".js", ".wasm"].map(|ending| file_named_in(start.text, ending, dist));
    let [script, wasm] = [script?, wasm?];
    let (code, program) = numbered(fs::read(&script)?, fs::read(&wasm)?);
    fs::write(&script, code)?;
    Ok(fs::write(&wasm, program)?)
}

/// Bytes as small as the format of gzip can have them, which takes seconds.
pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    // More blocks than it would make of so large a file.
    let options = Options { maximum_block_splits: 100, ..Options::default() };
    zopfli::compress(options, Format::Gzip, bytes, &mut packed)?;
    Ok(packed)
}

/// How many bytes of a file go over the line: as `gzip -9` packs it, which is about what hosts do, unless it is packed
/// already.
pub(crate) fn on_the_line(file: &[u8]) -> Result<usize> {
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    if file.starts_with(&GZIP) {
        return Ok(file.len());
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(file)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// Something with repetitions, as programs have them.
    fn program() -> Vec<u8> {
        (0..4_000_u32).flat_map(|i| (i * i % 251).to_le_bytes()).collect()
    }

    #[test]
    fn what_is_packed_comes_out_as_it_was_and_is_smaller_than_hosts_make_it() {
        let packed = packed(&program()).unwrap();
        let mut again = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut again).unwrap();
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
    fn the_page_loads_the_packed_file_and_no_other() {
        let page = r#"<link rel="modulepreload" href="./b.js"><link rel="preload" href="./b_bg.wasm" as="fetch">
<p>text</p><script type="module">import init from './b.js'; init('./b_bg.wasm');</script>"#;
        let page = loading(page, "b.js", "b_bg.wasm", "b_bg.bin").unwrap();
        assert!(!page.contains("b_bg.wasm"), "{page}");
        assert!(page.contains(r#"<link rel="preload" href="./b_bg.bin" as="fetch" crossorigin>"#), "{page}");
        assert!(page.contains(r#"fetch("./b_bg.bin")"#) && page.contains("<p>text</p>"), "{page}");
        assert!(loading("<p>", "b.js", "b_bg.wasm", "b_bg.bin").is_err());
    }
}
