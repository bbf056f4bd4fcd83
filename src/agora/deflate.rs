//! Writes a zlib stream (RFC 1950) of one block with fixed Huffman codes (RFC 1951, 3.2.6).
//!
//! Tokens are short. For them the fixed codes are as good as any, and a general compressor
//! spends most of its time on clearing its state. Repeated parts are found with one table of the
//! latest position of each three-byte hash.

/// CMF and FLG: deflate, 32 KiB window, default level.
const HEADER: [u8; 2] = [0x78, 0x9c];
const WINDOW: usize = 32 * 1024;
const MIN_MATCH: usize = 3;
const MAX_MATCH: usize = 258;
const HASH_BITS: u32 = 10;

/// Compresses `content`, which is shorter than 4 GiB, into a complete zlib stream.
pub(super) fn compress(content: &[u8]) -> Vec<u8> {
    let mut bits = BitWriter::new(content.len());
    bits.push(0b011, 3); // last block, fixed codes
    let mut latest = [0_u32; 1 << HASH_BITS]; // position + 1, or 0
    let mut at = 0;
    while at < content.len() {
        match find_match(content, at, &mut latest) {
            Some((length, distance)) => {
                bits.push_length(length);
                bits.push_distance(distance);
                at += length;
            }
            None => {
                bits.push_symbol(content[at].into());
                at += 1;
            }
        }
    }
    bits.push_symbol(END_OF_BLOCK);
    let mut stream = bits.finish();
    stream.extend_from_slice(&adler32(content).to_be_bytes());
    stream
}

/// Length and distance of an earlier copy of what starts at `at`.
fn find_match(content: &[u8], at: usize, latest: &mut [u32; 1 << HASH_BITS]) -> Option<(usize, usize)> {
    let next = content.get(at..at + MIN_MATCH)?;
    let hash =
        (u32::from_le_bytes([next[0], next[1], next[2], 0]).wrapping_mul(0x9e37_79b1)) >> (32 - HASH_BITS);
    let earlier = std::mem::replace(&mut latest[hash as usize], at as u32 + 1);
    let earlier = (earlier as usize).checked_sub(1)?;
    let distance = at - earlier;
    if distance > WINDOW {
        return None;
    }
    let length =
        content[at..].iter().zip(&content[earlier..]).take(MAX_MATCH).take_while(|(a, b)| a == b).count();
    (length >= MIN_MATCH).then_some((length, distance))
}

const END_OF_BLOCK: usize = 256;
const FIRST_LENGTH_SYMBOL: usize = 257;

/// A code as it is written: its first bit lowest.
#[derive(Clone, Copy)]
struct Code {
    bits: u32,
    count: u32,
}

/// The fixed codes of literals, end of block and lengths.
const SYMBOLS: [Code; 288] = {
    let mut codes = [Code { bits: 0, count: 0 }; 288];
    let mut symbol = 0;
    while symbol < codes.len() {
        let at = symbol as u32;
        let (value, count) = match at {
            0..144 => (0x30 + at, 8),
            144..256 => (0x190 + at - 144, 9),
            256..280 => (at - 256, 7),
            _ => (0xc0 + at - 280, 8),
        };
        codes[symbol] = Code { bits: value.reverse_bits() >> (32 - count), count };
        symbol += 1;
    }
    codes
};

/// For each length symbol from 257: the shortest length and the number of extra bits.
const LENGTHS: [(usize, u32); 29] = {
    let mut table = [(0, 0); 29];
    let (mut index, mut length) = (0, MIN_MATCH);
    while index < 28 {
        let extra = if index < 8 { 0 } else { index as u32 / 4 - 1 };
        table[index] = (length, extra);
        length += 1 << extra;
        index += 1;
    }
    table[28] = (MAX_MATCH, 0);
    table
};

/// Collects bits, lowest first, behind the header.
struct BitWriter {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl BitWriter {
    fn new(content_length: usize) -> Self {
        let mut bytes = Vec::with_capacity(content_length + content_length / 8 + 16);
        bytes.extend_from_slice(&HEADER);
        Self { bytes, pending: 0, count: 0 }
    }

    fn push(&mut self, bits: u32, count: u32) {
        self.pending |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.pending as u32).to_le_bytes());
            self.pending >>= 32;
            self.count -= 32;
        }
    }

    fn push_symbol(&mut self, symbol: usize) {
        let code = SYMBOLS[symbol];
        self.push(code.bits, code.count);
    }

    fn push_length(&mut self, length: usize) {
        let index = LENGTHS.partition_point(|&(shortest, _)| shortest <= length) - 1;
        let (shortest, extra) = LENGTHS[index];
        self.push_symbol(FIRST_LENGTH_SYMBOL + index);
        self.push((length - shortest) as u32, extra);
    }

    /// Distance codes: 0 to 3 are the distances 1 to 4, then two codes per power of two.
    fn push_distance(&mut self, distance: usize) {
        let offset = distance as u32 - 1;
        let (code, extra) = match offset {
            0..4 => (offset, 0),
            _ => {
                let extra = offset.ilog2() - 1;
                (2 * extra + (offset >> extra), extra)
            }
        };
        self.push(code.reverse_bits() >> 27, 5);
        self.push(offset & ((1 << extra) - 1), extra);
    }

    fn finish(mut self) -> Vec<u8> {
        let used = self.count.div_ceil(8) as usize;
        self.bytes.extend_from_slice(&self.pending.to_le_bytes()[..used]);
        self.bytes
    }
}

/// The checksum at the end of a zlib stream (RFC 1950, 8.2).
fn adler32(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    const NO_OVERFLOW: usize = 5552; // so many bytes cannot overflow the sums
    let (mut low, mut high) = (1_u32, 0_u32);
    for part in bytes.chunks(NO_OVERFLOW) {
        for &byte in part {
            low += u32::from(byte);
            high += low;
        }
        low %= MODULUS;
        high %= MODULUS;
    }
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::inflate::decompress;
    use super::*;

    proptest! {
        #[test]
        fn flate2_reads_what_is_written(content in prop::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(decompress(&compress(&content)).unwrap(), content);
        }

        #[test]
        fn flate2_reads_repetitions(content in prop::collection::vec(0_u8..3, 0..5000), times in 1_usize..40) {
            let content = content.repeat(times);
            prop_assert_eq!(decompress(&compress(&content)).unwrap(), content);
        }
    }

    #[test]
    fn every_length_and_distance_is_read_back() {
        for length in MIN_MATCH..=MAX_MATCH + 3 {
            let content = vec![b'a'; length + 1];
            assert_eq!(decompress(&compress(&content)).unwrap(), content, "length {length}");
        }
        for distance in (4..WINDOW + 600).step_by(97).chain([WINDOW - 1, WINDOW, WINDOW + 1]) {
            let mut content = b"needle".to_vec();
            content.extend((0..distance).map(|n| (n as u32).wrapping_mul(0x9e37_79b1).to_be_bytes()[0]));
            content.extend_from_slice(b"needle");
            assert_eq!(decompress(&compress(&content)).unwrap(), content, "distance {distance}");
        }
    }

    #[test]
    fn repeated_text_gets_shorter() {
        assert!(compress(&[b'x'; 1000]).len() < 30);
    }
}
