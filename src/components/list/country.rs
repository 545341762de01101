//! Where a server is.

use nezha_fleet::hardware;

use crate::components::list::glance::Glance;
use crate::components::list::pattern::PatternBuilder;
use crate::dom::{Element, View, view};

/// A country's code, and beside it its flag, where it has one and the visitor wants it.
pub fn country(pattern: &mut PatternBuilder, with_flag: bool) -> View {
    let code = pattern.text(|glance| glance.country());
    let flag = with_flag.then(|| {
        let flag = Element::html("img");
        // Without a text in its place, an image that does not come is nothing at all.
        for (name, value) in
            [("class", "flag"), ("alt", ""), ("width", "16"), ("height", "12"), ("loading", "lazy")]
        {
            flag.set(name, value);
        }
        pattern.attribute_value(&flag, "hidden", |glance| flag_code(glance).is_none().into());
        pattern.attribute_value(&flag, "src", |glance| {
            flag_code(glance).map(|code| ["flags/", &code, ".svg"].concat()).into()
        });
        flag.into_view()
    });
    view! { <span class="country">{flag} {code}</span> }
}

/// By what its flag is known; `None` without a country, or where the code is of none.
fn flag_code(glance: &Glance) -> Option<String> {
    hardware::flag_code(&glance.server.known_host()?.country_code)
}
