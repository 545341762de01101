//! The little of WebAssembly's binary form that is needed here: sections, numbers and imports.

/// The sections with imports, exports and code, and those that are for tools only.
pub const IMPORTS: u8 = 2;
pub const EXPORTS: u8 = 7;
pub const CODE: u8 = 10;
pub const CUSTOM: u8 = 0;

/// A program whose sections became what they are told to. `None` for what is no program.
pub fn rewritten(wasm: &[u8], mut section: impl FnMut(u8, &[u8]) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut out = wasm.get(..8)?.to_vec();
    for (kind, body) in sections(wasm)? {
        let body = section(kind, body)?;
        out.push(kind);
        number(body.len(), &mut out);
        out.extend(body);
    }
    Some(out)
}

/// The sections of a program, each with its kind.
pub fn sections(wasm: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut reader = Reader::new(wasm);
    reader.take(8)?;
    let mut found = Vec::new();
    while reader.at < wasm.len() {
        let kind = reader.byte()?;
        let length = reader.number()?;
        found.push((kind, reader.take(length)?));
    }
    Some(found)
}

/// Writes a number as wasm does.
pub fn number(mut number: usize, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a program from its beginning. Everything is `None` where it ends too early.
pub struct Reader<'a> {
    bytes: &'a [u8],
    /// How far it has read.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// Of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// The next so many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    /// The bytes of the next number.
    pub fn bytes_of_number(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        self.number()?;
        self.bytes.get(start..self.at)
    }

    /// The next number.
    pub fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// Reads past what an import is, and returns of which kind: 0 is a function.
    pub fn description(&mut self) -> Option<u8> {
        let kind = self.byte()?;
        match kind {
            // A function's type.
            0 => drop(self.number()?),
            // A table, a memory: limits, after the kind of a table's elements.
            1 | 2 => {
                if kind == 1 {
                    self.byte()?;
                }
                let has_most = self.byte()? & 1 == 1;
                self.number()?;
                if has_most {
                    self.number()?;
                }
            }
            // A global: its type, and whether it changes.
            3 => drop(self.take(2)?),
            _ => return None,
        }
        Some(kind)
    }
}
