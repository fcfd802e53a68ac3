//! The answer to a question, and the last picture that an answer allowed. The memory rules stand in `flink_memory`.

use std::rc::Rc;

use flink_memory::{Derivation, FlinkError, Memory, MemorySize, Message, Pool, PoolNode, Process, Request, Rule, Step, derive};

/// What Flink makes of a question.
#[derive(Debug)]
pub struct Calculation {
    /// What was asked.
    pub request: Rc<Request>,
    /// The answer.
    pub derivation: Rc<Derivation>,
    /// The memory to draw: of this question, or on a refusal the last good one of the same process.
    pub picture: Option<Rc<Picture>>,
}

/// A memory that can be drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The question that it answers.
    pub request: Rc<Request>,
    /// The sizes.
    pub memory: Memory,
    /// The answer that they are from.
    derivation: Rc<Derivation>,
}

/// A calculation is the same as itself and no other: a component that holds one is drawn again when there is another.
impl PartialEq for Calculation {
    fn eq(&self, other: &Calculation) -> bool {
        std::ptr::eq(self, other)
    }
}

/// As for [`Calculation`].
impl PartialEq for Picture {
    fn eq(&self, other: &Picture) -> bool {
        std::ptr::eq(self, other)
    }
}

#[cfg(test)]
impl Calculation {
    /// What Flink makes of what it ships with these settings over it.
    pub(crate) fn shipped_with(release: flink_memory::Release, process: Process, entries: &[(&str, &str)]) -> Calculation {
        let mut request = Request::shipped(release, process);
        for &(key, text) in entries {
            request.configuration.set(key, text);
        }
        Calculation::of(Rc::new(request), None)
    }
}

impl Calculation {
    /// Asks the model, and keeps the picture of the calculation before where Flink refuses.
    pub fn of(request: Rc<Request>, previous: Option<&Calculation>) -> Calculation {
        let derivation = if request.process == Process::Local { derive(&request.without_shipped()) } else { derive(&request) };
        let derivation = Rc::new(derivation);
        let picture = if let Ok(memory) = &derivation.memory {
            Some(Rc::new(Picture { request: Rc::clone(&request), memory: memory.clone(), derivation: Rc::clone(&derivation) }))
        } else {
            let last_good = previous.and_then(|previous| previous.picture.clone());
            last_good.filter(|picture| picture.request.process == request.process)
        };
        Calculation { request, derivation, picture }
    }

    /// Why Flink refuses the configuration at once.
    pub fn error(&self) -> Option<&FlinkError> {
        self.derivation.memory.as_ref().err()
    }

    /// Why Flink refuses the configuration, be it at once or after its start script succeeded.
    pub fn refusal(&self) -> Option<&FlinkError> {
        self.error().or_else(|| self.late_error())
    }

    /// The keys that a refusal is about.
    pub fn offending(&self) -> Vec<&str> {
        self.refusal().map(|error| error.keys(&self.request)).unwrap_or_default()
    }

    /// Whether the picture is of an earlier question.
    pub fn is_stale(&self) -> bool {
        self.error().is_some()
    }

    /// The picture, where it is of this question.
    pub fn current(&self) -> Option<&Picture> {
        self.picture.as_deref().filter(|_| !self.is_stale())
    }

    /// Why the TaskManager fails after its start script succeeded.
    pub fn late_error(&self) -> Option<&FlinkError> {
        match &self.current()?.memory {
            Memory::TaskManager(memory) => memory.slot.error.as_deref(),
            _ => None,
        }
    }

    /// The value that local execution says it gives an option that is not set; `None` inside stands for the largest possible one.
    pub fn set_locally(&self, key: &str) -> Option<Option<MemorySize>> {
        self.derivation.log.iter().find_map(|line| match &line.message {
            Message::LocalSets { option, size } if option.key() == key => Some(*size),
            _ => None,
        })
    }

    /// Whether local execution says that it ignores this option.
    pub fn is_ignored_locally(&self, key: &str) -> bool {
        self.derivation.log.iter().any(|line| matches!(&line.message, Message::LocalIgnores { option, .. } if option.key() == key))
    }
}

impl Picture {
    /// The pool, or the outermost one where the process has no such pool.
    pub fn nearest(&self, pool: Pool) -> Pool {
        fn has(node: &PoolNode, pool: Pool) -> bool {
            node.pool == pool || node.children.iter().any(|child| has(child, pool))
        }
        let tree = self.memory.tree();
        if has(tree, pool) { pool } else { tree.pool }
    }

    /// How a pool got its size.
    pub fn step(&self, pool: Pool) -> Option<&Step> {
        self.derivation.steps.iter().find(|step| step.pool == pool)
    }

    /// Whether Flink sets no limit: local execution accounts for heap that the JVM around it has, without bound where nobody set one.
    pub fn is_open(&self, pool: Pool) -> bool {
        let accounted = [Pool::TaskHeap, Pool::TaskOffHeap];
        match &self.memory {
            Memory::Local(_) if pool == Pool::TotalFlink => accounted.into_iter().any(|pool| self.is_open(pool)),
            Memory::Local(_) => {
                accounted.contains(&pool) && self.step(pool).is_some_and(|step| matches!(step.rule, Rule::LocalDefault { .. }))
            }
            memory => memory.size(pool).is_none(),
        }
    }

    /// The bytes of a pool that can be drawn to scale; `None` where there is no limit.
    pub fn bytes(&self, pool: Pool) -> Option<u64> {
        if self.is_open(pool) { None } else { self.memory.size(pool).map(MemorySize::bytes) }
    }

    /// The number of an undivided pool, from 1 in the order of the picture: what tells pools apart where there are no colours.
    pub fn number(&self, pool: Pool) -> Option<u32> {
        let place = self.memory.tree().leaves().into_iter().position(|leaf| leaf == pool)?;
        u32::try_from(place + 1).ok()
    }

    /// The bytes that shares are taken of: the whole, or where it has no limit the pools that have one.
    pub fn whole(&self) -> u64 {
        let tree = self.memory.tree();
        self.bytes(tree.pool).unwrap_or_else(|| tree.leaves().into_iter().filter_map(|pool| self.bytes(pool)).fold(0, u64::saturating_add))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::Release;

    fn asked(process: Process, entries: &[(&str, &str)], previous: Option<&Calculation>) -> Calculation {
        let mut request = Request::shipped(Release::LATEST, process);
        for &(key, text) in entries {
            request.configuration.set(key, text);
        }
        Calculation::of(Rc::new(request), previous)
    }

    #[test]
    fn a_refusal_keeps_the_last_good_picture() {
        let good = asked(Process::TaskManager, &[], None);
        let refused = asked(Process::TaskManager, &[("taskmanager.memory.process.size", "100m")], Some(&good));
        assert!(refused.is_stale() && refused.current().is_none());
        assert_eq!(refused.picture, good.picture);
        let still = asked(Process::TaskManager, &[("taskmanager.memory.process.size", "1o")], Some(&refused));
        assert_eq!(still.picture, good.picture);
    }

    #[test]
    fn a_refusal_does_not_show_another_process() {
        let good = asked(Process::TaskManager, &[], None);
        let refused = asked(Process::JobManager, &[("jobmanager.memory.process.size", "1m")], Some(&good));
        assert_eq!(refused.picture, None);
    }

    #[test]
    fn local_execution_reads_nothing_that_a_release_ships() {
        let shipped = asked(Process::Local, &[], None);
        assert_eq!((shipped.derivation.log.len(), shipped.is_ignored_locally("taskmanager.memory.process.size")), (6, false));
        let set = asked(Process::Local, &[("taskmanager.memory.process.size", "2g")], None);
        assert_eq!((set.derivation.log.len(), set.is_ignored_locally("taskmanager.memory.process.size")), (7, true));
    }

    #[test]
    fn local_execution_has_no_total() {
        let local = asked(Process::Local, &[], None);
        let picture = local.current().cloned();
        let open = |pool| picture.as_ref().is_some_and(|picture| picture.is_open(pool));
        assert!(open(Pool::TaskHeap) && open(Pool::TotalFlink) && !open(Pool::Managed));
        assert_eq!(picture.as_ref().map(Picture::whole), Some(192 << 20));
    }
}
