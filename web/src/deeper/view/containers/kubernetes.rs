//! Draws the pods that Flink asks Kubernetes for.

use flink_memory::Process;
use flink_memory::resource_manager::{KubernetesPods, Pod, ResourceManagerError};

use super::{log, refused};
use crate::deeper::answer::containers::kubernetes::{Kubernetes, Totals};
use crate::deeper::field::Field;
use crate::deeper::text::{DeeperWord, said};
use crate::deeper::view::Says;
use crate::deeper::view::parts::halves;
use crate::text::quantity::grouped;
use crate::view::element::{Element, element, fragment, passage};

pub(super) fn view(manager: Element, asked: &Kubernetes, says: &Says<'_>) -> Element {
    let fields = asked.cores.iter().chain(asked.factors.iter().flatten()).map(|field| says.option_field(field));
    let follows = match &asked.pods {
        None => says.nothing_follows(),
        Some(pods) => fragment()
            .child(totals(asked.totals, says))
            .children(both(asked.process, pods, says))
            .child(says.steps(steps(asked, pods)))
            .child(log(&pods.log, says)),
    };
    halves(fragment().child(manager).children(fields), follows)
}

/// The pod of the process that is looked at, and then the other one.
fn both(process: Process, pods: &KubernetesPods, says: &Says<'_>) -> [Element; 2] {
    let job_manager = pod(Process::JobManager, pods.job_manager.as_ref(), says);
    let task_manager = pod(Process::TaskManager, pods.task_manager.as_ref().map(|(pod, _)| pod), says);
    if process == Process::JobManager { [job_manager, task_manager] } else { [task_manager, job_manager] }
}

fn pod(process: Process, pod: Result<&Pod, &ResourceManagerError>, says: &Says<'_>) -> Element {
    let words = says.words;
    let name = words.say(said::PodOf { process: words.process_name(process) });
    let shown = match pod {
        Ok(pod) => quantities(pod, says),
        Err(error) => refused(error),
    };
    element!("section").key(process.id()).child(passage("h4", "step__subtitle", name)).child(shown)
}

/// Requests and limits, as they stand in the pod.
fn quantities(pod: &Pod, says: &Says<'_>) -> Element {
    let (requests, limits) = (pod.requests.texts(), pod.limits.texts());
    let row = |((name, request), (_, limit)): (&(&str, String), &(&str, String))| {
        element!("tr")
            .child(element!("th", "scope" = "row", "class" = "sum__what").child((*name).to_owned()))
            .child(passage("td", "sum__size", request.clone()))
            .child(passage("td", "sum__size", limit.clone()))
    };
    let head = |word| element!("th", "scope" = "col", "class" = "sum__size").child(says.words.text(word));
    let heads = [DeeperWord::ColumnRequest, DeeperWord::ColumnLimit].map(head);
    element!("table", "class" = "sum")
        .child(element!("thead").child(element!("tr").child(element!("td")).children(heads)))
        .child(element!("tbody").children(requests.iter().zip(&limits).map(row)))
}

fn totals(totals: Totals, says: &Says<'_>) -> Option<Element> {
    let words = says.words;
    match totals {
        Totals::Heeded => None,
        Totals::IgnoredInVain => Some(passage("p", "hint", words.text(DeeperWord::TotalsIgnoredInVain))),
        Totals::Decided { configured, requested } => {
            let [configured, requested] = [configured, requested].map(|size| grouped(size.whole_mebibytes()) + " MiB");
            let told = words.say(said::TotalsDecided { configured: &configured, requested: &requested });
            Some(passage("p", "option__warning", told))
        }
    }
}

/// How the pod of the process that is looked at gets its quantities.
fn steps(asked: &Kubernetes, pods: &KubernetesPods) -> Vec<[String; 3]> {
    let (pod, process) = match (asked.process, &pods.job_manager, &pods.task_manager) {
        (Process::JobManager, Ok(pod), _) => (pod, None),
        (Process::TaskManager, _, Ok((pod, worker))) => (pod, Some(worker.total_process)),
        _ => return Vec::new(),
    };
    let request = |size: flink_memory::MemorySize| {
        let how = format!("⌊{} ÷ {}⌋", grouped(size.bytes()), grouped(1 << 20));
        ["requests.memory".to_owned(), how, format!("{}Mi", pod.requests.mebibytes)]
    };
    let [memory, cores] = asked.factors.each_ref().map(|field| field.as_ref().map(held));
    let texts = |of: &flink_memory::resource_manager::Quantities| of.texts().into_iter().map(|(_, text)| text).take(2).collect::<Vec<_>>();
    let (requests, limits) = (texts(&pod.requests), texts(&pod.limits));
    let limit = |place: usize, name: &str, factor: Option<&str>| {
        let (request, limit) = (requests.get(place)?, limits.get(place)?);
        Some([name.to_owned(), format!("{request} × {}", factor?), limit.clone()])
    };
    let limits = [limit(1, "limits.memory", memory), limit(0, "limits.cpu", cores)];
    process.map(request).into_iter().chain(limits.into_iter().flatten()).collect()
}

/// What counts of a field.
fn held(field: &Field) -> &str {
    if field.text.is_empty() { &field.default } else { &field.text }
}
