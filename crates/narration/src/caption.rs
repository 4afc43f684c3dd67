//! One sentence for every event.
//!
//! About a server the sentence is put together from its decisions in the order in which they
//! were made: what it does, then why, then what came with it. What matters most comes where the
//! reader looks for it:
//!
//! | in the sentence | from |
//! |---|---|
//! | the verbs | a higher term entered; then the vote, the entries, the count, the back-off |
//! | the reason, after a colon | operands: of a refusal, of a count, of a commit or of none |
//! | a note, after a semicolon | what was lost at once, a stale message that was accepted |
//!
//! Decisions that follow from another and add nothing are left out: a new leader's count of its
//! last vote, the progress of a follower whose answer made the leader commit.

mod change;
mod clock;
mod decided;
mod disk;
mod election;
mod network;
mod replication;
mod sentence;
mod server;

use crate::Language;
use crate::phrases::{servers, spaced};
use crate::rule_name;
use crate::say::say;
use cluster::{Cause, Event, World};
use raft_core::{RoleName, Rule, ServerId};
use sentence::Sentence;

/// What just happened, in one sentence with names and numbers. `world` is the world after the
/// event.
#[must_use]
pub fn caption(language: Language, event: &Event, world: &World) -> String {
    spaced(&Teller { language, event, world }.tell())
}

/// Everything a caption is made from.
struct Teller<'a> {
    language: Language,
    event: &'a Event,
    world: &'a World,
}

impl Teller<'_> {
    fn tell(&self) -> String {
        match &self.event.cause {
            Cause::Start => self.start(),
            Cause::Timeout(id) => self.timeout(*id),
            Cause::Beat(id) => self.beat(*id),
            Cause::Sent { from, to } => self.sent_one(*from, *to),
            Cause::Requested { server, command } => self.requested(*server, command),
            Cause::ChangeAsked { server, .. } => self.change_asked(*server),
            Cause::Added(id) => self.added(*id),
            Cause::MinimumTimeoutPassed(id) => self.minimum_passed(*id),
            Cause::Crashed(id) => self.crashed(*id),
            Cause::Restarted(id) => self.restarted(*id),
            Cause::Delivered { envelope, and_crashed } => self.delivered(envelope, *and_crashed),
            Cause::Written(id) => self.written(*id),
            Cause::DeliveredToDown(envelope) => self.delivered_to_down(envelope),
            Cause::Lost => self.lost(),
            Cause::Duplicated { message, .. } => self.duplicated(*message),
            Cause::Delayed { message, by } => self.delayed(*message, *by),
            Cause::Cut(link) => self.cut(*link),
            Cause::Healed(link) => self.healed(*link),
            Cause::HealedAll => say!(self.language, "All links work again.", "所有链路都恢复了。"),
            Cause::Partitioned(groups) => self.partitioned(groups),
            Cause::Switched { rule, on } => self.switched(*rule, *on),
            Cause::Turned(dial) => clock::turned(self.language, *dial),
            Cause::TurnedFor { part, dial } => clock::turned_for(self.language, *part, *dial),
            Cause::TimerSet { server, remaining } => clock::timer_set(self.language, *server, *remaining),
            Cause::Stepped => say!(
                self.language,
                "The clock stops: nothing moves unless you say so.",
                "时钟停下：你不操作，就什么都不会发生。"
            ),
            Cause::Clocked { .. } => say!(
                self.language,
                "The clock runs: timers run out and messages arrive on their own.",
                "时钟开始走：定时器会自行到期，消息会自行到达。"
            ),
        }
    }

    fn start(&self) -> String {
        let all = servers(self.language, self.world.setup().servers);
        say!(
            self.language,
            "{all} start as followers in term 0, with empty logs.",
            "{all} 启动：都是任期 0 的跟随者，日志都为空。",
            [all]
        )
    }

    fn switched(&self, rule: Rule, on: bool) -> String {
        let name = rule_name(self.language, rule);
        if !rule.on_by_default() {
            return match on {
                true if rule == Rule::DisregardVotesWhileLed => say!(
                    self.language,
                    "The rule “{name}” is switched on: a server that has just heard from a leader disregards candidates (§6).",
                    "规则“{name}”被打开：刚收到领导者消息的服务器不理会候选人（§6）。",
                    [name]
                ),
                true => say!(
                    self.language,
                    "The rule “{name}” is switched on: a new leader first appends a no-op (§8).",
                    "规则“{name}”被打开：新领导者会先追加一个空操作（§8）。",
                    [name]
                ),
                false => {
                    say!(self.language, "The rule “{name}” is switched off.", "规则“{name}”被关闭。", [name])
                }
            };
        }
        match (on, self.world.rules().is_raft()) {
            (false, _) => say!(
                self.language,
                "The rule “{name}” is switched off: from here on this is not Raft.",
                "规则“{name}”被关闭：从这里起，这不再是 Raft。",
                [name]
            ),
            (true, true) => say!(
                self.language,
                "The rule “{name}” is on again, and with it all rules.",
                "规则“{name}”重新打开，至此所有规则都已打开。",
                [name]
            ),
            (true, false) => say!(
                self.language,
                "The rule “{name}” is on again; other rules are still off.",
                "规则“{name}”重新打开，但还有别的规则关着。",
                [name]
            ),
        }
    }

    fn sentence(&self, subject: ServerId) -> Sentence {
        Sentence::about(self.language, subject)
    }

    /// The role that a server has after the event.
    fn role(&self, id: ServerId) -> RoleName {
        self.world.server(id).map_or(RoleName::Follower, |server| server.role().name())
    }
}
