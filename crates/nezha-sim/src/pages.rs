//! Stand-ins for V0's HTML pages: about as long, with nothing in them that a client could mistake for data.

use crate::reply::{Reply, html};
use axum::http::StatusCode;

const STYLE: &str = "
    body { margin: 0; font-family: Lato, 'Helvetica Neue', Arial, Helvetica, sans-serif; background: #f5f5f5; }
    .nb-container { min-height: 100vh; display: flex; flex-direction: column; }
    .ui.menu { display: flex; height: 4rem; align-items: center; padding: 0 1.5rem; background: #fff;
      border-bottom: 1px solid rgba(34, 36, 38, .15); box-shadow: 0 1px 2px 0 rgba(34, 36, 38, .15); }
    .ui.menu .item { padding: 0 1rem; color: rgba(0, 0, 0, .87); text-decoration: none; }
    .ui.menu .right.menu { margin-left: auto; }
    .login.nb-container { flex: 1; display: flex; align-items: center; justify-content: center; }
    .ui.grid { width: 100%; max-width: 30rem; padding: 2rem; }
    .ui.message { padding: 1.5rem; background: #fffaf3; color: #573a08; border-radius: .3rem;
      box-shadow: 0 0 0 1px #c9ba9b inset, 0 0 0 0 transparent; }
    .ui.message .header { margin: 0 0 .5rem; font-size: 1.15rem; font-weight: bold; }
    .ui.form input { width: 100%; padding: .6rem 1rem; border: 1px solid rgba(34, 36, 38, .15); border-radius: .3rem; }
    .ui.button { margin-top: 1rem; padding: .75rem 1.5rem; border: 0; border-radius: .3rem; background: #e0e1e2; }
    .ui.button:hover { background: #cacbcd; }
    .ui.celled.table { width: 100%; border-collapse: collapse; background: #fff; }
    .ui.celled.table td { padding: .75rem; border: 1px solid rgba(34, 36, 38, .1); }
    .footer { padding: 1rem; text-align: center; color: rgba(0, 0, 0, .4); font-size: .9rem; }
    .footer a { color: inherit; }
    @media (max-width: 600px) { .ui.menu { padding: 0 .5rem; } .ui.menu .item { padding: 0 .5rem; }
      .ui.grid { padding: 1rem; } }
    @media (prefers-color-scheme: dark) { body { background: #1b1c1d; } .ui.menu { background: #1b1c1d; }
      .ui.menu .item { color: rgba(255, 255, 255, .9); } .footer { color: rgba(255, 255, 255, .5); } }
";

/// A page of the dashboard with a heading and a sentence.
fn page(title: &str, sentence: &str) -> String {
    format!(
        "\n\n<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n    <meta charset=\"UTF-8\">\n    \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1.0\">\n    \
         <title>{title}</title>\n    <style>{STYLE}</style>\n</head>\n<body>\n\
         <div class=\"nb-container\">\n  <div class=\"ui menu\"><a class=\"item\" href=\"/\">Home</a>\
         <a class=\"item\" href=\"/service\">Services</a><a class=\"item\" href=\"/network\">Network</a>\
         <div class=\"right menu\"><a class=\"item\" href=\"/login\">Login</a></div></div>\n  \
         <div class=\"login nb-container\"><div class=\"ui grid\"><div class=\"ui message\">\
         <p class=\"header\">{title}</p><p>{sentence}</p></div></div></div>\n  \
         <div class=\"footer\">A simulated dashboard</div>\n</div>\n</body>\n</html>\n"
    )
}

/// What every unknown path and every wrong method gets.
pub(crate) fn not_found() -> Reply {
    html(StatusCode::NOT_FOUND, page("404 Not Found", "This page does not exist."))
}

/// What the pages of the dashboard's own user interface get.
pub(crate) fn dashboard() -> Reply {
    html(StatusCode::OK, page("Server Status", "V0's own pages are not simulated."))
}

/// What admin pages answer to guests.
pub(crate) fn forbidden() -> Reply {
    html(StatusCode::FORBIDDEN, page("403 Forbidden", "This page needs a login."))
}

/// What the login page answers to who is logged in.
pub(crate) fn already_logged_in() -> Reply {
    html(StatusCode::BAD_REQUEST, page("400 Bad Request", "You are logged in already."))
}

/// What a guest gets on a site with a view password.
pub(crate) fn view_password() -> Reply {
    html(StatusCode::OK, page("Verify Password", "This site has a view password."))
}

/// What a wrong view password gets.
pub(crate) fn wrong_password() -> Reply {
    html(StatusCode::OK, page("An Error Occurred", "Wrong password."))
}

/// What the WebSocket's address answers when there is no handshake, or a wrong one.
pub(crate) fn bad_handshake() -> String {
    page("An Error Occurred", "Network error.")
}

/// What a proxy in front of the dashboard says, for faults.
pub(crate) fn proxy(title: &str) -> String {
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
         <hr><center>proxy</center>\r\n</body>\r\n</html>\r\n"
    )
}
