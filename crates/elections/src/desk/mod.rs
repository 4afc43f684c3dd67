//! The laboratory as a page has it before it: what is asked comes as a line of text, what there is to show goes
//! back as text, forms and tables as HTML in the language that is spoken. All of it is in the page's worker, so
//! that a first visit loads nothing of it.
//!
//! The lines: `speak zh-CN`, `narrow 1`, `begin wan-f2`, `set timeout 300–600`, `run`, `cancel`, `keep`, `remove 2`,
//! `point 330 440`, `rank 5`, `replay`. What is none of them changes nothing.

mod answer;
mod form;
mod sheet;
mod words;

pub use answer::{Answer, Part, Shown};

use crate::laboratory::{Laboratory, Report, Request};
use crate::presets;
use form::Form;
use words::{Language, Words};

/// The laboratory with its form.
pub struct Desk {
    laboratory: Laboratory,
    form: Form,
    /// The preset that was begun with last.
    begun: &'static str,
    language: Language,
    /// The list of presets and the form as HTML: made when somebody begins with a preset or speaks another language,
    /// and not while something is typed, which would take the focus away.
    presets_drawn: String,
    form_drawn: String,
}

impl Default for Desk {
    fn default() -> Self {
        let preset = presets::named("wan-f2").unwrap_or(presets::ALL[0]);
        let mut desk = Self {
            laboratory: Laboratory::default(),
            form: Form::of(&preset.experiment),
            begun: preset.name,
            language: Language::English,
            presets_drawn: String::new(),
            form_drawn: String::new(),
        };
        desk.draw();
        desk
    }
}

impl Desk {
    /// Does what a line asks for, and answers.
    pub fn hear(&mut self, line: &str) -> Answer {
        let (what, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut numbers = rest.split(' ').map_while(|number| number.parse::<u32>().ok());
        let mut number = || numbers.next().unwrap_or_default();
        let small = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
        let request = match what {
            "speak" => {
                self.language = Language::of(rest);
                self.draw();
                None
            }
            "begin" => {
                if let Some(preset) = presets::named(rest) {
                    self.form = Form::of(&preset.experiment);
                    self.begun = preset.name;
                    self.form_drawn = self.form.html(Words(self.language));
                }
                None
            }
            "set" => {
                let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
                self.form.set(name, value);
                None
            }
            "run" => self.form.experiment().ok().map(Request::Run),
            "cancel" => Some(Request::Cancel),
            "keep" => Some(Request::Keep),
            "narrow" => Some(Request::Narrow(number() != 0)),
            "remove" => Some(Request::Remove(u8::try_from(number()).unwrap_or_default())),
            "point" => Some(Request::Point(small(number()), small(number()))),
            "rank" => Some(Request::Rank(number())),
            "replay" => {
                if let Some((run, event)) = self.laboratory.replay() {
                    return Answer::Run(run, event);
                }
                None
            }
            _ => None,
        };
        if let Some(request) = request {
            self.laboratory.hear(request);
        }
        self.show()
    }

    fn draw(&mut self) {
        let words = Words(self.language);
        self.presets_drawn = form::presets(words, self.begun);
        self.form_drawn = self.form.html(words);
    }

    /// Whether there is anything left to run.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.laboratory.is_running()
    }

    /// Runs one trial after the other, until it is enough or there are no more.
    pub fn work(&mut self, enough: impl FnMut() -> bool) {
        self.laboratory.work(enough);
    }

    /// All there is to show now.
    #[must_use]
    pub fn show(&self) -> Answer {
        let (words, report) = (Words(self.language), self.laboratory.report());
        let last = report.rows.last();
        let trouble = self.form.experiment().err();
        let Report { done, trials, running, .. } = report;
        let chosen = report.chosen.as_ref();
        let (rank, of) = match (chosen, last) {
            (Some(chosen), _) => (chosen.rank, chosen.of),
            (None, last) => (0, last.map_or(0, |row| done - row.given_up)),
        };
        let can_keep = !running && last.is_some_and(|row| !row.kept);
        let counts = [done, trials, running.into(), can_keep.into(), rank, of];
        let [done_text, trials_text, running, can_keep, rank, of] = counts.map(|count| count.to_string());
        let numbers: Vec<String> = report.rows.iter().map(|row| row.number.to_string()).collect();
        Answer::Shown(Shown::new([
            done_text,
            trials_text,
            running,
            can_keep,
            rank,
            of,
            numbers.join(" "),
            chosen.map(|chosen| sheet::told(words, chosen)).unwrap_or_default(),
            if trials > 0 { words.of(done, trials) } else { String::new() },
            trouble.map(|trouble| form::explain(words, trouble)).unwrap_or_default(),
            self.presets_drawn.clone(),
            self.form_drawn.clone(),
            report.curves.replace("{x}", words.by_this_time()),
            last.map(|row| sheet::beside(words, &report, row)).unwrap_or_default(),
            if last.is_some() { sheet::sheet(words, &report) } else { String::new() },
            report.csv,
        ]))
    }
}

/// A text as it stands in HTML, also between quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(answer: &Answer, part: Part) -> String {
        match answer {
            Answer::Shown(shown) => shown.text(part).to_owned(),
            Answer::Run(..) => panic!("no run was asked for"),
        }
    }

    #[test]
    fn what_is_answered_is_read_again() {
        let mut desk = Desk::default();
        for line in ["set trials 20", "run", "speak zh-CN", "rank 7", "keep", "narrow 1", "replay"] {
            let answer = desk.hear(line);
            desk.work(|| false);
            assert_eq!(Answer::parse(&answer.print()), Some(answer), "{line}");
        }
        assert!(matches!(desk.hear("replay"), Answer::Run(..)));
        assert_eq!(Answer::parse("shown"), None);
    }

    #[test]
    fn a_form_is_not_drawn_again_while_something_is_typed() {
        let mut desk = Desk::default();
        let first = part(&desk.show(), Part::Form);
        assert_eq!(part(&desk.hear("set timeout 25"), Part::Form), first);
        let begun = part(&desk.hear("begin lan-25-50"), Part::Form);
        assert!(begun != first && begun.contains("value=\"25–50\""));
        desk.hear("set seed 7");
        let chinese = desk.hear("speak zh-CN");
        assert!(part(&chinese, Part::Form).contains("name=\"seed\" value=\"7\""));
        assert!(part(&chinese, Part::Presets).contains("\"lan-25-50\" selected"));
    }

    #[test]
    fn what_is_no_request_changes_nothing() {
        let mut desk = Desk::default();
        let before = desk.show();
        for line in [
            "",
            "x",
            "begin",
            "set",
            "set x y",
            "remove",
            "remove 999",
            "point",
            "point 1",
            "rank x",
            "cancel",
            "keep",
        ] {
            assert_eq!(desk.hear(line), before, "{line}");
        }
    }

    #[test]
    fn what_differs_from_the_published_lines_is_said_with_them_in_both_languages() {
        for language in ["en", "zh-CN"] {
            let mut sheets = Vec::new();
            for preset in ["lan-150-300", "lan-150-151", "wan-f0", "wan-loss"] {
                let mut desk = Desk::default();
                for line in [["speak ", language].concat(), ["begin ", preset].concat()] {
                    desk.hear(&line);
                }
                desk.hear("set trials 3");
                desk.hear("run");
                desk.work(|| false);
                sheets.push(part(&desk.show(), Part::Sheet));
            }
            let words = Words(Language::of(language));
            let says = |note: &str| sheets.iter().map(|sheet| sheet.contains(note)).collect::<Vec<_>>();
            assert_eq!(says(words.note_lan()), [true, true, false, false]);
            assert_eq!(says(words.note_jitter()), [false, true, false, false]);
            assert_eq!(says(words.note_wan()), [false, false, true, false]);
        }
    }
}
