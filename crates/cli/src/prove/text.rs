//! The safety argument as people read it.

use crate::outcome::Failure;
use judge::Proof;
use narration::{Language, proof_line, proof_reason, proof_step, verdict};
use std::io::Write;

/// One line about each argument; every step where one fails, and where it was asked for.
pub(super) fn write(
    out: &mut impl Write,
    language: Language,
    proofs: &[Proof],
    steps: bool,
) -> Result<(), Failure> {
    for proof in proofs {
        writeln!(out, "{}", proof_line(language, proof))?;
        if steps || proof.failure().is_some() {
            for step in &proof.steps {
                let (number, verdict) = (step.number, verdict(language, step.verdict));
                writeln!(out, "  {number}  {verdict:<14}  {}", proof_step(language, number))?;
                writeln!(out, "     {}", proof_reason(language, proof, step))?;
            }
        }
    }
    if proofs.is_empty() {
        writeln!(out, "{}", narration::text(language).nothing_to_prove)?;
    }
    Ok(())
}
