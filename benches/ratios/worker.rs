//! A side in another language: a program that does its work once for every line it is given.

use crate::side::Side;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A running program.
pub struct Worker {
    program: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    pub fn start(command: &mut Command) -> Self {
        let mut program = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|why| panic!("{command:?}: {why}"));
        let requests = program.stdin.take().unwrap();
        let answers = BufReader::new(program.stdout.take().unwrap());
        Self { program, requests, answers }
    }

    /// Asks for one line.
    pub fn ask(&mut self) -> String {
        writeln!(self.requests).unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        assert!(!answer.is_empty(), "the program ended: {:?}", self.program.wait());
        answer
    }

    /// From here on every answer is a time.
    pub fn side(mut self) -> Side {
        Box::new(move || self.ask().trim().parse().expect("seconds"))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
