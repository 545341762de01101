//! A command as a file to download.

use crate::{Command, Effect, Interpreter};

impl Command {
    /// The text of a file named [`Command::file_name`]: a script says what runs it, and every file ends with a line
    /// break.
    pub fn file_text(&self) -> String {
        let head = match self.interpreter {
            Interpreter::Sh if !self.text.starts_with("#!") => "#!/bin/sh\n",
            // PowerShell then says what is missing before anything is done.
            Interpreter::PowerShell if self.effects.contains(&Effect::NeedsAdministrator) => {
                "#Requires -RunAsAdministrator\n"
            }
            Interpreter::Sh | Interpreter::PowerShell | Interpreter::Yaml | Interpreter::SystemdUnit => "",
        };
        let end = if self.text.ends_with('\n') { "" } else { "\n" };
        [head, &self.text, end].concat()
    }

    /// The content type of the file. Plain text is none of them: some browsers would add `.txt` to the name.
    pub fn content_type(&self) -> &'static str {
        match self.interpreter {
            Interpreter::Sh => "application/x-sh",
            Interpreter::Yaml => "application/yaml",
            Interpreter::PowerShell | Interpreter::SystemdUnit => "application/octet-stream",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Platform, diagnose_command, example};

    #[test]
    fn every_file_is_of_the_kind_that_its_name_says() {
        for platform in Platform::ALL {
            let command = platform.command(&example::options()).unwrap();
            let (_, ending) = command.file_name.rsplit_once('.').unwrap();
            let (start, content_type) = match ending {
                "sh" | "command" => ("#!/bin/sh\n", "application/x-sh"),
                "ps1" => ("#Requires -RunAsAdministrator\n& {", "application/octet-stream"),
                "service" => ("[Unit]\n", "application/octet-stream"),
                "yml" if platform == Platform::CloudInit => ("#cloud-config\n", "application/yaml"),
                "yml" => ("- name: ", "application/yaml"),
                other => panic!("{other}"),
            };
            let text = command.file_text();
            assert!(text.starts_with(start), "{platform:?}: {text}");
            assert!(text.contains(&command.text) && text.ends_with('\n') && !text.ends_with("\n\n"));
            assert_eq!(command.content_type(), content_type, "{platform:?}");
        }
    }

    #[test]
    fn looking_for_the_cause_needs_no_administrator() {
        let command = diagnose_command(Platform::Windows, &example::options());
        assert!(command.file_text().starts_with("& '"));
    }
}
