//! How a POSIX shell splits a line, written from its grammar: enough to see which words a command gets.

/// A word after the removal of quotes, or an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Word(String),
    Operator(char),
}

/// Splits a text. `None` when a quote is left open, or when something outside quotes would be expanded: then nobody
/// can say which words there are.
pub fn split(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        '\'' => break,
                        inside => word.push(inside),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(chars.next()?),
            '$' | '`' | '"' | '*' | '?' | '[' | '~' | '#' | '!' => return None,
            ' ' | '\t' => tokens.extend(word.take().map(Token::Word)),
            '\n' | ';' | '&' | '|' | '<' | '>' | '(' | ')' => {
                tokens.extend(word.take().map(Token::Word));
                tokens.push(Token::Operator(c));
            }
            plain => word.get_or_insert_default().push(plain),
        }
    }
    tokens.extend(word.map(Token::Word));
    Some(tokens)
}

/// The words of each simple command, in order.
pub fn commands(text: &str) -> Option<Vec<Vec<String>>> {
    let mut commands = vec![Vec::new()];
    for token in split(text)? {
        match (token, commands.last_mut()) {
            (Token::Word(word), Some(last)) => last.push(word),
            _ => commands.push(Vec::new()),
        }
    }
    commands.retain(|words: &Vec<String>| !words.is_empty());
    Some(commands)
}
