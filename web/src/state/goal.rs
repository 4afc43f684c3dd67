//! Trying to break a property: how many moves it takes, and what stands in the way.

use crate::state::{Effect, Intent, Pane, Run, State};
use cluster::{Act, Moment, Scene};
use judge::{Judge, Property};
use raft_core::{Decision, Ignored, RoleName, Rule, Rules, ServerId, StepDown, Term};
use script::Goal;

/// How many events back something that stood in the way is looked for.
const LOOK_BACK: u32 = 24;

/// What kept somebody from a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// In which event.
    pub moment: Moment,
    /// Who decided so.
    pub server: ServerId,
    /// Under which rules.
    pub rules: Rules,
    /// What was decided.
    pub decision: Decision,
}

impl Run {
    /// What is to be broken in this run, if it is for that.
    #[must_use]
    pub fn goal(&self) -> Option<&'static Goal> {
        script::scenario(self.slug()?)?.goal()
    }

    /// How many moves led to a moment: whatever somebody let happen. What the clock does is no move,
    /// and neither is switching a rule.
    #[must_use]
    pub fn moves(&self, until: Moment) -> u32 {
        let is_move = |act: &Act| !matches!(act, Act::Step | Act::Switch { .. });
        let actions = self.story.timeline.actions_to(until);
        actions.iter().filter(|action| is_move(&action.act)).fold(0, |moves, _| moves + 1)
    }

    /// In how many moves the goal of this run was reached, if it was by now.
    #[must_use]
    pub fn broken_in(&self) -> Option<u32> {
        let violation = self.shot.scene.observer.violation(self.goal()?.property)?;
        Some(self.moves(Moment { event: violation.event, ..self.at }))
    }

    /// What stands in the way of this run's goal in the event that is looked at.
    #[must_use]
    pub fn obstacle_here(&self) -> Option<Obstacle> {
        Obstacle::in_scene(&self.shot.scene, self.goal()?.property)
    }

    /// The last thing that stood in the way of it, in the event that is looked at or shortly before.
    #[must_use]
    pub fn obstacle(&self) -> Option<Obstacle> {
        let property = self.goal()?.property;
        let earlier = (self.at.event.saturating_sub(LOOK_BACK)..self.at.event).rev();
        let mut scenes = earlier.map(|event| self.story.timeline.scene(Moment { event, ..self.at }));
        self.obstacle_here().or_else(|| scenes.find_map(|scene| Obstacle::in_scene(&scene, property)))
    }
}

impl Obstacle {
    fn in_scene(scene: &Scene<Judge>, property: Property) -> Option<Self> {
        let decision = *scene.event.decisions.iter().find(|decision| forbids(decision, property))?;
        let server = scene.event.server()?;
        Some(Self { moment: scene.moment, server, rules: scene.world.rules(), decision })
    }
}

/// Whether a decision keeps something from happening that somebody wants who tries to break this property.
fn forbids(decision: &Decision, property: Property) -> bool {
    match decision {
        // A candidate in a term of its own does not become a second leader of another.
        Decision::Stood { term, .. } => property == Property::ElectionSafety && *term > Term(1),
        Decision::RefusedVote { .. } | Decision::RejectedEntries { .. } | Decision::HeldCommit { .. } => true,
        Decision::CountedVote { votes, electorate, .. } => !electorate.votes(*votes).is_enough(),
        Decision::SteppedDown { from, why: StepDown::HigherTerm { .. } } => *from == RoleName::Leader,
        Decision::Ignored { why, .. } => {
            matches!(why, Ignored::StaleVote { .. } | Ignored::StaleAppendReply { .. })
        }
        _ => false,
    }
}

impl State {
    /// Another attempt from the beginning, without a rule or with all of them. The attempts before
    /// stay, each on its branch.
    pub(super) fn try_without(&mut self, rule: Option<Rule>) -> Vec<Effect> {
        self.jump(Moment::START);
        self.choice = None;
        self.pane = Pane::Lesson;
        rule.map_or_else(Vec::new, |rule| self.act_on(Intent::Switch(rule, false)))
    }

    /// The rule's own scenario, at the first panel where the goal is reached.
    pub(super) fn show_way(&mut self, rule: Rule) -> Vec<Effect> {
        let property = self.run.goal().map(|goal| goal.property);
        let effects = self.open(Intent::OpenAt(script::rule_scenario(rule).slug, "off".to_owned()));
        let story = &self.run.story;
        let breaks = |at: &Moment| {
            let judge = story.timeline.scene(*at).observer;
            property.is_some_and(|property| judge.violation(property).is_some())
        };
        let at = story.panels().map(|panel| panel.moment).find(breaks);
        if let Some(at) = at {
            self.jump(at);
        }
        effects
    }
}
