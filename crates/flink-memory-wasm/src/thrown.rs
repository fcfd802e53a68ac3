//! Exceptions of Flink's on their way to JavaScript, whoever throws them: class, message, causes, a stable name and keys.

use flink_memory::network_buffers::{BufferError, DeployError, InsufficientBuffers, NotAnnounced};
use flink_memory::resource_manager::ResourceManagerError;
use flink_memory::{ConsumerError, FlinkError, NoShare, Request, ResourceError, StateBackendError};
use flink_memory_formats::load::LoadError;
use serde::Serialize;

/// `FlinkError` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct ErrorObject {
    exception: &'static str,
    message: String,
    causes: Vec<CauseObject>,
    code: &'static str,
    keys: Vec<String>,
}

/// `Cause` of `types.d.ts`.
#[derive(Serialize)]
struct CauseObject {
    exception: &'static str,
    message: String,
}

impl ErrorObject {
    pub(crate) fn new(thrown: &impl Thrown, request: &Request) -> ErrorObject {
        let cause = |cause: &FlinkError| CauseObject { exception: cause.exception(), message: cause.to_string() };
        let (code, keys) = thrown.code_and_keys(request);
        ErrorObject {
            exception: thrown.class(),
            message: thrown.to_string(),
            causes: std::iter::successors(thrown.first_cause(), |error| error.cause()).map(cause).collect(),
            code,
            keys: keys.into_iter().map(str::to_owned).collect(),
        }
    }

    /// What stops a process while it reads its arguments; no key does away with it.
    pub(crate) fn of_load(error: &LoadError, request: &Request) -> ErrorObject {
        let cause = |(exception, message)| CauseObject { exception, message };
        ErrorObject {
            exception: error.exception(),
            message: error.message(request.release),
            causes: error.causes().into_iter().map(cause).collect(),
            code: match error {
                LoadError::MissingFile { .. } => "missing-file",
                LoadError::Yaml(_) => "yaml",
                LoadError::Arguments(_) => "missing-argument",
            },
            keys: Vec::new(),
        }
    }
}

/// What all errors of the model tell; `Display` is Flink's message.
pub(crate) trait Thrown: ToString {
    fn class(&self) -> &'static str;
    fn first_cause(&self) -> Option<&FlinkError>;
    fn code_and_keys(&self, request: &Request) -> (&'static str, Vec<&str>);
}

/// The errors that name a cause, and those that never do.
macro_rules! thrown {
    (caused: $($caused:ty)*; alone: $($alone:ty)*) => {
        $(impl Thrown for $caused {
            fn class(&self) -> &'static str { self.exception() }
            fn first_cause(&self) -> Option<&FlinkError> { self.cause() }
            fn code_and_keys(&self, request: &Request) -> (&'static str, Vec<&str>) { (self.code(), self.keys(request)) }
        })*
        $(impl Thrown for $alone {
            fn class(&self) -> &'static str { self.exception() }
            fn first_cause(&self) -> Option<&FlinkError> { None }
            fn code_and_keys(&self, request: &Request) -> (&'static str, Vec<&str>) { (self.code(), self.keys(request)) }
        })*
    };
}

thrown! {
    caused: FlinkError ConsumerError StateBackendError BufferError ResourceManagerError;
    alone: ResourceError NoShare DeployError InsufficientBuffers NotAnnounced
}
