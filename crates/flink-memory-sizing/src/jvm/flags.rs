//! What the words that start a JVM say of its young generation, of stacks and of compiled code. What they say of the collector stands in
//! `collector`.

use std::fmt;

use flink_memory::MemorySize;

/// What the words say; nothing of what they leave to the JVM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-XX:NewRatio`, how many times the old generation is the young one. Above 4294967295 it is that: the young generation is the
    /// smallest possible either way.
    pub new_ratio: Option<u32>,
    /// `-Xss`, the stack of a thread, in bytes, rounded up to whole KiB. `-Xss0` leaves it to the JVM.
    pub stack: Option<MemorySize>,
    /// `-XX:ReservedCodeCacheSize`, in bytes.
    pub code_cache: Option<MemorySize>,
}

/// A word with which no JVM starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFlag {
    /// The word, such as `-Xss1mb`.
    pub word: String,
}

impl fmt::Display for BadFlag {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "no JVM starts with {}", self.word)
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
    /// A word of the three kinds with which the JVM does not start, even where another of its kind comes later: one that is no such number,
    /// a stack above 1 GiB, a code cache above 2 GiB.
    ///
    /// Source: `parse_integer`, `Arguments::parse_xss` and `Arguments::parse_each_vm_init_arg` of OpenJDK 17, asked with each of these words.
    ///
    /// ```
    /// use flink_memory_sizing::jvm::Flags;
    ///
    /// let said = |word: &str| Flags::read(&[word.to_owned()]);
    /// assert_eq!(said("-XX:NewRatio=3")?.new_ratio, Some(3));
    /// assert_eq!(said("-Xss512k")?.stack.map(|stack| stack.bytes()), Some(524_288));
    /// assert!(said("-Xss1mb").is_err()); // Invalid thread stack size
    /// # Ok::<(), flink_memory_sizing::jvm::BadFlag>(())
    /// ```
    pub fn read(words: &[String]) -> Result<Flags, BadFlag> {
        let mut flags = Flags::default();
        for word in words {
            let bad = || BadFlag { word: word.clone() };
            if let Some(text) = word.strip_prefix("-XX:NewRatio=") {
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
        Ok(flags)
    }
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
        assert_eq!(read(&["-Xss0", "-Xmx1g", "-XX:+UseG1GC"]), Ok(Flags::default()));
        assert_eq!(read(&["-XX:NewRatio=1", "-XX:NewRatio=3"]).map(|flags| flags.new_ratio), Ok(Some(3)));
    }

    /// With each of these OpenJDK 17.0.15 said `Error: Could not create the Java Virtual Machine.`
    #[test]
    fn no_jvm_starts_with_a_word_that_it_cannot_read() {
        let words = [
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
            assert_eq!(read(&[word]), Err(BadFlag { word: word.to_owned() }), "{word}");
            assert!(read(&[word, "-Xss1m", "-XX:NewRatio=2", "-XX:ReservedCodeCacheSize=240m"]).is_err(), "{word}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_named(text in "\\PC{0,12}") {
            for flag in ["-XX:NewRatio=", "-Xss", "-XX:ReservedCodeCacheSize="] {
                let word = format!("{flag}{text}");
                if let Err(bad) = read(&[&word]) {
                    prop_assert_eq!(bad.word, word);
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
