//! The texts about what was noticed in a text: their names, and which of them tells of what. What they say stands in `flink_memory_words`, and comes
//! into the page with the part of the program that reads texts.

use flink_memory_formats::Matter;

use super::list::{Named, words};
use super::words::Words;

words! {
    enum FindingWord;

    // Called as their matter is. The facts are the matter's.
    "Any text.": TooLong, NothingFound;
    "A configuration file.": FlinkRefuses, MissingValue, FileNotRead, FileReadAlone, LineIgnored, ValueReplaced, OlderKey,
        DeprecatedOption, NotInRelease, QuotesKept, CommentCuts, NestingIgnored, WithoutUnit, KubernetesUnit;
    "A configuration file; Flink is left without a value.": NotOneValueAtAll;
    "A configuration file.": NotOneValue;
    "Arguments, logs, JVM flags.": UnclosedQuote, AfterUnknownArgument, SystemProperty, OldArgument, UnknownRelease, SeveralProcesses,
        DerivedArguments, DerivedResult, PinnedPools, GuessedProcess;
    "Arguments, logs, JVM flags; the log does not even tell the key.": HiddenArgument;
    "Arguments, logs, JVM flags.": HiddenValue, ChangedValue, QuotedValue, ReadFromYaml, IncompleteSummary;
    "Arguments, logs, JVM flags; the class is not told.": ExceptionMessage;
    "Arguments, logs, JVM flags.": Exception, Killed, FlagTwice, UnreadableFlag;
    "Arguments, logs, JVM flags; what was asked for is not told.": RoundedHeapAlone;
    "Arguments, logs, JVM flags; no alignment explains it.": RoundedHeapUnexplained;
    "Arguments, logs, JVM flags.": RoundedHeap;
    "Manifests, properties, REST, SQL.": NotYaml, VersionsDiffer;
    "Manifests, properties, REST, SQL; the other one has no name.": SeveralUnnamedClusters;
    "Manifests, properties, REST, SQL.": SeveralClusters, OverriddenByResource, ResourceIgnored, OperatorRefusesMemory,
        KubernetesQuantity, KubernetesReadsOther, LimitFactor, RequestAboveLimit, PodTemplateMemory, StructuredConfiguration, NullValue,
        NoEffectInSession, FileOfOtherReleases, FileIgnored, ConflictingValues, Placeholder, PropertyComment, PropertyQuoted,
        PropertyWithoutValue, SetNotUnderstood;
    "An edit that would take a value away.": EditWithoutValue;
    "An edit.": EditNotSayable, EditShared, EditNoPlace;
    "A text to take away.": WrittenIsRefused, NotPinned, NoJvmArguments, ArgumentsSayLess, NothingToDraw, EntryLeftOut, VariableLeftOut,
        FileIsNotRead, TypesMatter, ContainerMatters, NotForLocalExecution, ShippedEntryStays, ImageChangesValue, UnknownToOperator;
    "A text that was converted.": ConvertedIgnoredLine, ConvertedDuplicate, ConvertedByteOrderMark;
    "A link.": ForeignLink, UnknownLinkVersion, UnreadableLinkPart, UnknownLinkValue, BrokenLinkEncoding;
}

impl Named for FindingWord {
    fn template(self, words: Words) -> &'static str {
        words.language().finding(self)
    }
}

impl Words {
    /// What was noticed, in words.
    pub fn finding(self, matter: &Matter) -> String {
        self.filled(finding_word(matter), &matter.facts())
    }
}

/// The text of a matter. Where a fact can be empty, another text does without it.
pub(super) const fn finding_word(matter: &Matter) -> FindingWord {
    match matter {
        Matter::TooLong { .. } => FindingWord::TooLong,
        Matter::NothingFound {} => FindingWord::NothingFound,
        Matter::FlinkRefuses { .. } => FindingWord::FlinkRefuses,
        Matter::MissingValue { .. } => FindingWord::MissingValue,
        Matter::FileNotRead { .. } => FindingWord::FileNotRead,
        Matter::FileReadAlone { .. } => FindingWord::FileReadAlone,
        Matter::LineIgnored { .. } => FindingWord::LineIgnored,
        Matter::ValueReplaced { .. } => FindingWord::ValueReplaced,
        Matter::OlderKey { .. } => FindingWord::OlderKey,
        Matter::DeprecatedOption { .. } => FindingWord::DeprecatedOption,
        Matter::NotInRelease { .. } => FindingWord::NotInRelease,
        Matter::QuotesKept { .. } => FindingWord::QuotesKept,
        Matter::CommentCuts { .. } => FindingWord::CommentCuts,
        Matter::NestingIgnored { .. } => FindingWord::NestingIgnored,
        Matter::WithoutUnit { .. } => FindingWord::WithoutUnit,
        Matter::KubernetesUnit { .. } => FindingWord::KubernetesUnit,
        Matter::NotOneValue { value, .. } if value.is_empty() => FindingWord::NotOneValueAtAll,
        Matter::NotOneValue { .. } => FindingWord::NotOneValue,
        Matter::UnclosedQuote { .. } => FindingWord::UnclosedQuote,
        Matter::AfterUnknownArgument { .. } => FindingWord::AfterUnknownArgument,
        Matter::SystemProperty { .. } => FindingWord::SystemProperty,
        Matter::OldArgument { .. } => FindingWord::OldArgument,
        Matter::UnknownRelease { .. } => FindingWord::UnknownRelease,
        Matter::SeveralProcesses { .. } => FindingWord::SeveralProcesses,
        Matter::DerivedArguments { .. } => FindingWord::DerivedArguments,
        Matter::DerivedResult { .. } => FindingWord::DerivedResult,
        Matter::PinnedPools { .. } => FindingWord::PinnedPools,
        Matter::GuessedProcess { .. } => FindingWord::GuessedProcess,
        Matter::HiddenValue { key } if key.is_empty() => FindingWord::HiddenArgument,
        Matter::HiddenValue { .. } => FindingWord::HiddenValue,
        Matter::ChangedValue { .. } => FindingWord::ChangedValue,
        Matter::QuotedValue { .. } => FindingWord::QuotedValue,
        Matter::ReadFromYaml { .. } => FindingWord::ReadFromYaml,
        Matter::IncompleteSummary { .. } => FindingWord::IncompleteSummary,
        Matter::Exception { exception, .. } if exception.is_empty() => FindingWord::ExceptionMessage,
        Matter::Exception { .. } => FindingWord::Exception,
        Matter::Killed { .. } => FindingWord::Killed,
        Matter::FlagTwice { .. } => FindingWord::FlagTwice,
        Matter::UnreadableFlag { .. } => FindingWord::UnreadableFlag,
        Matter::RoundedHeap { given, .. } if given.is_empty() => FindingWord::RoundedHeapAlone,
        Matter::RoundedHeap { alignment, .. } if alignment.is_empty() => FindingWord::RoundedHeapUnexplained,
        Matter::RoundedHeap { .. } => FindingWord::RoundedHeap,
        Matter::NotYaml { .. } => FindingWord::NotYaml,
        Matter::VersionsDiffer { .. } => FindingWord::VersionsDiffer,
        Matter::SeveralClusters { name } if name.is_empty() => FindingWord::SeveralUnnamedClusters,
        Matter::SeveralClusters { .. } => FindingWord::SeveralClusters,
        Matter::OverriddenByResource { .. } => FindingWord::OverriddenByResource,
        Matter::ResourceIgnored { .. } => FindingWord::ResourceIgnored,
        Matter::OperatorRefusesMemory { .. } => FindingWord::OperatorRefusesMemory,
        Matter::KubernetesQuantity { .. } => FindingWord::KubernetesQuantity,
        Matter::KubernetesReadsOther { .. } => FindingWord::KubernetesReadsOther,
        Matter::LimitFactor { .. } => FindingWord::LimitFactor,
        Matter::RequestAboveLimit { .. } => FindingWord::RequestAboveLimit,
        Matter::PodTemplateMemory { .. } => FindingWord::PodTemplateMemory,
        Matter::StructuredConfiguration { .. } => FindingWord::StructuredConfiguration,
        Matter::NullValue { .. } => FindingWord::NullValue,
        Matter::NoEffectInSession { .. } => FindingWord::NoEffectInSession,
        Matter::FileOfOtherReleases { .. } => FindingWord::FileOfOtherReleases,
        Matter::FileIgnored { .. } => FindingWord::FileIgnored,
        Matter::ConflictingValues { .. } => FindingWord::ConflictingValues,
        Matter::Placeholder { .. } => FindingWord::Placeholder,
        Matter::PropertyComment { .. } => FindingWord::PropertyComment,
        Matter::PropertyQuoted { .. } => FindingWord::PropertyQuoted,
        Matter::PropertyWithoutValue { .. } => FindingWord::PropertyWithoutValue,
        Matter::SetNotUnderstood { .. } => FindingWord::SetNotUnderstood,
        Matter::EditNotSayable { value, .. } if value.is_empty() => FindingWord::EditWithoutValue,
        Matter::EditNotSayable { .. } => FindingWord::EditNotSayable,
        Matter::EditShared { .. } => FindingWord::EditShared,
        Matter::EditNoPlace { .. } => FindingWord::EditNoPlace,
        Matter::WrittenIsRefused { .. } => FindingWord::WrittenIsRefused,
        Matter::NotPinned {} => FindingWord::NotPinned,
        Matter::NoJvmArguments {} => FindingWord::NoJvmArguments,
        Matter::ArgumentsSayLess {} => FindingWord::ArgumentsSayLess,
        Matter::NothingToDraw {} => FindingWord::NothingToDraw,
        Matter::EntryLeftOut { .. } => FindingWord::EntryLeftOut,
        Matter::VariableLeftOut { .. } => FindingWord::VariableLeftOut,
        Matter::FileIsNotRead { .. } => FindingWord::FileIsNotRead,
        Matter::TypesMatter {} => FindingWord::TypesMatter,
        Matter::ContainerMatters {} => FindingWord::ContainerMatters,
        Matter::NotForLocalExecution {} => FindingWord::NotForLocalExecution,
        Matter::ShippedEntryStays { .. } => FindingWord::ShippedEntryStays,
        Matter::ImageChangesValue { .. } => FindingWord::ImageChangesValue,
        Matter::UnknownToOperator { .. } => FindingWord::UnknownToOperator,
        Matter::ConvertedIgnoredLine { .. } => FindingWord::ConvertedIgnoredLine,
        Matter::ConvertedDuplicate { .. } => FindingWord::ConvertedDuplicate,
        Matter::ConvertedByteOrderMark { .. } => FindingWord::ConvertedByteOrderMark,
        Matter::ForeignLink { .. } => FindingWord::ForeignLink,
        Matter::UnknownLinkVersion { .. } => FindingWord::UnknownLinkVersion,
        Matter::UnreadableLinkPart { .. } => FindingWord::UnreadableLinkPart,
        Matter::UnknownLinkValue { .. } => FindingWord::UnknownLinkValue,
        Matter::BrokenLinkEncoding { .. } => FindingWord::BrokenLinkEncoding,
    }
}
