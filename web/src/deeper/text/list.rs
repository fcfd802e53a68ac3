//! The list of the texts about what follows from the breakdown: each with its name and the facts that it tells. What they say in each language
//! stands in `flink_memory_words`.

use crate::text::{Named, Words, words};

words! {
    enum DeeperWord;

    // What several panels say.
    "The heading over how numbers were found.": Steps;
    "Flink refuses the configuration, so nothing follows.": NothingFollows;
    "The panel is about a TaskManager, and another process is looked at.": OfTaskManagers;
    "The button that turns to the TaskManager.": ToTaskManager;
    "A text that is no whole number in a range.": NotWhole { least, most };
    "A text that is no number.": NotNumber;
    "What Flink says to a text.": FlinkSays { message };
    "A column.": ColumnWhat, ColumnSize, ColumnBytes;

    // Slots.
    "A release shares a TaskManager out among its slots; what one gets.": SlotGets { slots };
    "The cores of a slot.": Cores { cores };
    "What network memory of a slot means.": SlotNetworkNote;
    "What is drawn.": SlotPicture { slots };
    "Slots that are not drawn one by one.": SlotsMore { count };
    "The heading over slots that a fine-grained job asks for.": Requests;
    "How such a job is written.": RequestsNote;
    "One of these slots.": Request { number };
    "What it asks for.": RequestCores, RequestHeap, RequestOffHeap, RequestManaged;
    "It is given, and what is left after it stands below.": RequestGiven { times };
    "Too little is left for it.": RequestTooMuch { times };

    // Managed memory consumers.

    // State backend.

    // Network.

    // Containers.

    // Command line.

    // JVM.

    // Cluster.
}

impl Named for DeeperWord {
    fn template(self, words: Words) -> &'static str {
        words.language().deeper(self)
    }
}
