//! The files of a client: at the root, under a path, or by the rules of V0's `/static/`.

use crate::config::{Files, Mount};
use crate::content_type;
use crate::date;
use crate::pages;
use crate::reply::{Reply, redirect};
use crate::site::escape;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_TYPE, IF_MODIFIED_SINCE, LAST_MODIFIED};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The file at a path (already unescaped), a redirect, or V0's 404 inside a folder; `None` when no folder is
/// responsible for the path.
pub(crate) fn serve(files: &Files, request: &Request, path: &str) -> Option<Reply> {
    if !matches!(request.method(), &Method::GET | &Method::HEAD) {
        return None;
    }
    if let (Some(folder), Some(rest)) = (&files.custom, path.strip_prefix("/static/")) {
        return Some(custom(folder, request, rest));
    }
    let responsible = |mount: &&Mount| {
        path.strip_prefix(mount.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mount = files.mounts.iter().filter(responsible).max_by_key(|mount| mount.path.len())?;
    let rest = &path[mount.path.len()..];
    let name = match rest {
        // The page's own addresses are relative: without the slash they would lead elsewhere.
        "" => return Some(redirect(StatusCode::MOVED_PERMANENTLY, &format!("{}/", mount.path))),
        "/" => "index.html",
        _ => &rest[1..],
    };
    let file = inside(&mount.folder, name).filter(|file| file.is_file());
    match file {
        Some(file) => Some(mounted(mount, &file, request.headers())),
        // The dashboard's own pages are below the root too.
        None if mount.path.is_empty() => None,
        None => Some(pages::not_found()),
    }
}

/// A file under `/static/`, where V0 has neither an index page nor a fallback.
fn custom(folder: &Path, request: &Request, rest: &str) -> Reply {
    let found = inside(folder, rest).filter(|_| !rest.ends_with('/'));
    let Some(found) = found.filter(|found| found.exists()) else { return pages::not_found() };
    let last = rest.rsplit('/').next().unwrap_or(rest);
    let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
    if last == "index.html" {
        return redirect(StatusCode::MOVED_PERMANENTLY, &format!("./{query}"));
    }
    if found.is_dir() {
        return redirect(StatusCode::MOVED_PERMANENTLY, &format!("{last}/{query}"));
    }
    let Ok(bytes) = fs::read(&found) else { return pages::not_found() };
    file(&found, bytes, request.headers())
}

/// A file of a mount. These come from a web server of the owner's choice, so their headers are not V0's: a new
/// build must show at the next load.
fn mounted(mount: &Mount, path: &Path, headers: &HeaderMap) -> Reply {
    let Ok(bytes) = fs::read(path) else { return pages::not_found() };
    let page = path.extension().is_some_and(|extension| extension == "html");
    let mut reply = match String::from_utf8(bytes) {
        Ok(text) if mount.api && page => {
            let mut reply = Response::new(Body::from(with_api_base(&text, &mount.path)));
            reply.headers_mut().insert(CONTENT_TYPE, content_type::of(path, b""));
            reply
        }
        Ok(text) => file(path, text.into_bytes(), headers),
        Err(error) => file(path, error.into_bytes(), headers),
    };
    if path.extension().is_some_and(|extension| extension == "webmanifest") {
        reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    }
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    reply
}

/// A file's bytes, or 304 when the caller has them.
fn file(path: &Path, bytes: Vec<u8>, headers: &HeaderMap) -> Reply {
    let modified_s = modified_s(path);
    let known_s =
        headers.get(IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok()).and_then(date::parse_http);
    let unchanged = matches!((modified_s, known_s), (Some(modified), Some(known)) if modified <= known);
    let mut reply = if unchanged {
        let mut reply = Response::new(Body::empty());
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        reply
    } else {
        let kind = content_type::of(path, &bytes);
        let mut reply = Response::new(Body::from(bytes));
        reply.headers_mut().insert(CONTENT_TYPE, kind);
        reply.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        reply
    };
    if let Some(modified) = modified_s.and_then(|s| HeaderValue::from_str(&date::http(s * 1_000)).ok()) {
        reply.headers_mut().insert(LAST_MODIFIED, modified);
    }
    reply
}

fn modified_s(path: &Path) -> Option<i64> {
    let modified = fs::metadata(path).ok()?.modified().ok()?;
    Some(modified.duration_since(UNIX_EPOCH).ok()?.as_secs() as i64)
}

/// The path of a file below a folder; `None` for a name that could lead out of it.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let fine = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', ':']);
    let name = name.strip_suffix('/').unwrap_or(name);
    name.split('/').all(fine).then(|| folder.join(name))
}

/// A page with `<meta name="nezha-api-base">` set, whether it had one or not.
fn with_api_base(page: &str, base: &str) -> String {
    let tag = format!("<meta name=\"nezha-api-base\" content=\"{}\">", escape(base));
    let old = page
        .find("name=\"nezha-api-base\"")
        .and_then(|name| Some((page[..name].rfind("<meta")?, name + page[name..].find('>')? + 1)));
    if let Some((start, end)) = old {
        return format!("{}{tag}{}", &page[..start], &page[end..]);
    }
    let head = page.find("<head").and_then(|head| Some(head + page[head..].find('>')? + 1));
    let at = head.unwrap_or(0);
    format!("{}{tag}{}", &page[..at], &page[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_its_api_base_once() {
        let wanted = "<head><meta name=\"nezha-api-base\" content=\"/b\"><title>x</title></head>";
        assert_eq!(with_api_base("<head><title>x</title></head>", "/b"), wanted);
        let old = "<head><meta name=\"nezha-api-base\" content=\"\" /><title>x</title></head>";
        assert_eq!(with_api_base(old, "/b"), wanted);
        assert_eq!(with_api_base("plain", "/b"), "<meta name=\"nezha-api-base\" content=\"/b\">plain");
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for name in ["../x", "a/../../x", "a//b", "", "a\\b", "./a", "c:x", "a\0b"] {
            assert_eq!(inside(Path::new("/folder"), name), None, "{name:?}");
        }
        assert_eq!(inside(Path::new("/folder"), "a/b.js"), Some(PathBuf::from("/folder/a/b.js")));
    }
}
