//! A WebAssembly module taken apart into its sections and put together again. What is changed in them stands with whoever changes it.

/// What stands before the sections: a magic number and the version.
const HEADER: usize = 8;

/// The sections that are looked into, by their numbers.
pub(crate) const CUSTOM: u8 = 0;
pub(crate) const IMPORTS: u8 = 2;
pub(crate) const TABLES: u8 = 4;
pub(crate) const EXPORTS: u8 = 7;
pub(crate) const CODE: u8 = 10;
pub(crate) const DATA: u8 = 11;

/// A module.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    header: Vec<u8>,
    /// The number and the content of each section, in order.
    pub(crate) sections: Vec<(u8, Vec<u8>)>,
}

impl Module {
    /// Takes a module apart; `None` for what is none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Module> {
        let (header, mut rest) = bytes.split_at_checked(HEADER)?;
        let mut sections = Vec::new();
        while let Some((&id, behind)) = rest.split_first() {
            rest = behind;
            sections.push((id, counted(&mut rest)?.to_vec()));
        }
        header.starts_with(b"\0asm").then(|| Module { header: header.to_vec(), sections })
    }

    /// The module as bytes.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = self.header.clone();
        for (id, content) in &self.sections {
            out.push(*id);
            put_counted(&mut out, content);
        }
        out
    }

    /// The content of the first section of a number.
    pub(crate) fn section(&self, id: u8) -> Option<&[u8]> {
        self.sections.iter().find(|(known, _)| *known == id).map(|(_, content)| content.as_slice())
    }

    /// The same, to be changed.
    pub(crate) fn section_mut(&mut self, id: u8) -> Option<&mut Vec<u8>> {
        self.sections.iter_mut().find(|(known, _)| *known == id).map(|(_, content)| content)
    }

    /// The content of the custom section of a name.
    pub(crate) fn custom(&self, name: &str) -> Option<&[u8]> {
        self.sections.iter().filter(|(id, _)| *id == CUSTOM).find_map(|(_, content)| {
            let mut rest = content.as_slice();
            (counted(&mut rest)? == name.as_bytes()).then_some(rest)
        })
    }
}

/// The next byte.
pub(crate) fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (&byte, behind) = rest.split_first()?;
    *rest = behind;
    Some(byte)
}

/// A number as WebAssembly writes it: seven bits to a byte, the lowest first. Of a number with a sign the bits are taken as they are.
pub(crate) fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let byte = byte(rest)?;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Bytes behind their number.
pub(crate) fn counted<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(rest)?;
    let (bytes, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(bytes)
}

/// Writes a number.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Writes bytes behind their number.
pub(crate) fn put_counted(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_comes_back_as_it_was() {
        let long = [[10, 0xc8, 1].as_slice(), &[7; 200]].concat();
        let bytes = [b"\0asm\x01\0\0\0".as_slice(), &[0, 4, 2, b'a', b'b', 9], &long].concat();
        let module = Module::read(&bytes).expect("a module");
        assert_eq!((module.custom("ab"), module.section(CODE).map(<[u8]>::len)), (Some([9].as_slice()), Some(200)));
        assert_eq!(module.write(), bytes);
    }

    #[test]
    fn what_is_cut_off_is_no_module() {
        assert!(Module::read(b"\0asm").is_none());
        assert!(Module::read(b"\0asm\x01\0\0\0\x02\x09").is_none());
        assert!(Module::read(b"nothing like a module").is_none());
    }
}
