//! What has the focus, and what is in sight, when the board has changed.

use crate::board::{Board, SIDE};
use crate::ledger;
use crate::panes::{OPEN_RULE, SCRIPT, STEP};
use crate::platform::page;
use crate::state::Pane;
use crate::timeline::STRIP;
use crate::view::View;

impl Board {
    /// The help takes the focus when it opens, and gives it back when it closes.
    pub(super) fn follow_help(&mut self) {
        if self.state.help != self.helped {
            self.helped = self.state.help;
            page::focus(if self.helped { ".dialog .close" } else { "#help-button" });
        }
    }

    /// The focus follows the step of the argument.
    pub(super) fn follow_step(&mut self) {
        let step = self.state.argument.as_ref().map(|argument| argument.step);
        if self.stepped.is_some() && step.is_some() && step != self.stepped {
            page::focus(STEP);
        }
        self.stepped = step;
    }

    /// A rule that is opened, from wherever it may be, comes into sight with the focus.
    pub(super) fn follow_rule(&mut self) {
        let rule = self.state.rule.filter(|_| self.state.pane == Pane::Rules);
        if self.ruled != rule {
            self.ruled = rule;
            if rule.is_some() {
                page::focus(OPEN_RULE);
                page::scroll_to_node(SIDE, ".rule.open");
            }
        }
    }

    /// What is chosen comes into sight, also where the pane is not beside the board but above it.
    pub(super) fn follow_choice(&mut self) {
        let choice = self.state.choice.filter(|_| self.state.pane == Pane::Inspector);
        if choice.is_some() && choice != self.chosen {
            page::show_start(SIDE);
        }
        self.chosen = choice;
    }

    /// Keeps the end of the logs and the current line of the script in sight when they move on.
    pub(super) fn scroll(&mut self) {
        let last = ledger::last_index(&View::new(&self.state, &self.picture, &self.wish));
        let line = self.picture.script.iter().position(|line| line.current);
        let node = self.picture.strip.nodes.iter().position(|node| node.current);
        if self.scrolled.0 != last {
            page::scroll_to_node(ledger::SCROLLER, ".newest");
        }
        if self.scrolled.1 != line {
            page::scroll_to_line(SCRIPT, ".script-line.current");
        }
        if self.scrolled.2 != node {
            page::scroll_to_node(STRIP, ".node.current");
        }
        self.scrolled = (last, line, node);
        let code = self.state.code.filter(|_| self.state.book.code().is_some());
        if code.is_some() && code != self.revealed {
            page::reveal(".code mark");
        }
        self.revealed = code;
    }
}
