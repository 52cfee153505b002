//! Zips with every number under control, so that each can lie on its own.

#![allow(clippy::cast_possible_truncation, reason = "what is made here is small, or meant to overflow")]

/// What a record says of a member; the directory and the member's own record say it each.
#[derive(Clone)]
pub struct Said {
    pub name: Vec<u8>,
    pub flags: u16,
    pub method: u16,
    pub crc: u32,
    pub packed: u32,
    pub size: u32,
    pub extra: Vec<u8>,
}

/// A member of a zip.
#[derive(Clone)]
pub struct Member {
    pub central: Said,
    pub local: Said,
    pub mode: u32,
    /// Attributes on DOS.
    pub dos: u16,
    pub disk: u16,
    /// How far beside its own record the directory points.
    pub off: u32,
    pub body: Vec<u8>,
    /// Bytes between the body and what follows.
    pub behind: Vec<u8>,
}

/// A stored member.
pub fn member(name: impl AsRef<[u8]>, content: &[u8]) -> Member {
    let (mut crc, size) = (flate2::Crc::new(), content.len() as u32);
    crc.update(content);
    let name = name.as_ref().to_vec();
    let said = Said { name, flags: 0, method: 0, crc: crc.sum(), packed: size, size, extra: Vec::new() };
    let (central, local) = (said.clone(), said);
    Member { central, local, mode: 0o100_644, dos: 0, disk: 0, off: 0, body: content.to_vec(), behind: Vec::new() }
}

/// A deflated member of as many equal bytes as there are megabytes asked for, with a wrong checksum.
pub fn flat(name: &str, megabytes: usize) -> Member {
    let mut member = member(name, b"");
    member.body = equal_bytes(megabytes << 20);
    let (packed, size) = (member.body.len() as u32, (megabytes << 20) as u32);
    member.both(|said| (said.method, said.packed, said.size) = (8, packed, size));
    member
}

/// A deflate stream of that many zeros: one of the fixed codes' literals, then 258 bytes with every 13 bits.
fn equal_bytes(size: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(0b011, 3);
    let (repeats, single) = ((size - 1) / 258, (size - 1) % 258);
    (0..=single).for_each(|_| bits.put(0b0000_1100, 8));
    (0..repeats).for_each(|_| bits.put(0b1010_0011, 13));
    bits.put(0, 7);
    bits.bytes
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    free: u32,
}

impl Bits {
    /// The lowest bits of a value, the lowest first.
    fn put(&mut self, value: u32, count: u32) {
        for at in 0..count {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            let bit = (value >> at & 1) as u8;
            *self.bytes.last_mut().unwrap() |= bit << (8 - self.free);
            self.free -= 1;
        }
    }
}

impl Member {
    /// Lets both records say something else.
    pub fn both(&mut self, change: impl Fn(&mut Said)) {
        change(&mut self.central);
        change(&mut self.local);
    }

    /// Deflates the body.
    pub fn deflate(&mut self) {
        self.body = miniz_oxide::deflate::compress_to_vec(&self.body, 6);
        let packed = self.body.len() as u32;
        self.both(|said| (said.method, said.packed) = (8, packed));
    }

    /// Lets a descriptor behind the body say what the local record leaves open.
    pub fn describe(&mut self) {
        self.both(|said| said.flags = 8);
        let Said { crc, packed, size, .. } = self.central;
        self.behind = [b"PK\x07\x08".as_slice(), &[crc, packed, size].map(u32::to_le_bytes).concat()].concat();
        (self.local.crc, self.local.packed, self.local.size) = (0, 0, 0);
    }

    /// Lets both records speak of another size than the content has.
    pub fn resize(&mut self, size: u32) {
        self.both(|said| said.size = size);
    }
}

fn said(said: &Said) -> Vec<u8> {
    let mut bytes = 20_u16.to_le_bytes().to_vec();
    for half in [said.flags, said.method, 0, 0x21] {
        bytes.extend(half.to_le_bytes());
    }
    for word in [said.crc, said.packed, said.size] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.extend((said.name.len() as u16).to_le_bytes());
    bytes.extend((said.extra.len() as u16).to_le_bytes());
    bytes
}

fn local(member: &Member) -> Vec<u8> {
    [b"PK\x03\x04".as_slice(), &said(&member.local), &member.local.name, &member.local.extra].concat()
}

fn central(member: &Member, at: usize) -> Vec<u8> {
    let mut bytes = [b"PK\x01\x02\x14\x03".as_slice(), &said(&member.central)].concat();
    bytes.extend([0; 2]);
    bytes.extend(member.disk.to_le_bytes());
    bytes.extend([0; 2]);
    bytes.extend((member.mode << 16 | u32::from(member.dos)).to_le_bytes());
    bytes.extend((at as u32 + member.off).to_le_bytes());
    [bytes, member.central.name.clone(), member.central.extra.clone()].concat()
}

/// A zip, with what stands around its members.
#[derive(Clone, Default)]
pub struct Zip {
    pub before: Vec<u8>,
    pub members: Vec<Member>,
    pub before_directory: Vec<u8>,
    pub before_end: Vec<u8>,
    pub comment: Vec<u8>,
    /// How many members the end speaks of, instead of those that are there.
    pub count: Option<u16>,
    pub comment_length: Option<u16>,
    pub disk: u16,
    /// How far beside the directory the end points.
    pub off: u32,
}

impl Zip {
    pub fn of(members: impl IntoIterator<Item = Member>) -> Self {
        Self { members: members.into_iter().collect(), ..Self::default() }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let (mut bytes, directory) = self.parts();
        let start = bytes.len();
        bytes.extend(directory);
        let length = bytes.len() - start;
        bytes.extend(&self.before_end);
        bytes.extend(self.end(start, length));
        bytes
    }

    /// Everything before the directory, and the directory.
    pub fn parts(&self) -> (Vec<u8>, Vec<u8>) {
        let (mut bytes, mut directory) = (self.before.clone(), Vec::new());
        for member in &self.members {
            directory.extend(central(member, bytes.len()));
            bytes.extend([local(member), member.body.clone(), member.behind.clone()].concat());
        }
        bytes.extend(&self.before_directory);
        (bytes, directory)
    }

    /// The end of a directory that starts there and has that length.
    pub fn end(&self, start: usize, length: usize) -> Vec<u8> {
        let count = self.count.unwrap_or(self.members.len() as u16);
        let mut bytes = b"PK\x05\x06".to_vec();
        for half in [self.disk, self.disk, count, count] {
            bytes.extend(half.to_le_bytes());
        }
        for word in [length as u32, start as u32 + self.off] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(self.comment_length.unwrap_or(self.comment.len() as u16).to_le_bytes());
        [bytes, self.comment.clone()].concat()
    }
}

/// As many members as asked for around one body: the record of each is an extra field of the one
/// before, after D. Fifield, "A better zip bomb", USENIX WOOT 2019.
pub fn quoting(body: &Member, count: usize) -> Vec<u8> {
    let mut members: Vec<Member> = (0..count).map(|at| named(body, at)).collect();
    let record = local(&members[0]).len() + 4;
    for (at, member) in members.iter_mut().enumerate() {
        let quoted = record * (count - 1 - at);
        member.local.extra = [b"\xfe\xca".as_slice(), &(quoted as u16).to_le_bytes(), &vec![0; quoted]].concat();
    }
    let mut records: Vec<u8> = members.iter().flat_map(|member| local(member)[..record].to_vec()).collect();
    let directory: Vec<u8> = members.iter().enumerate().flat_map(|(at, member)| central(member, at * record)).collect();
    records.extend(&body.body);
    let end = Zip { count: Some(count as u16), ..Zip::default() }.end(records.len(), directory.len());
    [records, directory, end].concat()
}

/// As many entries of the directory as asked for, all of one member.
pub fn repeated(body: &Member, count: usize) -> Vec<u8> {
    let record = [local(body), body.body.clone()].concat();
    let directory = central(body, 0).repeat(count);
    let end = Zip { count: Some(count as u16), ..Zip::default() }.end(record.len(), directory.len());
    [record, directory, end].concat()
}

fn named(body: &Member, at: usize) -> Member {
    let mut member = body.clone();
    member.body.clear();
    member.both(|said| said.name = format!("top/{at:05}").into_bytes());
    member
}
