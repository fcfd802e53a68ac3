//! What the model answers to a vector's question, in the shape of the vectors. Comparing is done in `difference`.

mod network_buffers;
mod resource_manager;
mod slots;
mod start_script;

use flink_memory::{
    Configuration, Consumer, Derivation, FlinkError, Fraction, HeapOnly, Level, LocalMemory, LocalTotal, Memory, MemorySize, Pool, Process,
    Release, Request, Share, SharedMemory, Sharing, Slot, StateBackend, StateBackendRequest, complaint, derive, managed_shares, option,
    state_backend_memory,
};
use flink_memory_formats::load::{LoadError, load as load_files};
use serde_json::{Map, Value, json};

use crate::vector::Vector;

pub(crate) use network_buffers::network_buffers;
pub(crate) use resource_manager::{kubernetes, yarn};
pub(crate) use slots::slots;
pub(crate) use start_script::start_script;

type Fields = Map<String, Value>;

/// What `bin/taskmanager.sh` or a resource manager does.
pub(crate) fn task_manager(vector: &Vector, release: Release) -> Result<Fields, String> {
    let derivation = ask(vector, release, Process::TaskManager)?;
    Ok(answered(&derivation, |memory, fields| {
        put_pools(fields, memory, &Pool::ALL);
        put_texts(fields, memory);
        if let Memory::TaskManager(memory) = memory {
            put(fields, "cpuCores", memory.cpu_cores);
            put(fields, "slot", slot(&memory.slot));
        }
    }))
}

/// What `bin/jobmanager.sh` or a cluster client does.
pub(crate) fn job_manager(vector: &Vector, release: Release) -> Result<Fields, String> {
    let derivation = ask(vector, release, Process::JobManager)?;
    let mut fields = answered(&derivation, |memory, fields| {
        put_pools(fields, memory, &Pool::ALL);
        put_texts(fields, memory);
        if let Memory::HeapOnly(HeapOnly { jvm_heap: None, .. }) = memory {
            put(fields, "jvmHeap", Value::Null);
        }
    });
    put_printed(&mut fields, &derivation);
    Ok(fields)
}

/// What a cluster inside another JVM does.
pub(crate) fn local(vector: &Vector, release: Release) -> Result<Fields, String> {
    let derivation = ask(vector, release, Process::Local)?;
    Ok(answered(&derivation, |memory, fields| {
        put_pools(fields, memory, &[Pool::TaskHeap, Pool::TaskOffHeap, Pool::Network, Pool::Managed]);
        if let Memory::Local(LocalMemory { cpu_cores, total_flink, total_process, .. }) = memory {
            put(fields, "cpuCores", *cpu_cores);
            put_local_total(fields, "totalFlink", total_flink.as_ref());
            put_local_total(fields, "totalProcess", total_process.as_ref());
        }
    }))
}

/// What `MemorySize` does by itself: reading, printing, multiplying, dividing.
pub(crate) fn memory_size(vector: &Vector, release: Release) -> Result<Fields, String> {
    let text = vector.text("text")?.ok_or("the field 'text' is missing")?;
    let fraction = vector.text("fraction")?;
    let divisor = vector.integer("divide")?;
    Ok(match size_arithmetic(text, fraction, divisor, release) {
        Ok(fields) => fields,
        Err(error) => refused(&error),
    })
}

/// What a starting process reads of its configuration folder and its arguments.
pub(crate) fn load(vector: &Vector, release: Release) -> Result<Fields, String> {
    let (files, arguments) = (vector.files()?, vector.texts("args")?);
    let loaded = load_files(&files, &arguments, release);
    let mut fields = Fields::new();
    put(&mut fields, "ok", loaded.configuration.is_ok());
    match &loaded.configuration {
        Ok(configuration) => {
            let (mut texts, mut types) = (Fields::new(), Fields::new());
            for entry in configuration.entries() {
                put(&mut texts, &entry.key, entry.value.to_string());
                if entry.value.class() != "String" {
                    put(&mut types, &entry.key, entry.value.class());
                }
            }
            put(&mut fields, "config", texts);
            if !types.is_empty() {
                put(&mut fields, "types", types);
            }
        }
        Err(error) => put_load_error(&mut fields, error, release),
    }
    let warnings: Vec<_> = loaded.warnings.iter().map(|warning| warning.in_release(release).to_string()).collect();
    if !warnings.is_empty() {
        put(&mut fields, "warnings", warnings);
    }
    Ok(fields)
}

fn put_load_error(fields: &mut Fields, error: &LoadError, release: Release) {
    put(fields, "exception", error.exception());
    put(fields, "message", error.message(release));
    let causes: Vec<_> = error.causes().into_iter().map(|(exception, message)| format!("{exception}: {message}")).collect();
    if !causes.is_empty() {
        put(fields, "cause", causes);
    }
}

fn size_arithmetic(text: &str, fraction: Option<&str>, divisor: Option<i64>, release: Release) -> Result<Fields, FlinkError> {
    let size: MemorySize = text.parse().map_err(FlinkError::Size)?;
    let mut fields = Fields::new();
    put(&mut fields, "ok", true);
    if let Some(text) = fraction {
        let fraction = Fraction::parse(text).map_err(FlinkError::Number)?;
        let of_size = |fraction: Fraction| fraction.of(size).ok_or(FlinkError::LongOverflow);
        put(&mut fields, "asDouble", fraction.value());
        put(&mut fields, "inverseAsDouble", fraction.inverse().value());
        put(&mut fields, "multiplied", of_size(fraction)?.bytes());
        put(&mut fields, "multipliedInverse", of_size(fraction.inverse())?.bytes());
    }
    if let Some(divisor) = divisor {
        put(&mut fields, "divided", size.divide(divisor, release)?.bytes());
    }
    put(&mut fields, "bytes", size.bytes());
    put(&mut fields, "string", size.to_string());
    put(&mut fields, "human", size.human().to_string());
    Ok(fields)
}

/// Whether an option's value can be read, whatever reads it.
pub(crate) fn option_value(vector: &Vector, release: Release) -> Result<Fields, String> {
    let key = vector.text("key")?.ok_or("the field 'key' is missing")?;
    let option = option::by_key(key).and_then(|option| option.in_release(release));
    let option = option.ok_or_else(|| format!("the release does not know the option '{key}'"))?;
    let configuration = vector.configuration()?;
    let refusal = configuration.get(key).and_then(|value| {
        let cause = Box::new(complaint(option.value_type(), value, release)?);
        Some(FlinkError::Unreadable { option, value: value.to_string(), cause })
    });
    Ok(refusal.as_ref().map_or_else(|| Fields::from_iter([("ok".to_owned(), true.into())]), refused))
}

/// What a slot's managed memory is for, consumer by consumer.
pub(crate) fn managed(vector: &Vector, release: Release) -> Result<Fields, String> {
    let consumers =
        vector.texts("useCases")?.into_iter().map(|name| Consumer::from_name(name).ok_or_else(|| format!("no consumer '{name}'")));
    let consumers = consumers.collect::<Result<Vec<_>, _>>()?;
    let lives_in_managed = vector.says("stateBackendUsesManagedMemory")?;
    let shares = managed_shares(&vector.configuration()?, release, &consumers, lives_in_managed, vector.size("slotManaged")?);
    Ok(match shares {
        Ok(shares) => {
            let (mut fractions, mut sizes) = (Fields::new(), Fields::new());
            for Share { consumer, fraction, size, .. } in shares {
                put(&mut fractions, consumer.name(), fraction);
                put(&mut sizes, consumer.name(), size.map_or_else(|refusal| Value::from(refusal.to_string()), |size| size.bytes().into()));
            }
            let mut fields = Fields::new();
            put(&mut fields, "ok", true);
            put(&mut fields, "fractions", fractions);
            put(&mut fields, "sizes", sizes);
            fields
        }
        Err(error) => thrown(error.exception(), error.to_string(), error.cause()),
    })
}

/// How RocksDB divides its memory.
pub(crate) fn rocksdb(vector: &Vector, release: Release) -> Result<Fields, String> {
    state_backend(vector, release, StateBackend::RocksDb)
}

/// How ForSt divides its memory.
pub(crate) fn forst(vector: &Vector, release: Release) -> Result<Fields, String> {
    state_backend(vector, release, StateBackend::ForSt)
}

/// What RocksDB and ForSt make a write buffer of where nobody says how large it is. Unit: bytes.
const WRITE_BUFFER_SIZE: i64 = 64 << 20;

fn state_backend(vector: &Vector, release: Release, backend: StateBackend) -> Result<Fields, String> {
    let (job, task_manager) = (vector.configuration()?, vector.task_manager_configuration()?);
    let managed = vector.size("totalMemory")?;
    let write_buffer_size = vector.integer("writeBufferSize")?.unwrap_or(WRITE_BUFFER_SIZE);
    let ask = |job: &Configuration| {
        state_backend_memory(&StateBackendRequest { release, backend, job, task_manager: &task_manager, managed, write_buffer_size })
    };
    let memory = match ask(&job) {
        Ok(memory) => memory,
        Err(error) => return Ok(thrown(error.exception(), error.to_string(), error.cause())),
    };
    let mut fields = Fields::new();
    put(&mut fields, "ok", true);
    put(&mut fields, "usingManagedMemory", memory.is_managed);
    put(&mut fields, "usingFixedMemoryPerSlot", memory.fixed_per_slot.is_some());
    let mut shared = memory.shared;
    if vector.says("sharing")? {
        let scope = memory.sharing.map(|sharing| if sharing == Sharing::FixedPerTaskManager { "TM" } else { "SLOT" });
        put(&mut fields, "shared", json!({ "factory": memory.sharing.map(Sharing::name), "scope": scope }));
    } else {
        // Such a line asks how the memory would be divided, be it shared or not.
        let mut dividing = job.clone();
        dividing.set(format!("state.backend.{}.memory.managed", backend.id()), "true");
        shared = ask(&dividing).ok().and_then(|memory| memory.shared);
    }
    if let Some(shared) = shared {
        put_shared(&mut fields, &shared);
    }
    Ok(fields)
}

fn put_shared(fields: &mut Fields, shared: &SharedMemory) {
    put(fields, "effectiveMemory", shared.size.bytes());
    put(fields, "writeBufferRatio", shared.write_buffer_ratio);
    put(fields, "highPriorityPoolRatio", shared.high_priority_ratio);
    put(fields, "cacheCapacity", shared.cache);
    put(fields, "writeBufferManagerCapacity", shared.write_buffer_manager);
    if let Some(arena) = shared.arena {
        put(fields, "arenaBlockSize", arena.block);
        put(fields, "mutableLimit", arena.mutable_limit);
        put(fields, "arenaFits", arena.fits());
        if !arena.fits() {
            put(fields, "warnings", vec![format!("WARN {}: {arena}", arena.logger())]);
        }
    }
}

fn ask(vector: &Vector, release: Release, process: Process) -> Result<Derivation, String> {
    Ok(derive(&Request {
        release,
        process,
        deployment: vector.deployment()?,
        environment: vector.environment()?,
        configuration: vector.configuration()?,
    }))
}

/// The answer to a derivation: what `memory` says of a success, or the error; and the log either way.
fn answered(derivation: &Derivation, memory: impl FnOnce(&Memory, &mut Fields)) -> Fields {
    let mut fields = match &derivation.memory {
        Ok(sizes) => {
            let mut fields = Fields::new();
            put(&mut fields, "ok", true);
            memory(sizes, &mut fields);
            fields
        }
        Err(error) => refused(error),
    };
    let logged = derivation.log.iter().filter(|line| line.level() != Level::Printed);
    let logged: Vec<_> = logged.map(|line| format!("{} {}: {line}", line.level(), line.logger().unwrap_or_default())).collect();
    if !logged.is_empty() {
        put(&mut fields, "warnings", logged);
    }
    fields
}

fn refused(error: &FlinkError) -> Fields {
    thrown(error.exception(), error.to_string(), error.cause())
}

/// The vectors leave a first cause out where the message ends with its text already.
fn thrown(exception: &str, message: String, cause: Option<&FlinkError>) -> Fields {
    let repeats_cause = cause.is_some_and(|cause| message.ends_with(&cause.to_string()));
    let causes = std::iter::successors(cause, |error| error.cause()).skip(usize::from(repeats_cause));
    let mut fields = Fields::new();
    put(&mut fields, "ok", false);
    put(&mut fields, "exception", exception);
    put(&mut fields, "message", message);
    put_causes(&mut fields, causes);
    fields
}

fn put(fields: &mut Fields, name: &str, value: impl Into<Value>) {
    fields.insert(name.to_owned(), value.into());
}

fn put_causes<'a>(fields: &mut Fields, causes: impl Iterator<Item = &'a FlinkError>) {
    let causes: Vec<_> = causes.map(|cause| format!("{}: {cause}", cause.exception())).collect();
    if !causes.is_empty() {
        put(fields, "cause", causes);
    }
}

/// The pools that the process has, under the names of the vectors, which are the pools' own.
fn put_pools(fields: &mut Fields, memory: &Memory, pools: &[Pool]) {
    for &pool in pools {
        if let Some(size) = memory.size(pool) {
            put(fields, pool.id(), size.bytes());
        }
    }
}

fn put_texts(fields: &mut Fields, memory: &Memory) {
    let texts = [
        ("jvmParams", memory.jvm_parameters().map(Value::from)),
        ("dynamicConfigs", memory.dynamic_configuration().map(Value::from)),
        ("summary", memory.summary().map(Value::from)),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            put(fields, name, text);
        }
    }
}

/// What the script of 1.10 prints. Where it gives up, everything that it printed is the message.
fn put_printed(fields: &mut Fields, derivation: &Derivation) {
    let mut lines: Vec<_> = derivation.log.iter().filter(|line| line.level() == Level::Printed).map(ToString::to_string).collect();
    if let Err(error @ FlinkError::InvalidJobManagerHeap) = &derivation.memory {
        lines.push(error.to_string());
        put(fields, "message", lines.join("\n"));
    } else if !lines.is_empty() {
        put(fields, "printed", lines.join("\n"));
    }
}

fn put_local_total(fields: &mut Fields, name: &str, total: Option<&LocalTotal>) {
    match total {
        None => {}
        Some(LocalTotal::Size(size)) => put(fields, name, size.bytes()),
        Some(LocalTotal::Failed { exception, message }) => {
            // Java prints the message that an exception does not have as "null".
            put(fields, &format!("{name}Error"), format!("{exception}: {}", message.as_deref().unwrap_or("null")));
        }
    }
}

fn slot(slot: &Slot) -> Fields {
    let bytes = |size: Option<MemorySize>| size.map(|size| json!(size.bytes()));
    let parts = [
        ("slots", slot.slots.map(Value::from)),
        ("cpuCores", slot.cpu_cores.map(Value::from)),
        ("taskHeap", bytes(slot.task_heap)),
        ("taskOffHeap", bytes(slot.task_off_heap)),
        ("managed", bytes(slot.managed)),
        ("network", bytes(slot.network)),
        ("pageSize", slot.page_size.map(Value::from)),
        ("networkBuffers", slot.network_buffers.map(Value::from)),
        ("error", slot.error.as_ref().map(|error| Value::Object(slot_error(error)))),
    ];
    parts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// The error of a part keeps its whole chain of causes.
fn slot_error(error: &FlinkError) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, "exception", error.exception());
    put(&mut fields, "message", error.to_string());
    put_causes(&mut fields, error.causes());
    fields
}
