//! Bytes as text that an address can carry: base64url without padding (RFC 4648, section 5).

use super::LinkError;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// These bytes as text.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        for place in 0..=group.len() {
            let letter = bits >> (18 - 6 * place) & 63;
            text.push(char::from(LETTERS[letter as usize]));
        }
    }
    text
}

/// The bytes that this text carries.
///
/// # Errors
/// A character that is none of base64url, or a text that nothing is encoded as.
pub fn decode(text: &str) -> Result<Vec<u8>, LinkError> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for (group, letters) in text.as_bytes().chunks(4).enumerate() {
        let mut bits = 0_u32;
        for (place, letter) in letters.iter().enumerate() {
            let value = value_of(*letter).ok_or(LinkError::Character { place: group * 4 + place + 1 })?;
            bits = bits << 6 | u32::from(value);
        }
        let held = match letters.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => return Err(LinkError::Damaged),
        };
        // Bits that belong to no byte have to be zero, so that a run has one text only.
        let bits = bits << (6 * (4 - letters.len()));
        let [_, group @ ..] = bits.to_be_bytes();
        if group[held..].iter().any(|byte| *byte != 0) {
            return Err(LinkError::Damaged);
        }
        bytes.extend_from_slice(&group[..held]);
    }
    Ok(bytes)
}

fn value_of(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    /// RFC 4648, section 10, without padding; and the two letters in which base64url differs.
    #[test]
    fn as_the_standard_says() {
        let known = [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (b"fooba", "Zm9vYmE"),
            (b"foobar", "Zm9vYmFy"),
            (b"\xfb\xff", "-_8"),
        ];
        for (bytes, text) in known {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).unwrap(), bytes);
        }
        assert!(decode("Zg==").is_err() && decode("Zh").is_err() && decode("Z").is_err());
    }
}
