//! Figure 8, event by event: the sentences that a class reads first.

use super::is_wide;
use crate::{Language, caption};
use script::{Story, play};

fn figure_8() -> Story {
    play(script::parse(script::scenario("figure-8").unwrap().text).unwrap())
}

/// Every caption of a branch in both languages.
fn captions(story: &Story, branch: &str) -> Vec<[String; 2]> {
    let tip = story.timeline.tip(story.timeline.branch_named(branch).unwrap());
    let mut all = Vec::new();
    story.timeline.replay(tip, |_, _, _, event, world, _| {
        all.push(Language::ALL.map(|language| caption(language, event, world)));
    });
    all
}

fn assert_says(story: &Story, branch: &str, english: &str, chinese: &str) {
    let all = captions(story, branch);
    let found = all.iter().any(|[en, zh]| en == english && zh == chinese);
    assert!(found, "nowhere in {branch}: {english}\n{all:#?}");
}

#[test]
fn elections_of_figure_8() {
    let story = figure_8();
    for (english, chinese) in [
        (
            "S1 times out, starts an election in term 2 and asks S2, S3, S4 and S5 for votes.",
            "S1 选举超时，在任期 2 参选，并请求 S2、S3、S4 和 S5 投票。",
        ),
        (
            "S3 enters term 2, steps down as leader of term 1 and votes for S1.",
            "S3 进入任期 2，从任期 1 的领导者退位，并投票给 S1。",
        ),
        (
            "S2 enters term 3 and refuses S5: its own log ends in term 2, but S5’s ends in term 1.",
            "S2 进入任期 3，并拒绝 S5：自己的日志最后任期是 2，S5 的是 1。",
        ),
        ("S3 refuses S1: it voted for S5 in term 3.", "S3 拒绝 S1：在任期 3 已投票给 S5。"),
        (
            "S1 gets S3’s refusal: it has 2 of 5 votes and needs 3.",
            "S1 收到 S3 的拒绝回复：已得 5 票中的 2 票，需要 3 票。",
        ),
        (
            "S1 becomes leader of term 4 with the votes of S1, S2 and S3.",
            "S1 凭 S1、S2 和 S3 的选票成为任期 4 的领导者。",
        ),
        (
            "S1 crashes: its disk keeps currentTerm 2, votedFor S1 and a log of 2 entries.",
            "S1 崩溃：磁盘上保留着 currentTerm 2、votedFor S1 和有 2 个条目的日志。",
        ),
        (
            "S1 restarts as a follower: term 2 and 2 entries from its disk, commitIndex 0.",
            "S1 重启，成为跟随者：磁盘上有任期 2 和 2 个条目，commitIndex 从 0 开始。",
        ),
    ] {
        assert_says(&story, "main", english, chinese);
    }
}

#[test]
fn a_command_from_right_to_left_turns_nothing_round() {
    let script = "title t\nservers S1 S2 S3\nstepped\nelect S1\nmark m\nbranch b from m\nrequest S1 אב=1\nrequest S1 x=1\n";
    let all = captions(&play(script::parse(script).unwrap()), "b");
    let [isolated, plain] = &all[all.len() - 2..] else { panic!("two requests") };
    for (caption, command) in
        isolated.iter().zip(["\u{2068}אב←1\u{2069}"; 2]).chain(plain.iter().zip(["x←1"; 2]))
    {
        assert!(caption.contains(command), "{caption:?}");
    }
    assert!(plain.iter().all(|caption| !caption.contains('\u{2068}')), "no marks where none are needed");
}

#[test]
fn replication_in_figure_8() {
    let story = figure_8();
    for (branch, english, chinese) in [
        (
            "main",
            "S1 appends z←4 in term 4 and sends it to S2, S3, S4 and S5.",
            "S1 在任期 4 追加 z←4，并发送给 S2、S3、S4 和 S5。",
        ),
        ("main", "S2 stores y←2 at index 2 and answers.", "S2 在索引 2 存入 y←2，并回复。"),
        (
            "main",
            "S3 refuses S1’s heartbeat: it has no entry at index 2, since its log ends at 1.",
            "S3 拒绝 S1 的心跳：自己在索引 2 处没有条目，日志只到索引 1。",
        ),
        (
            "main",
            "S1 gets S3’s refusal, lowers nextIndex for S3 to 2 and sends index 2.",
            "S1 收到 S3 的拒绝回复，把 S3 的 nextIndex 降到 2，并发送索引 2 的条目。",
        ),
        (
            "main",
            "S1 learns from S3 that index 1 is committed and applies x←1.",
            "S1 从 S3 得知索引 1 已提交，并应用 x←1。",
        ),
        (
            "d",
            "S1 gets S3’s answer: it counts index 2 on 3 of 5, but its term is 2, not 4, so S1 does not commit it.",
            "S1 收到 S3 的回复：数到索引 2 已在 5 台中的 3 台上，但该条目的任期是 2 而不是 4，所以 S1 不提交它。",
        ),
        (
            "d",
            "S1 deletes indexes 2 and 3 (its term 2 conflicts with S5’s 3), stores y←3 at index 2 and answers.",
            "S1 删除索引 2 和 3 的条目（任期 2 与 S5 的任期 3 冲突），在索引 2 存入 y←3，并回复。",
        ),
        (
            "d-broken",
            "The rule “count only the current term” is switched off: from here on this is not Raft.",
            "规则“只直接提交当前任期的条目”被关闭：从这里起，这不再是 Raft。",
        ),
        (
            "e",
            "S1 gets S3’s answer: it counts index 3 on 3 of 5, so S1 commits and applies indexes 1 to 3.",
            "S1 收到 S3 的回复：数到索引 3 已在 5 台中的 3 台上，所以 S1 提交并应用索引 1 到 3。",
        ),
    ] {
        assert_says(&story, branch, english, chinese);
    }
}

/// A line of 18 px letters at 1280 px, beside the mark of the properties.
#[test]
fn captions_of_the_lessons_fit_on_a_line() {
    for slug in ["hello", "figure-8"] {
        let story = play(script::parse(script::scenario(slug).unwrap().text).unwrap());
        let branches: Vec<String> =
            story.timeline.branches().map(|(_, branch)| branch.name().to_owned()).collect();
        for branch in branches {
            for [english, chinese] in captions(&story, &branch) {
                assert!(english.chars().count() <= 112, "{english}");
                let width: usize = chinese.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum();
                assert!(width <= 112, "{chinese}");
            }
        }
    }
}
