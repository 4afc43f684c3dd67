//! Reads the texts that `build/write.rs` writes: a line a value, a list with its length in front.

/// A text that is not what the program was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// What is still to be read.
pub(crate) struct Reader {
    rest: &'static str,
}

impl Reader {
    pub(crate) fn new(text: &'static str) -> Self {
        Self { rest: text }
    }

    /// The next line.
    #[inline(never)]
    pub(crate) fn line(&mut self) -> Result<&'static str, Damaged> {
        let (line, rest) = self.rest.split_once('\n').ok_or(Damaged)?;
        self.rest = rest;
        Ok(line)
    }

    /// The next line, which is a number.
    pub(crate) fn number(&mut self) -> Result<u32, Damaged> {
        self.line()?.parse().map_err(|_| Damaged)
    }

    /// A list. However long a damaged text says it is, it ends with the text.
    pub(crate) fn list<T>(
        &mut self,
        item: impl Fn(&mut Self) -> Result<T, Damaged>,
    ) -> Result<Vec<T>, Damaged> {
        let count = self.number()?;
        (0..count).map(|_| item(self)).collect()
    }

    /// Nothing is left.
    pub(crate) fn end(&self) -> Result<(), Damaged> {
        if self.rest.is_empty() { Ok(()) } else { Err(Damaged) }
    }
}
