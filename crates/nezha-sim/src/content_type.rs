//! The `Content-Type` of a file, as Go's file server finds it: by name, else by looking inside.

use axum::http::HeaderValue;
use std::path::Path;

/// The type of a file with these bytes.
pub(crate) fn of(path: &Path, bytes: &[u8]) -> HeaderValue {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    HeaderValue::from_static(match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "xml" => "text/xml; charset=utf-8",
        // A web manifest is among what Go does not know by name.
        _ if looks_like_text(bytes) => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

/// Text has none of the control characters that binary files begin with.
fn looks_like_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(512)];
    !start.iter().any(|byte| matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_what_it_insists_on() {
        assert_eq!(of(Path::new("a.wasm"), b"\0asm"), "application/wasm");
        assert_eq!(of(Path::new("a.js"), b""), "text/javascript; charset=utf-8");
        assert_eq!(of(Path::new("A.CSS"), b""), "text/css; charset=utf-8");
    }

    #[test]
    fn what_has_no_known_name_is_looked_into() {
        assert_eq!(of(Path::new("a.webmanifest"), b"{}"), "text/plain; charset=utf-8");
        assert_eq!(of(Path::new("a.bin"), b"\x00\x01"), "application/octet-stream");
    }
}
