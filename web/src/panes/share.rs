//! Links and files.

use crate::state::Intent;
use crate::view::View;
use yew::{Html, html};

/// Links and files.
pub fn share_pane(view: &View<'_>) -> Html {
    let words = view.words;
    let body = html! {
        <>
            if !view.world().is_raft() { <p class="not-raft-note">{ words.not_raft_help }</p> }
            <p>{ words.share_link_help }</p>
            <div class="acts">{ view.button("", words.copy_link, Intent::CopyLink) }</div>
            <p>{ words.share_file_help }</p>
            <div class="acts">
                { view.button("", words.save_file, Intent::SaveScript) }
                { view.button("", words.open_file, Intent::PickFile) }
                { view.button("", words.copy_script, Intent::CopyScript) }
            </div>
        </>
    };
    view.pane(words.share, body)
}
