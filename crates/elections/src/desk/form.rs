//! What is set: as it is typed, and the experiment that it means.

use super::escaped;
use super::words::Words;
use crate::experiment::{Begins, Ends, Experiment, Logs, Trouble, Twist};
use crate::laboratory::MOST_TRIALS;
use crate::presets::{self, Preset};
use crate::read;
use cluster::Micros;

/// A field: its name in requests, and its label.
type Field = (&'static str, fn(Words) -> &'static str);

/// What is typed, in the order in which it is shown.
const FIELDS: [Field; 8] = [
    ("servers", Words::servers),
    ("failed", Words::failed),
    ("latency", Words::latency),
    ("disk", Words::disk),
    ("timeout", Words::timeout),
    ("heartbeat", Words::heartbeat),
    ("trials", Words::trials),
    ("seed", Words::seed),
];

/// What there are few choices of: its name in requests, its label, and the choices.
type Choice = (&'static str, fn(Words) -> &'static str, &'static [Field]);

const CHOICES: [Choice; 4] = [
    ("logs", Words::logs, &[("equal", Words::equal), ("different", Words::different)]),
    (
        "twist",
        Words::twist,
        &[
            ("none", Words::none),
            ("terms", Words::terms),
            ("asymmetric", Words::asymmetric),
            ("loss:20", Words::loss),
            ("drift:20", Words::drift),
        ],
    ),
    ("from", Words::from, &[("fresh", Words::fresh), ("crash", Words::crash)]),
    ("until", Words::until, &[("elected", Words::elected), ("heard", Words::heard)]),
];

/// Why what is set cannot be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unready {
    /// What is typed in this field is no number, or no time.
    Unreadable(usize),
    /// There is no such experiment.
    Cannot(Trouble),
}

/// The form.
pub(super) struct Form {
    /// What is typed in each field.
    texts: [String; FIELDS.len()],
    /// What is chosen.
    chosen: Experiment,
}

impl Form {
    /// The form that means this experiment. The heartbeat is left open: it is half the shortest timeout.
    pub(super) fn of(experiment: &Experiment) -> Self {
        let Experiment { servers, failed, latency, disk, timeout, trials, seed, .. } = *experiment;
        let texts = [
            servers.to_string(),
            failed.to_string(),
            read::write_span(latency),
            read::write_span(disk),
            read::write_span(timeout),
            String::new(),
            trials.to_string(),
            seed.to_string(),
        ];
        Self { texts, chosen: *experiment }
    }

    /// Something is typed or chosen.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        if let Some(place) = FIELDS.iter().position(|(field, _)| *field == name) {
            value.clone_into(&mut self.texts[place]);
            return;
        }
        let chosen = &mut self.chosen;
        match (name, value) {
            ("logs", _) => chosen.logs = if value == "equal" { Logs::Equal } else { Logs::Different },
            ("from", _) => chosen.begins = if value == "fresh" { Begins::Fresh } else { Begins::Crash },
            ("until", _) => chosen.ends = if value == "elected" { Ends::Elected } else { Ends::Heard },
            ("twist", "none") => chosen.twist = Twist::Plain,
            ("twist", "terms") => chosen.twist = Twist::Terms,
            ("twist", "asymmetric") => chosen.twist = Twist::Asymmetric,
            ("twist", "loss:20") => chosen.twist = Twist::Loss(20),
            ("twist", "drift:20") => chosen.twist = Twist::Drift(20),
            _ => {}
        }
    }

    /// What is set.
    ///
    /// # Errors
    /// Why it cannot be run.
    pub(super) fn experiment(&self) -> Result<Experiment, Unready> {
        let text = |place: usize| self.texts[place].trim();
        let count = |place| text(place).parse::<u32>().map_err(|_| Unready::Unreadable(place));
        let small = |place| u8::try_from(count(place)?).map_err(|_| Unready::Unreadable(place));
        let span = |place| read::span(text(place)).ok_or(Unready::Unreadable(place));
        let timeout = span(4)?;
        let heartbeat = match text(5) {
            "" => Micros(timeout.min.0 / 2),
            typed => read::time(typed).ok_or(Unready::Unreadable(5))?,
        };
        let experiment = Experiment {
            servers: small(0)?,
            failed: small(1)?,
            latency: span(2)?,
            disk: span(3)?,
            timeout,
            heartbeat,
            trials: count(6)?,
            seed: text(7).parse().map_err(|_| Unready::Unreadable(7))?,
            ..self.chosen
        };
        if experiment.trials > MOST_TRIALS {
            return Err(Unready::Cannot(Trouble::Trials(experiment.trials)));
        }
        experiment.check().map_err(Unready::Cannot)?;
        Ok(experiment)
    }

    /// The fields, each with its name in requests.
    pub(super) fn html(&self, words: Words) -> String {
        let mut html = String::new();
        for (place, (name, label)) in FIELDS.iter().enumerate() {
            let hint = if *name == "heartbeat" { words.half() } else { "" };
            let (label, value) = (label(words), escaped(&self.texts[place]));
            html += &format!(
                "<label><span>{label}</span><input type=\"text\" name=\"{name}\" value=\"{value}\" \
                 placeholder=\"{hint}\" maxlength=\"24\" spellcheck=\"false\" autocomplete=\"off\"></label>"
            );
            // What is chosen stands between what is set and how often it is run.
            if *name == "heartbeat" {
                html += &self.choices(words);
            }
        }
        html
    }

    fn choices(&self, words: Words) -> String {
        let now = crate::laboratory::settings(&self.chosen);
        let now: Vec<&str> = now.split(',').collect();
        let mut html = String::new();
        for (name, label, choices) in CHOICES {
            let options =
                choices.iter().map(|(value, label)| option(value, label(words), now.contains(value)));
            html += &select(name, label(words), &options.collect::<String>());
        }
        html
    }
}

fn option(value: &str, label: &str, chosen: bool) -> String {
    let chosen = if chosen { " selected" } else { "" };
    format!("<option value=\"{value}\"{chosen}>{label}</option>")
}

fn select(name: &str, label: &str, options: &str) -> String {
    format!("<label><span>{label}</span><select name=\"{name}\">{options}</select></label>")
}

/// The list of presets.
pub(super) fn presets(words: Words, begun: &str) -> String {
    let option_of = |preset: &Preset| option(preset.name, &preset_name(words, preset), preset.name == begun);
    let options: String = presets::ALL.iter().map(option_of).collect();
    select("begin", words.begin_with(), &options)
}

/// What a preset is called: by what it is about.
fn preset_name(words: Words, preset: &Preset) -> String {
    let Experiment { timeout, servers, failed, twist, .. } = preset.experiment;
    if preset.experiment.disk != presets::NO_DISK {
        let [min, max] = [timeout.min, timeout.max].map(read::write_time);
        return format!("{}: {min}–{max} ms", words.figure());
    }
    let about = match twist {
        Twist::Plain => return format!("WAN: {failed} / {servers} {}", words.down()),
        Twist::Terms => words.terms(),
        Twist::Asymmetric => words.asymmetric(),
        Twist::Loss(_) => words.loss(),
        Twist::Drift(_) => words.drift(),
    };
    format!("WAN: {about}")
}

/// Why it cannot be run, in words.
pub(super) fn explain(words: Words, unready: Unready) -> String {
    let said = match unready {
        Unready::Unreadable(place) => {
            let said = if (2..=5).contains(&place) { words.no_time() } else { words.no_number() };
            return format!("{}: {said}", (FIELDS[place].1)(words));
        }
        Unready::Cannot(Trouble::Servers(_)) => words.one_to_nine(),
        Unready::Cannot(Trouble::NoMajority { .. }) => words.no_majority(),
        Unready::Cannot(Trouble::NobodyCrashes) => words.nobody_crashes(),
        Unready::Cannot(Trouble::BadTime(_) | Trouble::BadShare(_)) => words.bad_time(),
        Unready::Cannot(Trouble::Trials(_)) => words.bad_trials(),
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::words::Language;

    #[test]
    fn every_preset_can_be_set() {
        for preset in presets::ALL {
            assert_eq!(Form::of(&preset.experiment).experiment(), Ok(preset.experiment), "{}", preset.name);
        }
    }

    #[test]
    fn the_heartbeat_is_half_the_shortest_timeout_unless_it_is_set() {
        let mut form = Form::of(&presets::ALL[0].experiment);
        form.set("timeout", "25..50");
        assert_eq!(form.experiment().map(|experiment| experiment.heartbeat), Ok(Micros(12_500)));
        form.set("heartbeat", "5");
        assert_eq!(form.experiment().map(|experiment| experiment.heartbeat), Ok(Micros(5_000)));
    }

    #[test]
    fn what_cannot_be_run_is_told_with_where_and_loses_nothing() {
        let words = [Words(Language::English), Words(Language::Chinese)];
        for (name, text, told) in [
            ("latency", "30 to 40", "One way, ms: write milliseconds"),
            ("heartbeat", "soon", "Heartbeat, ms: write milliseconds"),
            ("servers", "five", "Servers: write a whole number"),
            ("seed", "-1", "Seed: write a whole number"),
            ("servers", "10", "1 to 9 servers"),
            ("failed", "3", "nobody can be elected"),
            ("trials", "100001", "1 to 100,000"),
            ("trials", "0", "1 to 100,000"),
            ("timeout", "600–300", "ends before it begins"),
        ] {
            let mut form = Form::of(&presets::named("wan-f2").expect("a preset").experiment);
            form.set(name, text);
            let unready = form.experiment().expect_err(text);
            assert!(explain(words[0], unready).contains(told), "{text}");
            assert_ne!(explain(words[0], unready), explain(words[1], unready));
            assert!(form.html(words[0]).contains(&format!("name=\"{name}\" value=\"{text}\"")));
        }
        let mut form = Form::of(&presets::named("wan-f0").expect("a preset").experiment);
        form.set("from", "crash");
        assert_eq!(form.experiment(), Err(Unready::Cannot(Trouble::NobodyCrashes)));
    }

    #[test]
    fn what_is_chosen_is_what_is_run_and_what_is_typed_is_no_html() {
        let mut form = Form::of(&presets::named("wan-f2").expect("a preset").experiment);
        for (name, _, choices) in CHOICES {
            for (value, _) in choices {
                form.set(name, value);
                let settings = crate::laboratory::settings(&form.experiment().expect("an experiment"));
                assert!(settings.split(',').any(|one| one == *value), "{name} {value}: {settings}");
            }
        }
        form.set("seed", "\"><b>&");
        assert!(form.html(Words(Language::English)).contains("value=\"&quot;>&lt;b>&amp;\""));
    }
}
