//! Sentences about what a server does on a timer or when a person asks for it.

use super::Teller;
use super::sentence::Sentence;
use crate::phrases::{command, entry, entry_range, indexes, servers};
use crate::say::{say, word};
use cluster::Envelope;
use raft_core::{Command, Decision, Index, Message, Payload, RoleName, Rule, ServerId, ServerSet};

impl Teller<'_> {
    pub(super) fn timeout(&self, id: ServerId) -> String {
        let mut sentence = self.sentence(id);
        sentence.does(say!(self.language, "times out", "选举超时"));
        for decision in &self.event.decisions {
            if let Decision::Stood { term, .. } = decision {
                sentence.does(say!(
                    self.language,
                    "starts an election in term {term}",
                    "在任期 {term} 参选",
                    [term]
                ));
            }
        }
        self.asks(&mut sentence);
        self.decided(&mut sentence, id, None);
        self.finish(sentence)
    }

    /// The servers that a candidate asks for a vote.
    fn asks(&self, sentence: &mut Sentence) {
        let asked = self.recipients();
        if !asked.is_empty() && self.sends_request_vote() {
            let asked = servers(self.language, asked);
            sentence.does(say!(self.language, "asks {asked} for votes", "请求 {asked} 投票", [asked]));
        }
    }

    fn sends_request_vote(&self) -> bool {
        let first = self.event.sent.first().and_then(|id| self.world.network().get(*id));
        first.is_some_and(|envelope| matches!(envelope.message, Message::RequestVote(_)))
    }

    pub(super) fn beat(&self, id: ServerId) -> String {
        let mut sentence = self.sentence(id);
        let recipients = self.recipients();
        if self.role(id) == RoleName::Candidate {
            let asked = servers(self.language, recipients);
            if !recipients.is_empty() {
                sentence.does(say!(
                    self.language,
                    "asks {asked} again for votes",
                    "再次请求 {asked} 投票",
                    [asked]
                ));
            }
        } else if !recipients.is_empty() {
            let with_entries = self.recipients_of_entries();
            let rest: ServerSet = recipients.iter().filter(|to| !with_entries.contains(*to)).collect();
            let (all, some) = (servers(self.language, recipients), servers(self.language, with_entries));
            let rest = servers(self.language, rest);
            sentence.does(if with_entries.is_empty() {
                say!(self.language, "sends heartbeats to {all}", "向 {all} 发送心跳", [all])
            } else if with_entries == recipients {
                say!(
                    self.language,
                    "sends AppendEntries with entries to {all}",
                    "向 {all} 发送带条目的 AppendEntries",
                    [all]
                )
            } else {
                say!(
                    self.language,
                    "sends heartbeats to {rest}, and entries to {some}",
                    "向 {rest} 发送心跳，向 {some} 发送条目",
                    [rest, some]
                )
            });
        }
        self.finish(sentence)
    }

    /// The servers to which this event sent entries.
    fn recipients_of_entries(&self) -> ServerSet {
        let carries = |to: &ServerId| self.sent_to(*to).is_some_and(|e| !e.message.entries().is_empty());
        self.recipients().iter().filter(carries).collect()
    }

    pub(super) fn sent_one(&self, from: ServerId, to: ServerId) -> String {
        let mut sentence = self.sentence(from);
        if let Some(envelope) = self.sent_to(to) {
            let what = self.sent_noun(envelope);
            sentence.does(say!(self.language, "sends {what} to {to}", "向 {to} 发送{what}", [what, to]));
        }
        self.finish(sentence)
    }

    /// `index 3`, `a heartbeat`, `RequestVote again`
    pub(super) fn sent_noun(&self, envelope: &Envelope) -> String {
        match &envelope.message {
            Message::AppendEntries(request) if !request.entries.is_empty() => {
                let (first, last) = entry_range(request);
                let range = indexes(self.language, first, last);
                say!(self.language, "{range}", "{range}的条目", [range])
            }
            Message::AppendEntries(_) => say!(self.language, "a heartbeat", "心跳"),
            Message::RequestVote(request) => {
                let term = request.term;
                say!(self.language, "RequestVote for term {term}", "任期 {term} 的 RequestVote", [term])
            }
            Message::RequestVoteReply(_) | Message::AppendEntriesReply(_) => {
                say!(self.language, "an answer", "回复")
            }
        }
    }

    pub(super) fn requested(&self, id: ServerId, word: &Command) -> String {
        let mut sentence = self.sentence(id);
        let asked = command(word);
        for decision in &self.event.decisions {
            if let Decision::Appended { term, .. } = decision {
                sentence.does(say!(
                    self.language,
                    "appends {asked} in term {term}",
                    "在任期 {term} 追加 {asked}",
                    [asked, term]
                ));
            }
        }
        if sentence.is_empty() {
            sentence.does(say!(
                self.language,
                "gets the request {asked} from a client",
                "收到客户端请求 {asked}",
                [asked]
            ));
        }
        let recipients = self.recipients();
        if !recipients.is_empty() {
            let to = servers(self.language, recipients);
            sentence.does(say!(self.language, "sends it to {to}", "发送给 {to}", [to]));
        }
        self.decided(&mut sentence, id, None);
        self.finish(sentence)
    }

    pub(super) fn crashed(&self, id: ServerId) -> String {
        let mut sentence = self.sentence(id);
        sentence.does(say!(self.language, "crashes", "崩溃"));
        if let Some(reason) = self.what_the_disk_keeps(id) {
            sentence.because(reason);
        }
        self.note_what_was_cut_off(&mut sentence);
        sentence.finish()
    }

    fn what_the_disk_keeps(&self, id: ServerId) -> Option<String> {
        let server = self.world.server(id)?;
        let rules = self.world.rules();
        let (term, entries) = (server.current_term(), server.log().entries().len());
        let mut kept = Vec::new();
        let mut gone = Vec::new();
        let mut keep = |on: bool, kept_as: String, name: &str| {
            if on {
                kept.push(kept_as);
            } else {
                gone.push(name.to_owned());
            }
        };
        keep(rules.has(Rule::PersistTerm), format!("currentTerm {term}"), "currentTerm");
        let vote = match server.voted_for() {
            Some(voted_for) => format!("votedFor {voted_for}"),
            None => say!(self.language, "an empty votedFor", "空的 votedFor"),
        };
        let keeps_vote = rules.has(Rule::PersistTerm) && rules.has(Rule::PersistVote);
        keep(keeps_vote, vote, "votedFor");
        let log = match entries {
            0 => say!(self.language, "an empty log", "空日志"),
            1 => say!(self.language, "a log of 1 entry", "有 1 个条目的日志"),
            _ => say!(self.language, "a log of {entries} entries", "有 {entries} 个条目的日志", [entries]),
        };
        keep(rules.has(Rule::PersistLog), log, word!(self.language, "its log", "日志"));
        let list = |items: Vec<String>| crate::phrases::list(self.language, items.into_iter());
        if gone.is_empty() {
            let kept = list(kept);
            return Some(say!(self.language, "its disk keeps {kept}", "磁盘上保留着 {kept}", [kept]));
        }
        let gone = list(gone);
        Some(say!(self.language, "it loses {gone} (rule off)", "丢失了 {gone}（规则已关闭）", [gone]))
    }

    pub(super) fn restarted(&self, id: ServerId) -> String {
        let mut sentence = self.sentence(id);
        sentence.does(say!(self.language, "restarts as a follower", "重启，成为跟随者"));
        if let Some(server) = self.world.server(id) {
            let (term, entries) = (server.current_term(), server.log().entries().len());
            let log = match entries {
                0 => say!(self.language, "an empty log", "空日志"),
                1 => say!(self.language, "1 entry", "1 个条目"),
                _ => say!(self.language, "{entries} entries", "{entries} 个条目", [entries]),
            };
            sentence.because(say!(
                self.language,
                "term {term} and {log} from its disk, commitIndex 0",
                "磁盘上有任期 {term} 和{log}，commitIndex 从 0 开始",
                [term, log]
            ));
        }
        sentence.finish()
    }

    /// `z←4`, `a no-op`; nothing if the server has no such entry any more.
    pub(super) fn entry_noun(&self, id: ServerId, index: Index) -> Option<String> {
        let found = self.world.server(id)?.log().get(index)?;
        Some(match found.payload {
            Payload::Command(_) => entry(self.language, found),
            Payload::NoOp => say!(self.language, "a no-op", "一个空操作"),
            Payload::Configuration(_) => {
                let servers = entry(self.language, found);
                say!(self.language, "the configuration {servers}", "配置 {servers}", [servers])
            }
        })
    }

    /// Adds what was lost at once, and makes a sentence even of nothing.
    pub(super) fn finish(&self, mut sentence: Sentence) -> String {
        if sentence.is_empty() {
            sentence.does(if !self.event.held.is_empty() {
                say!(self.language, "writes to disk", "写入磁盘")
            } else if self.event.lost.is_empty() {
                say!(self.language, "has nothing to send", "没有要发送的消息")
            } else {
                say!(self.language, "sends messages, but none can arrive", "发送的消息无一能到达")
            });
        }
        self.note_what_waits(&mut sentence);
        for note in self.lost_at_once() {
            sentence.note(note);
        }
        sentence.finish()
    }
}
