//! Draws how many machines it makes: what is asked, the plan in words, its nodes (`rack`), and TaskManagers of other sizes (`chart`).

mod chart;
mod rack;

use flink_memory_sizing::cluster::{Bound, Capacity, Plan, PlanError, PodKind};

use super::Says;
use super::parts::{halves, table};
use crate::deeper::answer::cluster::{Cluster, Follows, Planned, Questions, RESERVATIONS, cores_text};
use crate::deeper::text::{DeeperWord, said};
use crate::text::quantity::{grouped, percent};
use crate::view::element::{Element, fragment, passage};

pub(super) fn view(cluster: &Cluster, says: &Says<'_>) -> Element {
    let words = says.words;
    let hint = |word| passage("p", "hint", words.text(word));
    let refused = |said: String| passage("p", "option__complaint", said);
    let follows = match &cluster.follows {
        Follows::Refused => says.nothing_follows(),
        Follows::TaskManagerRefused(message) => refused(words.say(said::ClusterRefused { message })),
        Follows::Unread => hint(DeeperWord::Unread),
        Follows::Impossible(error) => refused(impossible(*error, says)),
        Follows::Planned(planned) => view_planned(planned, says),
    };
    let other = cluster.is_of_other.then(|| hint(DeeperWord::ClusterOfTaskManager));
    halves(asked(&cluster.questions, says), fragment().child(other).child(follows))
}

fn asked(questions: &Questions, says: &Says<'_>) -> Element {
    let words = says.words;
    let field = |field, label| says.text_field(field, words.text(label));
    let [job_managers, job_cores, job_memory] = &questions.job_managers;
    let ([node_cores, node_memory], [daemon_cores, daemon_memory]) = (&questions.node, &questions.daemons);
    let by_hand = questions.by_hand.as_ref().map(|[cores, memory]| {
        let cores = field(cores, DeeperWord::ClusterReservedCores);
        fragment().child(cores).child(field(memory, DeeperWord::ClusterReservedMemory))
    });
    let keepers = [DeeperWord::ClusterGke, DeeperWord::ClusterEks, DeeperWord::ClusterByHand];
    let reservations: Vec<_> = RESERVATIONS.iter().zip(keepers).map(|((_, id), word)| (*id, words.text(word))).collect();
    fragment()
        .child(field(&questions.parallelism, DeeperWord::ClusterParallelism))
        .child(field(&questions.cores, DeeperWord::ClusterPodCores))
        .child(field(job_managers, DeeperWord::ClusterJobManagers))
        .child(field(job_cores, DeeperWord::ClusterJobCores))
        .child(field(job_memory, DeeperWord::ClusterJobMemory))
        .child(questions.job_manager_refused.as_ref().map(|message| passage("p", "hint", words.say(said::ClusterJobRefused { message }))))
        .child(field(node_cores, DeeperWord::ClusterNodeCores))
        .child(field(node_memory, DeeperWord::ClusterNodeMemory))
        .child(says.choice_field(&questions.reserved, words.text(DeeperWord::ClusterReservation), &reservations))
        .child(questions.most_pods.as_ref().map(|most| field(most, DeeperWord::ClusterMostPods)))
        .child(by_hand)
        .child(field(daemon_cores, DeeperWord::ClusterDaemonCores))
        .child(field(daemon_memory, DeeperWord::ClusterDaemonMemory))
        .child(field(&questions.price, DeeperWord::ClusterPrice))
}

/// Cores and memory in words.
fn told(capacity: Capacity, says: &Says<'_>) -> [String; 2] {
    [says.words.say(said::Cores { cores: &cores_text(capacity.cores_millis) }), says.words.size(capacity.memory)]
}

fn impossible(error: PlanError, says: &Says<'_>) -> String {
    let words = says.words;
    match error {
        PlanError::PodTooLarge { pod, requested, allocatable, .. } => {
            let pod = words.process_name(if pod == PodKind::TaskManager {
                flink_memory::Process::TaskManager
            } else {
                flink_memory::Process::JobManager
            });
            let ([cores, memory], [node_cores, node_memory]) = (told(requested, says), told(allocatable, says));
            words.say(said::ClusterPodTooLarge { pod, cores: &cores, memory: &memory, node_cores: &node_cores, node_memory: &node_memory })
        }
        PlanError::NothingRequested { .. } => words.text(DeeperWord::ClusterNothingRequested).to_owned(),
        PlanError::NoSlots | PlanError::TooManyJobManagers | PlanError::TooLarge => words.text(DeeperWord::ClusterTooLarge).to_owned(),
    }
}

fn view_planned(planned: &Planned, says: &Says<'_>) -> Element {
    let (words, plan) = (says.words, &planned.plan);
    let count = |number: u64| grouped(number);
    let (task_managers, nodes) = (count(plan.task_managers.into()), count(plan.nodes));
    let job_managers = count(planned.request.job_managers.into());
    let sum = words.say(said::ClusterNodes { nodes: &nodes, task_managers: &task_managers, job_managers: &job_managers });
    let bound = plan.bound.map(|bound| {
        let per_node = count(plan.per_node);
        match bound {
            Bound::Cores => words.say(said::ClusterBoundByCores { pods: &per_node }),
            Bound::Memory => words.say(said::ClusterBoundByMemory { pods: &per_node }),
            Bound::Both => words.say(said::ClusterBoundByBoth { pods: &per_node }),
        }
    });
    let is_idle = plan.idle_slots > 0;
    let idle = is_idle.then(|| words.say(said::ClusterIdleSlots { slots: &count(plan.idle_slots.into()) }));
    let hour = plan.hour.map(|hour| words.say(said::ClusterHour { price: &hour.to_string() }));
    fragment()
        .child(passage("p", "cluster__sum", sum))
        .children([bound, idle, hour].map(|said| said.map(|said| passage("p", None::<&str>, said))))
        .child(rack::view(planned, says))
        .child(shares(plan, says))
        .child(says.steps(steps(planned, says)))
        .child(chart::view(planned, says))
}

/// Where cores and memory of all nodes go.
fn shares(plan: &Plan, says: &Says<'_>) -> Element {
    let words = says.words;
    let all = plan.capacity;
    let share = |part: u64, whole: u64| words.say(crate::text::said::Percent { number: &percent(part, whole) });
    let row = |(class, word, part): (Option<&'static str>, DeeperWord, Capacity)| {
        let (cores, memory) = (cores_text(part.cores_millis), words.size(part.memory));
        let [of_cores, of_memory] = [share(part.cores_millis, all.cores_millis), share(part.memory.bytes(), all.memory.bytes())];
        (class, vec![words.text(word).to_owned(), cores, of_cores, memory, of_memory])
    };
    let rows = [
        (None, DeeperWord::ClusterReserved, plan.reserved),
        (None, DeeperWord::ClusterUsed, plan.used),
        (None, DeeperWord::ClusterWaste, plan.waste),
        (Some("sum__row--result"), DeeperWord::ClusterAll, all),
    ];
    let heads = [words.text(DeeperWord::ColumnWhat), words.text(DeeperWord::ClusterCores), "%", words.text(DeeperWord::ClusterMemory), "%"];
    table(&heads, rows.map(row))
}

fn steps(planned: &Planned, says: &Says<'_>) -> Vec<[String; 3]> {
    let (words, plan, request) = (says.words, &planned.plan, &planned.request);
    let line = |word: DeeperWord, how: String, result: String| [words.text(word).to_owned(), how, result];
    let [node_cores, node_memory] = told(request.node.capacity, says);
    let [kept_cores, kept_memory] = told(request.node.reserved, says);
    let [free_cores, free_memory] = told(request.node.allocatable(), says);
    let [pod_cores, pod_memory] = told(request.task_manager, says);
    let divided = |whole: &str, part: &str| format!("⌊{whole} ÷ {part}⌋");
    let by = |whole: u64, part: u64| whole.checked_div(part).map_or_else(|| "∞".to_owned(), grouped);
    let free = request.node.allocatable();
    let (by_cores, by_memory) =
        (by(free.cores_millis, request.task_manager.cores_millis), by(free.memory.bytes(), request.task_manager.memory.bytes()));
    let per_node = format!("min({by_cores}, {by_memory})");
    let groups: Vec<String> = plan.groups.iter().map(|group| grouped(group.nodes)).collect();
    let waste = |whole: String, kept: String, used: String| format!("{whole} − {kept} − {used}");
    let [[all_cores, all_memory], [all_kept_cores, all_kept_memory], [used_cores, used_memory], [waste_cores, waste_memory]] =
        [plan.capacity, plan.reserved, plan.used, plan.waste].map(|part| told(part, says));
    let hour = request
        .node_hour
        .zip(plan.hour)
        .map(|(node, all)| line(DeeperWord::ClusterHourStep, format!("{} × {node}", grouped(plan.nodes)), all.to_string()));
    let lines = [
        line(DeeperWord::ClusterTaskManagers, format!("⌈{} ÷ {}⌉", request.parallelism, request.slots), grouped(plan.task_managers.into())),
        line(DeeperWord::ClusterFreeCores, [node_cores, kept_cores].join(" − "), free_cores.clone()),
        line(DeeperWord::ClusterFreeMemory, [node_memory, kept_memory].join(" − "), free_memory.clone()),
        line(DeeperWord::ClusterByCores, divided(&free_cores, &pod_cores), by_cores),
        line(DeeperWord::ClusterByMemory, divided(&free_memory, &pod_memory), by_memory),
        line(DeeperWord::ClusterPerNode, per_node, grouped(plan.per_node)),
        line(DeeperWord::ClusterNodesStep, groups.join(" + "), grouped(plan.nodes)),
        line(DeeperWord::ClusterWasteCores, waste(all_cores, all_kept_cores, used_cores), waste_cores),
        line(DeeperWord::ClusterWasteMemory, waste(all_memory, all_kept_memory, used_memory), waste_memory),
    ];
    lines.into_iter().chain(hour).collect()
}
