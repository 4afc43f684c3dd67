//! What the board says, in English and Simplified Chinese.
//!
//! Nothing in here decides what Raft does. Every sentence is made from a field of a server, a
//! [`Decision`](raft_core::Decision), an event or a finding of the judge, so that it is true in
//! any run, with any rules, also in one that no lesson foresees.
//!
//! | what | where |
//! |---|---|
//! | buttons, titles, notices | [`text`] |
//! | phrases with numbers and names | [`phrases`] |
//! | a sentence for every event | [`caption`] |
//! | "Why?", from the operands of a decision | [`why`] |
//! | why an entry is not committed, a timer goes on, a message is lost, a vote would be refused | [`why_not_committed`], [`why_timer`], [`why_lost`], [`why_elected`] |
//! | what is known about an entry | [`entry_facts`] |
//! | what clients know of their requests | [`client_status`], [`client_heard`], [`client_truth`] |
//! | rules; properties and violations | [`rule_text`]; [`property_text`], [`violation`] |
//! | the safety argument, step by step | [`proof_step`], [`proof_reason`] |
//! | what comes of an attempt made by hand | [`why_attempt`] |
//! | what cannot be done; errors in scripts; losses | [`action_error`]; [`script_error`]; [`loss_cause`] |
//! | what the menu says about each lesson | [`headings`], from `lessons/` |
//! | the lessons' prose, and the glossary | [`TextFile`]s, loaded when they are needed |
//!
//! # How two languages are kept together
//!
//! A sentence's two versions stand side by side in the source: two texts of a macro, with names that
//! the compiler checks. The build takes them apart: each language has a file with all its words, and
//! a page loads only the one that it speaks. Lessons are files of their own from the start, and the
//! build stops when their panels, questions or answers differ.
//!
//! # Words
//!
//! RPCs, fields and servers keep the paper's names in both languages. The Chinese words for the
//! rest are those of `lessons/zh-CN/glossary.md`, and no others: 领导者 leader, 跟随者 follower,
//! 候选人 candidate, 任期 term, 条目 entry, 索引 index, 提交 commit, 应用 apply, 多数派 majority,
//! 选举超时 election timeout, 心跳 heartbeat, 参选 to stand, 当选 to win, 选票 vote, 崩溃 to crash,
//! 宕机 down, 清点副本 to count copies, 破坏 to break. A blank stands between a Chinese character and a Latin letter or a digit.

pub mod built_in;
mod caption;
mod clients;
mod code;
mod entry;
mod error;
mod files;
mod language;
mod lesson;
mod membership;
pub mod phrases;
mod proof;
mod property;
mod reader;
mod rules;
mod say;
mod template;
mod text;
mod why;
mod words;
mod written;

#[cfg(test)]
mod tests;

pub use caption::caption;
pub use clients::{client_heard, client_status, client_truth};
pub use code::{Code, RuleCode};
pub use entry::{EntryFact, commitment, entry_facts, entry_gone};
pub use error::{action_error, located_script_error, loss_cause, script_error, script_error_kind};
pub use files::{
    Contents, Heading, TextFile, TextKind, code_file, glossary_file, heading, headings, rules_file,
    section_title, words_file,
};
pub use language::Language;
pub use lesson::{
    Choice, Glossary, GlossaryWord, Inline, Lesson, LogsPicture, LogsPictureRow, PanelText, Paragraph,
    Question,
};
pub use membership::{figure_11, two_deciders};
pub use proof::{
    proof_end, proof_entry, proof_leader, proof_line, proof_majorities, proof_reason, proof_roles,
    proof_step, proof_until, verdict,
};
pub use property::{PropertyText, goal_name, property_text, violation};
pub use reader::Damaged;
pub use rules::{RULE_SECTIONS, RuleText, rule_name, rule_text};
pub use text::{Text, text};
pub use why::{
    Comparison, Operand, Relation, Why, add_entry, start_name, take_entry, whose_log, why, why_attempt,
    why_elected, why_lost, why_not_committed, why_not_standing, why_timer,
};
pub use words::{Words, give_words};
pub use written::{BEGINNING, Written, script_title};
