//! Numbers, and what is written with them.

use super::Parsed;
use super::words::Words;
use crate::error::{ErrorKind, Expected};
use crate::syntax::Mode;
use cluster::Micros;

impl Words<'_> {
    /// A whole number from `least` to `most`.
    pub(super) fn number(&mut self, least: u8, most: u64) -> Parsed<u64> {
        let word = self.peek_word().unwrap_or_default();
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected(&[Expected::Number(least)], &[]));
        }
        let value: Option<u64> = word.parse().ok();
        match value {
            Some(value) if value < u64::from(least) => Err(self.unexpected(&[Expected::Number(least)], &[])),
            Some(value) if value <= most => {
                self.advance();
                Ok(value)
            }
            _ => {
                self.advance();
                Err(self.wrong(ErrorKind::NumberTooLarge { limit: most }))
            }
        }
    }

    /// A term, an index or a count.
    pub(super) fn count(&mut self, least: u8) -> Parsed<u32> {
        let value = self.number(least, u64::from(u32::MAX))?;
        Ok(u32::try_from(value).unwrap_or(u32::MAX))
    }

    pub(super) fn small_number(&mut self, least: u8, most: u8) -> Parsed<u8> {
        let value = self.number(least, u64::from(most))?;
        Ok(u8::try_from(value).unwrap_or(most))
    }

    /// Whether a number is next.
    pub(super) fn number_is_next(&self) -> bool {
        self.peek_word().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// `seed 7`, after `clocked`.
    pub(super) fn seed(&mut self) -> Parsed<Mode> {
        self.exactly("seed")?;
        Ok(Mode::Clocked { seed: self.number(0, u64::MAX)? })
    }

    /// A number with an ending that belongs to it, such as `5%`.
    pub(super) fn with_ending(&mut self, ending: &str, most: u64, expected: Expected) -> Parsed<u64> {
        let digits = self.peek_word().and_then(|word| word.strip_suffix(ending)).unwrap_or_default();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected(&[expected], &[]));
        }
        self.advance();
        let value: Option<u64> = digits.parse().ok();
        value
            .filter(|value| *value <= most)
            .ok_or_else(|| self.wrong(ErrorKind::NumberTooLarge { limit: most }))
    }

    /// A time in whole `us`, `ms` or `s`.
    pub(super) fn time(&mut self) -> Parsed<Micros> {
        let word = self.peek_word().unwrap_or_default();
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let unit = match &word[digits..] {
            "us" => 1,
            "ms" => 1_000,
            "s" => 1_000_000,
            _ => 0,
        };
        if digits == 0 || unit == 0 {
            return Err(self.unexpected(&[Expected::Time], &[]));
        }
        self.advance();
        let value: Option<u64> = word[..digits].parse().ok();
        let time = value.and_then(|value| value.checked_mul(unit)).map(Micros);
        let limit = Micros::MAX.0 / unit;
        time.filter(|time| *time <= Micros::MAX)
            .ok_or_else(|| self.wrong(ErrorKind::NumberTooLarge { limit }))
    }
}
