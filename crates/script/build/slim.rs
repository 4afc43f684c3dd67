//! A script without its checks and comments.

/// The script without `expect`, `cannot`, comments and empty lines: it makes the same happen.
pub(crate) fn slim(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim_end());
    let checks = |line: &str| matches!(line.split_whitespace().next(), None | Some("expect" | "cannot"));
    lines.filter(|line| !checks(line)).flat_map(|line| [line, "\n"]).collect()
}
