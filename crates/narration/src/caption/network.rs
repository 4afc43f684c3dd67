//! Sentences about messages and links.

use super::Teller;
use crate::phrases::{duration, message_kind, message_noun, servers};
use crate::say::{say, word};
use cluster::{Envelope, Link, LossCause, MessageId, Micros};
use raft_core::{ServerId, ServerSet};

impl Teller<'_> {
    pub(super) fn delivered_to_down(&self, envelope: &Envelope) -> String {
        let noun = message_noun(self.language, envelope);
        let to = envelope.id.to;
        say!(self.language, "{noun} is lost: {to} is down.", "{noun}丢失了：{to} 已宕机。", [noun, to])
    }

    pub(super) fn lost(&self) -> String {
        let ids = || self.event.lost.iter().map(|(id, _)| id);
        let from: ServerSet = ids().map(|id| id.from).collect();
        let to: ServerSet = ids().map(|id| id.to).collect();
        let count = ids().count();
        if from.len() > 1 && to.len() > 1 {
            return say!(
                self.language,
                "{count} messages under way are lost.",
                "{count} 条在途消息丢失了。",
                [count]
            );
        }
        let (from, to) = (servers(self.language, from), servers(self.language, to));
        match count {
            1 => say!(
                self.language,
                "The message from {from} to {to} is lost.",
                "{from} 发给 {to} 的消息丢失了。",
                [from, to]
            ),
            _ => say!(
                self.language,
                "{count} messages from {from} to {to} are lost.",
                "{from} 发给 {to} 的 {count} 条消息丢失了。",
                [count, from, to]
            ),
        }
    }

    pub(super) fn duplicated(&self, message: MessageId) -> String {
        let (from, to, kind) = (message.from, message.to, self.kind_of(message));
        say!(
            self.language,
            "There are now two copies of {from}’s {kind} to {to} under way.",
            "{from} 发给 {to} 的{kind}，现在途中有两份。",
            [from, kind, to]
        )
    }

    pub(super) fn delayed(&self, message: MessageId, by: Micros) -> String {
        let (from, to, kind, by) = (message.from, message.to, self.kind_of(message), duration(by));
        say!(
            self.language,
            "{from}’s {kind} to {to} takes {by} longer.",
            "{from} 发给 {to} 的{kind}推迟 {by} 到达。",
            [from, kind, to, by]
        )
    }

    /// What a message is that is still under way.
    fn kind_of(&self, message: MessageId) -> &'static str {
        let envelope = self.world.network().get(message);
        envelope.map_or(word!(self.language, "message", "消息"), |envelope| {
            message_kind(self.language, &envelope.message)
        })
    }

    pub(super) fn cut(&self, link: Link) -> String {
        let Link { from, to, both } = link;
        let text = if both {
            say!(
                self.language,
                "The link between {from} and {to} is cut",
                "{from} 与 {to} 之间的链路被切断",
                [from, to]
            )
        } else {
            say!(
                self.language,
                "The link from {from} to {to} is cut: {to} hears nothing more from {from}",
                "从 {from} 到 {to} 的链路被切断：{to} 不再收到 {from} 的消息",
                [from, to]
            )
        };
        self.with_losses(text)
    }

    pub(super) fn healed(&self, link: Link) -> String {
        let Link { from, to, both } = link;
        if both {
            say!(
                self.language,
                "The link between {from} and {to} works again.",
                "{from} 与 {to} 之间的链路恢复了。",
                [from, to]
            )
        } else {
            say!(
                self.language,
                "The link from {from} to {to} works again.",
                "从 {from} 到 {to} 的链路恢复了。",
                [from, to]
            )
        }
    }

    pub(super) fn partitioned(&self, groups: &[ServerSet]) -> String {
        let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
        let groups = groups.join(" | ");
        self.with_losses(say!(
            self.language,
            "The network is split: {groups}",
            "网络被分区：{groups}",
            [groups]
        ))
    }

    /// Ends a sentence about links with the messages that were on them.
    fn with_losses(&self, mut text: String) -> String {
        text.push_str(&match self.event.lost.len() {
            0 => say!(self.language, ".", "。"),
            1 => say!(self.language, "; a message under way is lost.", "；途中的 1 条消息丢失。"),
            count => say!(
                self.language,
                "; {count} messages under way are lost.",
                "；途中的 {count} 条消息丢失。",
                [count]
            ),
        });
        text
    }

    /// The servers to which this event sent a message that is still under way.
    pub(super) fn recipients(&self) -> ServerSet {
        self.event.sent.iter().map(|id| id.to).collect()
    }

    /// The first message that is under way to this server because of this event.
    pub(super) fn sent_to(&self, to: ServerId) -> Option<&Envelope> {
        let id = self.event.sent.iter().find(|id| id.to == to)?;
        self.world.network().get(*id)
    }

    /// What of it was lost at once, as notes.
    pub(super) fn lost_at_once(&self) -> Vec<String> {
        let lost = |cause: LossCause| -> ServerSet {
            self.event.lost.iter().filter(|(_, why)| *why == cause).map(|(id, _)| id.to).collect()
        };
        let mut notes = Vec::new();
        let cut = lost(LossCause::Cut);
        let to = servers(self.language, cut);
        match cut.len() {
            0 => {}
            1 => notes.push(say!(self.language, "the link to {to} is cut", "到 {to} 的链路已切断", [to])),
            _ => notes.push(say!(self.language, "the links to {to} are cut", "到 {to} 的链路已切断", [to])),
        }
        let dropped = lost(LossCause::Chance).or(lost(LossCause::Full));
        let to = servers(self.language, dropped);
        match dropped.len() {
            0 => {}
            1 => notes.push(say!(self.language, "the message to {to} is lost", "发给 {to} 的消息丢失", [to])),
            _ => {
                notes.push(say!(
                    self.language,
                    "the messages to {to} are lost",
                    "发给 {to} 的消息丢失",
                    [to]
                ));
            }
        }
        notes
    }
}
