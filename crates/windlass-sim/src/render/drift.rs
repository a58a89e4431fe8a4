//! Fields and values that no schema knows yet, put into finished JSON.

use serde_json::{Value, json};

/// What to add.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Drift {
    pub(crate) fields: bool,
    pub(crate) values: bool,
}

impl Drift {
    pub(crate) const fn any(self) -> bool {
        self.fields || self.values
    }
}

/// Enumerations that may get a new value: key and the value.
const NEW_VALUES: &[(&str, &str)] = &[
    ("origin", "hyperscaler-cr"),
    ("frequency", "hourly"),
    ("level", "catastrophic"),
    ("reachability", "symbol"),
    ("integration_type", "hyperscaler-cr"),
    ("input_type", "pulumi"),
];

/// Adds drift to a resource: unknown fields at every depth, unknown values where an enumeration is open.
///
/// Identity, status, severity and `ignored` stay as they are, so that counts still add up.
pub(crate) fn drift(value: &mut Value, what: Drift) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                match NEW_VALUES.iter().find(|(name, _)| key == name) {
                    Some((_, new)) if what.values && inner.is_string() => *inner = json!(new),
                    _ => drift(inner, what),
                }
            }
            if what.fields && map.contains_key("attributes") {
                map.insert("x_future".into(), json!({"added": "2027-01-01", "deep": [1, {"größe": null}]}));
            }
            if what.fields && (map.contains_key("name") || map.contains_key("representations")) {
                map.insert("x_future_note".into(), json!("a field from tomorrow"));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drift(item, what)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Adds drift to a whole answer: its `data` only.
pub(crate) fn drift_body(body: &[u8], what: Drift) -> Option<Vec<u8>> {
    let mut document: Value = serde_json::from_slice(body).ok()?;
    drift(document.get_mut("data")?, what);
    serde_json::to_vec(&document).ok()
}
