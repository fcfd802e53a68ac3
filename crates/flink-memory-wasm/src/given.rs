//! What a caller gave, sorted by JavaScript type and not judged: judging is done in `request`, in ordinary Rust.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use wasm_bindgen::prelude::JsValue;

/// A JavaScript value. `Inner` is what the fields of an object are; its nesting bounds how deep a caller's object is looked into.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given<Inner> {
    /// `undefined`, `null`, or no such field.
    Nothing,
    Boolean(bool),
    /// A safe integer, or a `bigint` of 64 bits.
    Integer(i64),
    /// Any other number.
    Double(f64),
    Text(String),
    /// A plain object or a `Map`, in its order.
    Object(Vec<(String, Inner)>),
    /// An array of at most [`MOST_ITEMS`].
    List(Vec<Inner>),
    /// A function, a larger `bigint` or array and all the rest.
    Other,
}

/// An array with more items is not looked into: JavaScript makes one of billions of holes in no time.
pub(crate) const MOST_ITEMS: usize = 1 << 16;

/// A value that has no fields, or whose fields do not matter.
pub(crate) type Scalar = Given<IgnoredAny>;

impl<Inner: for<'de> Deserialize<'de>> Given<Inner> {
    pub(crate) fn from_js(value: JsValue) -> Given<Inner> {
        serde_wasm_bindgen::from_value(value).unwrap_or(Given::Other)
    }
}

impl<'de, Inner: Deserialize<'de>> Deserialize<'de> for Given<Inner> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // What fails here is of a type that no field takes; the field's own check then says so by its name.
        Ok(deserializer.deserialize_any(GivenVisitor(PhantomData)).unwrap_or(Given::Other))
    }
}

struct GivenVisitor<Inner>(PhantomData<Inner>);

impl<'de, Inner: Deserialize<'de>> Visitor<'de> for GivenVisitor<Inner> {
    type Value = Given<Inner>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Given::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Given::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Given::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(value).map_or(Given::Other, Given::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Given::Double(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Given::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Given::Text(value))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = map.next_key()? {
            fields.push((name, map.next_value()?));
        }
        Ok(Given::Object(fields))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            if items.len() == MOST_ITEMS {
                return Ok(Given::Other);
            }
            items.push(item);
        }
        Ok(Given::List(items))
    }
}
