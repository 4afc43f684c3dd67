//! Figure 11 from a run (§6): when each configuration was created and committed, and which of them could
//! decide alone in which span.

use judge::Judge;
use raft_core::ServerSet;
use script::Story;

/// Three servers of a term with a leader, and two spare ones.
const BEGIN: &str = "title change\nservers S1 S2 S3 spare S4 S5\nstepped\nelect S1\nrequest S1 x=1\nreplicate S1\nbeat S1\nsettle\nmark begin\n";

fn play(more: &str) -> Story {
    let story = script::play(script::parse(&[BEGIN, more].concat()).expect("a script"));
    assert!(story.error.is_none() && story.findings.is_empty(), "{:?} {:?}", story.error, story.findings);
    story
}

/// The event of a mark.
fn at(story: &Story, mark: &str) -> u32 {
    story.mark(mark).expect("a mark").event
}

/// The judge at the end of the newest branch.
fn judge(story: &Story) -> &Judge {
    let (branch, _) = story.timeline.branches().last().expect("a branch");
    story.timeline.observer(branch)
}

fn first(count: usize) -> ServerSet {
    ServerSet::first(count)
}

#[test]
fn figure_11_goes_from_c_old_over_both_to_c_new() {
    let story = play(
        "reconfigure S1 to S1 S2 S3 S4 S5\nreplicate S1 to S4\ndeliver AppendEntries S1->S5\ndeliver reply S5->S1\n\
         deliver AppendEntries S1->S5\ndeliver reply S5->S1\nmark created\n\
         deliver AppendEntries S1->S4\ndeliver reply S4->S1\ndeliver AppendEntries S1->S2\nmark stored\n\
         deliver reply S2->S1\nmark joint\n\
         replicate S1 to S2 S3 S4 S5\nbeat S1\nsettle\n",
    );
    let all = judge(&story).transitions();
    let [change] = all[..] else { panic!("{all:?}") };
    assert_eq!((change.old, change.new, change.since), (first(3), first(5), 0));
    let (joint, next) = (change.joint.expect("C_old,new"), change.next.expect("C_new"));
    assert_eq!((joint.created, joint.committed), (at(&story, "created"), Some(at(&story, "joint"))));
    assert_eq!(next.created, at(&story, "joint"), "in the step in which C_old,new is committed");
    assert!(next.committed.is_some_and(|event| event > next.created));
    assert_eq!(change.old_until, joint.committed, "C_old alone until C_old,new is committed");
    assert_eq!(change.new_from(), Some(next.created), "C_new alone from its creation");
    assert!(!change.overlaps());
    assert!(at(&story, "stored") < at(&story, "joint"), "where enough store it the leader does not know yet");
}

#[test]
fn a_configuration_that_is_deleted_everywhere_is_gone() {
    let story = play(
        "reconfigure S1 to S1 S2\nmark created\nlose rest\nelect S2 by S3\nrequest S2 y=2\nreplicate S2\nmark gone\n",
    );
    let all = judge(&story).transitions();
    let [change] = all[..] else { panic!("{all:?}") };
    let joint = change.joint.expect("C_old,new");
    assert_eq!((joint.created, joint.committed), (at(&story, "created"), None));
    assert!(joint.gone.is_some_and(|gone| gone <= at(&story, "gone")), "{joint:?}");
    assert_eq!((change.next, change.old_until), (None, None));
}

#[test]
fn without_the_joint_phase_both_can_decide_alone_for_a_while() {
    let story = play(
        "rule joint-consensus off\nreconfigure S1 to S1 S2 S3 S4 S5\nreplicate S1 to S4 S5\nmark switched\nexpect apart S2 S3 | S1 S4 S5\n",
    );
    let judge = judge(&story);
    let all = judge.transitions();
    let [change] = all[..] else { panic!("{all:?}") };
    assert_eq!(change.joint, None);
    assert!(change.overlaps(), "{change:?}");
    let two = judge.two_deciders_now().expect("both can decide");
    let [one, other] = two.disjoint_majorities();
    assert!(two.apart && two.could_with([one, other]) && one.and(other).is_empty(), "{two:?}");
    assert_eq!([one.len(), other.len()], [2, 3]);
}

#[test]
fn a_second_change_begins_where_the_first_has_ended() {
    let change = |to: &str| format!("reconfigure S1 to {to}\nreplicate S1\nbeat S1\nsettle\n");
    let story = play(&[change("S1 S2 S3 S4 S5"), change("S1 S2 S3")].concat());
    let all = judge(&story).transitions();
    let [there, back] = all[..] else { panic!("{all:?}") };
    assert_eq!((there.old, there.new, back.old, back.new), (first(3), first(5), first(5), first(3)));
    assert_eq!(Some(back.since), there.new_from());
    assert!(there.old_until.is_some() && back.old_until.is_some());
    assert!(!there.overlaps() && !back.overlaps(), "{there:?} {back:?}");
}
