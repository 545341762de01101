//! Finding servers by words.

use std::borrow::Cow;

use nezha_api::Server;

use crate::lexicon::Lexicon;

/// How much of what is typed counts, in letters: a pasted novel must not stall the page.
const MOST_LETTERS: usize = 200;

/// Everything by which a server is found, in one text made for [`Needle::finds`].
///
/// Name, tag, country (its code, and `country`, what visitors call it, which may be empty), system, CPUs, GPUs, architecture,
/// virtualization, addresses and agent version. Make it when the server changes, not when somebody types.
pub fn haystack(server: &Server, country: &str, lexicon: &dyn Lexicon) -> String {
    let mut text = String::new();
    let mut add = |part: &str| {
        // A line end is in no word, so that no word is found across two parts.
        text.push_str(part);
        text.push('\n');
    };
    texts_of(server, &mut add);
    add(country);
    if let Some(host) = server.known_host() {
        // Both the agent's own word and the one that is shown: `darwin` and `macOS`.
        add(&crate::hardware::system(host));
    }
    plain(&text, lexicon)
}

/// Everything by which a server is found, as the dashboard says it.
pub(crate) fn texts_of(server: &Server, each: &mut dyn FnMut(&str)) {
    each(&server.name);
    each(&server.tag);
    if let Some(host) = server.known_host() {
        for part in [&host.country_code, &host.platform, &host.arch, &host.virtualization, &host.version] {
            each(part);
        }
        host.cpu.iter().chain(&host.gpu).for_each(|model| each(model));
    }
    if let Some(addresses) = &server.addresses {
        for part in [&addresses.ipv4, &addresses.ipv6, &addresses.valid_ip] {
            each(part);
        }
    }
}

/// What somebody searches for: words that must all be there, in any order, regardless of case and accents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needle {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    /// `#7` and `7` also mean the server with this id.
    id: Option<u64>,
}

impl Needle {
    /// Takes apart what was typed: words are divided by any space, the ideographic one included.
    pub fn new(typed: &str, lexicon: &dyn Lexicon) -> Self {
        let typed: String = typed.chars().take(MOST_LETTERS).collect();
        let word = |text: &str| Word {
            text: text.to_owned(),
            id: text.strip_prefix('#').unwrap_or(text).parse().ok(),
        };
        Self { words: plain(&typed, lexicon).split_whitespace().map(word).collect() }
    }

    /// Whether nothing is searched for, so that everybody is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a server is meant, by its id and its [`haystack`].
    pub fn finds(&self, id: u64, haystack: &str) -> bool {
        self.words.iter().all(|word| word.id == Some(id) || place_of(haystack, &word.text).is_some())
    }
}

/// Where a part begins in a text, in bytes. The library's own way is made for texts of books, and brings 4 kB along.
pub fn place_of(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    (0..=text.len().checked_sub(part.len())?).find(|at| text[*at..].starts_with(part))
}

/// A text as who searches may type it: without case, width and accents, which are not on every keyboard.
fn plain(text: &str, lexicon: &dyn Lexicon) -> String {
    let apart = match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(lexicon.taken_apart(text)),
    };
    let mut plain = String::with_capacity(apart.len());
    for letter in apart.chars().map(folded) {
        match letter {
            // The marks of Latin, Greek and Cyrillic letters. Those of other scripts make other letters.
            '\u{300}'..='\u{36f}' => {}
            // Letters that Unicode does not take apart.
            'ß' | 'ẞ' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'đ' => plain.push('d'),
            'ł' => plain.push('l'),
            letter => plain.push(letter),
        }
    }
    plain
}

/// A text without the case of its letters, trimmed: how names are compared.
pub fn folded_text(text: &str) -> String {
    text.trim().chars().map(folded).collect()
}

/// A letter without its case, and without the width that an input method gave it: `Ｔ` is `t`.
///
/// Latin, Greek and Cyrillic, by the ranges in which capitals stand a fixed step before their small letters. The
/// library knows all scripts, in 15 kB of tables.
#[inline(never)]
fn folded(letter: char) -> char {
    let code = u32::from(letter);
    let small = match letter {
        '\u{ff01}'..='\u{ff5e}' => return folded(char::from_u32(code - 0xfee0).unwrap_or(letter)),
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => code + 32,
        'Ѐ'..='Џ' => code + 80,
        // A sigma is the same wherever its word ends.
        'ς' => u32::from('σ'),
        'Ÿ' => u32::from('ÿ'),
        // Turkish has two, with a dot and without; who searches may have one of them on the keyboard.
        'İ' | 'ı' => u32::from('i'),
        'Ά' => u32::from('ά'),
        'Έ'..='Ί' => code + 37,
        'Ό' => u32::from('ό'),
        'Ύ' | 'Ώ' => code + 63,
        'Ơ' | 'Ư' => code + 1,
        'Ӏ' => u32::from('ӏ'),
        // Pairs, the capital first: at an even place here, at an odd one there.
        'Ā'..='ķ'
        | 'Ŋ'..='ŷ'
        | 'Ǟ'..='ǯ'
        | 'Ǹ'..='ȟ'
        | 'Ȣ'..='ȳ'
        | 'Ѡ'..='ҁ'
        | 'Ҋ'..='ҿ'
        | 'Ӑ'..='ԯ'
        | 'Ḁ'..='ẕ'
        | 'Ạ'..='ỿ'
            if code % 2 == 0 =>
        {
            code + 1
        }
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ǎ'..='ǜ' | 'Ӂ'..='ӎ' if code % 2 == 1 => code + 1,
        _ => return letter,
    };
    char::from_u32(small).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use nezha_api::{Addresses, Host};
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::test::Nameless;

    fn haystack(server: &Server, country: &str) -> String {
        super::haystack(server, country, &Nameless)
    }

    fn needle(typed: &str) -> Needle {
        Needle::new(typed, &Nameless)
    }

    fn server(id: u64) -> Server {
        Server {
            id,
            name: format!("香港 BGP-{id:03}"),
            tag: "Müller ΟΔΟΣ".into(),
            addresses: Some(Addresses { ipv4: "192.0.2.17".into(), ..Addresses::default() }),
            host: Some(Host {
                platform: "darwin".into(),
                platform_version: "14.5".into(),
                cpu: vec!["AMD EPYC 7763 4 Virtual Core".into()],
                gpu: vec!["NVIDIA RTX A4000".into()],
                arch: "x86_64".into(),
                country_code: "hk".into(),
                version: "0.20.5".into(),
                ..Host::default()
            }),
            ..Server::default()
        }
    }

    fn found(typed: &str) -> bool {
        needle(typed).finds(7, &haystack(&server(7), "中国香港特别行政区"))
    }

    #[test]
    fn a_server_is_found_by_everything_it_is() {
        for typed in [
            "bgp-007",
            "香港",
            "müller",
            "HK",
            "特别行政区",
            "darwin",
            "macOS 14.5",
            "epyc",
            "rtx",
            "X86",
            "192.0.2.17",
            "0.20.5",
            "#7",
            "7",
        ] {
            assert!(found(typed), "{typed}");
        }
        for typed in ["tokyo", "#8", "8.8.8.8", "debian"] {
            assert!(!found(typed), "{typed}");
        }
    }

    #[test]
    fn all_words_must_be_there_in_any_order() {
        assert!(found("epyc 香港"));
        assert!(found("香港\u{3000}EPYC"), "divided by the space of a Chinese keyboard");
        assert!(!found("epyc 東京"));
    }

    #[test]
    fn letters_with_case_are_folded_as_the_library_does() {
        let differs =
            ('A'..='ԯ').chain('Ḁ'..='ỿ').filter(|letter| letter.to_lowercase().ne([folded(*letter)]));
        let differs: String = differs.collect();
        // İ has two small letters, ı is found as i; the others are hardly in names of servers.
        let expected = |letter: char| {
            let rare = ['\u{180}'..='\u{1cb}', '\u{1f1}'..='\u{1f7}', '\u{23a}'..='\u{37f}', 'Ϗ'..='Ͽ'];
            "İıςȠẞ".contains(letter) || rare.iter().any(|rare| rare.contains(&letter))
        };
        assert!(differs.chars().all(expected), "{differs}");
    }

    #[test]
    fn case_and_width_do_not_matter() {
        for typed in ["MÜLLER", "οδος", "ΟΔΟΣ", "ｂｇｐ－００７", "＃７"] {
            assert!(found(typed), "{typed}");
        }
    }

    #[test]
    fn case_does_not_matter_in_any_language_of_europe_and_in_vietnamese() {
        for [small, capitals] in [
            ["românia iași", "ROMÂNIA IAȘI"],
            ["hồ chí minh, việt nam", "HỒ CHÍ MINH, VIỆT NAM"],
            ["hải dương", "HẢI DƯƠNG"],
            ["istanbul", "İSTANBUL"],
            ["άθηνα έως ώρα", "ΆΘΗΝΑ ΈΩΣ ΏΡΑ"],
            ["київ, łódź", "КИЇВ, ŁÓDŹ"],
            ["өскемен, әлем", "ӨСКЕМЕН, ӘЛЕМ"],
        ] {
            assert_eq!(folded_text(capitals), folded_text(small));
            assert_eq!(folded_text(small), small.replace('ς', "σ"));
        }
        assert_eq!(folded_text("ırmak"), folded_text("IRMAK"));
    }

    #[test]
    fn a_number_means_an_id_exactly_or_stands_in_a_text() {
        let empty = haystack(&Server::default(), "");
        let finds = |typed: &str, id| needle(typed).finds(id, &empty);
        assert!(finds("#17", 17) && finds("17", 17));
        assert!(!finds("#1", 17) && !finds("1", 17), "no part of an id");
        assert!(found("7763"), "an EPYC");
        assert!(!found("#7763"));
        assert!(!finds("99999999999999999999999", 17));
    }

    #[test]
    fn accents_do_not_matter_on_either_side() {
        for [name, typed] in [
            ["São Paulo", "sao"],
            ["Sao Paulo", "são"],
            ["Düsseldorf", "dusseldorf"],
            ["Straße Ærø", "strasse aero"],
            ["Łódź", "lodz"],
            ["Hồ Chí Minh, Đà Nẵng", "ho chi minh, da nang"],
            ["Αθήνα", "αθηνα"],
            ["Орёл", "орел"],
            ["Cafe\u{301}", "café"],
        ] {
            let named = Server { name: name.into(), ..Server::default() };
            assert!(needle(typed).finds(0, &haystack(&named, "")), "{typed} in {name}");
            assert!(needle(name).finds(0, &haystack(&named, "")), "{name}");
        }
    }

    #[test]
    fn what_makes_another_letter_of_one_is_no_accent() {
        for [name, typed] in [["ハノイ", "バ"], ["서울", "소"], ["कन", "की"]] {
            let named = Server { name: name.into(), ..Server::default() };
            assert!(!needle(typed).finds(0, &haystack(&named, "")), "{typed} in {name}");
        }
    }

    #[test]
    fn nothing_typed_finds_everybody() {
        for typed in ["", " ", "\u{3000}\t"] {
            assert!(needle(typed).is_empty() && found(typed));
        }
    }

    #[test]
    fn no_word_is_found_across_two_facts() {
        assert!(!found("007müller"));
    }

    proptest! {
        #[test]
        fn whatever_a_server_is_called_finds_it(name in "\\PC{1,30}") {
            let named = Server { name: name.clone(), ..Server::default() };
            prop_assert!(needle(&name).finds(0, &haystack(&named, "")));
        }
    }
}
