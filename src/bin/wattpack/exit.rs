//! How a run ends. Every exit code is chosen here and nowhere else.

use crate::report::safe::visible;
use std::any::Any;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// The ways in which a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The plan or the pack has errors.
    Unsound,
    /// The command line asks for something that does not exist.
    Usage,
    /// A file or a folder is missing, unreadable, or would be overwritten.
    Io,
    /// A bug of wattpack.
    Bug,
    /// Ctrl-C, as shells count it.
    Interrupted,
}

impl Exit {
    /// The number that the system sees.
    pub fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Unsound => 1,
            Self::Usage => 2,
            Self::Io => 3,
            Self::Bug => 70,
            Self::Interrupted => 130,
        }
    }

    /// `Unsound` if something is wrong.
    pub fn unsound_if(wrong: bool) -> Self {
        if wrong { Self::Unsound } else { Self::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

/// Why a run could not do what it was asked for.
#[derive(Debug)]
pub enum Failure {
    /// The command line is at fault.
    Usage(String),
    /// The file system is at fault, or would have to lose something.
    Io(String),
    /// Whoever read standard output has gone. That is no problem of ours.
    ReaderGone,
}

impl Failure {
    /// Says which path, what was tried, and why it did not work.
    pub fn io(path: &Path, tried: &str, error: &io::Error) -> Self {
        Self::Io(format!("can't {tried} `{}`: {}", shown_path(path), reason(error)))
    }

    /// A verdict stands whether or not anybody reads to its end.
    pub fn unless_gone(outcome: Result<(), Self>) -> Result<(), Self> {
        match outcome {
            Err(Self::ReaderGone) => Ok(()),
            other => other,
        }
    }

    /// The exit that this failure leads to.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Io(_) => Exit::Io,
            Self::ReaderGone => Exit::Done,
        }
    }

    /// What to tell the user, if anything.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Usage(message) | Self::Io(message) => Some(message),
            Self::ReaderGone => None,
        }
    }
}

/// What a command gives back to `main`.
pub type Run = Result<Exit, Failure>;

/// A path as it may be shown on a terminal.
pub fn shown_path(path: &Path) -> String {
    visible(&slashed(path))
}

/// A path with slashes, which Windows takes as well: it is said alike everywhere, and may stand in an address.
pub fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// The reason in words; the number of the system stays for those who look it up.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Turns a panic into a short request for a report and exit code 70. The release profile aborts on
/// panics, so the hook itself has to end the process.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        use std::io::Write as _;
        let place = info.location().map_or_else(String::new, |place| format!(" at {place}"));
        let what = message(info.payload());
        let _ = writeln!(io::stderr(), "{}", apology(what, &place));
        std::process::exit(i32::from(Exit::Bug.number()));
    }));
}

/// What `panic!` was given: a literal, or a formatted text.
fn message(payload: &dyn Any) -> &str {
    let literal = payload.downcast_ref::<&str>().copied();
    literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

fn apology(what: &str, place: &str) -> String {
    let what = visible(what);
    format!(
        "wattpack {} has a bug and stopped: {what}{place}\n\
         Please report it with the plan and the command line: {}/issues",
        wattpack_core::VERSION,
        env!("CARGO_PKG_REPOSITORY"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    const CHILD: &str = "WATTPACK_TEST_PANICS";

    #[test]
    fn a_panic_ends_with_70_and_asks_for_a_report() {
        if std::env::var_os(CHILD).is_some() {
            report_panics();
            panic!("the sky \u{1b}[31mfell");
        }
        let name = "exit::tests::a_panic_ends_with_70_and_asks_for_a_report";
        let mut child = Command::new(std::env::current_exe().unwrap());
        let output = child.args(["--exact", name, "--nocapture"]).env(CHILD, "1").output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(70));
        assert!(stderr.contains("the sky \\u{1b}[31mfell"), "{stderr}");
        assert!(stderr.contains("Please report it"), "{stderr}");
    }

    #[test]
    fn a_reader_that_left_is_no_failure() {
        assert_eq!(Failure::ReaderGone.exit(), Exit::Done);
        assert_eq!(Failure::ReaderGone.message(), None);
    }
}
