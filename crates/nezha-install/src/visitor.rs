//! What the visitor's own machine runs, to offer that way of installing first.

use crate::Platform;

impl Platform {
    /// The platform of the visitor's machine, by what the browser says: its user agent, and `platform` of its client
    /// hints, empty where it has none. `None` when no agent runs there, as on a phone, and when nobody can tell.
    ///
    /// A guess, and often about another machine than the one to be monitored.
    pub fn of_visitor(user_agent: &str, platform_hint: &str) -> Option<Self> {
        // A browser that asks for desktop pages hides the phone in its user agent, not in its hint.
        let phones =
            ["Android", "iPhone", "iPad", "iPod", "CrOS", "Chrome OS", "Windows Phone", "KAIOS", "Tizen"];
        let says = |word: &str| platform_hint.contains(word) || user_agent.contains(word);
        if phones.into_iter().any(says) {
            return None;
        }
        let known = [
            ("Windows", Self::Windows),
            ("macOS", Self::MacOs),
            ("Macintosh", Self::MacOs),
            ("FreeBSD", Self::FreeBsd),
            ("Linux", Self::LinuxManual),
        ];
        known.into_iter().find(|(word, _)| says(word)).map(|(_, platform)| platform)
    }

    /// All platforms in the order in which to offer them, with the visitor's own first.
    pub fn offered(visitors: Option<Self>) -> [Self; 12] {
        let mut order = Self::ALL;
        if let Some(at) = visitors.and_then(|own| order.iter().position(|platform| *platform == own))
            && let Some(front) = order.get_mut(..=at)
        {
            front.rotate_right(1);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(user_agent: &str) -> Option<Platform> {
        Platform::of_visitor(user_agent, "")
    }

    #[test]
    fn desktop_browsers_say_what_they_run_on() {
        for (user_agent, platform) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0.0.0",
                Platform::Windows,
            ),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/16.4 Safari/605.1.15", Platform::MacOs),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", Platform::LinuxManual),
            ("Mozilla/5.0 (X11; FreeBSD amd64; rv:115.0) Gecko/20100101 Firefox/115.0", Platform::FreeBsd),
        ] {
            assert_eq!(of(user_agent), Some(platform), "{user_agent}");
        }
        assert_eq!(Platform::of_visitor("", "macOS"), Some(Platform::MacOs));
        assert_eq!(Platform::of_visitor("", "Windows"), Some(Platform::Windows));
    }

    #[test]
    fn no_agent_runs_on_phones() {
        for user_agent in [
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) Version/16.4 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/120.0.0.0",
            "Mozilla/5.0 (X11; OpenBSD amd64; rv:115.0) Gecko/20100101 Firefox/115.0",
            "",
        ] {
            assert_eq!(of(user_agent), None, "{user_agent}");
        }
        assert_eq!(Platform::of_visitor("Mozilla/5.0 (X11; Linux x86_64)", "Android"), None);
    }

    #[test]
    fn the_visitors_own_comes_first_and_none_is_lost() {
        assert_eq!(Platform::offered(None), Platform::ALL);
        for own in Platform::ALL {
            let order = Platform::offered(Some(own));
            assert_eq!(order[0], own);
            let rest = order[1..].to_vec();
            assert_eq!(rest, Platform::ALL.into_iter().filter(|other| *other != own).collect::<Vec<_>>());
        }
    }
}
