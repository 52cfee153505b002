//! One Python process that has imported the generated model and answers a config per line.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use wattpack_core::pack::build;
use wattpack_core::plan::Overrides;

/// Reads a config per line, prints the result or the problems per line.
const DRIVER: &str = r"
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('cluster_model', sys.argv[1])
model = importlib.util.module_from_spec(spec)
sys.modules['cluster_model'] = model
spec.loader.exec_module(model)
sys.stdin.reconfigure(encoding='utf-8')
for line in sys.stdin:
    try:
        print(json.dumps(model.solve(model.parse_config(line))), flush=True)
    except model.ConfigError as error:
        print(json.dumps({'problems': error.problems}), flush=True)
";

/// The process; it ends with this value.
pub struct Python {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Python {
    /// Starts the process with the model of the example's pack.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let model = folder.path().join("cluster_model.py");
        let pack = build(wattpack_core::EXAMPLE, &Overrides::new(), false).pack.unwrap();
        std::fs::write(&model, &pack.files["tools/cluster_model.py"].text).unwrap();
        let mut command = Command::new("python3");
        command.args(["-c", DRIVER]).arg(&model).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("python3 is needed for this test");
        let (questions, answers) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut python = Self { child, questions, answers };
        // The model has been read once it answers; then its file may go.
        python.answers(&["{}".to_owned()]);
        python
    }

    /// Its answers to many configs. Each is one line; the pipes are full long before all are asked.
    pub fn answers(&mut self, configs: &[String]) -> Vec<Value> {
        let questions = self.questions.as_mut().unwrap();
        let answers = &mut self.answers;
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for config in configs {
                    writeln!(questions, "{config}").unwrap();
                }
            });
            configs.iter().map(|_| answer(answers)).collect()
        })
    }
}

fn answer(answers: &mut BufReader<ChildStdout>) -> Value {
    let mut line = String::new();
    answers.read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

impl Drop for Python {
    fn drop(&mut self) {
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}
