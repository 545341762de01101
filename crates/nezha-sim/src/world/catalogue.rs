//! What servers are called, where they stand and what they run.

/// A place where servers stand.
pub(crate) struct Place {
    /// The owner's tag for it.
    pub(crate) tag: &'static str,
    /// How a name begins in Latin letters.
    pub(crate) latin: &'static str,
    /// How a name begins in the language of the place or of the owner.
    pub(crate) native: &'static str,
    /// Two lower-case letters.
    pub(crate) country: &'static str,
}

const fn place(tag: &'static str, latin: &'static str, native: &'static str, country: &'static str) -> Place {
    Place { tag, latin, native, country }
}

/// Tags are as owners write them: some in English, some in Chinese, one with a space and one without.
pub(crate) const PLACES: [Place; 14] = [
    place("Tokyo", "Tokyo", "東京", "jp"),
    place("Tokyo", "Osaka", "大阪", "jp"),
    place("Hong Kong", "HK", "香港", "hk"),
    place("Hong Kong", "HKG", "香港 CN2", "hk"),
    place("Frankfurt", "Frankfurt", "法兰克福", "de"),
    place("Singapore", "SG", "新加坡", "sg"),
    place("Los Angeles", "LAX", "洛杉矶", "us"),
    place("Los Angeles", "San-Jose", "圣何塞", "us"),
    place("London", "London", "伦敦", "gb"),
    place("Seoul", "Seoul", "서울", "kr"),
    place("国内", "Shanghai", "上海", "cn"),
    place("国内", "Guangzhou", "广州", "cn"),
    place("Sydney", "Sydney", "悉尼", "au"),
    place("São Paulo", "Sao-Paulo", "São Paulo", "br"),
];

/// Made-up hosting companies.
pub(crate) const PROVIDERS: [&str; 10] =
    ["Lite", "BGP", "CN2", "Edge", "Maple", "Kite", "Nimbus", "Sakura", "Pier", "Volt"];

/// An operating system.
pub(crate) struct Platform {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) arch: &'static str,
}

const fn platform(name: &'static str, version: &'static str, arch: &'static str) -> Platform {
    Platform { name, version, arch }
}

/// Common ones more than once.
pub(crate) const PLATFORMS: [Platform; 13] = [
    platform("debian", "12.11", "x86_64"),
    platform("debian", "12.11", "x86_64"),
    platform("debian", "11.9", "x86_64"),
    platform("ubuntu", "24.04", "x86_64"),
    platform("ubuntu", "22.04", "x86_64"),
    platform("ubuntu", "22.04", "aarch64"),
    platform("alpine", "3.20.3", "x86_64"),
    platform("centos", "7.9.2009", "x86_64"),
    platform("arch", "", "x86_64"),
    platform("openwrt", "23.05.3", "aarch64"),
    platform("freebsd", "14.1-RELEASE", "x86_64"),
    platform("Microsoft Windows Server 2022 Datacenter", "10.0.20348.2340 Build 20348.2340", "x86_64"),
    platform("Microsoft Windows Server 2019 Standard", "10.0.17763.5458 Build 17763.5458", "x86_64"),
];

/// Model, and whether the cores are physical ones.
pub(crate) const CPUS: [(&str, bool); 7] = [
    ("AMD EPYC 7763 64-Core Processor", false),
    ("AMD EPYC 9654 96-Core Processor", false),
    ("Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz", false),
    ("Intel Xeon Processor (Skylake, IBRS)", false),
    ("Neoverse-N1", false),
    ("AMD Ryzen 9 7950X 16-Core Processor", true),
    ("Intel(R) N100", true),
];

/// Logical cores; small machines are the most common.
pub(crate) const COUNTS: [u32; 8] = [1, 1, 2, 2, 4, 4, 8, 32];
