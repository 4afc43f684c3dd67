//! As much of JSON Schema (2020-12) as the project's schema uses. Other keywords are refused, so
//! that nothing in the schema is decoration.

use serde_json::Value;

/// The schema of everything the command line writes.
pub(crate) fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../docs/command-line.schema.json")).unwrap()
}

/// Why a value is not as the definition of this name says.
pub(crate) fn violations(schema: &Value, definition: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let rule = &schema["$defs"][definition];
    assert!(rule.is_object(), "there is no definition {definition}");
    check(schema, rule, value, definition, &mut found);
    found
}

fn check(schema: &Value, rule: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let mut wrong = |what: String| found.push(format!("{place}: {what}"));
    let rule = rule.as_object().unwrap();
    for (keyword, operand) in rule {
        match keyword.as_str() {
            "description" | "title" => {}
            "$ref" => {
                let name = operand.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(schema, &schema["$defs"][name], value, place, found);
                return;
            }
            "type" => {
                let types = operand.as_array().cloned().unwrap_or_else(|| vec![operand.clone()]);
                if !types.iter().any(|name| is_of(name.as_str().unwrap(), value)) {
                    wrong(format!("{value} is not of type {operand}"));
                }
            }
            "enum" if !operand.as_array().unwrap().contains(value) => {
                wrong(format!("{value} is not one of {operand}"));
            }
            "const" if operand != value => wrong(format!("{value} is not {operand}")),
            "minimum" if value.as_i64() < operand.as_i64() => {
                wrong(format!("{value} is less than {operand}"));
            }
            "required" => {
                for name in operand.as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
                    if value.get(name).is_none() {
                        wrong(format!("`{name}` is missing"));
                    }
                }
            }
            "enum"
            | "const"
            | "minimum"
            | "properties"
            | "additionalProperties"
            | "propertyNames"
            | "items"
            | "oneOf" => {}
            other => panic!("the schema uses `{other}`, which this test does not know"),
        }
    }
    check_parts(schema, rule, value, place, found);
}

/// What is inside an object or a list, and choices.
fn check_parts(
    schema: &Value,
    rule: &serde_json::Map<String, Value>,
    value: &Value,
    place: &str,
    found: &mut Vec<String>,
) {
    let properties = rule.get("properties");
    for (name, value) in value.as_object().into_iter().flatten() {
        let place = format!("{place}.{name}");
        if let Some(names) = rule.get("propertyNames") {
            check(schema, names, &Value::String(name.clone()), &place, found);
        }
        match (properties.and_then(|known| known.get(name)), rule.get("additionalProperties")) {
            (Some(rule), _) => check(schema, rule, value, &place, found),
            (None, Some(Value::Bool(false))) => found.push(format!("{place} is not in the schema")),
            (None, Some(rule)) => check(schema, rule, value, &place, found),
            (None, None) => {}
        }
    }
    if let (Some(rule), Some(items)) = (rule.get("items"), value.as_array()) {
        for (number, item) in items.iter().enumerate() {
            check(schema, rule, item, &format!("{place}[{number}]"), found);
        }
    }
    if let Some(choices) = rule.get("oneOf").and_then(Value::as_array) {
        let failures: Vec<Vec<String>> = choices
            .iter()
            .map(|choice| {
                let mut found = Vec::new();
                check(schema, choice, value, place, &mut found);
                found
            })
            .collect();
        if failures.iter().filter(|failure| failure.is_empty()).count() != 1 {
            found.push(format!("{place}: {value} fits not exactly one choice: {failures:?}"));
        }
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        other => panic!("the schema uses the type `{other}`, which this test does not know"),
    }
}
