//! Changes of the membership as a whole (§6, Figures 10 and 11).

use crate::Language;
use crate::phrases::{servers, spaced};
use crate::say::say;
use judge::{Milestones, Transition, TwoDeciders};

/// That two configurations can decide now, each alone.
#[must_use]
pub fn two_deciders(language: Language, two: &TwoDeciders) -> String {
    let [old, new] = two.disjoint_majorities().map(|majority| servers(language, majority));
    let (one, other) = (two.first.server, two.second.server);
    spaced(&say!(
        language,
        "{one} and {other} use different configurations: {old} are a majority of the one, {new} of the other. Each can decide without the other (§6).",
        "{one} 和 {other} 使用不同的配置：{old} 是前者的多数派，{new} 是后者的多数派。双方都能不经对方作出决定（§6）。",
        [one, other, old, new]
    ))
}

/// What Figure 11 shows of a run, for those who do not see it.
#[must_use]
pub fn figure_11(language: Language, change: &Transition) -> String {
    let l = language;
    let mut told = vec![say!(l, "Figure 11.", "图 11。")];
    for (name, at) in [("C_old,new", change.joint), ("C_new", change.next)] {
        let Some(Milestones { created, committed, .. }) = at else { continue };
        told.push(match committed {
            None => say!(
                l,
                "{name}: created in event {created}.",
                "{name}：在事件 {created} 创建。",
                [name, created]
            ),
            Some(committed) => say!(
                l,
                "{name}: created in event {created}, committed in event {committed}.",
                "{name}：在事件 {created} 创建，在事件 {committed} 提交。",
                [name, created, committed]
            ),
        });
    }
    told.push(match change.old_until {
        None => say!(l, "C_old alone can decide.", "C_old 可单独决定。"),
        Some(until) => say!(
            l,
            "C_old alone can decide until event {until}.",
            "C_old 在事件 {until} 之前可单独决定。",
            [until]
        ),
    });
    if let Some(from) = change.new_from() {
        told.push(say!(
            l,
            "C_new alone can decide from event {from} on.",
            "C_new 从事件 {from} 起可单独决定。",
            [from]
        ));
    }
    let blank = match language {
        Language::English => " ",
        Language::Chinese => "",
    };
    spaced(&told.join(blank))
}
