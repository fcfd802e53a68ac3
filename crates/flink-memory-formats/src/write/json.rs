//! Request and derivation as JSON for other programs. Sizes are bytes as decimal strings, because 2^63 − 1 is no number of JavaScript's.

use flink_memory::{Derivation, Pool, Request, Value};

use super::emit::{push, quoted};
use super::lines::variables;

/// The keys of the objects are stable; pools have the names of [`Pool::id`].
pub(super) fn json(out: &mut String, request: &Request, derivation: &Derivation) {
    let mut object = Object { out, indent: "  ", is_empty: true };
    object.out.push('{');
    object.text("release", &request.release.to_string());
    object.text("process", request.process.id());
    object.text("deployment", request.deployment.id());
    object.nested("environment", |object| variables(&request.environment).for_each(|(name, value)| object.text(name, value)));
    object.nested("configuration", |object| {
        for entry in request.configuration.entries() {
            object.key(&entry.key);
            write_value(object.out, &entry.value);
        }
    });
    match &derivation.memory {
        Ok(memory) => {
            let pools = || Pool::ALL.into_iter().filter_map(|pool| Some((pool, memory.size(pool)?)));
            object.nested("pools", |object| pools().for_each(|(pool, size)| object.text(pool.id(), &size.bytes().to_string())));
            if let Some(arguments) = memory.jvm_parameters() {
                object.text("jvmArguments", &arguments);
            }
            if let Some(arguments) = memory.dynamic_configuration() {
                object.text("dynamicConfiguration", arguments.trim_end());
            }
        }
        Err(error) => object.nested("error", |object| {
            object.text("code", error.code());
            object.text("exception", error.exception());
            object.text("message", &error.to_string());
        }),
    }
    out.push_str("\n}\n");
}

struct Object<'a> {
    out: &'a mut String,
    indent: &'static str,
    is_empty: bool,
}

impl Object<'_> {
    fn key(&mut self, key: &str) {
        push(self.out, &[if self.is_empty { "\n" } else { ",\n" }, self.indent]);
        self.is_empty = false;
        quoted(self.out, key);
        self.out.push_str(": ");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        quoted(self.out, text);
    }

    fn nested(&mut self, key: &str, fill: impl FnOnce(&mut Object<'_>)) {
        self.key(key);
        self.out.push('{');
        let mut inner = Object { out: &mut *self.out, indent: "    ", is_empty: true };
        fill(&mut inner);
        let end = if inner.is_empty { "}" } else { "\n  }" };
        self.out.push_str(end);
    }
}

/// Values keep their types; what JSON has no number for is text.
fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => quoted(out, text),
        Value::Double(number) if !number.is_finite() => quoted(out, &value.to_string()),
        _ => out.push_str(&value.to_string()),
    }
}
