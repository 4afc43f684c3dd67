//! Errors of scripts, made by real ones.

use super::check_text;
use crate::{Language, script_error};
use script::{ScriptError, parse, play};

const HEAD: &str = "title t\nservers S1 S2 S3\nstepped\n";

/// Everything that is wrong with a script of this body.
fn errors(body: &str) -> Vec<ScriptError> {
    match parse(&[HEAD, body, "\n"].concat()) {
        Err(error) => vec![error],
        Ok(script) => {
            let story = play(script);
            story.findings.into_iter().chain(story.error).collect()
        }
    }
}

#[test]
fn an_error_says_where_and_what() {
    let bodies = [
        "crsh S1",
        "crash",
        "crash S9",
        "crash S1 S1",
        "cut S1->S1",
        "partition S1 S2 S3",
        "panel a\npanel a",
        "branch main from a",
        "branch b from nowhere",
        "panel a \"b",
        "rule no-such-rule off",
        "ask q of 3 answer 300",
        "request S1 x=1",
        "deliver reply S1->S2",
        "timeout S1\ndeliver reply S1->S2",
        "lose from S1",
        "crash S1\ncrash S1",
        "cut S1->S2\nelect S1 by S2",
        "crash S1\nelect S1",
        "cut S1<->S2\ncut S1<->S3\nelect S1",
        "rule retry on",
        "elect S1\ntimeout S1",
        "expect leader S1",
        "expect not safe",
        "cannot crash S1",
        "run 100ms",
        "timing loss 5%\nrun until leader S1 within 5ms",
        "rule persist-log off\nelect S1 by S2\nrule majority-to-win off\nlose rest\ntimeout S3",
        "rule new-term-on-candidacy off\nelect S1 by S2\nlose rest\nelect S2 by S3",
    ];
    for body in bodies {
        let found = errors(body);
        assert!(!found.is_empty() || body.starts_with("rule persist"), "nothing wrong with {body:?}");
        for error in found {
            for language in Language::ALL {
                let text = without_code(&script_error(language, &error));
                check_text(language, &text);
                assert!(text.ends_with(['.', '。', '?', '？']), "{text}");
            }
        }
    }
}

/// Text between backquotes is the script's own.
fn without_code(text: &str) -> String {
    text.split('`').enumerate().map(|(place, part)| if place % 2 == 0 { part } else { "S1" }).collect()
}

#[test]
fn a_slip_is_shown_with_the_word_that_was_meant() {
    let error = &errors("crsh S1")[0];
    let english = script_error(Language::English, error);
    assert!(english.starts_with("Line 4, column 1: "), "{english}");
    assert!(english.contains("`crash`"), "{english}");
    let chinese = script_error(Language::Chinese, error);
    assert!(chinese.starts_with("第 4 行第 1 列："), "{chinese}");
    assert!(chinese.contains("你是想写 `crash` 吗"), "{chinese}");
}
