//! Where the agent and the official script are downloaded from, and for which machines there are builds.

/// The only agent that is installed: newer ones (v1, v2) cannot talk to a V0 dashboard.
pub const AGENT_VERSION: &str = "v0.20.5";

/// The commit of the official V0 scripts, the newest of branch `v0` (2024-12-01). A branch can move, a commit cannot.
pub const SCRIPTS_COMMIT: &str = "e61e10de579bcef7ec9bd1b94a38adcd427020ca";

/// Where downloads come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mirror {
    /// github.com, the origin.
    #[default]
    GitHub,
    /// gitee.com, for machines in mainland China. See [`crate::Caution::MirrorMayLackVersion`].
    MainlandChina,
}

/// A processor architecture, by the names of the agent's builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arch {
    /// 64-bit x86; `uname -m` says `x86_64`.
    #[default]
    Amd64,
    /// 64-bit ARM; `uname -m` says `aarch64` or `arm64`.
    Arm64,
    /// 32-bit x86, "386"; `uname -m` says `i386` or `i686`.
    X86,
    /// 32-bit ARM; `uname -m` says `armv6l` or `armv7l`.
    Arm,
    /// Big-endian MIPS, software floating point.
    Mips,
    /// Little-endian MIPS, software floating point.
    MipsLe,
    /// IBM Z.
    S390x,
    /// 64-bit RISC-V.
    Riscv64,
}

impl Arch {
    /// The name in the agent's file names.
    pub fn text(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
            Self::X86 => "386",
            Self::Arm => "arm",
            Self::Mips => "mips",
            Self::MipsLe => "mipsle",
            Self::S390x => "s390x",
            Self::Riscv64 => "riscv64",
        }
    }
}

/// An operating system that the agent is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum System {
    Linux,
    MacOs,
    Windows,
    FreeBsd,
}

impl System {
    /// The architectures with a build, by the build matrix of v0.20.5; the commonest first.
    pub(crate) fn arches(self) -> &'static [Arch] {
        use Arch::{Amd64, Arm, Arm64, Mips, MipsLe, Riscv64, S390x, X86};
        match self {
            Self::Linux => &[Amd64, Arm64, X86, Arm, Mips, MipsLe, S390x, Riscv64],
            Self::MacOs => &[Arm64, Amd64],
            Self::Windows => &[Amd64, X86, Arm64],
            Self::FreeBsd => &[Amd64, Arm64, X86, Arm],
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::MacOs => "darwin",
            Self::Windows => "windows",
            Self::FreeBsd => "freebsd",
        }
    }
}

/// The address of the agent's zip file.
pub(crate) fn agent_url(mirror: Mirror, system: System, arch: Arch) -> String {
    let releases = match mirror {
        Mirror::GitHub => "https://github.com/nezhahq/agent/releases/download/",
        Mirror::MainlandChina => "https://gitee.com/naibahq/agent/releases/download/",
    };
    [releases, AGENT_VERSION, "/nezha-agent_", system.text(), "_", arch.text(), ".zip"].concat()
}

/// The address of the official V0 script for Linux.
pub(crate) fn script_url(mirror: Mirror) -> String {
    let raw = match mirror {
        Mirror::GitHub => "https://raw.githubusercontent.com/nezhahq/scripts/",
        Mirror::MainlandChina => "https://gitee.com/naibahq/scripts/raw/",
    };
    [raw, SCRIPTS_COMMIT, "/install.sh"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_the_pinned_version() {
        assert_eq!(
            agent_url(Mirror::GitHub, System::Linux, Arch::Amd64),
            "https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_linux_amd64.zip"
        );
        assert_eq!(
            agent_url(Mirror::MainlandChina, System::Windows, Arch::X86),
            "https://gitee.com/naibahq/agent/releases/download/v0.20.5/nezha-agent_windows_386.zip"
        );
        assert_eq!(
            script_url(Mirror::GitHub),
            "https://raw.githubusercontent.com/nezhahq/scripts/e61e10de579bcef7ec9bd1b94a38adcd427020ca/install.sh"
        );
    }
}
