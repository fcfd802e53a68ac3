//! Draws what Flink, its Kubernetes operator and Kubernetes read in the memory of a manifest.

use flink_memory::{MemorySize, SizeError};
use flink_memory_formats::quantity::Trap;

use crate::deeper::answer::containers::operator::{Operator, Read};
use crate::deeper::text::{DeeperWord, said};
use crate::deeper::view::Says;
use crate::deeper::view::parts::halves;
use crate::view::element::{Element, element, fragment, passage};

pub(super) fn view(operator: &Operator, says: &Says<'_>) -> Element {
    let words = says.words;
    let asked = fragment()
        .child(passage("h4", "step__subtitle", words.text(DeeperWord::Manifest)))
        .child(passage("p", "hint", words.text(DeeperWord::ManifestNote)))
        .child(says.text_field(&operator.text, "resource.memory"));
    halves(asked, fragment().child(operator.read.as_ref().map(|read| readings(read, says))))
}

fn readings(read: &Read, says: &Says<'_>) -> Element {
    let words = says.words;
    let size = |size: &Result<MemorySize, SizeError>| match size {
        Ok(size) => says.exact(*size),
        Err(error) => [String::new(), error.to_string()],
    };
    let kubernetes = read.readings.kubernetes.map(|quantity| quantity.to_string());
    let kubernetes = match kubernetes {
        // Whole bytes are told as the others tell theirs; what is less than that, or more than any memory, as it is.
        Some(text) => text.parse::<MemorySize>().map_or_else(|_| [String::new(), text], |size| says.exact(size)),
        None => [words.text(DeeperWord::NotRead).to_owned(), String::new()],
    };
    let row = |(reader, [size, bytes]): (DeeperWord, [String; 2])| {
        let class = if size.is_empty() { "sum__bytes readings__none" } else { "sum__bytes" };
        element!("tr")
            .child(element!("th", "scope" = "row", "class" = "sum__what").child(words.text(reader)))
            .child(passage("td", "sum__size", size))
            .child(passage("td", class, bytes))
    };
    let rows = [
        (DeeperWord::ReadByFlink, size(&read.readings.flink)),
        (DeeperWord::ReadByOperator, size(&read.readings.operator)),
        (DeeperWord::ReadByKubernetes, kubernetes),
    ];
    let head = |word| element!("th", "scope" = "col").child(words.text(word));
    let heads = [DeeperWord::ColumnWhat, DeeperWord::ColumnSize, DeeperWord::ColumnBytes].map(head);
    let alike = read.alike.map(|size| words.say(said::ReadAlike { text: &size.bytes().to_string() }));
    let told = match read.trap {
        Some(trap) => Some(passage("p", "option__warning", words.text(of(trap)))),
        // Where nobody reads it, each says so above.
        None => read.readings.flink.is_ok().then(|| passage("p", "hint", words.text(DeeperWord::NoTrap))),
    };
    fragment()
        .child(
            element!("table", "class" = "sum")
                .child(element!("thead", "class" = "visually-hidden").child(element!("tr").children(heads)))
                .child(element!("tbody").children(rows.map(row))),
        )
        .child(told)
        .child(alike.map(|alike| passage("p", "hint", alike)))
}

const fn of(trap: Trap) -> DeeperWord {
    match trap {
        Trap::Thousandths => DeeperWord::TrapThousandths,
        Trap::PowersOf1000 => DeeperWord::TrapPowersOf1000,
        Trap::NotForKubernetes => DeeperWord::TrapNotForKubernetes,
        Trap::NotForFlink => DeeperWord::TrapNotForFlink,
        Trap::OnlyForOperator => DeeperWord::TrapOnlyForOperator,
        Trap::OnlyForKubernetes => DeeperWord::TrapOnlyForKubernetes,
    }
}
