//! Sends the calls of this crate with a blocking HTTP client. Any other client would do.

use std::error::Error;

use nezha_api::{Answer, ApiBase, Endpoint, Method, RawReply, Token};

/// The dashboard and the token, from the environment.
pub struct Dashboard {
    base: ApiBase,
    token: Option<Token>,
}

impl Dashboard {
    /// Reads `NEZHA_URL` (such as `https://panel.example.com`) and `NEZHA_TOKEN`.
    pub fn from_env() -> Result<Self, Box<dyn Error>> {
        let url = std::env::var("NEZHA_URL").map_err(|_| "set NEZHA_URL to the dashboard's address")?;
        let token = std::env::var("NEZHA_TOKEN").ok().map(|token| Token::parse(&token)).transpose()?;
        Ok(Self { base: url.parse()?, token })
    }

    /// Sends one call, once.
    pub fn call<E: Endpoint>(&self, endpoint: &E) -> Result<Answer<E::Reply>, Box<dyn Error>> {
        let request = endpoint.request();
        let url = request.url(&self.base);
        // Every status has a body that says more; a redirect would carry the token elsewhere.
        let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
        let agent = ureq::Agent::new_with_config(config);
        let token = self.token.as_ref().map(Token::header_value);
        let mut response = match request.method {
            Method::Get => {
                let mut call = agent.get(&url);
                if let Some(token) = token {
                    call = call.header("Authorization", token);
                }
                call.call()?
            }
            Method::Post => {
                let mut call = agent.post(&url).header("Content-Type", "application/json");
                if let Some(token) = token {
                    call = call.header("Authorization", token);
                }
                call.send(request.body.unwrap_or_default())?
            }
        };
        let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
        let reply = RawReply {
            status: response.status().as_u16(),
            content_type: header("content-type"),
            date: header("date"),
            age: header("age"),
            www_authenticate: header("www-authenticate"),
            ..RawReply::default()
        };
        let body = response.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        Ok(endpoint.decode(&RawReply { body, ..reply })?)
    }
}
