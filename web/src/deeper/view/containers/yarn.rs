//! Draws the containers that Flink asks YARN for, and what of them nobody uses.

use flink_memory::MemorySize;
use flink_memory::resource_manager::{Container, YarnAllocation};

use super::{log, refused};
use crate::deeper::answer::containers::yarn::{Follows, OfProcess, Yarn};
use crate::deeper::text::{DeeperWord, said};
use crate::deeper::view::Says;
use crate::deeper::view::parts::{Stretch, action, halves, split_bar};
use crate::state::Action;
use crate::text::quantity::grouped;
use crate::view::element::{Element, element, fragment, passage};

pub(super) fn view(manager: Element, asked: &Yarn, says: &Says<'_>) -> Element {
    let words = says.words;
    let schedulers = [("capacity", words.text(DeeperWord::SchedulerCapacity)), ("fair", words.text(DeeperWord::SchedulerFair))];
    let fields = fragment()
        .child(manager)
        .children(asked.cores.as_ref().map(|field| says.option_field(field)))
        .child(passage("p", "hint", words.text(DeeperWord::ClusterNote)))
        .children(asked.cluster.iter().map(|(field, key)| says.text_field(field, key)))
        .child(says.text_field(&asked.largest_node, words.text(DeeperWord::LargestNode)))
        .child(says.choice_field(&asked.scheduler, words.text(DeeperWord::Scheduler), &schedulers))
        .child(asked.increment.as_ref().map(|(field, key)| says.text_field(field, key)));
    let follows = match &asked.follows {
        Follows::Refused => says.nothing_follows(),
        Follows::Unread => passage("p", "hint", words.text(DeeperWord::Unread)),
        Follows::Asked(given) => {
            let container = |container: &Result<OfProcess, _>| match container {
                Ok(of) => of_process(of, says),
                Err(error) => refused(error),
            };
            fragment().children(given.containers.iter().map(container)).child(log(&given.log, says))
        }
    };
    halves(element!("div", "class" = "hadoop").child(fields), follows)
}

fn of_process(of: &OfProcess, says: &Says<'_>) -> Element {
    let words = says.words;
    let shown = match (of.container, of.given) {
        (Some(container), Some(given)) => fragment()
            .child(passage("p", "step__rule", asks(container, given, says)))
            .child(bar(given, says))
            .child(of.full.map(|(key, size)| fill(key, size, says))),
        _ => passage("p", "option__complaint", words.text(DeeperWord::NoneAsked)),
    };
    element!("section").key(of.process.id()).child(passage("h4", "step__subtitle", words.process_name(of.process))).child(shown)
}

fn asks(container: Container, given: YarnAllocation, says: &Says<'_>) -> String {
    says.words.say(said::YarnGives {
        asked: &mebibytes(container.mebibytes),
        cores: &container.cores.to_string(),
        given: &mebibytes(given.container_mebibytes),
    })
}

fn bar(given: YarnAllocation, says: &Says<'_>) -> Element {
    let words = says.words;
    let stretch = |class: &str, name, size: i32| Stretch {
        class: class.to_owned(),
        name: words.text(name).to_owned(),
        size: u64::try_from(size).unwrap_or_default(),
        told: mebibytes(size),
    };
    split_bar(&[
        stretch("segment pool--managed", DeeperWord::OfTheProcess, given.process_mebibytes),
        stretch("segment pool--jvmOverhead", DeeperWord::Wasted, given.waste_mebibytes()),
    ])
}

/// The size with which the process takes the whole container, and the button that sets it.
fn fill(key: &'static str, size: MemorySize, says: &Says<'_>) -> Element {
    let text = size.shortest_text();
    let told = says.words.say(said::FullContainer { key, size: &text });
    let set = Action::Set { key, text };
    let button = action(says.words.text(DeeperWord::SetIt)).on_click(says.act.reform(move |_| set.clone()));
    passage("p", "hint", told).child(" ").child(button)
}

/// Flink counts in 32 bits, and below zero above 2 PiB.
fn mebibytes(number: i32) -> String {
    let sign = if number < 0 { "−" } else { "" };
    [sign, &grouped(number.unsigned_abs().into()), " MiB"].concat()
}
