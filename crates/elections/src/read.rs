//! Times as people write them, in milliseconds: `30`, `0.5`, `30..40`.

use cluster::{Micros, Span};

/// A time in ms, with up to three decimals. `None`: the text is none.
#[must_use]
pub fn time(text: &str) -> Option<Micros> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 3 {
        return None;
    }
    let micros: u64 = format!("{part:0<3}").parse().ok()?;
    let ms: u64 = whole.parse().ok()?;
    ms.checked_mul(1000)?.checked_add(micros).map(Micros)
}

/// Two times with `..`, `-` or `–` between them, or one for both ends. `None`: the text is none.
#[must_use]
pub fn span(text: &str) -> Option<Span> {
    let between = ["..", "–", "-"].into_iter().find_map(|mark| text.split_once(mark));
    let (min, max) = between.unwrap_or((text, text));
    Some(Span { min: time(min.trim())?, max: time(max.trim())? })
}

/// A time as [`time`] reads it.
#[must_use]
pub fn write_time(time: Micros) -> String {
    let (ms, rest) = (time.0 / 1000, time.0 % 1000);
    if rest == 0 { ms.to_string() } else { format!("{ms}.{rest:03}").trim_end_matches('0').to_owned() }
}

/// A span as [`span`] reads it: `30–40`.
#[must_use]
pub fn write_span(span: Span) -> String {
    let (min, max) = (write_time(span.min), write_time(span.max));
    if min == max { max } else { [min.as_str(), "–", &max].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["0", "0.5–1.5", "30–40", "150–150.001", "7"] {
            let span = span(text).expect(text);
            assert_eq!(write_span(span), text);
        }
        assert_eq!(span("30..40"), span("30 - 40"));
        assert_eq!(span("150–150").map(write_span).as_deref(), Some("150"));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "x", "1.2345", "-1", "1..", "..1", "1.", ".5", "99999999999999999999", "3 4"] {
            assert_eq!(span(text), None, "{text}");
        }
    }
}
