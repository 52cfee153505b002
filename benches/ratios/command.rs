//! A side that is a program, from its start to its end.

use crate::side::{Side, seconds};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The command line, built together with this program.
pub fn wattpack() -> Command {
    Command::new(built().join("wattpack"))
}

/// Where cargo puts the command line, with the folder of this program in it.
pub fn built() -> PathBuf {
    let folder = std::env::current_exe().unwrap().parent().and_then(Path::parent).map(Path::to_owned);
    folder.expect("cargo puts examples into a folder")
}

/// Runs a program, each time made anew.
pub fn side(mut next: impl FnMut() -> Command + 'static) -> Side {
    Box::new(move || {
        let mut command = next();
        seconds(|| run(&mut command))
    })
}

/// Runs a program that has to succeed; what it prints is nobody's business.
pub fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.as_ref().is_ok_and(std::process::ExitStatus::success), "{command:?}: {status:?}");
}
