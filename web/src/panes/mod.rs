//! What can stand on the right instead of the lesson.

mod candidacy;
mod clients;
mod elections;
mod entry;
mod glossary;
mod grounds;
mod laboratory;
mod message;
mod proof;
mod properties;
mod rules;
mod runs;
mod script;
mod server;
mod servers;
mod settings;
mod share;
mod welcome;

pub use clients::{clients_line, clients_pane};
pub use elections::elections_pane;
pub use entry::entry_pane;
pub use glossary::glossary_pane;
pub use grounds::grounds_pane;
pub use laboratory::laboratory_pane;
pub use message::message_pane;
pub use proof::{STEP, proof_pane};
pub use properties::{evidence, properties_pane};
pub use rules::{OPEN_RULE, both_ways, rules_pane, said};
pub use runs::runs_pane;
pub use script::{SCRIPT, ScriptLine, script_pane};
pub use server::server_pane;
pub use servers::servers_pane;
pub use settings::settings_pane;
pub use share::share_pane;
pub use welcome::welcome;
