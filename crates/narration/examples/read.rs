//! Prints what the board says at every event of a scenario, in both languages:
//! `cargo run -p narration --example read -- figure-8`

use narration::{Language, caption, why};

fn main() {
    let slug = std::env::args().nth(1).unwrap_or_else(|| "figure-8".to_owned());
    let Some(scenario) = script::scenario(&slug) else {
        eprintln!("there is no scenario {slug}");
        std::process::exit(2);
    };
    let script = match script::parse(scenario.text) {
        Ok(script) => script,
        Err(error) => {
            eprintln!("{slug}: {error}");
            std::process::exit(1);
        }
    };
    let story = script::play(script);
    for (id, branch) in story.timeline.branches() {
        println!("== {}", branch.name());
        story.timeline.replay(story.timeline.tip(id), |number, _, _, event, world, _| {
            if number <= branch.base() {
                return;
            }
            for language in Language::ALL {
                println!("{number:4} {}", caption(language, event, world));
            }
            let Some(server) = event.server() else { return };
            for decision in &event.decisions {
                for language in Language::ALL {
                    let why = why(language, server, world.rules(), decision);
                    let mark = |holds| match holds {
                        Some(true) => " ✓",
                        Some(false) => " ✗",
                        None => "",
                    };
                    let line =
                        |operand: &narration::Operand| format!("{}{}", operand.text, mark(operand.holds));
                    let lines: Vec<String> = why.operands.iter().map(line).collect();
                    println!("       {} {} §{}", why.headline, lines.join(" | "), why.section);
                }
            }
        });
    }
}
