//! Reads a zlib stream with a limit on what comes out.

use flate2::{Decompress, FlushDecompress, Status};

use super::finding::{Finding, Problem};
use super::words::count;

/// The largest content of a token: 1 MiB.
pub(super) const MAX_CONTENT: usize = 1 << 20;

/// Most tokens have less content than this.
const FIRST_CAPACITY: usize = 1024;

/// The content of a complete zlib stream with nothing behind it.
pub(super) fn decompress(stream: &[u8]) -> Result<Vec<u8>, Finding> {
    let mut inflate = Decompress::new(true);
    let mut content = Vec::with_capacity(FIRST_CAPACITY);
    loop {
        let rest = &stream[inflate.total_in() as usize..];
        match inflate.decompress_vec(rest, &mut content, FlushDecompress::None) {
            Err(_) => return Err(bad("The token's content is not zlib data")),
            Ok(Status::StreamEnd) => break,
            Ok(_) if content.len() < content.capacity() => return Err(cut_off()),
            Ok(_) if content.len() > MAX_CONTENT => return Err(too_large()),
            Ok(_) => content.reserve_exact(content.len().min(MAX_CONTENT + 1 - content.len())),
        }
    }
    match stream.len() - inflate.total_in() as usize {
        _ if content.len() > MAX_CONTENT => Err(too_large()),
        0 => Ok(content),
        more => {
            Err(bad(&format!("The token has {} behind its compressed content", count(more as u64, "byte"))))
        }
    }
}

fn bad(what: &str) -> Finding {
    Finding::new(
        Problem::BadCompression,
        format!(
            "{what}. It was damaged on its way or was not made by a token builder; copy or mint it again."
        ),
    )
}

fn cut_off() -> Finding {
    Finding::new(
        Problem::Truncated,
        "The token ends inside its compressed content. It was cut off or damaged on its way; copy it again as a whole.",
    )
}

fn too_large() -> Finding {
    Finding::new(
        Problem::TooLarge,
        "The token's content is larger than 1 MiB when decompressed. No token builder makes such a token; do not accept it from whoever sent it.",
    )
}
