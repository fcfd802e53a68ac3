//! Everything that can be noticed, as one table: names, severities, stable codes and facts. It has no words but these docs.

use super::Severity;

#[inline(never)]
#[expect(clippy::ptr_arg, reason = "taking the reference to its text apart here takes less code than at each of a hundred places")]
fn add<'a>(facts: &mut Vec<(&'static str, &'a str)>, name: &'static str, fact: &'a String) {
    facts.push((name, fact));
}

/// One row per finding: its doc, its name, severity, stable code, and its facts. Every fact is text; numbers are written in decimal.
macro_rules! matters {
    ($($(#[$doc:meta])+ $name:ident $severity:ident $code:literal { $($(#[$fact_doc:meta])+ $fact:ident),* $(,)? })+) => {
        /// What can be noticed.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Matter {
            $($(#[$doc])+ $name { $($(#[$fact_doc])+ $fact: String,)* },)+
        }

        impl Matter {
            /// A stable name for the JS API.
            pub const fn code(&self) -> &'static str {
                match self { $(Matter::$name { .. } => $code,)+ }
            }

            /// How much it matters.
            pub const fn severity(&self) -> Severity {
                match self { $(Matter::$name { .. } => Severity::$severity,)+ }
            }

            /// Its facts by name.
            pub fn facts(&self) -> Vec<(&'static str, &str)> {
                let mut facts = Vec::new();
                match self { $(Matter::$name { $($fact),* } => { $(add(&mut facts, stringify!($fact), $fact);)* })+ }
                facts
            }

            /// One of each, its facts made from their names. Tests of whoever shows findings ask for it, so that none is forgotten.
            pub fn each(fact: impl Fn(&'static str) -> String) -> Vec<Matter> {
                vec![$(Matter::$name { $($fact: fact(stringify!($fact))),* },)+]
            }
        }
    };
}

matters! {
    // Any text.

    /// The text is longer than what is read.
    TooLong Error "too-long" {
        /// Its length in bytes.
        bytes,
        /// The most that is read, in bytes.
        limit,
    }
    /// Nothing in the text says anything about Flink's configuration.
    NothingFound Warning "nothing-found" {}

    // flink-conf.yaml, config.yaml, loading: rows of load.rs, flink_conf.rs and config_yaml.rs.

    /// Flink does not start with this file: what it throws, and what it says.
    FlinkRefuses Error "flink-refuses" {
        /// The simple class name of the exception.
        exception,
        /// The line of its message that names the problem.
        problem,
        /// Its message.
        message,
    }
    /// A key of a `config.yaml` has no value, with which Flink does not start.
    MissingValue Error "missing-value" {
        /// The key.
        key,
    }
    /// The chosen release does not read a file of this name and form.
    FileNotRead Warning "file-not-read" {
        /// The file.
        file,
        /// The file that the release reads.
        reads,
        /// The release.
        release,
    }
    /// The chosen release reads this file only where the other one does not stand beside it.
    FileReadAlone Info "file-read-alone" {
        /// The file.
        file,
        /// The file that wins.
        unless,
        /// The release.
        release,
    }
    /// Flink warns of a line and goes on without it.
    LineIgnored Warning "line-ignored" {
        /// The line.
        line,
        /// What Flink logs.
        flink,
    }
    /// A value is lost, because its key is set again further down.
    ValueReplaced Warning "value-replaced" {
        /// The key.
        key,
        /// The value that is lost.
        value,
        /// The value that counts.
        by,
    }
    /// The option has a newer key.
    OlderKey Info "older-key" {
        /// The key that is set.
        older,
        /// The option's own key.
        key,
    }
    /// The option is deprecated in the chosen release; others have taken its place.
    DeprecatedOption Info "deprecated-option" {
        /// The key.
        key,
        /// The release.
        release,
    }
    /// The chosen release does not know the option, and says nothing about it; other releases do.
    NotInRelease Warning "not-in-release" {
        /// The key.
        key,
        /// The release.
        release,
    }
    /// Quotes are part of the value in a `flink-conf.yaml`.
    QuotesKept Warning "quotes-kept" {
        /// The key.
        key,
        /// The value as Flink takes it.
        value,
        /// The value that was likely meant.
        meant,
    }
    /// A `#` cuts a value of a `flink-conf.yaml` off, even inside of a word or of quotes.
    CommentCuts Warning "comment-cuts" {
        /// The key.
        key,
        /// What is left of the value.
        value,
        /// What was cut off.
        cut,
    }
    /// Nothing nests in a `flink-conf.yaml`: an indented line sets its own short key.
    NestingIgnored Warning "nesting-ignored" {
        /// The key that is set.
        key,
        /// The key that was likely meant.
        meant,
    }
    /// A size without a unit is a number of bytes.
    WithoutUnit Warning "without-unit" {
        /// The key.
        key,
        /// The value.
        value,
        /// The value that was likely meant.
        meant,
    }
    /// A size with a unit of Kubernetes, which Flink cannot read.
    KubernetesUnit Warning "kubernetes-unit" {
        /// The key.
        key,
        /// The value.
        value,
        /// The same size as Flink reads it.
        meant,
    }
    /// A list or map where the option needs one value.
    NotOneValue Warning "not-one-value" {
        /// The key.
        key,
        /// What Flink keeps as its text; nothing for a map, which only sets longer keys.
        value,
    }

    // Arguments, logs, JVM flags: rows of command.rs, log.rs, jvm_flags.rs and check.rs.

    /// A quote is not closed on its line; it was taken as a character.
    UnclosedQuote Warning "unclosed-quote" {
        /// The quote.
        quote,
    }
    /// Flink 1.10 reads no argument after the first one that it does not know, so the `-D` that follow do not count.
    AfterUnknownArgument Warning "after-unknown-argument" {
        /// The argument at which it stops.
        argument,
    }
    /// A `-D` stands before the main class: it is a system property of the JVM, and Flink does not read it.
    SystemProperty Warning "system-property" {
        /// The key.
        key,
    }
    /// An old argument of Flink's command line stands for an option.
    OldArgument Info "old-argument" {
        /// The argument.
        argument,
        /// The option.
        key,
    }
    /// The text names a release of Flink that is not known here.
    UnknownRelease Warning "unknown-release" {
        /// The release as it is named.
        version,
    }
    /// Several processes are told of; the entries of all of them were taken together.
    SeveralProcesses Info "several-processes" {
        /// How many.
        count,
    }
    /// A `-D` list is what Flink derived for the process it started. It pins every pool, and was taken as the configuration.
    DerivedArguments Info "derived-arguments" {
        /// The stable name of the process.
        process,
        /// How many arguments it has.
        count,
    }
    /// A `-D` list is what Flink derived for the process it started. The configuration stands in the text, too, so the list was taken as a result.
    DerivedResult Info "derived-result" {
        /// The stable name of the process.
        process,
        /// How many arguments it has.
        count,
    }
    /// The text tells no configuration, only the pools that came of one; the entries pin these pools.
    PinnedPools Info "pinned-pools" {
        /// The stable name of the process.
        process,
    }
    /// The text does not say which process it is about; this one was taken because of the JVM's flags.
    GuessedProcess Info "guessed-process" {
        /// The stable name of the process.
        process,
    }
    /// The log hides a value because its key sounds like a secret; the entry was left out.
    HiddenValue Info "hidden-value" {
        /// The key.
        key,
    }
    /// The log tells two values for one key, as of two starts or two processes; the later one counts.
    ChangedValue Warning "changed-value" {
        /// The key.
        key,
        /// The earlier value.
        before,
        /// The later value.
        after,
    }
    /// A value stands in quotes, although a process started with it, which Flink does not do for a size in quotes; they were taken off.
    QuotedValue Info "quoted-value" {
        /// The key.
        key,
        /// The value as it stands.
        value,
    }
    /// The process read its configuration from a `config.yaml`, by the rules of YAML.
    ReadFromYaml Info "read-from-yaml" {
        /// The file.
        file,
    }
    /// A block "Final … Memory configuration" is not complete: lines are missing or mangled.
    IncompleteSummary Warning "incomplete-summary" {
        /// How many sizes were found.
        found,
        /// How many Flink prints.
        expected,
    }
    /// The text holds an exception about memory.
    Exception Warning "exception" {
        /// The simple name of its class.
        exception,
        /// Its message.
        message,
    }
    /// A process was killed for its memory.
    Killed Warning "killed" {
        /// The words that say so.
        reason,
    }
    /// A flag of the JVM is given twice with different sizes; the JVM takes the last.
    FlagTwice Warning "flag-twice" {
        /// The flag.
        flag,
        /// The size that does not count, in bytes.
        before,
        /// The size that counts, in bytes.
        after,
    }
    /// The size of a flag could not be read.
    UnreadableFlag Warning "unreadable-flag" {
        /// The flag with its value.
        flag,
    }
    /// The JVM rounded the heap up to its own alignment, so it may be above what `-Xmx` said.
    RoundedHeap Info "rounded-heap" {
        /// What `-Xmx` said, in bytes; empty where the text does not tell.
        given,
        /// What the JVM made of it, in bytes.
        size,
        /// The alignment in bytes, or the largest that it can have been; empty where no alignment explains the size.
        alignment,
    }

    // Manifests, properties, REST, SQL: rows of manifest/, properties.rs, rest.rs, sql.rs.

    /// A manifest, or one of its documents, or an answer in JSON is not well-formed, and was skipped.
    NotYaml Error "not-yaml" {
        /// What the parser says.
        reason,
    }
    /// The text names two different releases; the first that decides is taken.
    VersionsDiffer Warning "versions-differ" {
        /// The release that is taken.
        taken,
        /// The other release.
        other,
    }
    /// The text describes more than one Flink cluster; only the first is read.
    SeveralClusters Warning "several-clusters" {
        /// The name of the cluster that is not read.
        name,
    }
    /// The operator sets this option from the resource memory, whatever `flinkConfiguration` says.
    OverriddenByResource Warning "overridden-by-resource" {
        /// The option.
        key,
        /// Its value in `flinkConfiguration`, which does not count.
        value,
        /// The field that counts.
        by,
    }
    /// The older field `resource` does not count, because `resources` stands beside it.
    ResourceIgnored Warning "resource-ignored" {
        /// The field that does not count.
        field,
    }
    /// The operator refuses this memory.
    OperatorRefusesMemory Error "operator-refuses-memory" {
        /// The field.
        field,
        /// The memory as written.
        written,
        /// What Flink says of what the operator makes of it.
        reason,
    }
    /// A memory that Flink could not read: the operator reads it as a quantity of Kubernetes since its release 1.7, and up to 1.6 Flink fails.
    KubernetesQuantity Info "kubernetes-quantity" {
        /// The memory as written.
        written,
        /// The bytes that Flink gets.
        bytes,
    }
    /// The operator reads this memory in Flink's units, where Kubernetes itself would read something else.
    KubernetesReadsOther Info "kubernetes-reads-other" {
        /// The memory as written.
        written,
        /// The bytes that Flink gets.
        bytes,
        /// The bytes that Kubernetes would read.
        kubernetes,
    }
    /// The operator sets the limit factor of the pod's memory from the limit and the request, both as Kubernetes reads them.
    LimitFactor Info "limit-factor" {
        /// The option that the operator sets.
        key,
        /// The limit by the request, to three decimals.
        factor,
    }
    /// The operator refuses a memory request above its limit.
    RequestAboveLimit Error "request-above-limit" {
        /// The request as written.
        request,
        /// The limit as written.
        limit,
    }
    /// Memory of the main container in a pod template has no effect: Flink overwrites it with the size of the process.
    PodTemplateMemory Warning "pod-template-memory" {
        /// The memory as written.
        written,
    }
    /// Nested or unquoted values in `flinkConfiguration` need the operator's release 1.13; older ones refuse the manifest.
    StructuredConfiguration Info "structured-configuration" {
        /// The first option that is written so.
        key,
    }
    /// An option without a value; Flink does not start with it.
    NullValue Error "null-value" {
        /// The option.
        key,
    }
    /// An option of the process has no effect in a session cluster that runs already.
    NoEffectInSession Warning "no-effect-in-session" {
        /// The option.
        key,
    }
    /// The release does not read a file of this name; it was read all the same, because no other is there.
    FileOfOtherReleases Warning "file-of-other-releases" {
        /// The name of the file.
        file,
        /// The release.
        release,
    }
    /// Beside the file that the release reads, this one does not count.
    FileIgnored Warning "file-ignored" {
        /// The name of the file.
        file,
        /// The release.
        release,
    }
    /// Two containers set the same option differently; the later one is taken.
    ConflictingValues Warning "conflicting-values" {
        /// The option.
        key,
        /// The earlier value.
        first,
        /// The later value.
        second,
    }
    /// A value is filled in from an environment that the text does not tell; the option was left out.
    Placeholder Warning "placeholder" {
        /// The option.
        key,
        /// The value as written.
        value,
    }
    /// The Flink image does not know comments behind a value in `FLINK_PROPERTIES`: what follows becomes part of the value.
    PropertyComment Warning "property-comment" {
        /// The option.
        key,
        /// The value that Flink gets.
        value,
    }
    /// The Flink image keeps quotes in `FLINK_PROPERTIES` as part of the value.
    PropertyQuoted Warning "property-quoted" {
        /// The option.
        key,
        /// The value that Flink gets.
        value,
    }
    /// A line of `FLINK_PROPERTIES` has no value. The Flink image sets the key to nothing, and nests nothing below it.
    PropertyWithoutValue Warning "property-without-value" {
        /// The key.
        key,
    }
    /// A SET or RESET that is not of the form `SET 'key' = 'value';`.
    SetNotUnderstood Warning "set-not-understood" {
        /// The statement.
        statement,
    }

    // Edits: rows of edit/.

    /// A change was not made, because the format has no way to say this key with this value: a line of `flink-conf.yaml` holds neither
    /// an empty value, nor blanks at its ends, nor a `#`, nor a line break.
    EditNotSayable Error "edit-not-sayable" {
        /// The key.
        key,
        /// The value; empty where the key was to be taken away.
        value,
    }
    /// A change was not made, because what sets the key is shared with other places by an anchor and an alias, and changing it would
    /// change them, too.
    EditShared Error "edit-shared" {
        /// The key.
        key,
    }
    /// A change was not made, because the text has no place for the key that would leave everything else as it is.
    EditNoPlace Error "edit-no-place" {
        /// The key.
        key,
    }

    // Writers and links: rows of write/ and link.rs.

    /// Flink refuses what was written, for a process that the text is for.
    WrittenIsRefused Error "written-is-refused" {
        /// The process.
        process,
        /// Flink's message.
        message,
    }
    /// No pool could be pinned, because Flink refuses the configuration or leaves the heap to the JVM; what is set was written instead.
    NotPinned Warning "not-pinned" {}
    /// There are no JVM arguments: Flink refuses the configuration, leaves the heap to the JVM, or starts no JVM for local execution.
    NoJvmArguments Error "no-jvm-arguments" {}
    /// JVM arguments say heap, direct memory and metaspace; managed memory, overhead and slots are for Flink's configuration to say.
    ArgumentsSayLess Info "arguments-say-less" {}
    /// There are no sizes to draw, because Flink refuses the configuration.
    NothingToDraw Error "nothing-to-draw" {}
    /// The format cannot hold this entry, so it was left out.
    EntryLeftOut Warning "entry-left-out" {
        /// Its key.
        key,
        /// Its value.
        value,
    }
    /// The format cannot hold an environment variable of the start scripts, so it was left out.
    VariableLeftOut Warning "variable-left-out" {
        /// Its name.
        name,
        /// Its value.
        value,
    }
    /// The release reads no file of this name.
    FileIsNotRead Warning "file-is-not-read" {
        /// The release.
        release,
        /// The file.
        file,
    }
    /// The format holds texts only, and Flink makes other sizes of the texts than of the numbers that were set.
    TypesMatter Warning "types-matter" {}
    /// The format is for containers, and Flink makes other sizes of the configuration there.
    ContainerMatters Warning "container-matters" {}
    /// Local execution reads no text of this format.
    NotForLocalExecution Warning "not-for-local-execution" {}
    /// The text is added to the file that the release ships, which sets a key that is not set here and cannot be unset by the text.
    ShippedEntryStays Warning "shipped-entry-stays" {
        /// The key.
        key,
        /// The value that the release ships.
        value,
    }
    /// The Docker images of Flink from 1.19 on take blanks out of this value and replace what looks like a variable.
    ImageChangesValue Warning "image-changes-value" {
        /// The key.
        key,
        /// The value.
        value,
    }
    /// No released Kubernetes operator knows the release.
    UnknownToOperator Warning "unknown-to-operator" {
        /// The release.
        release,
    }
    /// Converting: Flink took no notice of this line, which is a comment now.
    ConvertedIgnoredLine Warning "converted-ignored-line" {
        /// The line.
        text,
    }
    /// Converting: the key is set again further down, which counts; this line is a comment now, because YAML allows a key once.
    ConvertedDuplicate Warning "converted-duplicate" {
        /// The key.
        key,
        /// The value that never counted.
        value,
    }
    /// Converting: the invisible byte order mark at the start of the file is part of the first key, so Flink does not know the key.
    ConvertedByteOrderMark Warning "converted-byte-order-mark" {
        /// The key, without the mark.
        key,
    }
    /// The fragment is no link of the calculator's.
    ForeignLink Warning "foreign-link" {
        /// The fragment.
        fragment,
    }
    /// The link was written by a version of the calculator that is not known here; what looks familiar was read.
    UnknownLinkVersion Warning "unknown-link-version" {
        /// The version.
        version,
    }
    /// A part of the link has no name or no value, and was left out.
    UnreadableLinkPart Warning "unreadable-link-part" {
        /// The part.
        part,
    }
    /// A part of the link has a value that it cannot have; a setting of the calculator's stays as it is by default, an option gets it as text.
    UnknownLinkValue Warning "unknown-link-value" {
        /// The name.
        name,
        /// The value.
        value,
    }
    /// A part of the link is broken by a wrong percent sign; it was read as well as possible.
    BrokenLinkEncoding Warning "broken-link-encoding" {
        /// The part.
        part,
    }

}
