//! The list of the texts that a visit begins with: each with its name and the facts that it tells. What they say in each language stands in
//! `languages`, and how any list of texts is made stands here, too.

/// Makes the list: what they are, and the names of the texts that are this, each with its facts in braces. A text with facts is also a type
/// in [`said`], so that whoever says it gives each of them, and no other.
macro_rules! words {
    (enum $words:ident; $($doc:literal: $($name:ident $({ $($fact:ident),+ })?),+;)+) => {
        /// The name of a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $words {
            $($(#[doc = $doc] $name,)+)+
        }

        impl $words {
            /// Every text, in the order of the list.
            pub const ALL: &[$words] = &[$($($words::$name),+),+];

            /// The facts that a text tells; nothing for a text about a finding, whose facts are the finding's.
            pub const fn facts(self) -> &'static [&'static str] {
                match self { $($($words::$name => &[$($(stringify!($fact)),+)?],)+)+ }
            }
        }

        /// The texts with facts, as types that hold these.
        pub mod said {
            $($($($crate::text::words! { @said $words $doc $name $($fact)+ })?)+)+
        }
    };
    (@said $words:ident $doc:literal $name:ident $($fact:ident)+) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug)]
        #[expect(missing_docs, reason = "a fact is called by what it is")]
        pub struct $name<'a> { $(pub $fact: &'a str),+ }

        impl $crate::text::Said for $name<'_> {
            fn in_words(self, words: $crate::text::Words) -> String {
                words.filled(super::$words::$name, &[$((stringify!($fact), self.$fact)),+])
            }
        }
    };
}
pub(crate) use words;

/// A name of a text, in whichever list it is.
pub trait Named: Copy {
    /// What the text says in a language, with places for its facts.
    fn template(self, words: super::Words) -> &'static str;
}

/// A text with its facts.
pub trait Said {
    /// What it says in a language.
    fn in_words(self, words: super::Words) -> String;
}

words! {
    enum Word;

    // The page.
    "What stands in the place of a page that cannot start. web/assets/boot.js says it, for whom it is the first.": NotStarted { error };
    "The name of the page.": ProductName;
    "What the page is for.": ProductNote;
    "Whose trademark it is.": Disclaimer;
    "What was built, with the revision of its source.": Version { version };
    "The link to the guide.": Guide;
    "The page works without a network; another version of it is there; it could not be kept.": OfflineReady, OfflineUpdate, OfflineIncomplete;
    "Load the page anew.": Reload;
    "The label of the choice of a release.": Release;
    "A release in the list of releases, with the patch release that its answers were held against.": ReleaseOption { release, patch };
    "The label of the choice of a process.": Process;
    "A process.": ProcessTaskManager, ProcessJobManager, ProcessLocal;
    "The label of the choice of a theme.": Theme;
    "A theme.": ThemeSystem, ThemeLight, ThemeDark;
    "The label of the choice of a language.": Language;
    "The texts of the chosen one could not be loaded.": LanguageMissed;
    "The heading of the first place.": WhatYouSet;
    "The heading of the second place.": WhatFlinkMakes;
    "The heading of the third place.": WhatYouTakeAway;
    "The button that goes back to what Flink ships.": StartOver;
    "What that button does.": StartOverNote;
    "The button that goes back a step.": Undo;
    "The button that does again what was undone.": Redo;
    "The button that copies the link.": CopyLink;
    "The address does not follow so many settings.": TooManyForAddress;
    "The heading over what a link could not say.": LinkFindings;
    "The button that closes it.": Close;
    "The heading over the panels of what follows from the breakdown.": WhatFollows;
    "A panel.": PanelDiagram, PanelSlots, PanelConsumers, PanelStateBackend, PanelNetwork, PanelContainers, PanelCommandLine, PanelJvm, PanelCluster;
    "What a panel answers.": PanelDiagramAnswer, PanelSlotsAnswer, PanelConsumersAnswer, PanelStateBackendAnswer, PanelNetworkAnswer, PanelContainersAnswer,
        PanelCommandLineAnswer, PanelJvmAnswer, PanelClusterAnswer;
    "The part of the program that answers could not be loaded.": PanelsMissed;

    // Numbers.
    "A number of bytes.": Bytes { count };
    "A size with its exact number of bytes.": ExactSize { size, bytes };
    "A fraction with the size that it comes to.": FractionGives { fraction, size };
    "A share of a hundred.": Percent { number };
    "What stands between the members of an enumeration.": Comma;

    // The pools. Their names are phrases of written texts, which stand with the writers.
    "A pool, for narrow places.": ShortTotalProcess, ShortTotalFlink, ShortJvmHeap, ShortFrameworkHeap, ShortTaskHeap, ShortOffHeap,
        ShortManaged, ShortJvmDirect, ShortFrameworkOffHeap, ShortTaskOffHeap, ShortNetwork, ShortJvmMetaspace, ShortJvmOverhead,
        ShortHeapCutoff;
    "What a pool is.": NoteTotalProcess;
    "What a pool is, in local execution.": NoteTotalFlinkLocally;
    "What a pool is.": NoteTotalFlink;
    "What a pool is, in a TaskManager.": NoteJvmHeapOfTaskManager;
    "What a pool is.": NoteJvmHeap, NoteFrameworkHeap;
    "What a pool is, in local execution.": NoteTaskHeapLocally;
    "What a pool is.": NoteTaskHeap;
    "What a pool is, in a TaskManager.": NoteOffHeapOfTaskManager;
    "What a pool is.": NoteOffHeap, NoteManaged, NoteJvmDirect, NoteFrameworkOffHeap;
    "What a pool is, in local execution.": NoteTaskOffHeapLocally;
    "What a pool is.": NoteTaskOffHeap, NoteNetwork, NoteJvmMetaspace, NoteJvmOverhead, NoteHeapCutoff;
    "What stands in the place of a size that has no limit.": NoLimit;
    "What stands in the place of a size that the JVM chooses.": ChosenByJvm;

    // What you set.
    "The choice between the two totals.": TotalKind;
    "The one total.": TotalProcess;
    "The other total.": TotalFlink;
    "The choice of how a process is started.": Deployment;
    "Started by scripts.": Standalone;
    "Started in containers.": Container;
    "What that choice decides.": DeploymentNote;
    "A group of options.": GroupBasic, GroupFramework, GroupBuffers, GroupIgnoredLocally, GroupOlder;
    "How many options a group has.": OptionsInAll { options };
    "How many options of a group are set.": SetOfOptions { set, options };
    "How many options of a group are refused, before how many are set.": RefusedOfOptions { refused, others };
    "The heading over entries that no table knows.": UnknownEntries;
    "What becomes of these.": UnknownEntriesNote;
    "What is said of those that are not listed.": UnlistedEntries { count };
    "The button that takes a value away.": Reset;
    "The same, to people who listen.": ResetOf { key };

    // The options' labels, without the process, which the page names.
    "An option.": OptionTotalProcess, OptionTotalFlink, OptionFrameworkHeap, OptionTaskHeap, OptionManaged, OptionManagedFraction,
        OptionManagedWeights, OptionFrameworkOffHeap, OptionBatchShuffle, OptionTaskOffHeap, OptionNetworkMin, OptionNetworkMax,
        OptionNetworkFraction;
    "An option of local execution, which sets both bounds.": OptionNetwork;
    "An option.": OptionJvmMetaspace, OptionOverheadMin, OptionOverheadMax, OptionOverheadFraction, OptionSlots, OptionCores,
        OptionSegment, OptionSegmentMin, OptionSegmentFirst, OptionTaskManagerHeapOlder, OptionHeapInMebibytes, OptionDebloat,
        OptionDebloatPeriod, OptionDebloatSamples, OptionDebloatTarget, OptionDebloatThreshold, OptionBuffersPerChannel,
        OptionExclusiveTimeout, OptionFloatingBuffers, OptionNetworkFractionOlder, OptionNetworkMaxOlder, OptionNetworkMinOlder,
        OptionBuffers, OptionBuffersPerChannelMax, OptionOverdraftBuffers, OptionRequiredBuffers, OptionBuffersTimeout, OptionJvmHeap,
        OptionOffHeap, OptionDirectLimit, OptionJobManagerHeapOlder;
    "An option of 1.10, where it is not old.": OptionJobManagerHeap;
    "An option.": OptionCutoffMin, OptionCutoffRatio;
    "A variable of the start scripts.": OptionEnvironment;

    // What is said of an option's value.
    "A person set it.": SetByYou;
    "A person set it, over a default.": SetByYouOver { default };
    "A release ships it.": ShippedBy { release };
    "Local execution sets it.": SetLocally { size };
    "Local execution sets the largest value.": UnlimitedLocally;
    "A person set it by another key.": SetThrough { key };
    "Another option or a variable stands in.": TakenFrom { key };
    "The default holds, of these releases.": DefaultOf { default, releases };
    "Flink derives it.": DerivedSize { size };
    "Nobody set it.": NotSet;
    "Nobody set it, and a slider stands on what Flink takes.": NotSetTaken { value };
    "A text that is no value.": Unreadable;
    "Flink objects to several options together.": RefusedTogether;
    "A release does not know an option.": OptionNotKnown { release };
    "A release reads one option as another.": OptionReadAs { release, key };
    "Local execution ignores an option.": OptionIgnoredLocally;

    // What Flink makes of it.
    "What stands over the bar while Flink refuses.": LastGood;
    "What the nested boxes are.": DiagramLabel;
    "There is nothing to draw yet.": NoPicture;
    "What stands over a picture that is no longer that of the settings.": StaleCaption { release };
    "The heading over what decided a number.": DecidedBy;
    "The heading over what else would change a number.": ToChangeIt;
    "The heading over a calculation.": Calculation;
    "The step of a pool is missing because Flink did not get there.": NoStep;
    "The heading over a refusal.": Refused;
    "The heading over a failure after the start.": RefusedLater;
    "The heading over the options that a refusal is about.": OptionsAtFault;
    "What stands before a cause.": CausedBy;
    "What a button says that leads to an option.": GoTo { key };

    // Why a number is what it is.
    "The release ships the value.": RuleShipped { release };
    "A person set it.": RuleSet;
    "A person set it by an older key.": RuleOlderKey { key };
    "A legacy option stands in for one that is not set.": RuleLegacy { key, option };
    "A variable of the start scripts stands in.": RuleEnvironment { variable };
    "The default of these releases holds.": RuleDefault { releases };
    "A fraction of pools.": RuleFraction { fraction, of };
    "The same between bounds.": RuleFractionWithin { fraction, of, range };
    "A fraction of pools and the pool itself together.": RuleInverse { fraction, of };
    "The same between bounds.": RuleInverseWithin { fraction, of, range };
    "What the other pools leave.": RuleRest { whole };
    "The same between bounds.": RuleRestWithin { whole, range };
    "The pools inside together.": RuleSum;
    "So many buffers.": RuleBuffers { count, size };
    "Local execution accounts for it without a limit.": RuleLocalOpen;
    "Local execution sets it.": RuleLocalDefault { key };
    "Local execution copies an option to another.": RuleLocalCopy { key, other };
    "Flink 1.10 loses the rest of a mebibyte.": RuleWholeMebibytes;
    "A range without an upper bound.": AtLeast { least };
    "A range.": AtLeastAtMost { least, most };
    "A line of a calculation.": TermFraction { fraction }, TermRestOfMebibyte, TermBuffers { count };
    "Who decided an input.": DefaultOfFlink { releases };
    "Who decided a pool.": DecidedShipped;
    "Who decided a pool: the least, by whom it is set.": DecidedLeast { by };
    "Who decided a pool: the most, by whom it is set.": DecidedMost { by };
    "Who decided a pool: a fraction, by whom it is set.": DecidedFraction { by };
    "Who decided a pool.": DecidedRest, DecidedSum, DecidedBuffers, DecidedLocally, DecidedCopy;
    "Who set a value.": ByYou, ByYouOlderKey, ByLegacyHeap, ByEnvironment, ByDefault;
    "The most acts, and from where on.": CappedFrom { pool, most, from, of };
    "The most acts.": Capped { pool, most };
    "The least acts, and up to where.": RaisedUpTo { pool, least, of, to };
    "The least acts.": Raised { pool, least, of };
    "No bound acts; where each begins to.": GrowsBetween { pool, of, from, to, most };
    "No bound acts; where the most begins to.": GrowsUpTo { pool, of, to, most };
    "No bound acts; where the least ceases to.": GrowsFrom { pool, of, from };
    "No bound acts ever.": Grows { pool, of };

    // What you take away.
    "The list of tabs.": TabList;
    "A tab.": TabTable, TabConfiguration, TabJvmFlags, TabDynamicConfiguration, TabLog;
    "What a tab holds.": HintTable, HintConfiguration, HintJvmFlags;
    "Why a tab holds nothing.": NoJvmFlagsLocally, NoJvmFlags;
    "What a tab holds.": HintDynamicConfiguration;
    "Why a tab holds nothing.": NoDynamicConfigurationLocally, NoDynamicConfiguration;
    "What a tab holds.": HintLog;
    "Why a tab holds nothing.": NoLog;
    "A column.": Pool, ColumnBytes, FlinkForm, Share;
    "The button that copies.": Copy;
    "It was copied.": Copied;
    "The browser refused.": CopyRefused;
    "The button that downloads.": Download;
    "The browser refused that, too.": DownloadRefused;
    "Flink refused the configuration, so there is nothing.": NothingWhileRefused;
    "The link to the log from there.": LogHasException;
    "The label of the choice of what is written.": WriteAs;
    "The choice of how much is written.": Scope;
    "How much is written.": ScopeSet, ScopePinned;
    "What is written.": TargetConfigYamlNested, TargetConfigYamlFlat, TargetDynamicProperties, TargetFlinkDeploymentPatch,
        TargetMarkdown, TargetSvg, TargetPng;
    "The text that was brought, by its name.": TargetBrought { name };
    "The same where it has no name.": TargetBroughtText;
    "What is written.": TargetConverted;
    "Nothing in the text that was brought has changed.": BroughtSame;
    "Only lines were taken out of it.": BroughtLess;
    "Some of its lines are new.": BroughtChanged { lines };
    "Why a long text is not shown.": LongText { bytes };
    "A text in this format is not changed.": FormatNotEditable { format };
    "A text that is no YAML is not changed.": NotYamlNotEditable { line, message };
    "A text of several documents is not changed.": NoMappingNotEditable { line };
    "A manifest without a configuration is not changed.": NoConfigurationNotEditable;

    // Texts that are brought.
    "The label of the box for a text.": TextBox;
    "What may go into it.": TextBoxHint;
    "The button that reads what was typed.": ReadText;
    "The button that opens a file.": OpenFile;
    "A long text is being read.": ReadingNow;
    "Something is on its way.": Loading;
    "The part that reads and writes texts could not be loaded.": PartMissed;
    "The button that loads it.": TryAgain;
    "The name of the part about the text that was brought.": BroughtText;
    "The label of the choice of a format.": ReadAs;
    "The choice that leaves the format to the evidence, where there is none.": NotRecognised;
    "The same where there is: the format, and how sure it is.": ByEvidence { format, confidence };
    "How sure it is.": ConfidencePossible, ConfidenceLikely, ConfidenceCertain;
    "A format.": FormatArguments, FormatLog, FormatManifest, FormatRest, FormatSql, FormatJvmFlags;
    "The button that puts the text away.": PutAway;
    "What a text without a name is called.": YourText;
    "A file that cannot be read.": FileUnreadable { name };
    "A text of which nothing was taken.": NothingTaken { name };
    "A text that was read, and what was found in it.": ReadWithFound { name, format, found };
    "Something that was found.": FoundSettings { count }, FoundRelease { release }, FoundProcesses { count };
    "How much a finding matters.": SeverityInfo, SeverityWarning, SeverityError;
    "A line of a text, from 1.": Line { number };
    "The heading over findings that are folded.": MoreFindings { count };
    "What is said of findings that are not listed.": UnlistedFindings { count };
    "A column.": ProcessSays, Derived;
    "What stands for a pool that was not derived.": NoSuchPool;
    "A process's own word is all as derived here.": CheckedSame { process, line, pools };
    "Some of it is not.": CheckedDifferent { process, line, different, pools };
    "Flink refuses what the text configures.": CheckedRefused { process, line };
    "A process says less than was derived.": SaysLess { bytes };
    "A process says more than was derived.": SaysMore { bytes };
}
