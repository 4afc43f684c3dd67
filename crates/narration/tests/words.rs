//! The collector of sentences: what it finds in a source, and what it refuses.

// The build script's own files; it needs more of them than the tests do.
#[allow(dead_code)]
#[path = "../src/template.rs"]
mod template;
#[path = "../build/words.rs"]
mod words;

use words::Said;

fn said(source: &str) -> Result<Said, String> {
    let mut said = Said::default();
    said.collect("a.rs", source)?;
    Ok(said)
}

/// The lines of both languages.
fn lines(source: &str) -> [Vec<String>; 2] {
    let said = said(source).expect("the source is sound");
    [0, 1].map(|language| said.lines(language).collect())
}

#[test]
fn sentences_are_found_wherever_they_stand() {
    let source = r#"
        /// Not `say!(l, "this", "这")`.
        fn a(l: Language) -> String {
            let inner = vec![say!(l, "{x} of {y}", "{y} 的 {x}", [x, y]), format!("{}", word!(self.l, "vote", "选票"))];
            say!(pick(l, 1), "it \"says\" \
                so", "它\u{ff1a}", [],)
        }
        texts! { close: "Close", "关闭"; more: "More", "更多"; }
        rule_names! { Retry: "retry", "重试"; }
    "#;
    let [english, chinese] = lines(source);
    assert_eq!(
        english,
        ["\u{e} of \u{f}", "vote", "it \"says\" so", "Close", "More", "retry"].map(str::to_owned)
    );
    assert_eq!(chinese, ["\u{f} 的 \u{e}", "选票", "它：", "关闭", "更多", "重试"].map(str::to_owned));
}

#[test]
fn what_is_said_twice_has_one_line() {
    let source =
        r#"texts! { vote: "vote", "选票"; } fn a() { word!(l, "vote", "选票"); word!(l, "vote", "投票"); }"#;
    assert_eq!(
        lines(source),
        [["vote", "vote"], ["选票", "投票"]].map(|lines| lines.map(str::to_owned).to_vec())
    );
    // The same templates with their arguments in another order are another line.
    let source = r#"fn a() { say!(l, "{x}{y}", "{x}{y}", [x, y]); say!(l, "{x}{y}", "{x}{y}", [y, x]); }"#;
    assert_eq!(lines(source)[0], ["\u{e}\u{f}", "\u{f}\u{e}"]);
}

#[test]
fn a_macros_own_rules_say_nothing() {
    let source =
        r#"macro_rules! a { ($e:literal) => { word!(l, "no", "不") }; } fn b() { word!(l, $e, $c); }"#;
    assert!(lines(source)[0].is_empty());
}

#[test]
fn what_does_not_fit_on_a_line_is_refused() {
    for source in [r#"fn a() { word!(l, "two\nlines", "两行"); }"#, r#"fn a() { word!(l, "a", 1); }"#] {
        let mistake = said(source).err().expect(source);
        assert!(mistake.starts_with("a.rs: "), "{mistake}");
    }
    let names: Vec<String> = (0..19).map(|number| format!("n{number}")).collect();
    let source = format!("fn a() {{ say!(l, \"{{n0}}\", \"{{n0}}\", [{}]); }}", names.join(", "));
    assert!(said(&source).err().is_some_and(|mistake| mistake.contains("more than 18 names")));
}

/// Lines are found by a table that is sorted by keys.
#[test]
fn places_are_sorted_by_key() {
    let said = said(r#"texts! { a: "a", "一"; b: "b", "二"; c: "c", "三"; }"#).expect("the source is sound");
    let places = said.places();
    let keys: Vec<&str> = places.lines().filter(|line| line.starts_with('(')).collect();
    assert!(places.contains("LINES: usize = 3") && keys.len() == 3 && keys.is_sorted(), "{places}");
}
