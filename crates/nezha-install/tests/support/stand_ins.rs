//! What stands in for the programs of a real system. Each is a small shell script that first writes down how it was
//! called, into the log of the sandbox it runs in.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::shell::find;

/// One line a call: the program and its arguments, with a character between that no argument has.
pub const RECORD: &str = "{ printf '%s%s' \"$SUDO\" \"${0##*/}\"; for a; do printf '\\037%s' \"$a\"; done; echo; } >>\"$SANDBOX/log\"\n";

/// Do nothing else. Some are there to be seen when they should not run.
pub const SILENT: [&str; 10] =
    ["apk", "opkg", "systemctl", "touch", "id", "reboot", "wget", "killall", "X", "x"];
/// Go on as the real program.
pub const REAL: [&str; 5] = ["mkdir", "rm", "chmod", "cat", "mv"];
/// Are the real program, without a line in the log.
pub const PLAIN: [&str; 3] = ["sh", "grep", "tr"];

/// Writes what was asked for: the V0 script, or an archive; nobody looks into the latter.
const DOWNLOAD: &str = r#"for a; do [ "$p" = -o ] && o=$a; p=$a; done
cp "$SANDBOX/nezha.sh" "$o"
"#;
/// Unpacks the agent.
const UNZIP: &str = r#"o=.; p=; for a; do [ "$p" = -d ] && o=$a; p=$a; done
cp "$SANDBOX/agent" "$o/nezha-agent"
"#;
const SUDO: &str = "SUDO='sudo '; export SUDO; exec \"$@\"\n";

/// What `/etc/rc.common` does with an init script, as far as procd is told about it.
pub fn rc_common() -> String {
    let procd = ["open_instance", "set_param", "close_instance"].map(|name| {
        format!("procd_{name}() {{\n{}}}\n", RECORD.replace("${0##*/}", &format!("procd_{name}")))
    });
    let call = RECORD.replace("${0##*/}", "init.d");
    format!("{}. \"$1\"\n{call}case $2 in restart) start_service ;; esac\n", procd.concat())
}

/// The folder with all of them, made once. While it is made no other thread starts a program: a program that is
/// started while its file is open for writing fails with "text file busy".
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stand-ins");
        fs::create_dir_all(&folder).unwrap();
        let copy = |text: &str| text.replace("cp ", &format!("{} ", find("cp").unwrap().display()));
        let real = |name: &str| format!("exec {} \"$@\"\n", find(name).unwrap().display());
        SILENT.iter().for_each(|name| write(&folder, name, RECORD));
        REAL.iter().for_each(|name| write(&folder, name, &[RECORD, &real(name)].concat()));
        PLAIN.iter().for_each(|name| write(&folder, name, &real(name)));
        write(&folder, "sudo", SUDO);
        write(&folder, "curl", &[RECORD, &copy(DOWNLOAD)].concat());
        write(&folder, "fetch", &[RECORD, &copy(DOWNLOAD)].concat());
        write(&folder, "unzip", &[RECORD, &copy(UNZIP)].concat());
        folder
    })
}

/// Leaves a file alone that is right already: another run of the tests may be using it.
fn write(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    let text = format!("#!/bin/sh\n{script}");
    if fs::read_to_string(&path).is_ok_and(|there| there == text) {
        return;
    }
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}
