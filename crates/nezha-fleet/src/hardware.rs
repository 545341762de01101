//! What a machine calls itself, made readable.

use nezha_api::Host;

use crate::places::{in_order, sorted_places};
use crate::search::place_of;

/// A processor as an agent writes it: `"AMD EPYC 7763 4 Virtual Core"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cpu<'a> {
    /// The model.
    pub model: &'a str,
    /// How many cores of it there are. `None` when the text has another form.
    pub cores: Option<u32>,
}

impl<'a> Cpu<'a> {
    /// Takes an agent's text apart; what has another form is all model.
    pub fn parse(text: &'a str) -> Self {
        match model_and_cores(text) {
            Some((model, cores)) => Self { model: model.trim(), cores: Some(cores) },
            None => Self { model: text.trim(), cores: None },
        }
    }
}

/// The model, with spaces behind it, and the cores. Read from the end, byte by byte: every poll asks this of every
/// server.
fn model_and_cores(text: &str) -> Option<(&str, u32)> {
    let text = text.trim_end().strip_suffix(" Core")?;
    let text = text.strip_suffix(" Virtual").or_else(|| text.strip_suffix(" Physical"))?;
    let (mut cores, mut unit) = (0_u32, 1_u32);
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b'0'..=b'9' => {
                cores = cores.checked_add(unit.checked_mul(u32::from(byte - b'0'))?)?;
                unit = unit.saturating_mul(10);
            }
            b' ' if at + 1 < text.len() => return Some((text.get(..at)?, cores)),
            _ => return None,
        }
    }
    None
}

/// The processors' texts, one for each model. An agent sends several in another order every ten minutes; here it stays.
pub fn processors(host: &Host) -> Vec<&str> {
    let texts: Vec<&str> = host.cpu.iter().map(String::as_str).collect();
    let places = sorted_places(texts.len(), &mut |a, b| texts[a].cmp(texts[b]));
    in_order(texts, &places)
}

/// What the processors are, without their numbers of cores: `Cortex-A55 + Cortex-A76`. Empty when unknown.
pub fn processor_models(host: &Host) -> String {
    let models: Vec<&str> = processors(host).into_iter().map(|text| Cpu::parse(text).model).collect();
    models.join(" + ")
}

/// What the GPUs are: `UHD Graphics 630 + RTX A4000`. All of them beside the one use that is measured, for an agent does not say of
/// which it is: it asks the driver's tool, and lists the cards as the system has them. Empty when unknown.
pub fn gpu_models(host: &Host) -> String {
    host.gpu.join(" + ")
}

/// Whether a machine has no swap. Agents on macOS and the BSDs send zeros however much there is.
pub fn has_no_swap(host: &Host) -> bool {
    host.swap_total == 0 && host.platform != "darwin" && !host.platform.ends_with("bsd")
}

/// All cores of a machine. `None` when no processor says how many it has.
pub fn cores(host: &Host) -> Option<u32> {
    host.cpu.iter().filter_map(|text| Some(model_and_cores(text)?.1)).reduce(u32::saturating_add)
}

/// The operating system with its version: `Debian 12.11`, `Windows Server 2022 Datacenter`. Empty when unknown.
pub fn system(host: &Host) -> String {
    if let Some(at) = place_of(&host.platform, "Windows") {
        let name = &host.platform[at..];
        // Older agents send a build number, which the name says better; newer ones what Windows calls the version: `23H2`.
        return match host.platform_version.trim() {
            version if version.is_empty() || place_of(version, "Build").is_some() => name.to_owned(),
            version => [name, " ", version].concat(),
        };
    }
    let mut letters = host.platform.chars();
    let Some(first) = letters.next() else { return String::new() };
    let name = match host.platform.as_str() {
        "darwin" => "macOS".to_owned(),
        "freebsd" => "FreeBSD".to_owned(),
        "openwrt" => "OpenWrt".to_owned(),
        "centos" => "CentOS".to_owned(),
        "almalinux" => "AlmaLinux".to_owned(),
        // What agents send is in small Latin letters.
        _ => first.to_ascii_uppercase().to_string() + letters.as_str(),
    };
    let version = host.platform_version.trim();
    if version.is_empty() { name } else { format!("{name} {version}") }
}

/// The two letters whose flag may be shown. `None` for anything else, and for the codes of continents: V0 sends those
/// when it knows no more, and some are also countries'.
pub fn flag_code(country_code: &str) -> Option<String> {
    const CONTINENTS: [&str; 7] = ["eu", "as", "na", "sa", "af", "oc", "an"];
    let code = country_code.to_ascii_lowercase();
    let two_letters = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    (two_letters && !CONTINENTS.contains(&code.as_str())).then_some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_processor_is_taken_apart() {
        let cpu = |model, cores| Cpu { model, cores };
        let ryzen = "AMD Ryzen 9 7950X 16-Core Processor 32 Physical Core";
        assert_eq!(Cpu::parse(ryzen), cpu("AMD Ryzen 9 7950X 16-Core Processor", Some(32)));
        assert_eq!(Cpu::parse("AMD EPYC 2 Virtual Core"), cpu("AMD EPYC", Some(2)));
        assert_eq!(Cpu::parse(" 4 Virtual Core"), cpu("", Some(4)), "an agent that knows no model");
        let odd =
            ["", "Core", "x Virtual Core", "4 Imaginary Core", "<b>", "4 Virtual Core", "A  Virtual Core"];
        for odd in
            odd.into_iter().chain(["A 4294967296 Virtual Core", "A -4 Virtual Core", "A 4Virtual Core"])
        {
            assert_eq!(Cpu::parse(odd), cpu(odd, None));
        }
    }

    proptest! {
        #[test]
        fn any_model_and_any_number_of_cores_are_read_back(model in "[^\\s]*( [^\\s]+)*", number: u32, kind: bool) {
            let kind = if kind { "Virtual" } else { "Physical" };
            let text = format!("{model} {number} {kind} Core");
            prop_assert_eq!(Cpu::parse(&text), Cpu { model: model.trim(), cores: Some(number) });
        }

        #[test]
        fn whatever_an_agent_sends_is_taken_apart(text: String) {
            prop_assert!(text.contains(Cpu::parse(&text).model));
        }
    }

    #[test]
    fn cores_of_several_processors_add_up() {
        let host =
            Host { cpu: vec!["A 4 Physical Core".into(), "B 8 Physical Core".into()], ..Host::default() };
        assert_eq!(cores(&host), Some(12));
        assert_eq!(cores(&Host::default()), None);
    }

    #[test]
    fn processors_of_several_models_stay_in_one_order() {
        let small = "Cortex-A55 4 Physical Core";
        let large = "Cortex-A76 4 Physical Core";
        for cpu in [[small, large], [large, small]] {
            let host = Host { cpu: cpu.map(str::to_owned).into(), ..Host::default() };
            assert_eq!(processors(&host), [small, large]);
            assert_eq!(processor_models(&host), "Cortex-A55 + Cortex-A76");
        }
    }

    #[test]
    fn swap_is_off_only_where_agents_look_for_it() {
        let host =
            |platform: &str, swap_total| Host { platform: platform.into(), swap_total, ..Host::default() };
        assert!(has_no_swap(&host("debian", 0)) && !has_no_swap(&host("debian", 1)));
        assert!(has_no_swap(&host("Microsoft Windows 11 Pro", 0)));
        assert!(["darwin", "freebsd", "openbsd"].iter().all(|platform| !has_no_swap(&host(platform, 0))));
    }

    #[test]
    fn systems_are_named_as_people_name_them() {
        let system_of = system;
        let system = |platform: &str, version: &str| {
            system_of(&Host {
                platform: platform.into(),
                platform_version: version.into(),
                ..Host::default()
            })
        };
        assert_eq!(system("debian", "12.11"), "Debian 12.11");
        assert_eq!(system("darwin", "14.5"), "macOS 14.5");
        assert_eq!(
            system("Microsoft Windows Server 2022 Datacenter", "10.0 Build 1"),
            "Windows Server 2022 Datacenter"
        );
        assert_eq!(system("Microsoft Windows 11 Pro", "23H2"), "Windows 11 Pro 23H2");
        assert_eq!(system("Microsoft Windows 11 Pro", " "), "Windows 11 Pro");
        assert_eq!(system("龙蜥", "8"), "龙蜥 8");
        assert_eq!(system("", "1"), "");
    }

    #[test]
    fn a_continent_has_no_flag() {
        assert_eq!(flag_code("jp").as_deref(), Some("jp"));
        for code in ["eu", "na", "", "j", "jpn", "../"] {
            assert_eq!(flag_code(code), None, "{code}");
        }
    }
}
