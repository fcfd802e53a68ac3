//! Every other memory option of the process, in groups that fold.

use flink_memory::option::{by_any_key, by_key};
use flink_memory::{Process, Release, Request};
use yew::{Callback, Html, html};

use super::controls::deployment_choice;
use super::element::words;
use super::option_row::OptionRow;
use crate::option_place::{Group, GroupName, groups, has_legacy_heap, options_shown};
use crate::state::{Action, Calculation, Row, environment_row, option_row};
use crate::text::{self, Text, t};

pub(crate) fn view(calculation: &Calculation, act: &Callback<Action>) -> Vec<Html> {
    let shown = groups(calculation.request.process).iter().map(|group| fold(group, calculation, act));
    std::iter::once(unknown_entries(&calculation.request, act)).chain(shown).collect()
}

/// One group: a heading that folds its rows away, with the number of options that are set.
fn fold(group: &Group, calculation: &Calculation, act: &Callback<Action>) -> Html {
    let request = &calculation.request;
    let mut rows: Vec<Row> = options_shown(group, request).into_iter().map(|option| option_row(option, calculation)).collect();
    let environment = environment_row(request.process, calculation);
    let has_older_ways = group.name == GroupName::Older && (has_legacy_heap(request) || environment.is_set());
    if has_older_ways {
        rows.push(environment);
    }
    if rows.is_empty() {
        return Html::default();
    }
    // The old JobManager has the choice among the controls that come first.
    let has_deployment = has_older_ways && !(request.process == Process::JobManager && request.release == Release::V1_10);
    let count = |is: fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let count = text::group_count(rows.len(), count(Row::is_set), count(Row::is_refused));
    html! {
        <details class="group" id={format!("group-{}", group.name.id())} open={group.name.is_open()} key={group.name.id()}>
            <summary class="group__head">
                { words("h3", "group__title", text::group_name(group.name)) }
                { words("span", "group__count", count) }
            </summary>
            <div class="group__rows">
                for (key, row) in rows.into_iter().map(|row| (row.key, row)) {
                    <OptionRow {key} label={text::option_label(key)} {row} release={request.release} {act} />
                }
                if has_deployment {
                    { deployment_choice(request.deployment, act) }
                }
            </div>
        </details>
    }
}

/// Entries that no table knows, so that nothing that is set is hidden.
fn unknown_entries(request: &Request, act: &Callback<Action>) -> Html {
    let is_unknown = |key: &str| by_key(key).is_none() && by_any_key(key, request.release).is_none();
    let unknown: Vec<_> = request.configuration.entries().iter().filter(|entry| is_unknown(&entry.key)).collect();
    if unknown.is_empty() {
        return Html::default();
    }
    html! {
        <div class="group" key="unknown">
            { words("h3", "group__title", t(Text::UnknownEntries)) }
            for entry in unknown {
                <div class="option option--set" key={entry.key.clone()} data-key={entry.key.clone()}>
                    <code class="option__key">{ format!("{}: {}", entry.key, entry.value) }</code>
                    <button
                        type="button"
                        class="button button--small"
                        aria-label={text::reset_label(&entry.key)}
                        onclick={let key = entry.key.clone(); act.reform(move |_| Action::Clear(key.clone()))}
                    >
                        { t(Text::Reset) }
                    </button>
                </div>
            }
        </div>
    }
}
