//! Starts the client in the page that loaded it.

fn main() {
    nezha_lens::start();
}
