//! What the words that start a JVM say of its heap, direct memory, stacks and compiled code. What they say of the collector stands in
//! `collector`.

use std::fmt;

use flink_memory::MemorySize;

/// What the words say; nothing of what they leave to the JVM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-Xmx` or `-XX:MaxHeapSize`, in bytes.
    pub max_heap: Option<MemorySize>,
    /// `-XX:MaxDirectMemorySize`, in bytes. Zero allows none.
    pub direct: Option<MemorySize>,
    /// `-XX:NewRatio`, how many times the old generation is the young one. Above 4294967295 it is that: the young generation is the
    /// smallest possible either way.
    pub new_ratio: Option<u32>,
    /// `-Xss`, the stack of a thread, in bytes, rounded up to whole KiB. `-Xss0` leaves it to the JVM.
    pub stack: Option<MemorySize>,
    /// `-XX:ReservedCodeCacheSize`, in bytes.
    pub code_cache: Option<MemorySize>,
}

/// Words with which no JVM starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFlag {
    /// A word, such as `-Xss1mb`, or those that do not go together, such as `-Xms2g -Xmx1g`.
    pub words: String,
}

impl fmt::Display for BadFlag {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "no JVM starts with {}", self.words)
    }
}

impl std::error::Error for BadFlag {}

impl Flags {
    /// The largest stack: 1 GiB.
    const LARGEST_STACK: u64 = 1 << 30;

    /// The largest code cache: 2 GiB.
    const LARGEST_CODE_CACHE: u64 = 2 << 30;

    /// Reads the words with which a JVM is started, `flink_memory::start_script::command_line`'s or a person's. The last word of a kind counts.
    ///
    /// Sizes are whole numbers, decimal or hexadecimal behind `0x`, in bytes or with one letter of `k`, `m`, `g`, `t` behind them.
    /// `-XX:ThreadStackSize`, files of arguments (`@file`) and `JAVA_TOOL_OPTIONS` are not looked at, and neither is the least that a JVM of
    /// some version asks of stacks and of the code cache.
    ///
    /// # Errors
    /// A word of these kinds with which the JVM does not start, even where another of its kind comes later: one that is no such number, a heap of
    /// nothing, a stack above 1 GiB, a code cache above 2 GiB. A heap that is larger at the start (`-Xms`, `-XX:InitialHeapSize`) than at most:
    /// Flink gives both the same size, so that a smaller `-Xmx` behind them stops the JVM.
    ///
    /// Source: `parse_integer`, `Arguments::parse_xss`, `Arguments::parse_each_vm_init_arg` and `GCArguments::assert_size_info` of OpenJDK 17,
    /// asked with each of these words; 25 answers the same of heap and direct memory.
    ///
    /// ```
    /// use flink_memory_sizing::jvm::Flags;
    ///
    /// let said = |word: &str| Flags::read(&[word.to_owned()]);
    /// assert_eq!(said("-XX:NewRatio=3")?.new_ratio, Some(3));
    /// assert_eq!(said("-Xss512k")?.stack.map(|stack| stack.bytes()), Some(524_288));
    /// assert!(said("-Xss1mb").is_err()); // Invalid thread stack size
    /// let own = Flags::read(&["-Xmx1g", "-Xms1g", "-Xmx2g"].map(str::to_owned))?;
    /// assert_eq!(own.max_heap.map(|heap| heap.whole_mebibytes()), Some(2048));
    /// # Ok::<(), flink_memory_sizing::jvm::BadFlag>(())
    /// ```
    pub fn read(words: &[String]) -> Result<Flags, BadFlag> {
        let mut flags = Flags::default();
        let (mut largest, mut smallest, mut first) = (None, None, None);
        for word in words {
            let bad = || BadFlag { words: word.clone() };
            let heap = |text: &str| number(text).and_then(MemorySize::from_bytes).map(|size| (size, word.as_str())).ok_or_else(bad);
            if let Some(text) = after(word, ["-Xmx", "-XX:MaxHeapSize="]) {
                largest = Some(heap(text)?);
                flags.max_heap = Some(largest.map(|(size, _)| size).filter(|size| *size > MemorySize::ZERO).ok_or_else(bad)?);
            } else if let Some(text) = word.strip_prefix("-Xms") {
                first = Some(heap(text)?);
                smallest = first;
            } else if let Some(text) = word.strip_prefix("-XX:InitialHeapSize=") {
                first = Some(heap(text)?);
            } else if let Some(text) = word.strip_prefix("-XX:MaxDirectMemorySize=") {
                flags.direct = Some(heap(text)?.0);
            } else if let Some(text) = word.strip_prefix("-XX:NewRatio=") {
                let ratio = number(text).ok_or_else(bad)?;
                flags.new_ratio = Some(u32::try_from(ratio).unwrap_or(u32::MAX));
            } else if let Some(text) = word.strip_prefix("-Xss") {
                let bytes = number(text).filter(|bytes| *bytes <= Flags::LARGEST_STACK).ok_or_else(bad)?;
                let whole = MemorySize::from_bytes(bytes.next_multiple_of(1024));
                flags.stack = whole.filter(|stack| *stack > MemorySize::ZERO);
            } else if let Some(text) = word.strip_prefix("-XX:ReservedCodeCacheSize=") {
                let bytes = number(text).filter(|bytes| *bytes <= Flags::LARGEST_CODE_CACHE).ok_or_else(bad)?;
                flags.code_cache = MemorySize::from_bytes(bytes);
            }
        }
        let (size, max) = largest.unwrap_or((MemorySize::MAX, ""));
        match [smallest, first].into_iter().flatten().find(|(least, _)| *least > size) {
            Some((_, min)) => Err(BadFlag { words: [min, max].join(" ") }),
            None => Ok(flags),
        }
    }
}

/// What stands behind whichever of these a word begins with.
fn after<'a>(word: &'a str, beginnings: [&str; 2]) -> Option<&'a str> {
    beginnings.into_iter().find_map(|beginning| word.strip_prefix(beginning))
}

/// A number as a JVM reads it; `None` where it reads none, or one of more than 64 bits.
fn number(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|end: char| end.is_ascii_alphabetic() && !end.is_ascii_hexdigit());
    let shift = match &text[digits.len()..] {
        "" => 0,
        "k" | "K" => 10,
        "m" | "M" => 20,
        "g" | "G" => 30,
        "t" | "T" => 40,
        _ => return None,
    };
    let hexadecimal = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    let (digits, radix) = hexadecimal.map_or((digits, 10), |digits| (digits, 16));
    // No sign stands before it.
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = is_number.then(|| u64::from_str_radix(digits, radix).ok())??;
    number.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(words: &[&str]) -> Result<Flags, BadFlag> {
        Flags::read(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    /// What OpenJDK 17.0.15 printed of these flags.
    #[test]
    fn words_are_read_as_a_jvm_does() {
        let ratios = [("0", 0), ("0x3", 3), ("3k", 3072), ("4294967295", u32::MAX), ("4294967296", u32::MAX)];
        for (text, ratio) in ratios {
            assert_eq!(read(&[&format!("-XX:NewRatio={text}")]).map(|flags| flags.new_ratio), Ok(Some(ratio)), "{text}");
        }
        for (text, kibibytes) in [("2M", 2048), ("0x100000", 1024), ("1g", 1_048_576), ("512k", 512), ("1048577", 1025)] {
            let stack = read(&[&format!("-Xss{text}")]).map(|flags| flags.stack);
            assert_eq!(stack, Ok(Some(MemorySize::from_kibibytes(kibibytes))), "{text}");
        }
        for (text, mebibytes) in [("2g", 2048), ("240M", 240)] {
            let code_cache = read(&[&format!("-XX:ReservedCodeCacheSize={text}")]).map(|flags| flags.code_cache);
            assert_eq!(code_cache, Ok(Some(MemorySize::from_mebibytes(mebibytes))), "{text}");
        }
        assert_eq!(read(&["-Xss0", "-XX:+UseG1GC", "-Xlog:gc"]), Ok(Flags::default()));
        assert_eq!(read(&["-XX:NewRatio=1", "-XX:NewRatio=3"]).map(|flags| flags.new_ratio), Ok(Some(3)));
    }

    /// With each of these OpenJDK 17.0.15 said `Error: Could not create the Java Virtual Machine.`
    #[test]
    fn no_jvm_starts_with_a_word_that_it_cannot_read() {
        let words = [
            "-Xmx",
            "-Xmx0",
            "-Xmx1mb",
            "-XX:MaxHeapSize=0",
            "-XX:MaxHeapSize=99999999999999999999",
            "-XX:MaxDirectMemorySize=5x",
            "-XX:MaxDirectMemorySize=-1",
            "-Xss",
            "-Xssabc",
            "-Xss1mb",
            "-Xss2g",
            "-Xss1t",
            "-Xss1048577k",
            "-XX:NewRatio=abc",
            "-XX:NewRatio=-1",
            "-XX:NewRatio=+3",
            "-XX:NewRatio=3x",
            "-XX:NewRatio=18446744073709551618",
            "-XX:ReservedCodeCacheSize=",
            "-XX:ReservedCodeCacheSize=240mb",
            "-XX:ReservedCodeCacheSize=3g",
            "-XX:ReservedCodeCacheSize=99999999999999999999",
        ];
        for word in words {
            assert_eq!(read(&[word]), Err(BadFlag { words: word.to_owned() }), "{word}");
            let good = ["-Xmx1g", "-XX:MaxDirectMemorySize=1g", "-Xss1m", "-XX:NewRatio=2", "-XX:ReservedCodeCacheSize=240m"];
            assert!(read(&[&[word], good.as_slice()].concat()).is_err(), "{word}");
        }
    }

    /// What OpenJDK 17.0.15 and 25 reported of the heap and of direct memory with these words.
    #[test]
    fn the_last_word_about_a_heap_counts() {
        let of = |words: &[&str]| read(words).map(|flags| [flags.max_heap, flags.direct].map(|size| size.map(MemorySize::whole_mebibytes)));
        assert_eq!(of(&["-Xms512m", "-Xmx512m", "-Xmx1g"]), Ok([Some(1024), None]));
        assert_eq!(of(&["-XX:MaxHeapSize=300m", "-Xmx256m"]), Ok([Some(256), None]));
        assert_eq!(of(&["-Xmx256m", "-XX:MaxHeapSize=300m", "-Xms0"]), Ok([Some(300), None]));
        assert_eq!(of(&["-XX:MaxDirectMemorySize=100m", "-XX:MaxDirectMemorySize=50m"]), Ok([None, Some(50)]));
        assert_eq!(of(&["-XX:MaxDirectMemorySize=0"]), Ok([None, Some(0)]));
    }

    /// `Initial heap size set to a larger value than the maximum heap size`, and the third `Incompatible minimum and maximum heap sizes specified`.
    #[test]
    fn no_jvm_starts_with_more_than_it_may_have() {
        let of = |words: &[&str]| read(words).map_err(|bad| bad.words);
        assert_eq!(of(&["-Xmx512m", "-Xms512m", "-Xmx256m"]), Err("-Xms512m -Xmx256m".to_owned()));
        assert_eq!(of(&["-Xmx256m", "-XX:InitialHeapSize=512m"]), Err("-XX:InitialHeapSize=512m -Xmx256m".to_owned()));
        assert_eq!(of(&["-Xms512m", "-XX:InitialHeapSize=128m", "-Xmx256m"]), Err("-Xms512m -Xmx256m".to_owned()));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_named(text in "\\PC{0,12}") {
            for flag in ["-Xmx", "-XX:MaxDirectMemorySize=", "-XX:NewRatio=", "-Xss", "-XX:ReservedCodeCacheSize="] {
                let word = format!("{flag}{text}");
                if let Err(bad) = read(&[&word]) {
                    prop_assert_eq!(bad.words, word);
                }
            }
        }

        #[test]
        fn a_size_is_the_same_in_each_unit(kibibytes in 1_u32..1 << 20) {
            let stack = |text: String| read(&[&format!("-Xss{text}")]).map(|flags| flags.stack);
            let in_kibibytes = stack(format!("{kibibytes}k"));
            prop_assert_eq!(&stack((u64::from(kibibytes) << 10).to_string()), &in_kibibytes);
            prop_assert_eq!(&stack(format!("0x{kibibytes:x}k")), &in_kibibytes);
            prop_assert_eq!(in_kibibytes, Ok(Some(MemorySize::from_kibibytes(kibibytes))));
        }
    }
}
