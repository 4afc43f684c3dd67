//! The two languages of the board.

/// A language that everything is said in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese, as written in mainland China.
    Chinese,
}

impl Language {
    /// Both, in the order in which the switch shows them.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The tag for the page's `lang` attribute and for links: `en`, `zh-CN`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.pick("en", "zh-CN")
    }

    /// The language's name in itself, for the switch.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        self.pick("English", "简体中文")
    }

    /// The language for a browser's or a link's tag: any tag of English or Chinese will do
    /// (`en-GB`, `zh`, `zh-Hans-SG`). `None` for other languages.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("en") {
            Some(Self::English)
        } else if primary.eq_ignore_ascii_case("zh") {
            Some(Self::Chinese)
        } else {
            None
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        self.pick(Self::Chinese, Self::English)
    }

    /// One of two things that say the same.
    pub(crate) fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}
