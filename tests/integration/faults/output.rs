//! Readers that leave.

use super::plans;
use std::io::pipe;
use std::process::{Command, Stdio};

#[test]
fn nobody_who_reads_is_no_failure() {
    let place = plans();
    for args in [
        ["build", "new.md", "-o", "-"].as_slice(),
        &["build", "new.md", "--dry-run"],
        &["solve", "new.md"],
        &["solve", "new.md", "--json"],
        &["check", "new.md"],
        &["verify", "new"],
        &["sweep", "new.md", "--vary", "it_cap_w=1e6..5e6:100000"],
        &["schema", "config"],
        &["example"],
        &["man"],
        &["--help"],
    ] {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_wattpack"));
        let output =
            command.args(args).current_dir(place.path("")).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), complaint.as_str()), (Some(0), ""), "{args:?}");
    }
    let before = place.tree();
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wattpack"));
    let build = command.args(["build", "new.md", "-o", "x.zip"]).current_dir(place.path("")).stderr(writer);
    assert_eq!(build.status().unwrap().code(), Some(0));
    assert_eq!(place.tree().len(), before.len() + 1);
}
