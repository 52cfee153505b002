//! `wattpack build`: plan to pack, as an archive or a folder.

use super::tell;
use crate::args::BuildArgs;
use crate::console::Console;
use crate::exit::{Exit, Failure, Run};
use crate::flags;
use crate::input::{self, Input};
use crate::output::{self, Target, Texts, diff};
use crate::report::made::{self, Made};
use crate::report::safe::visible;
use crate::report::{Report, listing};
use std::path::Path;
use wattpack_core::diagnostic::{self, Diagnostic};
use wattpack_core::model::result::ClusterResult;
use wattpack_core::pack::{self, MANIFEST, Pack};
use wattpack_core::plan::Overrides;
use wattpack_core::sha256;

/// A sound pack with the answer behind it.
struct Ready {
    pack: Pack,
    result: ClusterResult,
    /// Empty where nobody asks for it: it is most of the work.
    archive: Vec<u8>,
}

/// Builds the pack and puts it where the user wants it.
pub fn run(args: &BuildArgs, console: &Console) -> Run {
    refuse_what_makes_no_sense(args, console)?;
    let overrides = flags::overrides(&args.shared)?;
    let input = input::plan(args.plan.as_deref())?;
    let (ready, diagnostics) = make(&input, &overrides, args);
    tell(
        &Report { label: &input.label, text: &input.text, diagnostics: &diagnostics, strict: args.shared.strict },
        console,
    );
    let Some(ready) = ready else {
        return Ok(Exit::Unsound);
    };
    let target = Target::of(args.output.as_deref(), &ready.pack.name);
    if args.dry_run {
        console.data(listing::render(&target, &ready.pack, &ready.archive).as_bytes())?;
    } else if args.diff {
        show_diff(&target, &output::texts(&ready.pack), console)?;
    } else {
        write(&target, &ready, args.force, console)?;
    }
    Ok(Exit::Done)
}

fn refuse_what_makes_no_sense(args: &BuildArgs, console: &Console) -> Result<(), Failure> {
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    let complaint = if args.output.as_deref().is_some_and(|path| path.as_os_str().is_empty()) {
        "`-o` is empty; name an archive (NAME.zip), a folder, or `-`"
    } else if to_stdout && args.diff {
        "`--diff` needs a file or a folder to compare with, not `-o -`"
    } else if to_stdout && !args.dry_run && console.shows_data() {
        "an archive would garble the terminal; send it elsewhere (`wattpack build -o - > pack.zip`) or give a name to -o"
    } else {
        return Ok(());
    };
    Err(Failure::Usage(complaint.to_owned()))
}

/// The pack, unless something is wrong, and everything that was found.
fn make(input: &Input, overrides: &Overrides, args: &BuildArgs) -> (Option<Ready>, Vec<Diagnostic>) {
    if let Some(problem) = &input.problem {
        return (None, vec![problem.clone()]);
    }
    let built = pack::build(&input.text, overrides, args.shared.strict);
    let Some((pack, result)) = built.pack.zip(built.result) else {
        return (None, built.diagnostics);
    };
    let is_folder = matches!(Target::of(args.output.as_deref(), &pack.name), Target::Folder(_));
    let needs_archive = args.dry_run || !(args.diff || is_folder);
    match needs_archive.then(|| pack.archive()).transpose() {
        Ok(archive) => (Some(Ready { pack, result, archive: archive.unwrap_or_default() }), built.diagnostics),
        Err(_) => (None, vec![too_many_files(&pack)]),
    }
}

fn too_many_files(pack: &Pack) -> Diagnostic {
    let message = format!("the pack has {} files, more than a zip can hold", pack.files.len());
    Diagnostic::whole(&diagnostic::TOO_LARGE, message, "take `file=` blocks out of the plan")
}

fn show_diff(target: &Target, files: &Texts, console: &Console) -> Result<(), Failure> {
    let text = diff::render(target, files)?;
    if console.shows_data() {
        let safe: String = text.lines().map(|line| visible(line) + "\n").collect();
        return console.data(safe.as_bytes());
    }
    console.data(text.as_bytes())
}

fn write(target: &Target, ready: &Ready, force: bool, console: &Console) -> Result<(), Failure> {
    let Ready { pack, result, archive } = ready;
    match target {
        Target::Stdout => console.data(archive),
        Target::Archive(path) => {
            let written = output::write_file(path, archive, force)?;
            let (files, checksum) = (pack.files.len(), ("", sha256(archive)));
            console.say(&made::render(&written, &Made { result, files, bytes: archive.len(), checksum }));
            Ok(())
        }
        Target::Folder(path) => {
            let written = output::write_folder(path, pack, force)?;
            console.say(&made::render(&written, &of_folder(ready)));
            Ok(())
        }
    }
}

/// A folder has no checksum of its own; that of its manifest covers every file in it.
fn of_folder(ready: &Ready) -> Made<'_> {
    let bytes = ready.pack.files.values().map(|file| file.text.len()).sum();
    let manifest = ready.pack.files.get(MANIFEST).map(|file| file.sha256.clone());
    Made {
        result: &ready.result,
        files: ready.pack.files.len(),
        bytes,
        checksum: (" of wattpack.json", manifest.unwrap_or_default()),
    }
}
