//! Archives of somebody who wants to get in, made byte by byte.

use crate::zip_maker::{Member, Said, Zip, flat, member, quoting, repeated};
use wattpack_core::pack::build;
use wattpack_core::plan::Overrides;

/// What a small pack-like archive holds before it is damaged.
fn plain() -> Zip {
    Zip::of([member("top/plan.md", b"# Plan\n\n- IT cap: 5 MW\n"), member("top/wattpack.json", b"{}\n")])
}

fn named(names: &[&[u8]]) -> Vec<u8> {
    Zip::of(names.iter().map(|name| member(name, b"content"))).bytes()
}

/// A plain archive with one member changed.
fn with(change: impl Fn(&mut Member)) -> Vec<u8> {
    let mut zip = plain();
    change(&mut zip.members[0]);
    zip.bytes()
}

/// The same with something that both of its records say.
fn saying(change: impl Fn(&mut Said)) -> Vec<u8> {
    with(|member| member.both(&change))
}

pub fn cases() -> Vec<(String, Vec<u8>)> {
    let known = [names(), kinds(), records(), surroundings(), bombs()].concat();
    let known = known.into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
    known.chain(truncations()).collect()
}

fn names() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("absolute name", named(&[b"/etc/passwd"])),
        ("UNC name", named(&[b"//host/share/x"])),
        ("UNC name with backslashes", named(&[b"\\\\host\\share\\x"])),
        ("drive letter", named(&[b"C:/x"])),
        ("drive letter without a slash", named(&[b"C:x"])),
        ("traversal", named(&[b"top/../../x"])),
        ("traversal at the front", named(&[b"../x"])),
        ("traversal with backslashes", named(&[b"top\\..\\..\\x"])),
        ("single dot", named(&[b"top/./x"])),
        ("empty part", named(&[b"top//x"])),
        ("empty name", named(&[b""])),
        ("stream of another file", named(&[b"top/x:stream"])),
        ("device", named(&[b"top/NUL"])),
        ("device with an extension", named(&[b"top/com1.txt"])),
        ("console device", named(&[b"top/CONIN$"])),
        ("device with a superscript", named(&["top/COM¹".as_bytes()])),
        ("trailing dot", named(&[b"top/x."])),
        ("trailing space", named(&[b"top/x "])),
        ("folder with a trailing space", named(&[b"top/x /y"])),
        ("NUL in a name", named(&[b"top/plan.md\0.txt"])),
        ("line end in a name", named(&[b"top/a\nb"])),
        ("escape sequence in a name", named(&[b"top/\x1b[2J"])),
        ("name that is not UTF-8", named(&[b"top/caf\xe9"])),
        ("bidi control in a name", named(&["top/\u{202e}dm.nalp".as_bytes()])),
        ("name longer than any path", named(&[&[b"top/".as_slice(), &[b'x'; 5000]].concat()])),
        ("name a byte longer than a pack can have", named(&[&deep("top/", 266)])),
        ("the same name twice", named(&[b"top/x", b"top/x"])),
        ("names that differ in case", named(&[b"top/x", b"top/X"])),
        ("names that differ in normalisation", named(&["top/é".as_bytes(), "top/e\u{301}".as_bytes()])),
        ("a file that is a folder", named(&[b"top/x", b"top/x/y"])),
        ("a folder that is a file", named(&[b"top/x/y", b"top/x"])),
        ("several top folders", named(&[b"top/x", b"tip/y"])),
        ("no top folder", named(&[b"plan.md"])),
        ("a file beside the top folder", named(&[b"top/x", b"top"])),
    ]
}

fn kinds() -> Vec<(&'static str, Vec<u8>)> {
    let zip64 = [b"\x01\x00\x10\x00".as_slice(), &[0; 16]].concat();
    vec![
        ("symbolic link", with(|member| member.mode = 0o120_777)),
        ("device file", with(|member| member.mode = 0o020_666)),
        ("pipe", with(|member| member.mode = 0o010_644)),
        ("a file marked as a folder", with(|member| member.mode = 0o040_755)),
        ("a folder marked as a file", named(&[b"top/x/"])),
        ("a folder with content", {
            let mut folder = member("top/x/", b"content");
            folder.mode = 0;
            Zip::of([folder]).bytes()
        }),
        ("encrypted", saying(|said| said.flags = 1)),
        ("strongly encrypted", saying(|said| said.flags = 1 << 6)),
        ("encrypted directory", saying(|said| said.flags = 1 << 13)),
        ("a patch", saying(|said| said.flags = 1 << 5)),
        ("method that nobody has", saying(|said| said.method = 97)),
        ("bzip2", saying(|said| said.method = 12)),
        ("DOS folder", with(|member| (member.mode, member.dos) = (0, 0x10))),
        ("DOS folder, and a regular file", with(|member| member.dos = 0x10)),
        ("DOS volume label", with(|member| (member.mode, member.dos) = (0, 0x08))),
        ("DOS device", with(|member| (member.mode, member.dos) = (0, 0x40))),
        ("NTFS link", with(|member| (member.mode, member.dos) = (0, 0x400))),
        ("ASi Unix extra field with a link", saying(|said| said.extra = linking(b"\x6e\x75", b"/etc/passwd"))),
        ("PKWARE Unix extra field with a link", saying(|said| said.extra = linking(b"\x0d\x00", b"/etc/passwd"))),
        ("extra field that nobody knows", saying(|said| said.extra = b"\x99\x99\x00\x00".to_vec())),
        ("AES extra field", saying(|said| said.extra = b"\x01\x99\x00\x00".to_vec())),
        ("second name in an extra field", saying(|said| said.extra = b"\x75\x70\x06\x00\x01\0\0\0\0x".to_vec())),
        ("zip64 sizes", saying(|said| said.extra.clone_from(&zip64))),
        ("zip64 sizes in the local record", with(|member| member.local.extra.clone_from(&zip64))),
        ("extra field that runs out", saying(|said| said.extra = b"\x55\x54\xff\x00\x01".to_vec())),
    ]
}

/// An extra field with the path that a link leads to. What stands before it is no matter.
fn linking(id: &[u8], to: &[u8]) -> Vec<u8> {
    let length = u16::try_from(14 + to.len()).unwrap();
    [id, &length.to_le_bytes(), &[0; 14], to].concat()
}

/// A name of that length in as many folders as it has room for.
pub fn deep(top: &str, length: usize) -> Vec<u8> {
    let mut name = top.as_bytes().to_vec();
    name.extend(b"a/".iter().cycle().take(length - top.len()));
    name[length - 1] = b'f';
    name
}

fn records() -> Vec<(&'static str, Vec<u8>)> {
    let resized = |by: i32| {
        with(|member| {
            member.deflate();
            member.resize(member.central.size.wrapping_add_signed(by));
        })
    };
    vec![
        ("wrong checksum", saying(|said| said.crc ^= 1)),
        ("wrong checksum in the local record", with(|member| member.local.crc ^= 1)),
        ("another name in the local record", with(|member| member.local.name = b"top/evil.md".to_vec())),
        ("another size in the local record", with(|member| member.local.size += 1)),
        ("another method in the local record", with(|member| member.local.method = 8)),
        ("another flag in the local record", with(|member| member.local.flags = 8)),
        ("more than it says", resized(-1)),
        ("less than it says", resized(1)),
        ("a hundred megabytes declared", resized(100 << 20)),
        ("four gigabytes declared", resized(-1000)),
        ("stored, with two sizes", saying(|said| said.size += 1)),
        ("stored beyond the archive", saying(|said| (said.packed, said.size) = (1 << 20, 1 << 20))),
        (
            "damaged body",
            with(|member| {
                member.deflate();
                member.body.iter_mut().for_each(|byte| *byte ^= 0xFF);
            }),
        ),
        (
            "data behind the deflated body",
            with(|member| {
                member.deflate();
                member.body.extend(b"hidden");
                member.both(|said| said.packed += 6);
            }),
        ),
        (
            "descriptor that lies",
            with(|member| {
                member.deflate();
                member.describe();
                member.behind[4] ^= 1;
            }),
        ),
        (
            "descriptor that is missing",
            with(|member| {
                member.deflate();
                member.describe();
                member.behind.clear();
            }),
        ),
        (
            "descriptor that nothing speaks of",
            with(|member| {
                member.describe();
                member.both(|said| said.flags = 0);
                member.local = member.central.clone();
            }),
        ),
        (
            "descriptor without its mark",
            with(|member| {
                *member = self::member("top/plan.md", b"");
                member.describe();
                member.behind.drain(..4);
            }),
        ),
        ("descriptor of a stored body", with(Member::describe)),
        ("descriptor inside a stored body, and an entry", two_trees_in_a_stream()),
        ("local record elsewhere", with(|member| member.off = 1)),
        ("another disk", with(|member| member.disk = 1)),
        ("more entries than it says", Zip { count: Some(1), ..plain() }.bytes()),
        ("fewer entries than it says", Zip { count: Some(3), ..plain() }.bytes()),
        ("no entries, it says", Zip { count: Some(0), ..plain() }.bytes()),
        ("directory elsewhere", Zip { off: 1, ..plain() }.bytes()),
        ("part of several", Zip { disk: 1, ..plain() }.bytes()),
        ("zip64 end", Zip { count: Some(0xFFFF), ..plain() }.bytes()),
        ("zip64 locator", Zip { before_end: [b"PK\x06\x07".as_slice(), &[0; 16]].concat(), ..plain() }.bytes()),
    ]
}

/// What stands around the entries and between them.
fn surroundings() -> Vec<(&'static str, Vec<u8>)> {
    let whole = plain().bytes();
    vec![
        ("empty file", Vec::new()),
        ("no zip", b"my holiday pictures".to_vec()),
        ("only a mark", b"PK\x03\x04 and nothing more".to_vec()),
        ("empty zip", Zip::default().bytes()),
        ("data before the start", [b"#!/bin/sh\n".as_slice(), &whole].concat()),
        ("data before the start, places adjusted", Zip { before: b"#!/bin/sh\n".to_vec(), ..plain() }.bytes()),
        ("data after the end", [whole.as_slice(), b"more"].concat()),
        ("two archives", [whole.as_slice(), &whole].concat()),
        ("data between entries", with(|member| member.behind = b"hidden".to_vec())),
        ("data before the directory", Zip { before_directory: b"hidden".to_vec(), ..plain() }.bytes()),
        ("data before the end", Zip { before_end: b"hidden".to_vec(), ..plain() }.bytes()),
        ("an end inside the comment", two_ends()),
        ("an archive inside the comment", Zip { comment: other().bytes(), ..plain() }.bytes()),
        ("an archive inside the comment, places adjusted", adjusted_in_the_comment()),
        ("an archive inside the comment, cut off", {
            let comment = other().bytes();
            Zip { comment: comment[..comment.len() - 1].to_vec(), ..plain() }.bytes()
        }),
        ("a mark of an end inside the comment", Zip { comment: b"PK\x05\x06".to_vec(), ..plain() }.bytes()),
        ("comment that says it is longer", Zip { comment_length: Some(9), ..plain() }.bytes()),
        (
            "comment that says it is shorter",
            Zip { comment: b"hello".to_vec(), comment_length: Some(2), ..plain() }.bytes(),
        ),
    ]
}

fn other() -> Zip {
    Zip::of([member("top/evil.sh", b"evil\n")])
}

/// As a reader that counts from the front of the file would have the archive in the comment.
fn adjusted_in_the_comment() -> Vec<u8> {
    let mut other = other();
    let shift = u32::try_from(plain().bytes().len()).unwrap();
    (other.off, other.members[0].off) = (shift, shift);
    Zip { comment: other.bytes(), ..plain() }.bytes()
}

/// The comment of one end is another directory with its own end.
fn two_ends() -> Vec<u8> {
    let first = plain().bytes();
    let (_, directory) = plain().parts();
    let second = plain().end(first.len(), directory.len());
    Zip { comment: [directory, second].concat(), ..plain() }.bytes()
}

/// A stream has no directory: its reader ends the body at the first descriptor, and finds an entry behind it.
fn two_trees_in_a_stream() -> Vec<u8> {
    let mut shown = member("top/plan.md", b"# Harmless\n");
    shown.describe();
    let inner = Zip::of([member("top/evil.sh", b"evil\n")]).parts().0;
    let mut outer = member("top/plan.md", &[shown.body, shown.behind, inner].concat());
    outer.describe();
    Zip::of([outer]).bytes()
}

/// Names that share no folder, in as many folders as a name has room for.
fn deep_names() -> Vec<u8> {
    Zip::of((0..10_000).map(|at| member(deep(&format!("top/{at:04}/"), 264), b""))).bytes()
}

fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let small = flat("top/x", 1);
    let many = (0..40).map(|at| flat(&format!("top/{at}"), 4));
    let inner = Zip::of([flat("top/x", 200)]).bytes();
    let mut liar = flat("top/x", 100);
    liar.resize(10);
    vec![
        ("a bomb of one entry", Zip::of([flat("top/x", 200)]).bytes()),
        ("a bomb of many entries", Zip::of(many).bytes()),
        ("a bomb in an archive", Zip::of([member("top/inner.zip", &inner)]).bytes()),
        ("a bomb that says it is small", Zip::of([liar]).bytes()),
        ("one body with a thousand names", quoting(&small, 1000)),
        ("one entry a thousand times", repeated(&small, 1000)),
        ("names in a million folders", deep_names()),
        ("more entries than any pack", Zip::of((0..20_000).map(|at| member(format!("top/{at}"), b""))).bytes()),
    ]
}

/// A pack of ours, cut short in many places.
fn truncations() -> Vec<(String, Vec<u8>)> {
    let pack = build("- IT cap: 5 MW\n", &Overrides::new(), false).pack.unwrap();
    let whole = pack.archive().unwrap();
    let parts = (1..16).map(|part| (format!("the first {part:02}/16 of a pack"), whole.len() * part / 16));
    let ends = [1, 2, 21, 22, 23].map(|less| (format!("a pack without its last {less:02} bytes"), whole.len() - less));
    parts.chain(ends).map(|(name, at)| (name, whole[..at].to_vec())).collect()
}
