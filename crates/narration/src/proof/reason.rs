//! A sentence for what shows each step.

use super::{halves, told};
use crate::Language;
use crate::phrases::{Unit, entry, servers};
use crate::property::two_elections;
use crate::say::{say, word};
use judge::{Election, Proof, Step, Verdict, Why};
use raft_core::{Entry, Position, ServerId, Term};

/// What all of the sentences need.
#[derive(Clone, Copy)]
struct About<'a> {
    l: Language,
    proof: &'a Proof,
    /// The later leader.
    u: ServerId,
    /// The server in both majorities; sentences that name it are about one that is there.
    voter: ServerId,
}

pub(super) fn reason(l: Language, proof: &Proof, step: &Step) -> String {
    let u = proof.leader.server;
    let about = About { l, proof, u, voter: proof.voter.unwrap_or(u) };
    let holds = step.verdict == Verdict::Holds;
    match step.why {
        Why::Premises { own_term, twice } => about.premises(own_term, twice.as_ref()),
        Why::Kept { elected_with, held } => about.kept(elected_with, held),
        Why::Overlap { .. } => about.overlap(&step.why),
        Why::Accepted { accepted, voted } => about.accepted(accepted, voted, holds),
        Why::StillThere { found } => about.still_there(found.as_ref(), holds),
        Why::UpToDate { mine, theirs } => about.up_to_date(mine, theirs),
        Why::EqualTerms { mine, has_last, has_counted, .. } => about.equal_terms(mine, has_last, has_counted),
        Why::LargerTerm { mine, theirs, creator, creator_had, has_counted } => {
            if theirs.term <= proof.commit.term {
                return about.not_above_the_commitment(&about.larger(mine, theirs));
            }
            match creator.filter(|_| creator_had && has_counted && about.ends_at_least_in_t(mine)) {
                Some(creator) => about.larger_still(mine, theirs, creator),
                None => {
                    let larger = about.larger(mine, theirs);
                    about.larger_term(&larger, theirs.term, creator, (creator_had, has_counted))
                }
            }
        }
        Why::Had { found } => about.had(found.as_ref(), holds),
        Why::NoVoter => {
            let it = counted(l, proof);
            say!(
                l,
                "No server both stored {it} and voted for {u}.",
                "没有服务器既存下 {it}，又投票给 {u}。",
                [it, u]
            )
        }
        Why::OtherCase { mine, theirs } => about.other_case(mine.term, theirs.term),
    }
}

/// The entry whose copies were counted: the committed one, or a later one, known by its index.
pub(super) fn counted(l: Language, proof: &Proof) -> String {
    if proof.counted.index == proof.commit.index {
        return entry(l, &proof.commit.entry);
    }
    let index = proof.counted.index;
    say!(l, "index {index}", "索引 {index} 的条目", [index])
}

/// `y←3 from term 3`
fn with_term(l: Language, found: &Entry) -> String {
    let (what, term) = (entry(l, found), found.term);
    say!(l, "{what} from term {term}", "{what}（任期 {term}）", [what, term])
}

/// `ended at index 2, term 1`, `was empty`
fn ended(l: Language, log: Position) -> String {
    let (index, term) = (log.index, log.term);
    match index.0 {
        0 => word!(l, "was empty", "是空的").to_owned(),
        _ => say!(l, "ended at index {index}, term {term}", "止于索引 {index}、任期 {term}", [index, term]),
    }
}

impl About<'_> {
    /// The committed entry.
    fn entry(&self) -> String {
        entry(self.l, &self.proof.commit.entry)
    }

    /// See [`counted`].
    fn it(&self) -> String {
        counted(self.l, self.proof)
    }

    fn is_counted_itself(&self) -> bool {
        self.proof.counted.index == self.proof.commit.index
    }

    /// The server that the voter voted for, as an object: "itself" if it is the later leader.
    fn whom(&self) -> String {
        if self.voter == self.u { word!(self.l, "itself", "自己").to_owned() } else { self.u.to_string() }
    }

    /// Step 0.
    fn premises(&self, own_term: bool, twice: Option<&[Election; 2]>) -> String {
        let (l, it, by, term) = (self.l, self.it(), self.proof.commit.leader, self.proof.commit.term);
        let until = self.proof.leader.term;
        let leaders = match twice {
            Some([first, second]) => two_elections(l, first, second),
            None => say!(
                l,
                "No term up to {until} had two leaders.",
                "到任期 {until} 为止，没有哪个任期有两个领导者。",
                [until]
            ),
        };
        let made = self.proof.counted.term;
        let copies = if own_term {
            say!(
                l,
                "{by} counted copies of {it}, an entry from its own term, {term}.",
                "{by} 清点的是 {it} 的副本，它属于 {by} 自己的任期 {term}。",
                [by, it, term]
            )
        } else {
            say!(
                l,
                "{by}, leader of term {term}, counted copies of {it}, an entry from term {made}.",
                "{by} 是任期 {term} 的领导者，清点的却是任期 {made} 的 {it} 的副本。",
                [by, term, it, made]
            )
        };
        let space = word!(l, " ", "");
        if self.is_counted_itself() {
            return [leaders.as_str(), space, &copies].concat();
        }
        let entry = with_term(l, &self.proof.commit.entry);
        let with_it = say!(
            l,
            "{entry} was committed with it, so steps 2 to 7 are about {it}.",
            "{entry} 随它一起提交，所以第 2 到 7 步说的是 {it}。",
            [entry, it]
        );
        [leaders.as_str(), space, &copies, space, &with_it].concat()
    }

    /// Step 1.
    fn kept(&self, elected_with: bool, held: bool) -> String {
        let (l, u, entry) = (self.l, self.u, self.entry());
        match (elected_with, held) {
            (true, true) => say!(
                l,
                "{u} was elected with {entry}, and had it as leader.",
                "{u} 当选时有 {entry}，担任领导者时也有。",
                [u, entry]
            ),
            (false, false) => say!(
                l,
                "{u} was elected without {entry}, and did not have it as leader either.",
                "{u} 当选时没有 {entry}，担任领导者时也没有。",
                [u, entry]
            ),
            (true, false) => say!(
                l,
                "{u} was elected with {entry}, but removed it from its own log as leader.",
                "{u} 当选时有 {entry}，担任领导者时却把它从自己的日志中删掉了。",
                [u, entry]
            ),
            (false, true) => say!(
                l,
                "{u} was elected without {entry}, but had it as leader.",
                "{u} 当选时没有 {entry}，担任领导者时却有了。",
                [u, entry]
            ),
        }
    }

    /// Step 2.
    fn overlap(&self, why: &Why) -> String {
        let Why::Overlap { stored, copies_of, votes, votes_of, half } = *why else { return String::new() };
        let (l, u, it) = (self.l, self.u, self.it());
        let (t, term) = (self.proof.commit.leader, self.proof.leader.term);
        let shared = servers(l, stored.and(votes));
        let both = match (self.proof.voter, stored.and(votes).len()) {
            (None, _) => word!(l, "No server did both.", "没有服务器两者都做了。").to_owned(),
            (Some(_), 1) => say!(l, "{shared} did both.", "{shared} 两者都做了。", [shared]),
            (Some(voter), _) => say!(
                l,
                "{shared} did both; take {voter}.",
                "{shared} 两者都做了，这里取 {voter}。",
                [shared, voter]
            ),
        };
        let both = match halves(l, copies_of, votes_of, half) {
            Some(halves) => say!(l, "{halves} {both}", "{halves}{both}", [halves, both]),
            None => both,
        };
        let stored = told(l, Unit::Servers, stored, copies_of);
        let votes = told(l, Unit::Votes, votes, votes_of);
        say!(
            l,
            "When {t} committed {it}, these had stored it: {stored}. These elected {u} in term {term}: {votes}. {both}",
            "{t} 提交 {it} 时，存下它的有：{stored}。在任期 {term} 选出 {u} 的有：{votes}。{both}",
            [t, it, stored, u, term, votes, both]
        )
    }

    /// Step 3.
    fn accepted(&self, accepted: u32, voted: u32, holds: bool) -> String {
        let (l, voter, it, whom) = (self.l, self.voter, self.it(), self.whom());
        let (t, term) = (self.proof.commit.leader, self.proof.commit.term);
        if !holds {
            return say!(
                l,
                "{voter} voted for {whom} in event {voted}, and accepted {it} only in event {accepted}: by then it should have accepted nothing from term {term}.",
                "{voter} 在事件 {voted} 投票给{whom}，到事件 {accepted} 才接受 {it}：那时它本不该再接受任期 {term} 的任何条目。",
                [voter, whom, voted, it, accepted, term]
            );
        }
        if voter == t {
            return say!(
                l,
                "{voter}, itself leader T, stored {it} in event {accepted}, and voted for {whom} later, in event {voted}.",
                "{voter} 自己就是领导者 T，在事件 {accepted} 存下 {it}，之后才在事件 {voted} 投票给{whom}。",
                [voter, it, accepted, whom, voted]
            );
        }
        say!(
            l,
            "{voter} accepted {it} from {t} in event {accepted}, and voted for {whom} later, in event {voted}.",
            "{voter} 在事件 {accepted} 接受了 {t} 的 {it}，之后才在事件 {voted} 投票给{whom}。",
            [voter, it, t, accepted, whom, voted]
        )
    }

    /// Step 4.
    fn still_there(&self, found: Option<&Entry>, holds: bool) -> String {
        let (l, voter, it, index) = (self.l, self.voter, self.it(), self.proof.counted.index);
        if holds {
            return say!(
                l,
                "When {voter} voted, its log had {it}, at index {index}.",
                "{voter} 投票时，它的日志在索引 {index} 处有 {it}。",
                [voter, it, index]
            );
        }
        match found {
            None => say!(
                l,
                "When {voter} voted, its log had nothing at index {index}.",
                "{voter} 投票时，它的日志在索引 {index} 处没有条目。",
                [voter, index]
            ),
            Some(found) => {
                let found = with_term(l, found);
                say!(
                    l,
                    "When {voter} voted, its log had {found} at index {index}, not {it}.",
                    "{voter} 投票时，它的日志在索引 {index} 处是 {found}，而不是 {it}。",
                    [voter, found, index, it]
                )
            }
        }
    }

    /// Step 5.
    fn up_to_date(&self, mine: Position, theirs: Position) -> String {
        let (l, u, voter) = (self.l, self.u, self.voter);
        let (my_end, their_end) = (ended(l, mine), ended(l, theirs));
        if u == voter {
            return say!(
                l,
                "The voter is {u} itself: its log {my_end} when it voted, and {their_end} when it was elected.",
                "投票者就是 {u} 自己：投票时它的日志{my_end}，当选时{their_end}。",
                [u, my_end, their_end]
            );
        }
        let compared = if theirs.term != mine.term {
            let (x, y) = (theirs.term, mine.term);
            if x > y {
                say!(l, "its last term is larger, {x} > {y}", "它的最后任期更大，{x} > {y}", [x, y])
            } else {
                say!(l, "its last term is smaller, {x} < {y}", "它的最后任期更小，{x} < {y}", [x, y])
            }
        } else if theirs.index < mine.index {
            word!(l, "the last terms are equal, and it is shorter", "最后任期相等，它比后者短").to_owned()
        } else {
            word!(l, "the last terms are equal, and it is not shorter", "最后任期相等，它不比后者短")
                .to_owned()
        };
        if (theirs.term, theirs.index) >= (mine.term, mine.index) {
            return say!(
                l,
                "{u}’s log {their_end}; {voter}’s {my_end}. {u}’s was at least as up-to-date: {compared}.",
                "{u} 的日志{their_end}；{voter} 的{my_end}。{u} 的至少一样新：{compared}。",
                [u, their_end, voter, my_end, compared]
            );
        }
        say!(
            l,
            "{u}’s log {their_end}; {voter}’s {my_end}. {u}’s was less up-to-date, and {voter} voted for it all the same: {compared}.",
            "{u} 的日志{their_end}；{voter} 的{my_end}。{u} 的不如 {voter} 的新，{voter} 却仍然投票给 {u}：{compared}。",
            [u, their_end, voter, my_end, compared]
        )
    }

    /// Step 6.
    fn equal_terms(&self, mine: Position, has_last: bool, has_counted: bool) -> String {
        let (l, u, voter, it) = (self.l, self.u, self.voter, self.it());
        let Position { index, term } = mine;
        if index.0 == 0 {
            return word!(l, "Both logs were empty.", "两份日志都是空的。").to_owned();
        }
        match (has_last, has_counted) {
            (false, _) => say!(
                l,
                "Both logs ended in term {term}, but {u}’s did not have {voter}’s last entry, index {index}.",
                "两份日志的最后任期都是 {term}，但 {u} 的日志没有 {voter} 在索引 {index} 的最后条目。",
                [term, u, voter, index]
            ),
            (true, false) if u == voter => say!(
                l,
                "The voter is {u} itself: it did not have {it} when it was elected.",
                "投票者就是 {u} 自己：它当选时没有 {it}。",
                [u, it]
            ),
            (true, false) => say!(
                l,
                "Both logs ended in term {term}. {u}’s had {voter}’s last entry, index {index}, but not {it}.",
                "两份日志的最后任期都是 {term}。{u} 的日志有 {voter} 在索引 {index} 的最后条目，却没有 {it}。",
                [term, u, voter, index, it]
            ),
            (true, true) if u == voter => say!(
                l,
                "The voter is {u} itself: it had {it} when it voted, and so when it was elected.",
                "投票者就是 {u} 自己：它投票时有 {it}，当选时也就有。",
                [u, it]
            ),
            (true, true) => say!(
                l,
                "Both logs ended in term {term}, whose only leader created both last entries. So {u}’s had {voter}’s, index {index}, and by Log Matching everything up to it: {it} too.",
                "两份日志的最后任期都是 {term}，两个最后条目都由这个任期唯一的领导者创建。所以 {u} 的日志有 {voter} 在索引 {index} 的最后条目；根据日志匹配，到那里为止全都相同，{it} 也在其中。",
                [term, u, voter, index, it]
            ),
        }
    }

    /// `S5’s last term, 3, was larger than S2’s, 2`
    fn larger(&self, mine: Position, theirs: Position) -> String {
        let (u, voter, x, y) = (self.u, self.voter, theirs.term, mine.term);
        say!(
            self.l,
            "{u}’s last term, {x}, was larger than {voter}’s, {y}",
            "{u} 的最后任期 {x} 大于 {voter} 的 {y}",
            [u, x, voter, y]
        )
    }

    /// Step 7, where it is not what the argument needs.
    fn not_above_the_commitment(&self, larger: &str) -> String {
        let (term, it) = (self.proof.commit.term, self.it());
        say!(
            self.l,
            "{larger}, but not than {term}, the term of the commitment: so the leader that created that last entry need not have had {it}.",
            "{larger}，但不大于提交时的任期 {term}：所以创建那个最后条目的领导者不一定有 {it}。",
            [larger, term, it]
        )
    }

    /// Whether the voter's last term was at least T because it had the counted entry, an entry from T
    /// (§5.4.3): with rules off the one can be so without the other.
    fn ends_at_least_in_t(&self, mine: Position) -> bool {
        let (counted, committed) = (self.proof.counted.term, self.proof.commit.term);
        let had_it = self.proof.steps[4].verdict == Verdict::Holds;
        had_it && counted == committed && mine.term >= committed && self.u != self.voter
    }

    /// Step 7, where it holds as the paper argues it.
    fn larger_still(&self, mine: Position, theirs: Position, creator: ServerId) -> String {
        let (l, u, voter, it, t) = (self.l, self.u, self.voter, self.it(), self.proof.commit.term);
        let (x, y) = (theirs.term, mine.term);
        say!(
            l,
            "{voter} had {it}, so its last term, {y}, was at least T = {t}; {u}’s, {x}, was larger still. {creator} led term {x} and was elected with {it}, so by Log Matching {u}’s log had it too.",
            "{voter} 有 {it}，所以它的最后任期 {y} 至少是 T = {t}；{u} 的 {x} 更大。任期 {x} 的领导者 {creator} 当选时有 {it}；根据日志匹配，{u} 的日志也有它。",
            [voter, it, y, t, u, x, creator]
        )
    }

    /// Step 7.
    fn larger_term(
        &self,
        larger: &str,
        term: Term,
        creator: Option<ServerId>,
        (creator_had, has_counted): (bool, bool),
    ) -> String {
        let (l, u, it, committed) = (self.l, self.u, self.it(), self.proof.commit.term);
        let Some(creator) = creator else {
            return say!(
                l,
                "{larger}, but nobody led term {term}.",
                "{larger}，但任期 {term} 没有领导者。",
                [larger, term]
            );
        };
        match (creator_had, has_counted) {
            (true, true) => say!(
                l,
                "{larger}, and larger than {committed}, the term of the commitment. {creator} led term {term} and was elected with {it}, so by Log Matching {u}’s log had it.",
                "{larger}，也大于提交时的任期 {committed}。任期 {term} 的领导者 {creator} 当选时有 {it}；根据日志匹配，{u} 的日志也有它。",
                [larger, committed, creator, term, it, u]
            ),
            (true, false) => say!(
                l,
                "{larger}. {creator} led term {term} and was elected with {it}, but {u}’s log did not have it.",
                "{larger}。任期 {term} 的领导者 {creator} 当选时有 {it}，但 {u} 的日志没有它。",
                [larger, creator, term, it, u]
            ),
            (false, _) => say!(
                l,
                "{larger}. But {creator}, who led term {term}, was elected without {it}.",
                "{larger}。但任期 {term} 的领导者 {creator} 当选时没有 {it}。",
                [larger, creator, term, it]
            ),
        }
    }

    /// Step 8.
    fn had(&self, found: Option<&Entry>, holds: bool) -> String {
        let (l, u, entry, index) = (self.l, self.u, self.entry(), self.proof.commit.index);
        if holds && !self.is_counted_itself() {
            let it = self.it();
            return say!(
                l,
                "{u} was elected with {it}, and so, by Log Matching, with {entry} at index {index}.",
                "{u} 当选时有 {it}；根据日志匹配，也就有索引 {index} 的 {entry}。",
                [u, it, entry, index]
            );
        }
        if holds {
            return say!(
                l,
                "{u} was elected with {entry} at index {index}.",
                "{u} 当选时，索引 {index} 处有 {entry}。",
                [u, entry, index]
            );
        }
        match found {
            None => say!(
                l,
                "{u} was elected with nothing at index {index}, where {entry} is committed.",
                "{u} 当选时，索引 {index} 处没有条目，而那里已提交了 {entry}。",
                [u, index, entry]
            ),
            Some(found) => {
                let found = with_term(l, found);
                say!(
                    l,
                    "{u} was elected with {found} at index {index}, where {entry} is committed.",
                    "{u} 当选时，索引 {index} 处是 {found}，而那里已提交了 {entry}。",
                    [u, found, index, entry]
                )
            }
        }
    }

    /// Step 6 or 7, where the last terms compare otherwise.
    fn other_case(&self, mine: Term, theirs: Term) -> String {
        let (l, u, voter) = (self.l, self.u, self.voter);
        if mine == theirs {
            return say!(
                l,
                "The last terms were equal, {mine}: that is step 6.",
                "最后任期相等，都是 {mine}：那是第 6 步。",
                [mine]
            );
        }
        if theirs < mine {
            return say!(
                l,
                "{u}’s last term, {theirs}, was smaller than {voter}’s, {mine}.",
                "{u} 的最后任期 {theirs} 小于 {voter} 的 {mine}。",
                [u, theirs, voter, mine]
            );
        }
        say!(
            l,
            "{u}’s last term, {theirs}, was larger than {voter}’s, {mine}: that is step 7.",
            "{u} 的最后任期 {theirs} 大于 {voter} 的 {mine}：那是第 7 步。",
            [u, theirs, voter, mine]
        )
    }
}
