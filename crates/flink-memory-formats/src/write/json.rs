//! Request and derivation as JSON for other programs. Sizes are bytes as decimal strings, because 2^63 − 1 is no number of JavaScript's.

use flink_memory::{Derivation, Pool, Request, Value};

use super::emit::{Item, quoted, variables};

/// The keys of the objects are stable; pools have the names of [`Pool::id`].
pub(super) fn json(out: &mut String, request: &Request, derivation: &Derivation, items: &[Item<'_>]) {
    let mut object = Object { out, indent: "\n  ", is_empty: true };
    object.out.push('{');
    object.text("release", &request.release.to_string());
    object.text("process", request.process.id());
    object.text("deployment", request.deployment.id());
    object.nested("environment");
    variables(&request.environment, &mut |name, value| object.text(name, value));
    object.close();
    object.nested("configuration");
    for item in items {
        // Values keep their types; what JSON has no number for is text.
        if item.is_text() || matches!(item.value, Value::Double(number) if !number.is_finite()) {
            object.text(item.key, &item.text);
        } else {
            object.key(item.key);
            object.out.push_str(&item.text);
        }
    }
    object.close();
    match &derivation.memory {
        Ok(memory) => {
            object.nested("pools");
            for pool in Pool::ALL {
                if let Some(size) = memory.size(pool) {
                    object.text(pool.id(), &size.bytes().to_string());
                }
            }
            object.close();
            if let Some(arguments) = memory.jvm_parameters() {
                object.text("jvmArguments", &arguments);
            }
            if let Some(arguments) = memory.dynamic_configuration() {
                object.text("dynamicConfiguration", arguments.trim_end());
            }
        }
        Err(error) => {
            object.nested("error");
            object.text("code", error.code());
            object.text("exception", error.exception());
            object.text("message", &error.to_string());
            object.close();
        }
    }
    out.push_str("\n}\n");
}

/// The innermost open object: the whole one, or one inside it.
struct Object<'a> {
    out: &'a mut String,
    /// What stands before a key.
    indent: &'static str,
    is_empty: bool,
}

impl Object<'_> {
    fn key(&mut self, key: &str) {
        if !self.is_empty {
            self.out.push(',');
        }
        self.is_empty = false;
        self.out.push_str(self.indent);
        quoted(self.out, key);
        self.out.push_str(": ");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        quoted(self.out, text);
    }

    fn nested(&mut self, key: &str) {
        self.key(key);
        self.out.push('{');
        self.indent = "\n    ";
        self.is_empty = true;
    }

    fn close(&mut self) {
        self.indent = "\n  ";
        self.out.push_str(if self.is_empty { "}" } else { "\n  }" });
        self.is_empty = false;
    }
}
