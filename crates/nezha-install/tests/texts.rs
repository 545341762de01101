//! The texts that no shell here can run, word for word, and what is said about every command.
#![allow(missing_docs, clippy::unwrap_used)]

use nezha_install::{
    AgentFlags, Arch, Caution, Effect, Flag, GrpcHost, GrpcPort, Install, Interpreter, Mirror, Options,
    Platform, Secret, Tls, Unfit,
};

fn options() -> Options {
    let host = GrpcHost::parse("grpc.example.com").unwrap();
    Options::new(host, GrpcPort::default(), Secret::parse("FAKESECRET00000001").unwrap())
}

fn text(platform: Platform, options: &Options) -> String {
    platform.command(options).unwrap().text
}

#[test]
fn windows_downloads_unpacks_and_installs() {
    let wanted = r#"& {
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
Invoke-WebRequest -UseBasicParsing -Uri 'https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_windows_amd64.zip' -OutFile "$env:TEMP\nezha-agent.zip"
Expand-Archive -Force -Path "$env:TEMP\nezha-agent.zip" -DestinationPath 'C:\nezha'
Remove-Item "$env:TEMP\nezha-agent.zip"
& 'C:\nezha\nezha-agent.exe' service install -s 'grpc.example.com:5555' -p 'FAKESECRET00000001'
}"#;
    assert_eq!(text(Platform::Windows, &options()), wanted);
}

#[test]
fn windows_with_everything_on() {
    let flags = AgentFlags::default().with(Flag::Temperature).with(Flag::DisableCommandExecute);
    let options = Options {
        host: GrpcHost::parse("::1").unwrap(),
        tls: Tls::On,
        flags,
        mirror: Mirror::MainlandChina,
        arch: Arch::Arm64,
        install: Install::Reinstall,
        ..options()
    };
    let wanted = r#"& {
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
Invoke-WebRequest -UseBasicParsing -Uri 'https://gitee.com/naibahq/agent/releases/download/v0.20.5/nezha-agent_windows_arm64.zip' -OutFile "$env:TEMP\nezha-agent.zip"
if (Test-Path 'C:\nezha\nezha-agent.exe') { & 'C:\nezha\nezha-agent.exe' service uninstall }
Expand-Archive -Force -Path "$env:TEMP\nezha-agent.zip" -DestinationPath 'C:\nezha'
Remove-Item "$env:TEMP\nezha-agent.zip"
@(Get-Content 'C:\nezha\config.yml' -ErrorAction SilentlyContinue | Where-Object { $_ -notmatch '^temperature:' }) + 'temperature: true' | Set-Content 'C:\nezha\config.yml'
& 'C:\nezha\nezha-agent.exe' service install -s '[::1]:5555' -p 'FAKESECRET00000001' --tls --disable-command-execute
}"#;
    assert_eq!(text(Platform::Windows, &options), wanted);
}

#[test]
fn the_unit_runs_the_agent_from_its_folder() {
    let options = Options { tls: Tls::On, flags: AgentFlags::default().with(Flag::DisableNat), ..options() };
    let wanted = r#"[Unit]
Description=Nezha monitoring agent
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/opt/nezha/agent/nezha-agent -s "grpc.example.com:5555" -p "FAKESECRET00000001" --tls --disable-nat
WorkingDirectory=/opt/nezha/agent
Restart=always
RestartSec=10

[Install]
WantedBy=multi-user.target
"#;
    assert_eq!(text(Platform::SystemdUnit, &options), wanted);
}

#[test]
fn cloud_init_gets_user_data() {
    let wanted = "#cloud-config
packages:
  - curl
  - unzip
runcmd:
  - |
    mkdir -p /opt/nezha/agent && cd /opt/nezha/agent && curl -fL -o agent.zip 'https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_linux_amd64.zip' && unzip -qo agent.zip && rm -f agent.zip && chmod +x nezha-agent && ./nezha-agent service install -s 'grpc.example.com:5555' -p 'FAKESECRET00000001'
";
    assert_eq!(text(Platform::CloudInit, &options()), wanted);
}

#[test]
fn ansible_gets_a_playbook_for_one_machine() {
    let wanted = r#"- name: Nezha agent v0.20.5
  hosts: '{{ target }}'
  become: true
  gather_facts: false
  tasks:
    - name: One machine only
      ansible.builtin.assert:
        that: ansible_play_hosts_all | length == 1
    - name: Unpacking tool
      ansible.builtin.package:
        name: unzip
        state: present
    - name: Folder of the agent
      ansible.builtin.file:
        path: /opt/nezha/agent
        state: directory
        mode: '0755'
    - name: Agent
      ansible.builtin.unarchive:
        src: 'https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_linux_arm64.zip'
        dest: /opt/nezha/agent
        remote_src: true
        mode: '0755'
        creates: /opt/nezha/agent/nezha-agent
    - name: Unit of the agent
      ansible.builtin.copy:
        dest: /etc/systemd/system/nezha-agent.service
        mode: '0644'
        content: |
          [Unit]
          Description=Nezha monitoring agent
          Wants=network-online.target
          After=network-online.target

          [Service]
          ExecStart=/opt/nezha/agent/nezha-agent -s "grpc.example.com:5555" -p "FAKESECRET00000001"
          WorkingDirectory=/opt/nezha/agent
          Restart=always
          RestartSec=10

          [Install]
          WantedBy=multi-user.target
      no_log: true
    - name: Service of the agent
      ansible.builtin.systemd:
        name: nezha-agent
        daemon_reload: true
        enabled: true
        state: restarted
"#;
    let fresh = Options { arch: Arch::Arm64, ..options() };
    assert_eq!(text(Platform::Ansible, &fresh), wanted);
    let again = Options { install: Install::Reinstall, ..fresh };
    assert_eq!(
        text(Platform::Ansible, &again),
        wanted.replace("        creates: /opt/nezha/agent/nezha-agent\n", "")
    );
}

/// YAML reads a block by its indentation, and a tab would end it.
#[test]
fn yaml_is_indented_with_an_even_number_of_blanks() {
    for platform in [Platform::CloudInit, Platform::Ansible] {
        for flags in [AgentFlags::default(), AgentFlags::default().with(Flag::Insecure)] {
            let command = platform.command(&Options { flags, ..options() }).unwrap();
            assert_eq!(command.interpreter, Interpreter::Yaml);
            assert!(command.text.ends_with('\n') && !command.text.contains('\t'));
            for line in command.text.lines() {
                let blanks = line.len() - line.trim_start().len();
                assert_eq!(blanks % 2, 0, "{line:?}");
                assert_eq!(line, line.trim_end(), "{line:?}");
            }
        }
    }
}

#[test]
fn without_a_build_there_is_no_command() {
    for (platform, arch) in [
        (Platform::LinuxScript, Arch::Mips),
        (Platform::MacOs, Arch::X86),
        (Platform::Windows, Arch::Arm),
        (Platform::FreeBsd, Arch::Riscv64),
    ] {
        assert_eq!(
            platform.command(&Options { arch, ..options() }),
            Err(Unfit::NoBuild(arch)),
            "{platform:?}"
        );
    }
    for platform in Platform::ALL {
        for arch in platform.arches() {
            let command = platform.command(&Options { arch: *arch, ..options() }).unwrap();
            let file = format!("_{}.zip", arch.text());
            let names_none = matches!(platform, Platform::LinuxScript | Platform::SystemdUnit);
            assert_eq!(command.text.contains(&file), !names_none, "{platform:?} {arch:?}");
        }
    }
}

#[test]
fn switches_that_would_be_lost_are_named() {
    let flags = AgentFlags::default().with(Flag::Temperature).with(Flag::DisableNat).with(Flag::Gpu);
    let with = Options { flags, ..options() };
    let lost = |platform: Platform| platform.command(&with).err();
    for platform in
        [Platform::LinuxManual, Platform::Alpine, Platform::MacOs, Platform::Windows, Platform::FreeBsd]
    {
        assert_eq!(lost(platform), Some(Unfit::FlagsLost(vec![Flag::DisableNat])), "{platform:?}");
    }
    assert_eq!(
        lost(Platform::LinuxScript),
        Some(Unfit::FlagsLost(vec![Flag::DisableNat, Flag::Temperature]))
    );
    for platform in
        [Platform::Systemd, Platform::OpenWrt, Platform::Container, Platform::CloudInit, Platform::Ansible]
    {
        assert!(text(platform, &with).contains("--disable-nat --gpu --temperature"), "{platform:?}");
    }
}

#[test]
fn linux_by_hand_is_offered_first_and_every_way_once() {
    assert_eq!(Platform::ALL[0], Platform::LinuxManual);
    let different = Platform::ALL.into_iter().collect::<std::collections::HashSet<_>>();
    assert_eq!(different.len(), Platform::ALL.len());
}

#[test]
fn who_may_run_commands_and_read_the_secret_is_always_said() {
    let closed = Options { flags: AgentFlags::default().with(Flag::DisableCommandExecute), ..options() };
    let unchecked = Options { flags: AgentFlags::default().with(Flag::Insecure), ..options() };
    for platform in Platform::ALL {
        let effects = platform.command(&options()).unwrap().effects;
        assert!(effects.contains(&Effect::SecretReadable), "{platform:?}");
        assert!(effects.contains(&Effect::OwnerCanRunCommands), "{platform:?}");
        assert!(!effects.contains(&Effect::AcceptsAnyCertificate), "{platform:?}");
        assert!(
            !platform.command(&closed).unwrap().effects.contains(&Effect::OwnerCanRunCommands),
            "{platform:?}"
        );
        if let Ok(command) = platform.command(&unchecked) {
            assert!(command.effects.contains(&Effect::AcceptsAnyCertificate), "{platform:?}");
        }
    }
}

#[test]
fn no_effect_and_no_caution_is_said_twice() {
    for platform in Platform::ALL {
        for install in [Install::Fresh, Install::Reinstall] {
            let options = Options { install, mirror: Mirror::MainlandChina, ..options() };
            let command = platform.command(&options).unwrap();
            for effect in &command.effects {
                assert_eq!(
                    command.effects.iter().filter(|other| *other == effect).count(),
                    1,
                    "{platform:?} {effect:?}"
                );
            }
            for caution in &command.unverified {
                assert_eq!(
                    command.unverified.iter().filter(|other| *other == caution).count(),
                    1,
                    "{platform:?}"
                );
            }
            let downloads = command.text.contains("https://");
            assert_eq!(
                command.unverified.contains(&Caution::MirrorMayLackVersion),
                downloads,
                "{platform:?}"
            );
            assert_eq!(command.unverified.contains(&Caution::AddressesNotTried), downloads, "{platform:?}");
        }
    }
}

#[test]
fn a_reinstall_says_that_it_replaces_the_service() {
    for platform in Platform::ALL {
        let again = platform.command(&Options { install: Install::Reinstall, ..options() }).unwrap();
        let touches_no_service = matches!(platform, Platform::Container | Platform::SystemdUnit);
        assert_eq!(again.effects.contains(&Effect::ReplacesService), !touches_no_service, "{platform:?}");
    }
}

#[test]
fn the_mirror_is_used_for_every_download() {
    for platform in Platform::ALL {
        let text = text(platform, &Options { mirror: Mirror::MainlandChina, ..options() });
        assert!(!text.contains("github"), "{platform:?}");
        assert_eq!(
            text.contains("https://gitee.com/naibahq/"),
            platform != Platform::SystemdUnit,
            "{platform:?}"
        );
    }
}

#[test]
fn debug_shows_neither_secret_nor_text() {
    for platform in Platform::ALL {
        let command = platform.command(&options()).unwrap();
        assert!(!format!("{command:?} {:?}", options()).contains("FAKESECRET"), "{platform:?}");
    }
}
