//! The page of a build, and the files that it links.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder with an ending, by name.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|is| is == ending));
    files.sort();
    files
}

/// The files with an ending that a folder's page links, in its order: what a first visit loads.
pub fn linked(dist: &Path, ending: &str) -> std::io::Result<Vec<PathBuf>> {
    let page = fs::read_to_string(dist.join("index.html"))?;
    let addresses = page.split(['"', '\'']).filter(|text| text.ends_with(&format!(".{ending}")));
    let mut files: Vec<PathBuf> =
        addresses.map(|address| dist.join(address.trim_start_matches("./"))).collect();
    files.dedup();
    Ok(files)
}

/// Links style, script and program of the first load in a folder's page, in the place of what trunk linked.
pub fn link(dist: &Path, style: &str, script: &str, wasm: &str) -> std::io::Result<()> {
    let index = dist.join("index.html");
    let text = fs::read_to_string(&index)?;
    fs::write(index, relinked(&text, style, script, wasm))
}

/// A page with other links. What trunk preloads stands at the end of its line, alone or right before the end of the head.
fn relinked(page: &str, style: &str, script: &str, wasm: &str) -> String {
    let kept = page.lines().map(|line| match line.split_once("<link rel=\"modulepreload\"") {
        Some((before, links)) if links.contains("</head>") => [before, "</head>"].concat(),
        Some((before, _)) => before.to_owned(),
        None => line.to_owned(),
    });
    let kept: Vec<String> = kept.filter(|line| !line.contains("rel=\"stylesheet\"")).collect();
    let links = format!(
        "<link rel=\"stylesheet\" href=\"./{style}\">\n  <link rel=\"modulepreload\" href=\"./{script}\">\n  \
         <link rel=\"preload\" href=\"./{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n</head>"
    );
    kept.join("\n").replace("</head>", &links)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<head>\n  <title>x</title>\n";
    const TRUNKS: &str = "  <link rel=\"stylesheet\" href=\"./base-1.css\">\n  \
        <link rel=\"modulepreload\" href=\"./t.js\"><link rel=\"preload\" href=\"./t_bg.wasm\">";
    const OURS: &str = "<link rel=\"stylesheet\" href=\"./a.css\">\n  \
        <link rel=\"modulepreload\" href=\"./a.js\">\n  \
        <link rel=\"preload\" href=\"./a.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n</head>\n<body>";

    #[test]
    fn what_trunk_linked_gives_way_wherever_the_head_ends() {
        let relinked = |end: &str| relinked(&[HEAD, TRUNKS, end].concat(), "a.css", "a.js", "a.wasm");
        assert_eq!(relinked("</head>\n<body>"), [HEAD, "  ", OURS].concat());
        assert_eq!(relinked("\n</head>\n<body>"), [HEAD, "  \n", OURS].concat());
    }
}
