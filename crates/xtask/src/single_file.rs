//! The whole board in one file. Browsers give a page opened from a disk no modules and no `fetch`, so the code
//! is inline, and the wasm and the lessons are blocks of text: packed, then base64.

use std::path::Path;
use std::{fs, ops::Range};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::pack::packed;
use crate::page::{self, Element};
use crate::shell::{self, Result};
use crate::texts::Text;

/// What follows the generated code: unpack the lessons into elements where the board looks for them, each with its
/// file's name as its id; tell the board how it gets at its worker (`web/src/platform/trials.rs`); unpack the wasm and
/// start it, as `pattern_script` in Trunk.toml does for the site.
const START: &str = r#"
function blockOf(id) {
  return unpack(Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0)));
}
function textOf(id) {
  return new TextDecoder().decode(blockOf(id));
}
for (const [id, textContent] of Object.entries(JSON.parse(textOf("texts")))) {
  document.head.append(Object.assign(document.createElement("script"), { type: "text/plain", id, textContent }));
}
window.raftboardTrials = async () =>
  URL.createObjectURL(new Blob([textOf("trials")], { type: "text/javascript" }));
await __wbg_init({ module_or_path: blockOf("wasm") });
"#;

/// The worker of the timing laboratory: a name of trunk's for its script and its wasm.
pub(crate) const WORKER: &str = "trials";

/// Makes the single file out of the built site's page, the files beside it and the script that unpacks.
pub(crate) fn from_site(page: &str, dist: &Path, texts: &[Text], unpack: &str) -> Result<String> {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for link in page::void_elements(page, "link") {
        match link.attribute("rel") {
            Some("modulepreload" | "preload") => changes.push((link.range, String::new())),
            Some("stylesheet") => {
                return Err("a linked style sheet cannot go into the single file; inline it".into());
            }
            _ => {}
        }
    }
    let start = start_script(page)?;
    let code = self_contained(&shell::read(&file_named_in(start.text, ".js", dist)?)?)?;
    let wasm = fs::read(file_named_in(start.text, ".wasm", dist)?)?;
    let texts: Map<String, Value> =
        texts.iter().map(|text| (text.name.clone(), text.text.clone().into())).collect();
    let [wasm, texts] = [block("wasm", &wasm)?, block("texts", Value::from(texts).to_string().as_bytes())?];
    let worker = block(WORKER, worker_in_one(dist)?.as_bytes())?;
    changes.push((
        start.range,
        format!("{wasm}{texts}{worker}<script type=\"module\">\n{code}\n{unpack}{START}</script>"),
    ));
    changes.sort_by_key(|(range, _)| range.start);
    Ok(page::replace(page, &changes))
}

/// The worker as one script that starts by itself.
fn worker_in_one(dist: &Path) -> Result<String> {
    let code = self_contained(&shell::read(&dist.join(format!("{WORKER}.js")))?)?;
    let path = dist.join(format!("{WORKER}_bg.wasm"));
    let wasm = fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let wasm = STANDARD.encode(wasm);
    Ok(format!(
        "{code}\nconst packed = Uint8Array.from(atob(\"{wasm}\"), (c) => c.charCodeAt(0));\n\
         wasm_bindgen({{ module_or_path: packed }});\n"
    ))
}

/// A block of data in the page.
fn block(id: &str, data: &[u8]) -> Result<String> {
    let data = STANDARD.encode(packed(data)?);
    Ok(format!("<script type=\"application/x-lzma\" id=\"{id}\">{data}</script>\n"))
}

/// The script of the built page that starts the wasm.
pub(crate) fn start_script(page: &str) -> Result<Element<'_>> {
    let mut scripts = page::raw_text_elements(page, "script").into_iter();
    let start = scripts.find(|script| script.is_inline_code() && script.attribute("type") == Some("module"));
    Ok(start.ok_or("the built page has no module script that starts the wasm")?)
}

/// The file of the site that the start script names, by its ending.
pub(crate) fn file_named_in(script: &str, ending: &str, dist: &Path) -> Result<std::path::PathBuf> {
    let name = script
        .split(['\'', '"'])
        .find(|word| word.ends_with(ending))
        .ok_or_else(|| format!("the start script names no {ending} file"))?;
    Ok(dist.join(name.trim_start_matches("./")))
}

/// The generated module, checked to stand alone inside a script element.
fn self_contained(code: &str) -> Result<String> {
    let imports = code.lines().any(|line| line.starts_with("import "));
    if imports {
        return Err("the generated JavaScript imports other files, so it cannot go into the single file; \
                    avoid inline JavaScript snippets in Rust"
            .into());
    }
    Ok(code.replace("</script", "<\\/script"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_imports_other_files_is_refused() {
        assert!(self_contained("import { x } from './snippets/x.js';\n").is_err());
        assert!(self_contained("// important\nlet imports = 1;\n").is_ok());
    }

    #[test]
    fn code_cannot_end_its_own_element() {
        assert!(!self_contained("let s = '</script>';").unwrap().contains("</script"));
    }

    #[test]
    fn the_start_script_names_its_files() {
        let script = "import init from './board-1.js';\ninit({ module_or_path: './board-1_bg.wasm' });";
        let found = |ending| file_named_in(script, ending, Path::new("d")).unwrap();
        assert_eq!(found(".js"), Path::new("d/board-1.js"));
        assert_eq!(found(".wasm"), Path::new("d/board-1_bg.wasm"));
        assert!(file_named_in(script, ".css", Path::new("d")).is_err());
    }
}
