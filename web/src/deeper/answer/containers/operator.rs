//! What Flink, its Kubernetes operator and Kubernetes read in the memory of a manifest.

use flink_memory::{MemorySize, Process};
use flink_memory_formats::quantity::{MemoryReadings, Trap, memory};

use crate::deeper::field::{self, Field};
use crate::state::{Asked, Calculation};

/// What each reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Operator {
    /// The text.
    pub text: Field,
    /// What each reads in it; nothing where there is no text.
    pub read: Option<Read>,
}

/// What each reads in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What each reads.
    pub readings: MemoryReadings,
    /// Where they differ.
    pub trap: Option<Trap>,
    /// The same memory as a text that all read alike: its bytes. Nothing where nobody reads whole bytes, and where the text is that already.
    pub alike: Option<MemorySize>,
}

/// What each reads in the memory of the process that is looked at.
pub fn of(calculation: &Calculation, asked: &Asked) -> Operator {
    let request = &calculation.request;
    let key = if request.process == Process::JobManager { "jobmanager.memory.process.size" } else { "taskmanager.memory.process.size" };
    let (mut text, _) = field::optional(asked, "manifest-memory", |text| Ok(text.to_owned()));
    text.default = request.configuration.text(key).unwrap_or_default();
    let typed = if text.text.is_empty() { &text.default } else { &text.text };
    let read = (!typed.is_empty()).then(|| read(typed));
    Operator { text, read }
}

fn read(text: &str) -> Read {
    let readings = memory(text);
    let trap = readings.trap();
    let of_kubernetes = || readings.kubernetes.and_then(|quantity| quantity.to_string().parse().ok());
    let meant = readings.flink.as_ref().or(readings.operator.as_ref()).ok().copied().or_else(of_kubernetes);
    Read { alike: meant.filter(|_| trap.is_some()), trap, readings }
}

#[cfg(test)]
mod tests {
    use super::super::tests::calculated;
    use super::*;
    use flink_memory::Release;

    fn reads(text: &str) -> Read {
        let calculation = calculated(Release::V1_20, Process::TaskManager, &[]);
        of(&calculation, &Asked::default().with("manifest-memory", text.to_owned())).read.expect("there is a text")
    }

    #[test]
    fn every_trap_has_a_text_without_one() {
        for (text, trap, alike) in [
            ("2g", Trap::NotForKubernetes, 2048),
            ("2Gi", Trap::NotForFlink, 2048),
            ("2048m", Trap::Thousandths, 2048),
            ("2000M", Trap::PowersOf1000, 2000),
            ("1.5Gi", Trap::OnlyForKubernetes, 1536),
            ("2GiB", Trap::OnlyForOperator, 2048),
        ] {
            let read = reads(text);
            assert_eq!((read.trap, read.alike), (Some(trap), Some(MemorySize::from_mebibytes(alike))), "{text}");
            let bytes = read.alike.map(|size| size.bytes().to_string()).unwrap_or_default();
            assert_eq!((reads(&bytes).trap, reads(&bytes).alike), (None, None), "{text}");
        }
    }

    #[test]
    fn the_text_is_the_configured_one_until_another_is_typed() {
        let calculation = calculated(Release::V1_20, Process::JobManager, &[]);
        assert_eq!(of(&calculation, &Asked::default()).text.default, "1600m");
    }
}
