//! Why a timer restarted in an event, or did not; why messages were lost.

use super::{Answer, Why};
use crate::say::say;
use crate::{Language, loss_cause};
use cluster::{Cause, Envelope, Event, LossCause, World};
use raft_core::{AppendRefusal, Decision, Message, Rule, Rules, Server, ServerId, TimerReset};

/// Why a server's election timer restarted in this event, or runs on although a message arrived. `world` is the world after the event, `rules` are those before it. `None`: it is not
/// about timers.
#[must_use]
pub fn why_timer(language: Language, rules: Rules, event: &Event, world: &World) -> Option<Why> {
    let server = event.server()?;
    let answer = Answer::of(language, server, rules);
    let envelope = match &event.cause {
        // What a server does before it crashes leaves it no timer.
        Cause::Delivered { and_crashed: true, .. } => return None,
        Cause::Delivered { envelope, .. } => Some(envelope),
        _ => None,
    };
    match event.timer {
        Some(reset) => Some(answer.timer_reset(reset, envelope)),
        None if world.server(server).is_none_or(Server::is_leader) => None,
        None => answer.timer_runs_on(event, envelope?),
    }
}

impl Answer {
    fn ask_of_reset(&mut self) {
        let me = self.me;
        self.ask(say!(
            self.language,
            "Why does {me}’s election timer restart?",
            "{me} 的选举定时器为什么重新开始？",
            [me]
        ));
    }

    fn timer_reset(mut self, reset: TimerReset, envelope: Option<&Envelope>) -> Why {
        let (l, me) = (self.language, self.me);
        self.ask_of_reset();
        let sender = envelope.map_or(me, |envelope| envelope.id.from);
        let term = envelope.map(|envelope| envelope.message.term()).unwrap_or_default();
        let line = match reset {
            TimerReset::Restarted => say!(l, "{me} has just restarted", "{me} 刚刚重启", [me]),
            TimerReset::Stood => say!(l, "{me} starts an election", "{me} 开始一次选举", [me]),
            TimerReset::GrantedVote => {
                say!(l, "{me} voted for {sender}", "{me} 投票给了 {sender}", [me, sender])
            }
            TimerReset::HeardCandidate => {
                say!(l, "{sender} asked for a vote", "{sender} 请求投票", [sender])
            }
            TimerReset::HeardFromLeader => say!(
                l,
                "{me} heard from {sender}, leader of term {term}",
                "{me} 收到了任期 {term} 的领导者 {sender} 的消息",
                [me, sender, term]
            ),
            TimerReset::SteppedDown => say!(
                l,
                "{me} was the leader until now, without an election timer",
                "{me} 此前是领导者，没有选举定时器",
                [me]
            ),
        };
        self.check(line, true);
        let rule = match reset {
            TimerReset::GrantedVote | TimerReset::HeardCandidate => Some(Rule::ResetTimerOnGrantOnly),
            TimerReset::Restarted
            | TimerReset::Stood
            | TimerReset::HeardFromLeader
            | TimerReset::SteppedDown => None,
        };
        if reset == TimerReset::HeardCandidate {
            self.rule_is_off();
        }
        self.by(rule, "5.2")
    }

    /// A request that was refused. Answers never concern the timer.
    fn timer_runs_on(mut self, event: &Event, envelope: &Envelope) -> Option<Why> {
        let (l, me, sender) = (self.language, self.me, envelope.id.from);
        let rule = match &envelope.message {
            Message::RequestVote(_) => {
                self.ask_of_running_on();
                self.check(say!(l, "{me} voted for {sender}", "{me} 投票给了 {sender}", [me, sender]), false);
                Rule::ResetTimerOnGrantOnly
            }
            Message::AppendEntries(_) => {
                let (mine, theirs) = stale(event)?;
                self.ask_of_running_on();
                self.not_of_an_old_term(sender, mine, theirs);
                Rule::RefuseStaleLeader
            }
            Message::RequestVoteReply(_) | Message::AppendEntriesReply(_) => return None,
        };
        Some(self.by(Some(rule), "5.2"))
    }

    fn ask_of_running_on(&mut self) {
        let me = self.me;
        self.ask(say!(
            self.language,
            "Why does {me}’s election timer run on?",
            "{me} 的选举定时器为什么不重新开始？",
            [me]
        ));
    }
}

/// The terms of an AppendEntries that was refused because it is old.
fn stale(event: &Event) -> Option<(raft_core::Term, raft_core::Term)> {
    event.decisions.iter().find_map(|decision| match decision {
        Decision::RejectedEntries { refusal: AppendRefusal::StaleTerm { mine, theirs }, .. } => {
            Some((*mine, *theirs))
        }
        _ => None,
    })
}

/// How many messages are named one by one.
const NAMED: usize = 4;

/// Why messages were lost in this event, if any were.
#[must_use]
pub fn why_lost(language: Language, rules: Rules, event: &Event) -> Option<Why> {
    let (first, _) = event.lost.first()?;
    let mut answer = Answer::of(language, first.from, rules);
    let (from, to, count) = (first.from, first.to, event.lost.len());
    answer.ask(match count {
        1 => say!(
            language,
            "Why was the message from {from} to {to} lost?",
            "{from} 发给 {to} 的消息为什么丢失？",
            [from, to]
        ),
        _ => say!(language, "Why were {count} messages lost?", "这 {count} 条消息为什么丢失？", [count]),
    });
    for cause in LossCause::ALL {
        answer.lost_by(event, cause);
    }
    if rules.has(Rule::Retry) {
        answer.fact(say!(
            language,
            "a lost RPC is sent again until it is answered",
            "丢失的 RPC 会一直重发，直到收到回复"
        ));
    } else {
        answer.rule_is_off();
    }
    Some(answer.by(Some(Rule::Retry), Rule::Retry.section()))
}

impl Answer {
    fn lost_by(&mut self, event: &Event, cause: LossCause) {
        let lost = || event.lost.iter().filter(|(_, why)| *why == cause).map(|(id, _)| id);
        let (count, why) = (lost().count(), loss_cause(self.language, cause));
        if count == 0 {
            return;
        }
        if count > NAMED {
            self.fact(say!(self.language, "{count} messages: {why}", "{count} 条消息：{why}", [count, why]));
            return;
        }
        for id in lost() {
            let (from, to): (ServerId, ServerId) = (id.from, id.to);
            self.fact(say!(self.language, "{from} → {to}: {why}", "{from} → {to}：{why}", [from, to, why]));
        }
    }
}
