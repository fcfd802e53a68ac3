//! Draws the error of too few buffers that was pasted, taken apart.

use flink_memory::network_buffers::{Asker, AskingPart, StageAsker};
use yew::{Component, Context, Html, InputEvent, Properties};

use super::super::Says;
use super::{Outcome, buffers, counting, set_network};
use crate::browser;
use crate::deeper::answer::network::message::{Asks, Message, Told, kept};
use crate::deeper::text::{DeeperWord, said};
use crate::text::Words;
use crate::view::element::{Element, component, element, fragment, passage};

const BOX: &str = "ask-buffers-message";

pub(super) fn view(message: &Message, outcome: Option<&Outcome>, says: &Says<'_>) -> Element {
    let words = says.words;
    let target = message.field.target;
    let area = element!("textarea", "class" = "text__box", "id" = BOX, "rows" = "3", "spellcheck" = "false", "autocomplete" = "off")
        .value(message.field.text.clone())
        .on_input(says.act.reform(move |event: InputEvent| target.written(kept(browser::typed_lines(&event)))));
    let follows = match &message.told {
        Some(told) => taken_apart(told, outcome, says),
        None if message.field.text.is_empty() => fragment(),
        None => passage("p", "option__complaint", words.text(DeeperWord::MessageNone)),
    };
    element!("div", "class" = "requests")
        .child(passage("h4", "step__subtitle", words.text(DeeperWord::Message)))
        .child(element!("label", "class" = "hint", "for" = BOX).child(words.text(DeeperWord::MessageBox)))
        .child(area)
        .child(element!("div", "class" = "requests", "role" = "status").child(follows))
}

fn taken_apart(told: &Told, outcome: Option<&Outcome>, says: &Says<'_>) -> Element {
    let words = says.words;
    let [required, available, total, segment] =
        [told.missing.required, told.missing.available, told.missing.total, told.missing.segment_size].map(buffers);
    let said = words.say(said::MessageSays { required: &required, available: &available, total: &total, segment: &segment });
    let other = match outcome {
        Some(Outcome::Counted(counted)) => {
            let here = (counted.settings.total, counted.settings.segment_size);
            (here != (told.missing.total, told.missing.segment_size))
                .then(|| words.say(said::MessageOther { total: &buffers(here.0), segment: &buffers(here.1) }))
        }
        _ => None,
    };
    let asks = told.asks.clone().map(|asks| component::<Askers>(Props { asks, words }, None));
    let enough = told.enough.map(|(count, size)| {
        fragment()
            .child(passage("p", "hint", words.say(said::MessageEnough { count: &buffers(count), size: &words.size(size) })))
            .child(element!("div", "class" = "text__ways").child(set_network(size, says)))
    });
    fragment()
        .child(passage("p", "step__rule", said))
        .child(other.map(|other| passage("p", "option__warning", other)))
        .child(passage("h5", "step__subtitle", words.say(said::MessageAskers { required: &required })))
        .child(asks)
        .child(told.stages.as_ref().map(|stages| of_job(stages, says)))
        .child(enough)
}

/// The stages of the job that ask.
fn of_job(stages: &[StageAsker], says: &Says<'_>) -> Element {
    if stages.is_empty() {
        return passage("p", "hint", says.words.text(DeeperWord::StageAskersNone));
    }
    let item = |asker: &StageAsker| {
        let StageAsker { stage, peer, part, .. } = *asker;
        let is_partition = matches!(part, AskingPart::Partition | AskingPart::SortPartition);
        passage("li", "finding finding--error", if is_partition { counting::partition } else { counting::gate }(stage, peer, says))
    };
    fragment()
        .child(passage("h5", "step__subtitle", says.words.text(DeeperWord::StageAskers)))
        .child(element!("ul", "class" = "findings").children(stages.iter().map(item)))
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    asks: Asks,
    words: Words,
}

/// Who asks for a number of buffers. A component, because to find out takes as long as a frame: it is asked again only where the message or
/// what decides about it has changed.
struct Askers;

impl Component for Askers {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Askers
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { asks, words } = context.props();
        let askers = asks.askers();
        let none = askers.is_empty().then(|| passage("li", "hint", words.text(DeeperWord::AskersNone)));
        element!("ul", "class" = "findings").children(askers.iter().map(|asker| item(asker, *words))).child(none).into()
    }
}

fn item(asker: &Asker, words: Words) -> Element {
    let (from, to) = (buffers(asker.from), buffers(asker.to));
    let count = if from == to { from } else { [&from, " – ", &to].concat() };
    let count = count.as_str();
    let kinds = asker.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    let part = match asker.part {
        AskingPart::Partition => words.say(said::AskerPartition { count }),
        AskingPart::SortPartition => words.say(said::AskerSortPartition { count }),
        AskingPart::Gate => words.say(said::AskerGate { count }),
        AskingPart::Channel => words.say(said::AskerChannel { count }),
    };
    passage("li", "finding", part).child(passage("div", "hint", kinds))
}
