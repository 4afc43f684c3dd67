//! Scripts at random: every command with every operand, names used before they are referred to.

use cluster::{Dial, Link, Micros, Part, Span};
use judge::Property;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use raft_core::{Command, Configuration, Index, Rule, ServerId, ServerSet, Term, Verb};
use script::syntax::*;

fn server() -> impl Strategy<Value = ServerId> {
    (1..=5_u8).prop_map(|number| ServerId::new(number).unwrap())
}

fn servers() -> impl Strategy<Value = Vec<ServerId>> {
    let all: Vec<ServerId> = ServerId::all().take(5).collect();
    subsequence(all, 1..=5).prop_shuffle()
}

fn others(than: ServerId) -> impl Strategy<Value = Vec<ServerId>> {
    let all: Vec<ServerId> = ServerId::all().take(5).filter(|server| *server != than).collect();
    subsequence(all, 1..=4).prop_shuffle()
}

fn two_servers() -> impl Strategy<Value = (ServerId, ServerId)> {
    server().prop_flat_map(|from| (Just(from), others(from).prop_map(|others| others[0])))
}

fn time() -> impl Strategy<Value = Micros> {
    prop_oneof![0..=Micros::MAX.0, (0..=1000_u64).prop_map(|ms| ms * 1000)].prop_map(Micros)
}

fn span() -> impl Strategy<Value = Span> {
    (time(), time()).prop_map(|(min, max)| Span { min, max })
}

fn command() -> impl Strategy<Value = Command> {
    "[^\\s#\"\\p{Cc}]{1,4}".prop_filter_map("a command", |word| Command::new(&word))
}

fn selector() -> impl Strategy<Value = Selector> {
    let kinds = [MessageKind::RequestVote, MessageKind::AppendEntries, MessageKind::Reply];
    let filters = (option::of(any::<u32>()), option::of(any::<u32>()), option::of(1..=u32::MAX));
    (select(kinds.to_vec()), two_servers(), filters).prop_map(|(kind, (from, to), (term, entries, nth))| {
        Selector { kind, from, to, term: term.map(Term), entries, nth }
    })
}

fn link() -> impl Strategy<Value = Link> {
    (two_servers(), any::<bool>()).prop_map(|((from, to), both)| Link { from, to, both })
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::Stepped), any::<u64>().prop_map(|seed| Mode::Clocked { seed })]
}

fn dial() -> impl Strategy<Value = Dial> {
    prop_oneof![
        span().prop_map(Dial::Latency),
        span().prop_map(Dial::Timeout),
        span().prop_map(Dial::Disk),
        time().prop_map(Dial::Heartbeat),
        time().prop_map(Dial::Mtbf),
        time().prop_map(Dial::Repair),
        (0..=100_u8).prop_map(Dial::Loss),
        (0..=100_u8).prop_map(Dial::Duplication),
        (0..=100_u8).prop_map(Dial::Reordering),
        (0..=1000_u16).prop_map(Dial::Requests),
        (0..=1000_u16).prop_map(Dial::Clock),
    ]
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![server().prop_map(Part::Server), link().prop_map(Part::Link)]
}

fn partition() -> impl Strategy<Value = Vec<ServerSet>> {
    (2..=5_usize, vec(0..5_usize, 5)).prop_filter_map("two groups", |(count, places)| {
        let mut groups = vec![ServerSet::EMPTY; count];
        for (server, place) in ServerId::all().zip(places) {
            groups[place % count].insert(server);
        }
        groups.retain(|group| !group.is_empty());
        (groups.len() >= 2).then_some(groups)
    })
}

fn act() -> impl Strategy<Value = Act> {
    let rule = (select(Rule::ALL), any::<bool>()).prop_map(|(rule, on)| Act::Rule { rule, on });
    prop_oneof![
        server().prop_map(Act::Timeout),
        server().prop_map(Act::Beat),
        (server(), command()).prop_map(|(server, command)| Act::Request { server, command }),
        (server(), servers())
            .prop_map(|(server, target)| Act::Reconfigure { server, target: target.into_iter().collect() }),
        server().prop_map(Act::Add),
        servers().prop_map(Act::Crash),
        servers().prop_map(Act::Restart),
        Just(Act::RestartAll),
        (two_servers(), option::of(any::<u32>())).prop_map(|((from, to), entries)| Act::Send {
            from,
            to,
            entries
        }),
        (selector(), any::<bool>()).prop_map(|(message, and_crash)| Act::Deliver { message, and_crash }),
        selector().prop_map(|selector| Act::Lose(Losses::Matching(selector))),
        select(&MessageKind::ALL[..]).prop_map(|kind| Act::Lose(Losses::Kind(kind))),
        server().prop_map(|server| Act::Lose(Losses::From(server))),
        server().prop_map(|server| Act::Lose(Losses::To(server))),
        Just(Act::Lose(Losses::Rest)),
        selector().prop_map(Act::Duplicate),
        (selector(), time()).prop_map(|(message, by)| Act::Delay { message, by }),
        link().prop_map(Act::Cut),
        link().prop_map(Act::Heal),
        Just(Act::HealAll),
        partition().prop_map(Act::Partition),
        rule,
        (vec(dial(), 1..4), option::of(part())).prop_map(|(dials, part)| Act::Timing { dials, part }),
        (server(), time()).prop_map(|(server, remaining)| Act::Timer { server, remaining }),
        mode().prop_map(Act::Mode),
    ]
}

fn with_list() -> impl Strategy<Value = (ServerId, Option<Vec<ServerId>>)> {
    server().prop_flat_map(|server| (Just(server), option::of(others(server))))
}

fn bundle() -> impl Strategy<Value = Bundle> {
    prop_oneof![
        with_list().prop_map(|(candidate, asks)| Bundle::Campaign { candidate, asks }),
        with_list().prop_map(|(candidate, by)| Bundle::Elect { candidate, by }),
        with_list().prop_map(|(leader, to)| Bundle::Replicate { leader, to }),
        with_list().prop_map(|(leader, to)| Bundle::Heartbeat { leader, to }),
        Just(Bundle::Settle),
        (1..=u32::MAX).prop_map(Bundle::Step),
        time().prop_map(Bundle::Run),
        (any::<bool>(), fact(), time()).prop_map(|(negated, fact, within)| Bundle::RunUntil {
            negated,
            fact,
            within
        }),
    ]
}

fn cells<T: core::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<(ServerId, T)>> {
    (servers(), vec(value, 5)).prop_map(|(servers, values)| servers.into_iter().zip(values).collect())
}

/// A command that a list of commands can name: it is no sign or word that ends the list.
fn listed_command() -> impl Strategy<Value = Command> {
    command().prop_filter("no end of a list", |command| !matches!(command.as_str(), "|" | "within"))
}

fn progress() -> impl Strategy<Value = Fact> {
    let of = select(vec![Progress::Next, Progress::Match]);
    let others = server().prop_flat_map(|leader| (Just(leader), others(leader)));
    (of, others, vec(any::<u32>(), 4)).prop_map(|(of, (leader, others), indexes)| Fact::Progress {
        of,
        leader,
        cells: others.into_iter().zip(indexes.into_iter().map(Index)).collect(),
    })
}

fn timer() -> impl Strategy<Value = Fact> {
    let timer = select(vec![TimerName::Election, TimerName::Heartbeat]);
    (timer, server(), option::of(span())).prop_map(|(timer, server, remaining)| Fact::Timer {
        timer,
        server,
        remaining,
    })
}

fn fact() -> impl Strategy<Value = Fact> {
    let term = || any::<u32>().prop_map(Term);
    let index = || any::<u32>().prop_map(Index);
    let leader = (server(), option::of(term()));
    let stored = ((1..=u32::MAX).prop_map(Index), term(), servers());
    let decision = (server(), select(Verb::ALL), option::of(select(Rule::ALL)));
    prop_oneof![
        cells(vec(term(), 0..4)).prop_map(Fact::Log),
        cells(vec(listed_command(), 0..4)).prop_map(Fact::Commands),
        progress(),
        timer(),
        ((1..=u32::MAX).prop_map(Index), option::of(term()))
            .prop_map(|(index, term)| Fact::Committed { index, term }),
        Just(Fact::NothingCommitted),
        command().prop_map(Fact::Answered),
        cells(index()).prop_map(Fact::Commit),
        cells(index()).prop_map(Fact::Applied),
        cells(term()).prop_map(Fact::Term),
        leader.prop_map(|(server, term)| Fact::Leader { server, term }),
        Just(Fact::NoLeader),
        (server(), select(&Standing::ALL[..])).prop_map(|(server, standing)| Fact::Role { server, standing }),
        (server(), option::of(server())).prop_map(|(server, voted_for)| Fact::Vote { server, voted_for }),
        stored.prop_map(|(index, term, on)| Fact::Stored { index, term, on: on.into_iter().collect() }),
        (server(), servers(), option::of(servers())).prop_map(|(server, voters, next)| {
            let set = |servers: Vec<ServerId>| servers.into_iter().collect::<ServerSet>();
            let configuration = Configuration { voters: set(voters), next: next.map(set) };
            Fact::Configuration { server, configuration }
        }),
        two_servers().prop_map(|(server, new)| Fact::CatchingUp { server, new: ServerSet::only(new) }),
        server().prop_map(|server| Fact::CatchingUp { server, new: ServerSet::EMPTY }),
        two_servers().prop_map(|(one, other)| Fact::Apart(Some([one, other].map(ServerSet::only)))),
        Just(Fact::Apart(None)),
        selector().prop_map(Fact::InFlight),
        decision.prop_map(|(server, verb, rule)| Fact::Decision { server, verb, rule }),
        Just(Fact::Safe),
        select(&Property::ALL[..]).prop_map(Fact::Violation),
    ]
}

fn name() -> impl Strategy<Value = Name> {
    "[a-zA-Z0-9][a-zA-Z0-9_-]{0,8}".prop_map(|name| Name::new(&name).unwrap())
}

/// A command that refers to no name and takes none.
fn plain_statement() -> impl Strategy<Value = Statement> {
    prop_oneof![
        4 => (option::of(time()), act()).prop_map(|(at, act)| Statement::Act { at, act }),
        4 => bundle().prop_map(Statement::Bundle),
        4 => (any::<bool>(), fact())
            .prop_map(|(negated, fact)| Statement::Expect { negated, fact }),
        1 => act().prop_map(|act| Statement::Cannot(Attempt::Act(act))),
        1 => bundle().prop_map(|bundle| Statement::Cannot(Attempt::Bundle(bundle))),
        1 => name().prop_map(Statement::Say),
        1 => wording().prop_map(|text| Statement::Prose { kind: ProseKind::Takeaway, text }),
        1 => Just(Statement::Pause),
    ]
}

/// A text in one language or more.
fn wording() -> impl Strategy<Value = Wording> {
    let text = || "[^\"\\p{C}]{1,9}";
    let texts = (option::of(text()), option::of(text()), text(), any::<bool>());
    texts.prop_filter_map("texts", |(all, english, chinese, swap)| {
        let all = all.map(|text| (None, text));
        let tagged = [english.map(|text| (Some("en"), text)), Some((Some("zh"), chinese))];
        let mut tagged: Vec<_> = tagged.into_iter().flatten().collect();
        if swap {
            tagged.reverse();
        }
        Wording::new(all.into_iter().chain(tagged).collect())
    })
}

/// A line that takes names; `number` makes them different from others.
fn naming_statement(number: usize) -> impl Strategy<Value = Statement> {
    let own = Name::new(&format!("n{number}")).unwrap();
    let (panel, mark, ask) = (own.clone(), own.clone(), own);
    let label = option::of("[^\"\\p{Cc}]{1,6}".prop_filter_map("a label", |text| Label::new(&text)));
    prop_oneof![
        Just(Statement::Mark(mark)),
        label.prop_map(move |label| Statement::Panel { name: panel.clone(), label }),
        (2..=MAX_ANSWERS).prop_flat_map(|options| (Just(options), 1..=options)).prop_map(
            move |(options, answer)| Statement::Ask { key: ask.clone(), prompt: None, options, answer }
        ),
    ]
}

fn line(number: usize) -> impl Strategy<Value = Line> {
    let statement = option::weighted(0.9, prop_oneof![4 => plain_statement(), 1 => naming_statement(number)]);
    let comment = option::weighted(0.2, "\\PC{0,10}".prop_map(|text| text.trim_end().to_owned()));
    (statement, comment).prop_map(|(statement, comment)| Line {
        statement,
        comment,
        span: Default::default(),
    })
}

/// A script that is well formed; it may be impossible to play.
pub(crate) fn any_script() -> impl Strategy<Value = Script> {
    let lines = (0..12_usize).prop_flat_map(|count| (0..count).map(line).collect::<Vec<_>>());
    (name(), 0..=4_usize, mode(), lines).prop_map(|(title, spare, mode, lines)| {
        let five = ServerSet::first(5);
        let members = ServerSet::first(5 - spare);
        let header = Header { title, shown: None, members, spare: five.without(members), mode };
        let mut script = Script::new(header);
        script.lines.extend(lines);
        add_branches(&mut script);
        script
    })
}

/// A branch from every panel and mark.
fn add_branches(script: &mut Script) {
    let moments: Vec<Name> = script
        .lines
        .iter()
        .filter_map(|line| match &line.statement {
            Some(Statement::Mark(name) | Statement::Panel { name, .. }) => Some(name.clone()),
            _ => None,
        })
        .collect();
    for from in moments {
        let name = Name::new(&format!("b{from}")).unwrap();
        script.lines.push(Statement::Branch { name, from }.into());
    }
}
