//! Numbers by name, mostly indices: what a map does, in a fraction of the bytes that the page would load for one of std.

/// A number for each of many names.
///
/// They stand in a tree whose branches are two bits of their hashes each, so that names in alphabetic order do not make a list of it.
#[derive(Clone, Debug, Default)]
pub struct Names {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
struct Node {
    hash: u32,
    name: String,
    number: usize,
    /// The nodes by the next bits of their hashes; zero, which is the root, stands for none.
    below: [usize; 4],
}

impl Names {
    /// No names.
    pub const fn new() -> Names {
        Names { nodes: Vec::new() }
    }

    /// The number of a name.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.find(hash(name), name).ok().and_then(|index| self.nodes.get(index)).map(|node| node.number)
    }

    /// Gives a name a number, and back the one that it had.
    pub fn insert(&mut self, name: &str, number: usize) -> Option<usize> {
        let hash = hash(name);
        let next = self.nodes.len();
        match self.find(hash, name) {
            Ok(index) => return self.nodes.get_mut(index).map(|node| std::mem::replace(&mut node.number, number)),
            Err((above, side)) => {
                if let Some(place) = self.nodes.get_mut(above).and_then(|node| node.below.get_mut(side)) {
                    *place = next;
                }
            }
        }
        self.nodes.push(Node { hash, name: name.to_owned(), number, below: [0; 4] });
        None
    }

    /// The index of a name's node, or the node below which it belongs and on which side.
    fn find(&self, hash: u32, name: &str) -> Result<usize, (usize, usize)> {
        let (mut index, mut place, mut bits) = (0, (0, 0), hash);
        while let Some(node) = self.nodes.get(index) {
            if node.hash == hash && node.name == name {
                return Ok(index);
            }
            bits = bits.rotate_left(2);
            let side = (bits & 3) as usize;
            place = (index, side);
            index = node.below.get(side).copied().filter(|&below| below > 0).unwrap_or(usize::MAX);
        }
        Err(place)
    }
}

/// FNV-1a.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_keeps_its_last_number() {
        let mut names = Names::new();
        for number in 0..1000 {
            assert_eq!(names.insert(&number.to_string(), number), None);
        }
        for number in 0..1000 {
            assert_eq!(names.insert(&number.to_string(), number + 1), Some(number));
            assert_eq!(names.get(&number.to_string()), Some(number + 1));
        }
        assert_eq!(names.get("1000"), None);
        assert_eq!(Names::new().get(""), None);
    }
}
