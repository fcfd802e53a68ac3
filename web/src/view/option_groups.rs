//! Every other memory option of the process, in groups that fold.

use flink_memory::option::is_of_memory;
use flink_memory::{Process, Release};
use yew::Callback;

use super::controls::deployment_choice;
use super::element::{Element, element, fragment, passage};
use super::option_id;
use super::option_row::row_view;
use crate::option_place::{Group, GroupName, groups, has_legacy_heap, options_shown};
use crate::state::{Action, Calculation, Row, environment_row, option_row};
use crate::text::{Word, Words, said};

/// How many of the entries that no table knows are listed.
const LISTED: usize = 100;

pub(crate) fn view(calculation: &Calculation, act: &Callback<Action>, words: Words) -> Element {
    element!("div", "class" = "groups")
        .child(unknown_entries(calculation, act, words))
        .children(groups(calculation.request.process).iter().map(|group| fold(group, calculation, act, words)))
}

/// One group: a heading that folds its rows away, with the number of options that are set.
fn fold(group: &Group, calculation: &Calculation, act: &Callback<Action>, words: Words) -> Option<Element> {
    let request = &calculation.request;
    let mut rows: Vec<Row> = options_shown(group, request).into_iter().map(|option| option_row(option, calculation)).collect();
    let environment = environment_row(request.process, calculation);
    let has_older_ways = group.name == GroupName::Older && (has_legacy_heap(request) || environment.is_set());
    if has_older_ways {
        rows.push(environment);
    }
    if rows.is_empty() {
        return None;
    }
    // The old JobManager has the choice among the controls that come first.
    let has_deployment = has_older_ways && !(request.process == Process::JobManager && request.release == Release::V1_10);
    let set = rows.iter().filter(|row| row.is_set()).count();
    let refused = rows.iter().filter(|row| row.is_refused()).count();
    let head = element!("summary", "class" = "group__head")
        .child(passage("h3", "group__title", words.group_name(group.name)))
        .child(passage("span", "group__count", words.group_count(rows.len(), set, refused)));
    let rows = rows.into_iter().map(|row| row_view(words.option_label(row.key), row, None, request.release, act, words));
    let rows = element!("div", "class" = "group__rows")
        .children(rows)
        .children(has_deployment.then(|| deployment_choice(request.deployment, act, words)));
    let (id, is_open) = (group.name.id(), group.name.is_open().then_some("open"));
    Some(element!("details", "class" = "group", "id" = format!("group-{id}"), "open" = is_open).key(id).child(head).child(rows))
}

/// Entries that no table knows, so that nothing that is set is hidden.
fn unknown_entries(calculation: &Calculation, act: &Callback<Action>, words: Words) -> Option<Element> {
    let (request, offending) = (&calculation.request, calculation.offending());
    let is_unknown = |key: &str| !is_of_memory(key, request.release);
    let unknown: Vec<_> = request.configuration.entries().iter().filter(|entry| is_unknown(&entry.key)).collect();
    if unknown.is_empty() {
        return None;
    }
    let unlisted = unknown.len().checked_sub(LISTED).filter(|unlisted| *unlisted > 0);
    let count = unknown.len().to_string();
    let entries = unknown.into_iter().take(LISTED).map(|entry| {
        let key = entry.key.clone();
        let reset =
            element!("button", "type" = "button", "class" = "button button--small", "aria-label" = words.say(said::ResetOf { key: &key }))
                .on_click(act.reform(move |_| Action::Clear(key.clone())))
                .child(words.text(Word::Reset));
        // A refusal leads to what is at fault.
        let id = offending.contains(&entry.key.as_str()).then(|| option_id(&entry.key));
        let class = if id.is_some() { "option option--offending" } else { "option option--set" };
        element!("div", "class" = class, "data-key" = entry.key.clone(), "tabindex" = id.is_some().then_some("-1"), "id" = id)
            .key(&entry.key)
            .child(passage("code", "option__key", format!("{}: {}", entry.key, entry.value)))
            .child(reset)
    });
    let title = passage("h3", "group__title", words.text(Word::UnknownEntries));
    let head = element!("summary", "class" = "group__head").child(title).child(passage("span", "group__count", count));
    let rows = element!("div", "class" = "group__rows")
        .child(passage("p", "hint", words.text(Word::UnknownEntriesNote)))
        .child(fragment().children(entries))
        .child(unlisted.map(|unlisted| passage("p", "hint", words.say(said::UnlistedEntries { count: &unlisted.to_string() }))));
    Some(element!("details", "class" = "group", "id" = "group-unknown").key("unknown").child(head).child(rows))
}
