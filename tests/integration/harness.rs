//! Runs the program in a folder of its own, as a user would, and looks at what it left.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A fixture's path.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A folder for one test; gone with it.
pub struct Place(TempDir);

impl Place {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with one fixture in it, under the fixture's own name.
    pub fn with(name: &str) -> Self {
        Self::new().and(name)
    }

    /// One fixture more.
    pub fn and(self, name: &str) -> Self {
        fs::copy(fixture(name), self.path(name)).unwrap();
        self
    }

    /// A folder that holds the pack of `small.md` in `pack/`.
    pub fn with_pack() -> Self {
        let place = Self::with("small.md");
        place.run(["build", "small.md", "-o", "pack"]).exits(0);
        place
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders on the way.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// A file's text.
    pub fn read(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// A file's bytes.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below the folder with its content, temporary files and folders included.
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        self.tree_of("")
    }

    /// Every file below a folder in the folder.
    pub fn tree_of(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(name);
        let mut found = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let names = path.strip_prefix(&root).unwrap().components();
                let name = names.map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                if path.is_symlink() {
                    found.insert(name, b"a link".to_vec());
                } else if path.is_dir() {
                    folders.push(path);
                } else {
                    found.insert(name, fs::read(&path).unwrap());
                }
            }
        }
        found
    }

    /// Runs the program here.
    pub fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Ended {
        self.call(args).run()
    }

    /// Runs a shell script here; the program is `"$0"` in it.
    #[cfg(target_os = "linux")]
    pub fn shell(&self, script: &str) -> Ended {
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_wattpack")]).current_dir(self.0.path());
        Call { command, stdin: Vec::new() }.run()
    }

    /// Starts the program here and lets it run; it says nothing.
    #[cfg(target_os = "linux")]
    pub fn start<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> std::process::Child {
        let mut command = self.call(args).command;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Prepares a run with standard input or an environment.
    pub fn call<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Call {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wattpack"));
        command.args(args).current_dir(self.0.path());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        Call { command, stdin: Vec::new() }
    }
}

/// A run that has not begun.
pub struct Call {
    command: Command,
    stdin: Vec<u8>,
}

impl Call {
    /// What the program reads from standard input.
    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    /// A variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs to the end.
    pub fn run(mut self) -> Ended {
        let piped = self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = std::mem::take(&mut self.stdin);
        // A program that does not want its input leaves the pipe broken.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&bytes)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ended {
            shown: format!("{:?}", self.command),
            code: output.status.code(),
            stdout: output.stdout,
            stderr: output.stderr,
        }
    }

    /// Runs with a reader that takes a few bytes of standard output and leaves.
    pub fn run_for_an_impatient_reader(mut self) -> Ended {
        let piped = self.command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let mut few = [0; 8];
        child.stdout.take().unwrap().read_exact(&mut few).unwrap();
        let output = child.wait_with_output().unwrap();
        Ended {
            shown: format!("{:?}", self.command),
            code: output.status.code(),
            stdout: few.to_vec(),
            stderr: output.stderr,
        }
    }
}

/// A run that is over.
pub struct Ended {
    shown: String,
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Ended {
    /// Holds the exit code to what it should be.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\nstdout: {}\nstderr: {}", self.shown, self.stdout(), self.stderr());
        self
    }

    /// Standard output holds a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stdout().contains(text), "{} does not say {text:?} but\n{}", self.shown, self.stdout());
        self
    }

    /// Standard error holds a text.
    #[track_caller]
    pub fn complains(self, text: &str) -> Self {
        assert!(self.stderr().contains(text), "{} does not complain {text:?} but\n{}", self.shown, self.stderr());
        self
    }

    /// Standard error is empty.
    #[track_caller]
    pub fn silently(self) -> Self {
        assert_eq!(self.stderr(), "", "{}", self.shown);
        self
    }

    /// Standard output as text.
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard output as it is.
    pub fn bytes(&self) -> &[u8] {
        &self.stdout
    }

    /// Standard error as text.
    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.stdout)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", self.shown, self.stdout()))
    }
}
