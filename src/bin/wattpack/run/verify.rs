//! `wattpack verify`: a pack against its own plan, byte for byte, and against its requirements.

use crate::args::{VerifyArgs, VerifyFormat};
use crate::console::Console;
use crate::existing::{self, Existing};
use crate::exit::{Exit, Failure, Run, slashed};
use crate::report::{Report, json, verdict};
use wattpack_core::diagnostic::{BAD_ARCHIVE, Diagnostic, NOT_A_PACK, has_errors};
use wattpack_core::pack::{Verification, verify};

/// Reads the pack, has the library verify it, and prints the verdict.
pub fn run(args: &VerifyArgs, console: &Console) -> Run {
    let label = slashed(&args.pack);
    let found = existing::read(&args.pack)?;
    let Verification { diagnostics, requirements } = judge(found);
    let report = Report { label: &label, text: "", diagnostics: &diagnostics, strict: false };
    let printed = match args.format {
        VerifyFormat::Json => console.data(json::verify(&report, &requirements).as_bytes()),
        VerifyFormat::Human if console.is_quiet() && !has_errors(&diagnostics, false) => Ok(()),
        VerifyFormat::Human => console.text(&verdict::render(&report, &requirements)),
    };
    Failure::unless_gone(printed)?;
    Ok(Exit::unsound_if(has_errors(&diagnostics, false)))
}

/// What could not be read at all is not verified on top: everything would be missing.
fn judge(found: Existing) -> Verification {
    let unreadable = |problem: &Diagnostic| *problem.code == BAD_ARCHIVE || *problem.code == NOT_A_PACK;
    if found.problems.iter().any(unreadable) {
        return Verification { diagnostics: found.problems, requirements: Vec::new() };
    }
    let mut verification = verify(&found.files, found.archive.as_deref());
    verification.diagnostics.extend(found.problems);
    verification
}
