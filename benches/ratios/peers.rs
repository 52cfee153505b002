//! `wattpack build` against template engines that write the same files.
//!
//! The templates are the golden pack of the example with a few of its words as variables, so all
//! three have to come out at the same bytes. Nothing else is asked of the peers: no plan to read, no
//! answer to find, no picture to draw.

use crate::Benchmark;
use crate::command::{self, run, wattpack};
use crate::plans::golden;
use crate::side::Side;
use crate::table::Goal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use tempfile::{Builder, TempDir};

const GOAL: Goal = Goal::AtLeast(50.0);
const BUILD: &str = "wattpack build";

pub const BENCHMARKS: [Benchmark; 3] = [
    Benchmark { name: "build/copier", sides: ["copier", BUILD], goal: GOAL, start: || sides(copier, memory) },
    Benchmark {
        name: "build/cookiecutter",
        sides: ["cookiecutter", BUILD],
        goal: GOAL,
        start: || sides(cookiecutter, memory),
    },
    Benchmark {
        name: "build/cookiecutter-to-disk",
        sides: ["cookiecutter", BUILD],
        goal: GOAL,
        start: || sides(cookiecutter, command::built),
    },
];

/// The name of the pack, and of the folder that all three make.
const NAME: &str = "8mw-cluster";
/// Words of the pack that become variables.
const VARIABLES: [(&str, &str); 4] =
    [("name", NAME), ("cap", "8000000"), ("node_power", "10200"), ("date", "2026-11-02")];

/// Lays down a template in a folder, and gives what renders it into another.
type Peer = fn(&Path) -> Box<dyn Fn(&Path) -> Command>;

fn sides(peer: Peer, place: fn() -> PathBuf) -> [Side; 2] {
    let place = Rc::new(Builder::new().prefix("wattpack-").tempdir_in(place()).unwrap());
    let theirs = peer(&place.path().join("template"));
    [side(&place, "theirs", theirs), side(&place, "ours", build)]
}

/// Where there is no disk to wait for. `wattpack build` waits until it holds every file; the peers leave
/// that to the system.
fn memory() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

fn build(output: &Path) -> Command {
    let mut command = wattpack();
    command.args(["build", "--quiet", "-o"]).arg(output.join(NAME));
    command
}

/// Each time into a folder that has just been made. The place goes with its last side.
fn side(place: &Rc<TempDir>, name: &'static str, command: impl Fn(&Path) -> Command + 'static) -> Side {
    let same_place = Rc::clone(place);
    let next = move || {
        let output = same_place.path().join(name);
        let _ = fs::remove_dir_all(&output);
        fs::create_dir(&output).unwrap();
        command(&output)
    };
    run(&mut next());
    assert!(tree(&place.path().join(name).join(NAME)) == tree(&golden()), "{name} is not the golden pack");
    command::side(next)
}

fn copier(template: &Path) -> Box<dyn Fn(&Path) -> Command> {
    let mut answers = json!({ "_templates_suffix": "", "_exclude": ["copier.yml"], "_envops": marks() });
    for (variable, value) in VARIABLES {
        answers[variable] = json!({ "type": "str", "default": value });
    }
    lay_down(template, |variable| format!("<{{ {variable} }}>"));
    // JSON is YAML.
    fs::write(template.join("copier.yml"), answers.to_string()).unwrap();
    let template = template.to_owned();
    Box::new(move |output| {
        let mut command = Command::new("copier");
        command.args(["copy", "--quiet", "--defaults"]).arg(&template).arg(output.join(NAME));
        command
    })
}

fn cookiecutter(template: &Path) -> Box<dyn Fn(&Path) -> Command> {
    let mut answers = json!({ "_jinja2_env_vars": marks() });
    answers.as_object_mut().unwrap().extend(VARIABLES.map(|(variable, value)| (variable.to_owned(), value.into())));
    lay_down(&template.join("<{ cookiecutter.name }>"), |variable| format!("<{{ cookiecutter.{variable} }}>"));
    fs::write(template.join("cookiecutter.json"), answers.to_string()).unwrap();
    let template = template.to_owned();
    Box::new(move |output| {
        let mut command = Command::new("cookiecutter");
        // It keeps notes at home.
        command.env("HOME", &template).args(["--no-input", "--output-dir"]).arg(output).arg(&template);
        command
    })
}

/// What marks a variable. The pack holds no such thing.
fn marks() -> Value {
    json!({
        "block_start_string": "<%", "block_end_string": "%>",
        "variable_start_string": "<{", "variable_end_string": "}>",
        "comment_start_string": "<#", "comment_end_string": "#>",
    })
}

/// Writes the golden pack with variables in place of words.
fn lay_down(folder: &Path, marked: impl Fn(&str) -> String) {
    for (path, text) in tree(&golden()) {
        let text = VARIABLES.iter().fold(text, |text, (variable, value)| text.replace(value, &marked(variable)));
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Every file below a folder.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}
