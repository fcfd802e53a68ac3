//! The list of the texts about what follows from the breakdown: each with its name and the facts that it tells. What they say in each language
//! stands in `flink_memory_words`.

use crate::text::{Named, Words, words};

words! {
    enum DeeperWord;

    // What several panels say.
    "The heading over how numbers were found.": Steps;
    "Flink refuses the configuration, so nothing follows.": NothingFollows;
    "The panel is about a TaskManager, and another process is looked at.": OfTaskManagers;
    "The panel is about processes, and local execution starts none.": OfProcesses;
    "The button that turns to the TaskManager.": ToTaskManager;
    "A text that is no whole number in a range.": NotWhole { least, most };
    "A text that is no number.": NotNumber;
    "A text that is none of the choices; it came with a link, or from another release; and what counts instead.": NotThere { counts };
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
    "The heading over the marks of consumers.": JobHas;
    "A consumer, at its mark.": HasOperators, HasStateBackend, HasPython;
    "Nothing tells which consumers there are.": ConsumersAssumed;
    "What tells which consumers there are.": ConsumersTold;
    "A consumer, in a table.": Operators, OfStateBackend, OfPython;
    "What is shared out.": SharedOut { size };
    "The slots have no managed memory.": NoManaged;
    "A consumer without a weight.": WithoutWeight { consumer };
    "A state backend does not live in its share.": ShareIdle { backend };
    "How the others get that share.": ShareIdleCure;
    "The job has no consumer.": NoConsumer { key };
    "Releases before there were weights.": BeforeWeights { size };
    "What a slot has, in a step.": SlotManaged;

    // State backend.
    "The list of state backends.": ChooseStateBackend;
    "Who shares which memory.": SharedInSlot { size }, SharedFixedInSlot { size }, SharedInTaskManager { size, slots };
    "Nothing is shared.": SharedByNobody;
    "What each state takes then.": EachState { size };
    "Who gets the rest of managed memory.": OthersGetRest { consumers };
    "A state backend that the job does not have.": StateBackendAdded;
    "A part of the memory.": Cache, WriteBuffers, HighPriority, OtherBlocks, WriteRoom;
    "A size that decides about flushes.": ArenaBlock, MutableLimit;
    "Ratios that lead to sizes below zero.": RatiosNegative;
    "Arena blocks fit.": ArenaFits { least };
    "Arena blocks do not fit, and what to do.": ArenaCure { least };
    "Releases that do not check it.": ArenaUnchecked;
    "The heading over what lies elsewhere.": Outside;
    "A fixed size and what is there for it.": OutsideNeeds { size, overhead, task_off_heap };
    "There is less.": OutsideLacks { key };
    "Managed memory is not used.": OutsideIdle;
    "What comes on top of everything.": OutsideRest;
    "Memory, in a step.": StateMemory;
    "A cache of one state, and its write buffers.": EachCache, EachWriteBuffers;

    // Network.
    "What is asked about a job.": JobParallelism, JobMode, JobStages, StageAdd, StageRemove;
    "What is asked about one of its stages.": StageParallelism, StageReads, StageBy, StageJoins;
    "A stage that reads nothing.": ReadsNone;
    "A stage by its number.": Stage { number };
    "The same with its parallelism.": StageTold { stage, parallelism };
    "What a stage reads.": StageInput { stage, exchange, channels };
    "What the picture of the job shows.": JobPicture;
    "A number of buffers.": BufferCount { count };
    "A text about the job cannot be read.": JobUnread;
    "A forward exchange between stages of different parallelism.": JobForward { stage };
    "More buffers than Flink counts.": JobBeyond;
    "How many TaskManagers a job takes.": JobTaskManagers { count, slots };
    "Whether there are enough buffers.": BuffersSuffice { required, total }, BuffersLacking { required, total };
    "A number of buffers of the fullest TaskManager.": BuffersThere, BuffersLeast, BuffersMost;
    "There is no limit to what may be in use.": BuffersNoLimit;
    "No limits of the network give it what suffices.": BuffersRest;
    "What is required with the nearest neighbours.": BuffersNear { required };
    "The button that sets network memory.": SetNetwork { size };
    "The heading over what each stage takes.": StagesTake;
    "A column of buffers.": ColumnBuffers, ColumnTask, ColumnSubtasks, ColumnOfTaskManager;
    "An end of an exchange.": PartitionOf { stage, peer }, GateOf { stage, peer };
    "What stands before the most that it may take.": AtMost;
    "How buffers of a gate are counted.": FormulaChannels { channels, each, floating };
    "How buffers of a partition are counted.": FormulaOneEach { subpartitions }, FormulaLimited { subpartitions, most },
        FormulaSubpartitions { subpartitions, each, floating };
    "A limit that is no formula.": FormulaAsRequired, FormulaNoLimit;
    "What is computed of a TaskManager.": StepTaskManager, StepMemory;
    "The heading over the error of too few buffers, the box for it, and what is said where it is not in there.": Message, MessageBox, MessageNone;
    "What the error says.": MessageSays { required, available, total, segment };
    "It is of a TaskManager with other network memory.": MessageOther { total, segment };
    "The heading over who asks for so many.": MessageAskers { required };
    "Who asks.": AskerPartition { count }, AskerSortPartition { count }, AskerGate { count }, AskerChannel { count };
    "Nobody does.": AskersNone;
    "The heading over the stages that ask, and what is said where none does.": StageAskers, StageAskersNone;
    "With how many buffers it would not have come to the error.": MessageEnough { count, size };

    // Containers.
    "Whom Flink asks.": ResourceManager;
    "The heading over a pod.": PodOf { process };
    "A column.": ColumnRequest, ColumnLimit;
    "Flink takes totals away, and the pod is not what was configured.": TotalsDecided { configured, requested };
    "Flink takes totals away, and nothing changes by that.": TotalsIgnoredInVain;
    "The heading over what Flink logs.": WhatFlinkLogs;
    "The heading over the memory of a manifest, and whose it is.": Manifest, ManifestNote;
    "Who reads it.": ReadByFlink, ReadByOperator, ReadByKubernetes;
    "A text that Kubernetes does not read.": NotRead;
    "Where the readings differ, and what to do.": TrapThousandths, TrapPowersOf1000, TrapNotForKubernetes, TrapNotForFlink;
    "As before.": TrapOnlyForOperator, TrapOnlyForKubernetes;
    "They do not differ.": NoTrap;
    "The same memory as a text that all read alike.": ReadAlike { text };
    "What the cluster is like.": ClusterNote, LargestNode, Scheduler, SchedulerCapacity, SchedulerFair;
    "What Flink asks for, and what YARN gives.": YarnGives { asked, cores, given };
    "What a container is used for.": OfTheProcess, Wasted;
    "The size with which a process takes the whole of the same container, and the button that sets it.": FullContainer { key, size };
    "As before.": SetIt;
    "Flink asks for no container.": NoneAsked;

    // Command line.
    "What a script is given.": Script, EntryPoint, InBackground, ConfigurationFile, JavaVersion, ScriptArguments;
    "What is called, and what the words in it stand for.": WhatIsCalled;
    "The script gives up; what it prints stands below.": ScriptGivesUp;
    "The JobManager has decided about the memory.": DecidedBefore;
    "The JVM takes a word of a person's.": OwnWins { own, flink };
    "The JVM takes Flink's word.": OwnLoses { own, flink };
    "The JVM does not start.": DoesNotStart { initial, maximum };
    "A quote stays open, and everything is lost.": OptionsLost;
    "A variable stands in the place of options.": EnvironmentWins { variable };
    "Nobody tells the JVM its garbage collector, from 1.18 on and before.": CollectorNotTold, CollectorDropped;
    "The script takes words for host and port.": TakenForPlace { taken };
    "The script hands its arguments on, but derives the memory without them.": NotHeard;

    // JVM.
    "Something that was typed cannot be read.": Unread;
    "What is asked.": JvmCollector, JvmJava, JvmProcessors, JvmMachineMemory, JvmThreads, JvmStack, JvmCodeCache, JvmNative;
    "The choice of a collector that is not known here.": JvmOtherCollector;
    "Why nothing follows.": JvmLocal, JvmOpenHeap, JvmUnknownCollector;
    "Words of the start script with which no JVM starts.": JvmNotStarted { given };
    "The heap is not the one that Flink planned with.": JvmOwnHeap { planned };
    "Arguments choose the collector.": JvmChosenByScript { collector, script, release };
    "The JVM chooses it.": JvmChosenByItself { collector };
    "What a collector reports of the heap.": JvmReportsSerial, JvmReportsParallel, JvmReportsG1, JvmReportsZ;
    "References are compressed, and how far away the edge is.": JvmCompressed { edge, away };
    "They are not, how far beyond the edge, and which heap makes up for it.": JvmNotCompressed { edge, away, low, high };
    "They never are.": JvmNeverCompressed;
    "Direct memory has a limit.": JvmDirectLimited { limit };
    "The limit is below what Flink planned.": JvmDirectBelow { planned };
    "It has none.": JvmDirectOpen { limit, planned };
    "What that means.": JvmOutgrows { total, beyond };
    "The button that sets the limit.": JvmLimitDirect;
    "The heading over the estimate.": JvmEstimate;
    "What Flink gives is below the estimate.": JvmOverheadTooSmall { overhead };
    "It is within.": JvmOverheadBetween { overhead };
    "It is above.": JvmOverheadEnough { overhead };
    "A column, or an end of the estimate.": JvmItem, JvmLow, JvmHigh;
    "An item.": JvmThreadStacks, JvmCompiledCode, JvmGarbageCollector, JvmItself, JvmAllocator;
    "All items together.": JvmSum;
    "Where the figures are from.": JvmMeasured;
    "A step.": JvmEdge, JvmBeyond;

    // Cluster.
    "What is asked.": ClusterParallelism, ClusterPodCores, ClusterJobManagers, ClusterJobCores, ClusterJobMemory, ClusterNodeCores,
        ClusterNodeMemory, ClusterReservation, ClusterMostPods, ClusterReservedCores, ClusterReservedMemory, ClusterDaemonCores,
        ClusterDaemonMemory, ClusterPrice;
    "Who says what is kept of a node.": ClusterGke, ClusterEks, ClusterByHand;
    "Another process is looked at.": ClusterOfTaskManager;
    "Flink refuses the TaskManager.": ClusterRefused { message };
    "Flink refuses the JobManager.": ClusterJobRefused { message };
    "A pod fits on no node.": ClusterPodTooLarge { pod, cores, memory, node_cores, node_memory };
    "Why there is no plan.": ClusterNothingRequested, ClusterTooLarge;
    "The answer.": ClusterNodes { nodes, task_managers, job_managers };
    "How many TaskManagers fit on a node, and what ends first.": ClusterBoundByCores { pods };
    "The same.": ClusterBoundByMemory { pods };
    "The same.": ClusterBoundByBoth { pods };
    "Slots that nothing needs.": ClusterIdleSlots { slots };
    "What it costs.": ClusterHour { price };
    "What is in the picture of the nodes.": ClusterKeyTaskManager, ClusterKeyJobManager, ClusterRackNote;
    "Nodes that are not drawn.": ClusterMoreNodes { count };
    "Nodes with the same pods, and what each has left.": ClusterGroup { nodes, task_managers, job_managers, cores, memory };
    "What becomes of cores and memory of all nodes.": ClusterCores, ClusterMemory, ClusterReserved, ClusterUsed, ClusterWaste, ClusterAll;
    "A step.": ClusterTaskManagers, ClusterFreeCores, ClusterFreeMemory, ClusterByCores, ClusterByMemory, ClusterPerNode, ClusterNodesStep,
        ClusterWasteCores, ClusterWasteMemory, ClusterHourStep;
    "The heading over other sizes of TaskManagers.": ClusterSizes;
    "What they have in common.": ClusterSizesNote;
    "What is marked.": ClusterPresent, ClusterBest;
    "A column.": ClusterSlots;
    "The heading over the table of sizes.": ClusterTable;
    "No other size needs fewer nodes.": ClusterNoBetter;
    "Others do, but cannot be had so easily.": ClusterBlocked;
    "Another one does.": ClusterBetter { slots, size, nodes };
    "The button that sets it.": ClusterTake;
}

impl Named for DeeperWord {
    fn template(self, words: Words) -> &'static str {
        words.language().deeper(self)
    }
}
