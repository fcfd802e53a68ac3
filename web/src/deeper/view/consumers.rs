//! Draws who gets which share of managed memory: the marks of the consumers, the shares as a bar and a table, and who fails without one.

use flink_memory::{Consumer, DefaultValue, MemorySize, Share, option};

use super::Says;
use super::parts::{Stretch, halves, split_bar};
use crate::deeper::answer::consumers::{Consumers, OfStateBackend, Outcome, Shared};
use crate::deeper::answer::job::{self, Job};
use crate::deeper::text::{DeeperWord, said};
use crate::text::quantity::grouped;
use crate::view::element::{Element, element, fragment, passage};

pub(super) fn view(consumers: &Consumers, says: &Says<'_>) -> Element {
    let words = says.words;
    let asked = fragment().child(marks(&consumers.job, says)).child(consumers.weights.as_ref().map(|field| says.option_field(field)));
    let follows = match &consumers.outcome {
        Outcome::Refused => says.nothing_follows(),
        Outcome::Unread => fragment(),
        Outcome::Nobody => {
            let key = option::taskmanager::MANAGED_MEMORY_SIZE.key;
            passage("p", "step__rule", words.say(said::NoConsumer { key }))
        }
        Outcome::NoWeights { slot } => passage("p", "step__rule", words.say(said::BeforeWeights { size: &words.size(*slot) })),
        Outcome::Shared(shared) => shares(shared, says),
    };
    halves(asked, follows)
}

fn marks(job: &Job, says: &Says<'_>) -> Element {
    let mark = |(consumer, field, is_there): &(_, _, bool)| {
        let label = match consumer {
            Consumer::Operator => DeeperWord::HasOperators,
            Consumer::StateBackend => DeeperWord::HasStateBackend,
            Consumer::Python => DeeperWord::HasPython,
        };
        says.check_field(field, *is_there, says.words.text(label))
    };
    let told = if job.is_assumed { DeeperWord::ConsumersAssumed } else { DeeperWord::ConsumersTold };
    element!("fieldset", "class" = "marks")
        .child(passage("legend", "request__legend", says.words.text(DeeperWord::JobHas)))
        .children(job.marks.iter().map(mark))
        .child(passage("p", "hint", says.words.text(told)))
}

/// What a consumer is called where there is little room.
pub(super) fn name(consumer: Consumer, says: &Says<'_>) -> &'static str {
    says.words.text(match consumer {
        Consumer::Operator => DeeperWord::Operators,
        Consumer::StateBackend => DeeperWord::OfStateBackend,
        Consumer::Python => DeeperWord::OfPython,
    })
}

const fn part(consumer: Consumer) -> &'static str {
    match consumer {
        Consumer::Operator => "part--2",
        Consumer::StateBackend => "part--1",
        Consumer::Python => "part--3",
    }
}

fn shares(shared: &Shared, says: &Says<'_>) -> Element {
    let words = says.words;
    let given = || shared.shares.iter().filter_map(|share| Some((share, share.size.ok()?)));
    let stretch = |(share, size): (&Share, MemorySize)| Stretch {
        class: part(share.consumer).to_owned(),
        name: name(share.consumer, says).to_owned(),
        size: size.bytes(),
        told: words.share(size.bytes(), shared.slot.bytes()),
    };
    let row = |(share, size): (&Share, MemorySize)| {
        let swatch = element!("span", "class" = ["swatch ", part(share.consumer)].concat());
        (fragment().child(swatch).child(name(share.consumer, says)), size)
    };
    let stretches: Vec<Stretch> = given().map(stretch).collect();
    let is_nothing = shared.slot == MemorySize::ZERO;
    let divided = if is_nothing {
        passage("p", "step__rule", words.text(DeeperWord::NoManaged))
    } else {
        fragment()
            .child(passage("p", "step__rule", words.say(said::SharedOut { size: &words.size(shared.slot) })))
            .child((!stretches.is_empty()).then(|| split_bar(&stretches)))
            .child(says.sizes(given().map(row)))
    };
    fragment()
        .child(divided)
        .children(shared.shares.iter().map(|share| failure(share, shared, says)))
        .child(shared.state_backend.as_ref().and_then(|standing| of_state_backend(standing, says)))
        .child(says.steps(steps(shared, says)))
}

/// What becomes of a consumer that gets nothing. A state backend that does not live in managed memory never asks for it.
fn failure(share: &Share, shared: &Shared, says: &Says<'_>) -> Option<Element> {
    let error = share.size.err()?;
    let asks = share.consumer != Consumer::StateBackend || matches!(shared.state_backend, Some(OfStateBackend::Used));
    asks.then(|| {
        let consumer = name(share.consumer, says);
        let message = job::thrown("IllegalArgumentException", &error, None);
        element!("div", "class" = "option__complaint")
            .child(element!("p").child(says.words.say(said::WithoutWeight { consumer })))
            .child(element!("p").child(says.words.say(said::FlinkSays { message: &message })))
    })
}

fn of_state_backend(standing: &OfStateBackend, says: &Says<'_>) -> Option<Element> {
    let words = says.words;
    match standing {
        OfStateBackend::Used => None,
        OfStateBackend::Idle { backend, has_own_weight } => {
            let idle = passage("p", "hint", words.say(said::ShareIdle { backend: backend.name() }));
            Some(if *has_own_weight { idle.child(" ").child(words.text(DeeperWord::ShareIdleCure)) } else { idle })
        }
        OfStateBackend::Refused(message) => Some(passage("p", "option__complaint", words.say(said::FlinkSays { message }))),
    }
}

fn steps(shared: &Shared, says: &Says<'_>) -> Vec<[String; 3]> {
    let slot = [
        says.words.text(DeeperWord::SlotManaged).to_owned(),
        format!("{} ÷ {}", grouped(shared.whole.bytes()), shared.slots),
        grouped(shared.slot.bytes()),
    ];
    let of_each = shared.shares.iter().flat_map(|share| of_share(share, shared.slot, says));
    std::iter::once(slot).chain(of_each).collect()
}

/// How a share was found: its part of the whole, and what that is of a slot.
pub(super) fn of_share(share: &Share, slot: MemorySize, says: &Says<'_>) -> Vec<[String; 3]> {
    let what = name(share.consumer, says);
    let fraction = DefaultValue::Double(share.fraction).to_string();
    let divided = [what.to_owned(), format!("{} ÷ {}", share.weight, share.total), fraction.clone()];
    let taken = share.size.ok().map(|size| [what.to_owned(), format!("{fraction} × {}", grouped(slot.bytes())), grouped(size.bytes())]);
    std::iter::once(divided).chain(taken).collect()
}
