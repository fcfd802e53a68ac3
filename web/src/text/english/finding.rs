//! English: what was noticed in a text, one template per matter. How facts get into a template stands in `template`.

use flink_memory_formats::Matter;

/// The template of a matter, with its facts in braces: `{key}` as it is, `{bytes:size}` a size, `{process:process}` a process by name.
pub fn finding_words(matter: &Matter) -> &'static str {
    match matter {
        // Any text.
        Matter::TooLong { .. } => {
            "The text has {bytes:size}, and no more than {limit:size} are read. Nothing was taken from it; paste only the part about memory."
        }
        Matter::NothingFound {} => "Nothing in this text is about Flink's configuration, so nothing changes.",

        // Configuration files.
        Matter::FlinkRefuses { .. } => "Flink does not start with this file. It throws {exception} and says “{problem}”.",
        Matter::MissingValue { .. } => "{key} has no value, and Flink does not start with that. Give it a value or delete the key.",
        Matter::FileNotRead { .. } => {
            "Flink {release} reads {reads} instead of {file}. Flink will not follow this text until it stands in {reads}."
        }
        Matter::FileReadAlone { .. } => "Flink {release} reads {file} only where no {unless} stands beside it.",
        Matter::LineIgnored { .. } => "Flink ignores the line “{line}”, so it sets nothing. The log says “{flink}”.",
        Matter::ValueReplaced { .. } => "{key} is set again further down, where it becomes “{by}”. The value “{value}” is lost.",
        Matter::OlderKey { .. } => "{older} is an older key of {key}. Flink still reads it, but {key} wins where both are set.",
        Matter::DeprecatedOption { .. } => {
            "{key} is deprecated in Flink {release}. Other options have taken its place; move to them when you can."
        }
        Matter::NotInRelease { .. } => {
            "Flink {release} does not know {key} and ignores it without a word, so it changes nothing. Check which release you run."
        }
        Matter::QuotesKept { .. } => {
            "Quotes are part of a value in flink-conf.yaml, so {key} is “{value}”. You likely mean “{meant}”; write it without quotes."
        }
        Matter::CommentCuts { .. } => {
            "A # starts a comment anywhere in a line of flink-conf.yaml. Flink drops “{cut}”, and {key} is only “{value}”."
        }
        Matter::NestingIgnored { .. } => {
            "Nothing nests in flink-conf.yaml, so this line sets {key} and not {meant}. Write the whole key on the line."
        }
        Matter::WithoutUnit { .. } => "{key} has no unit, so Flink reads {value} as a number of bytes. You likely mean {meant}.",
        Matter::KubernetesUnit { .. } => {
            "Flink cannot read “{value}” for {key}, because the unit is one of Kubernetes. Write {meant}, which is the same size."
        }
        Matter::NotOneValue { value, .. } if value.is_empty() => {
            "{key} takes one value, but a list or map stands here and leaves it without one. Write the value right behind the key."
        }
        Matter::NotOneValue { .. } => {
            "{key} takes one value, but a list or map stands here. Flink reads it as “{value}”; write the value right behind the key."
        }

        // Arguments, logs, JVM flags.
        Matter::UnclosedQuote { .. } => "The quote “{quote}” has no end on its line and was taken as a character of the text.",
        Matter::AfterUnknownArgument { .. } => {
            "Flink 1.10 stops at the first argument that it does not know, here {argument}. No -D behind it counts; move them before it."
        }
        Matter::SystemProperty { .. } => {
            "The argument -D{key} stands before the main class, so the JVM takes it and Flink does not see it. Move it behind the main class."
        }
        Matter::OldArgument { .. } => "The old argument {argument} stands for {key} and was taken as that option.",
        Matter::UnknownRelease { .. } => "The text names the release “{version}”, which is not known here. The release chosen here counts.",
        Matter::SeveralProcesses { .. } => "The text is about {count} processes, and the settings of all of them were taken together.",
        Matter::DerivedArguments { .. } => {
            "Flink itself derived {count} of the -D arguments when it started the {process:process}. They pin every pool here; paste the configuration to see what was set."
        }
        Matter::DerivedResult { .. } => {
            "Flink itself derived {count} of the -D arguments when it started the {process:process}. The configuration is in the text, too, so they only check the sizes."
        }
        Matter::PinnedPools { .. } => {
            "The text has no configuration, only pools of the {process:process}. Each of them is now set to exactly the size that it had."
        }
        Matter::GuessedProcess { .. } => "The text does not name its process. The JVM flags look like those of a {process:process}.",
        Matter::HiddenValue { key } if key.is_empty() => {
            "Flink hides an argument in its log, because its name sounds like a secret. It was left out."
        }
        Matter::HiddenValue { .. } => {
            "Flink hides the value of {key} in its log, because the name sounds like a secret. The entry was left out."
        }
        Matter::ChangedValue { .. } => "The log tells two values of {key}, first “{before}” and then “{after}”. The later one counts here.",
        Matter::QuotedValue { .. } => {
            "{key} is written as “{value}”. Flink does not start with a size in quotes, and this process did start, so the quotes were taken off."
        }
        Matter::ReadFromYaml { .. } => "The process read its configuration from {file}, so the values follow the rules of YAML.",
        Matter::IncompleteSummary { .. } => {
            "Flink logs {expected} sizes under “Final … Memory configuration”, but only {found} were found."
        }
        Matter::Exception { exception, .. } if exception.is_empty() => {
            "The message “{message}” is about memory. Look at the pool or option that it names."
        }
        Matter::Exception { .. } => {
            "The exception {exception} with the message “{message}” is about memory. Look at the pool or option that it names."
        }
        Matter::Killed { .. } => {
            "A process was killed because it took more memory than its container allows ({reason}). Raise the total, or JVM Overhead where native memory is short."
        }
        Matter::FlagTwice { .. } => {
            "The JVM flag {flag} is given twice. The last one counts, which says {after:size}, and not the one with {before:size}."
        }
        Matter::UnreadableFlag { .. } => "The size in “{flag}” cannot be read, so the flag was left out.",
        Matter::RoundedHeap { given, .. } if given.is_empty() => {
            "The JVM tells of a heap of {size:size}, a multiple of {alignment:size}. It rounds up, so Flink may have asked for less."
        }
        Matter::RoundedHeap { alignment, .. } if alignment.is_empty() => {
            "The JVM tells of a heap of {size:size}, but -Xmx says {given:size}. Rounding does not explain that; look for what else sets the heap."
        }
        Matter::RoundedHeap { .. } => {
            "The JVM rounded its heap from {given:size} up to {size:size}, the next multiple of {alignment:size}. That is normal."
        }

        // Manifests, properties, REST, SQL.
        Matter::NotYaml { .. } => "This is not well-formed YAML or JSON and was skipped. The parser says “{reason}”.",
        Matter::VersionsDiffer { .. } => {
            "The text names both Flink {taken} and Flink {other}. It was read for {taken}; check which one you run."
        }
        Matter::SeveralClusters { name } if name.is_empty() => {
            "The text describes more than one Flink cluster, and only the first was read. Paste the other one alone to see it."
        }
        Matter::SeveralClusters { .. } => {
            "The text describes more than one Flink cluster, and only the first was read. Paste {name} alone to see it."
        }
        Matter::OverriddenByResource { .. } => {
            "{key} is “{value}” in flinkConfiguration, but the Kubernetes operator overwrites it from {by}. Change it there."
        }
        Matter::ResourceIgnored { .. } => {
            "The Kubernetes operator ignores {field}, because resources stands beside it. Change resources, and delete the older field."
        }
        Matter::OperatorRefusesMemory { .. } => {
            "The Kubernetes operator refuses “{written}” in {field}: “{reason}”. Write a whole number with a unit, such as 1536m."
        }
        Matter::KubernetesQuantity { .. } => {
            "Flink cannot read “{written}” itself. The Kubernetes operator makes {bytes:size} of it since its release 1.7; with older ones Flink fails."
        }
        Matter::KubernetesReadsOther { .. } => {
            "Flink gets {bytes:size} from “{written}”, where Kubernetes itself would read {kubernetes:size}. With units such as Mi both read the same."
        }
        Matter::LimitFactor { .. } => {
            "The Kubernetes operator sets {key} to {factor}, the limit divided by the request. The pod may take that many times the size of the process."
        }
        Matter::RequestAboveLimit { .. } => {
            "The request of {request} is above the limit of {limit}, and the Kubernetes operator refuses that. Lower the request or raise the limit."
        }
        Matter::PodTemplateMemory { .. } => {
            "The memory of {written} in the pod template has no effect, because Flink overwrites it with the size of the process. Set that instead."
        }
        Matter::StructuredConfiguration { .. } => {
            "{key} is nested or not quoted in flinkConfiguration. The Kubernetes operator takes that since its release 1.13; older ones refuse the manifest."
        }
        Matter::NullValue { .. } => {
            "{key} has no value in flinkConfiguration, and Flink does not start with that. Give it a value or delete the key."
        }
        Matter::NoEffectInSession { .. } => {
            "{key} has no effect in a session cluster that runs already. Set it where the cluster is started."
        }
        Matter::FileOfOtherReleases { .. } => {
            "Flink {release} does not read a file named {file}. It counts here all the same, because there is no other; check which release you run."
        }
        Matter::FileIgnored { .. } => "Flink {release} ignores {file}, because it reads the other file beside it. Nothing in it counts.",
        Matter::ConflictingValues { .. } => {
            "Two containers set {key} differently, first to “{first}” and then to “{second}”. The later one counts here."
        }
        Matter::Placeholder { .. } => {
            "{key} is “{value}”, which is filled in from an environment that the text does not tell. It was left out; set it by hand."
        }
        Matter::PropertyComment { .. } => {
            "The Flink image knows no comment behind a value in FLINK_PROPERTIES, so {key} becomes “{value}”. Give the comment a line of its own."
        }
        Matter::PropertyQuoted { .. } => {
            "The Flink image keeps quotes in FLINK_PROPERTIES, so {key} becomes “{value}”. Write the value without quotes."
        }
        Matter::PropertyWithoutValue { .. } => {
            "{key} has no value, so the Flink image sets it to nothing. Lines do not nest in FLINK_PROPERTIES; write each key in full."
        }
        Matter::SetNotUnderstood { .. } => {
            "The statement “{statement}” was left out. Write SET 'key' = 'value' or RESET 'key', with a semicolon at the end."
        }

        // Edits.
        Matter::EditNotSayable { value, .. } if value.is_empty() => {
            "{key} was not changed, because this format has no way to write it without a value. Change the text by hand."
        }
        Matter::EditNotSayable { .. } => {
            "{key} was not set to “{value}”, because this format has no way to write that. A line of flink-conf.yaml takes no #, no line break, and no blank at its ends."
        }
        Matter::EditShared { .. } => {
            "{key} was not changed, because an anchor shares what sets it with other places, which would change, too. Change the text by hand."
        }
        Matter::EditNoPlace { .. } => {
            "{key} was not changed, because the text has no place for it that leaves everything else as it is. Change the text by hand."
        }

        // Texts to take away, and links.
        Matter::WrittenIsRefused { .. } => {
            "Flink refuses this text ({process}) and says “{message}”. Change the settings before you use it."
        }
        Matter::NotPinned {} => {
            "No pool is pinned, because Flink refuses the configuration or leaves the heap to the JVM. The text holds what you set."
        }
        Matter::NoJvmArguments {} => {
            "There are no JVM arguments, because Flink refuses the configuration, leaves the heap to the JVM, or starts no JVM for local execution."
        }
        Matter::ArgumentsSayLess {} => {
            "JVM arguments only bound heap, direct memory and metaspace. Managed memory, overhead and slots must stand in Flink's configuration."
        }
        Matter::NothingToDraw {} => "There are no sizes to draw, because Flink refuses the configuration.",
        Matter::EntryLeftOut { .. } => {
            "{key} with the value “{value}” was left out, because this format cannot hold it. Set it in another way."
        }
        Matter::VariableLeftOut { .. } => {
            "The environment variable {name} was left out, because this format cannot hold it. Set it to “{value}” for the start scripts."
        }
        Matter::FileIsNotRead { .. } => "Flink {release} does not read {file}, so nothing in it would count. Choose another format.",
        Matter::TypesMatter {} => {
            "This format holds texts only, and Flink makes other sizes of the texts than of the numbers that you set. The process will differ from what you see here."
        }
        Matter::ContainerMatters {} => {
            "This format is for containers, where Flink makes other sizes of these settings. Choose “Container” to see them."
        }
        Matter::NotForLocalExecution {} => "Local execution reads no text of this format, so it has no effect there.",
        Matter::ShippedEntryStays { .. } => {
            "The file that Flink ships sets {key} to “{value}”, and this text cannot unset it. Delete the line there if it must not count."
        }
        Matter::ImageChangesValue { .. } => {
            "The Docker images of Flink since 1.19 change “{value}”, the value of {key}. They take out blanks and replace what looks like a variable."
        }
        Matter::UnknownToOperator { .. } => {
            "No release of the Kubernetes operator knows Flink {release}, so expect it to refuse the manifest."
        }
        Matter::ConvertedIgnoredLine { .. } => "Flink ignored the line “{text}”, so it is only a comment now.",
        Matter::ConvertedDuplicate { .. } => {
            "{key} is set again further down, and that counts. This line with “{value}” is only a comment now, because YAML takes a key once."
        }
        Matter::ConvertedByteOrderMark { .. } => {
            "The file starts with an invisible byte order mark, which Flink takes for a part of the first key. Delete the mark if {key} is to count."
        }
        Matter::ForeignLink { .. } => "The link was not made by this calculator, so nothing was read from “{fragment}”.",
        Matter::UnknownLinkVersion { .. } => {
            "The link is of version {version}, which this page does not know. What looked familiar was read."
        }
        Matter::UnreadableLinkPart { .. } => "The part “{part}” of the link has no name or no value and was left out.",
        Matter::UnknownLinkValue { .. } => "The link gives {name} the value “{value}”, which it cannot have. The default counts here.",
        Matter::BrokenLinkEncoding { .. } => {
            "The part “{part}” of the link is broken by a wrong percent sign. It was read as well as possible."
        }
    }
}
