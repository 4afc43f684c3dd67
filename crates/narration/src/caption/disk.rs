//! Sentences about disks that take their time (§5.6).

use super::Teller;
use super::sentence::Sentence;
use crate::phrases::servers;
use crate::say::say;
use raft_core::ServerId;

impl Teller<'_> {
    /// A write has ended.
    pub(super) fn written(&self, id: ServerId) -> String {
        let mut sentence = self.sentence(id);
        sentence.does(say!(self.language, "finishes writing to disk", "写盘完成"));
        let recipients = self.recipients();
        if !recipients.is_empty() {
            let to = servers(self.language, recipients);
            sentence.does(say!(
                self.language,
                "sends what waited for it to {to}",
                "发出等待中的消息给 {to}",
                [to]
            ));
        }
        self.finish(sentence)
    }

    /// What waits until the server has written what it rests on.
    pub(super) fn note_what_waits(&self, sentence: &mut Sentence) {
        if self.event.held.is_empty() {
            return;
        }
        let to = servers(self.language, self.event.held.iter().map(|id| id.to).collect());
        sentence.note(say!(
            self.language,
            "its messages to {to} wait until this is on disk",
            "发给 {to} 的消息要等写盘完成",
            [to]
        ));
    }

    /// What a crash in the middle of a write loses.
    pub(super) fn note_what_was_cut_off(&self, sentence: &mut Sentence) {
        if self.event.cut_off == 0 {
            return;
        }
        sentence.note(say!(self.language, "what it was still writing is lost", "没有写完的内容丢失了"));
    }
}
