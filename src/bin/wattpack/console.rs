//! Standard output for data, standard error for messages; colour only where it is wanted.

use crate::args::Color;
use crate::exit::Failure;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

/// Bold: what the eye should find first.
pub const STRONG: Style = Style::new().bold();
/// The best of several, and what went well.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What went wrong.
pub const BAD: Style = AnsiColor::BrightRed.on_default().bold();

/// A text in a style. What is no terminal gets it without the style.
pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The two streams of the program.
pub struct Console {
    stdout: io::Stdout,
    stderr: io::Stderr,
    color: ColorChoice,
    quiet: bool,
}

impl Console {
    /// Takes the user's choice of colour and talkativeness.
    pub fn new(color: Color, quiet: bool) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        Self { stdout: io::stdout(), stderr: io::stderr(), color, quiet }
    }

    /// Text for people on standard output.
    pub fn text(&self, text: &str) -> Result<(), Failure> {
        written(write_all(&mut AutoStream::new(self.stdout.lock(), self.color), text.as_bytes()))
    }

    /// Data on standard output, byte for byte.
    pub fn data(&self, bytes: &[u8]) -> Result<(), Failure> {
        written(write_all(&mut self.stdout.lock(), bytes))
    }

    /// A message that `--quiet` leaves out.
    pub fn say(&self, message: &str) {
        if !self.quiet {
            self.insist(message);
        }
    }

    /// A message that is always shown. Nobody can be told when standard error itself is gone.
    pub fn insist(&self, message: &str) {
        let _ = write_all(&mut AutoStream::new(self.stderr.lock(), self.color), message.as_bytes());
    }

    /// Whether only errors are to be told.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether a person watches standard error while the data goes elsewhere.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && self.stderr.is_terminal() && !self.stdout.is_terminal()
    }

    /// Whether a person reads standard output directly.
    pub fn shows_data(&self) -> bool {
        self.stdout.is_terminal()
    }
}

fn write_all(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}

fn written(outcome: io::Result<()>) -> Result<(), Failure> {
    outcome.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::io(Path::new("standard output"), "write to", &error),
    })
}
