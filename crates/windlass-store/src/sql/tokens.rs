//! SQL in pieces: what is SQL, and what only looks like it because it stands in quotes or in a comment.

/// A piece of SQL. All pieces of a text, one after the other, are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'s> {
    /// SQL.
    Code(&'s str),
    /// A literal, a name in quotes or a comment, with what it begins and ends with.
    Quoted(&'s str),
}

impl<'s> Token<'s> {
    /// Its text.
    pub fn text(self) -> &'s str {
        match self {
            Self::Code(text) | Self::Quoted(text) => text,
        }
    }
}

/// The pieces of a text. Known are `'…'` and `"…"` with the quote doubled inside, `E'…'` with backslashes, `` `…` ``, `-- …`,
/// `/* … */`, which PostgreSQL nests and SQLite does not, and PostgreSQL's `$word$ … $word$`. One that does not end goes on to the end
/// of the text.
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let bytes = sql.as_bytes();
    let (mut tokens, mut code, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let Some(length) = quoted_at(sql, at) else {
            at += 1;
            continue;
        };
        if code < at {
            tokens.push(Token::Code(&sql[code..at]));
        }
        tokens.push(Token::Quoted(&sql[at..at + length]));
        at += length;
        code = at;
    }
    if code < bytes.len() {
        tokens.push(Token::Code(&sql[code..]));
    }
    tokens
}

/// The length of what begins at a place and is no SQL, if such begins there.
fn quoted_at(sql: &str, at: usize) -> Option<usize> {
    let rest = &sql.as_bytes()[at..];
    match rest {
        [b'\'', ..] => Some(within_quotes(rest, b'\'', has_backslashes(&sql.as_bytes()[..at]))),
        [quote @ (b'"' | b'`'), ..] => Some(within_quotes(rest, *quote, false)),
        [b'-', b'-', ..] => Some(rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())),
        [b'/', b'*', ..] => Some(comment(rest)),
        [b'$', ..] if at == 0 || !is_of_word(sql.as_bytes()[at - 1]) => between_dollars(&sql[at..]),
        _ => None,
    }
}

/// Whether a byte belongs to a name.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || !byte.is_ascii()
}

/// Whether what stands before a literal says that backslashes in it escape.
fn has_backslashes(before: &[u8]) -> bool {
    match before {
        [.., other, b'e' | b'E'] => !is_of_word(*other),
        [b'e' | b'E'] => true,
        _ => false,
    }
}

fn within_quotes(rest: &[u8], quote: u8, backslashes: bool) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' if backslashes => at += 2,
            byte if *byte == quote && rest.get(at + 1) == Some(&quote) => at += 2,
            byte if *byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

fn comment(rest: &[u8]) -> usize {
    let (mut at, mut depth) = (2, 1);
    while depth > 0 && at < rest.len() {
        match &rest[at..] {
            [b'*', b'/', ..] => (at, depth) = (at + 2, depth - 1),
            [b'/', b'*', ..] => (at, depth) = (at + 2, depth + 1),
            _ => at += 1,
        }
    }
    at
}

/// The length of `$word$ … $word$`; `None` where it is the beginning of something else.
fn between_dollars(rest: &str) -> Option<usize> {
    let word = rest[1..].find('$').filter(|end| rest.as_bytes()[1..=*end].iter().all(|byte| is_of_word(*byte)))?;
    let mark = &rest[..word + 2];
    if mark[1..].starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    rest[mark.len()..].find(mark).map(|end| end + 2 * mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is no SQL becomes a dot.
    fn dotted(sql: &str) -> String {
        let text = |token| if let Token::Code(code) = token { code } else { "." };
        tokens(sql).into_iter().map(text).collect()
    }

    #[test]
    fn what_is_quoted_is_told_from_what_is_not() {
        for (sql, expected) in [
            ("select 1", "select 1"),
            ("", ""),
            ("a 'b' c", "a . c"),
            ("a '' c", "a . c"),
            ("a 'it''s' c", "a . c"),
            ("a 'b", "a ."),
            (r"like 'x' escape '\' and 'y'", "like . escape . and ."),
            (r"like 'x' escape'\' and ?1", "like . escape. and ?1"),
            (r"select E'it\'s' ?1", "select E. ?1"),
            (r"select e'\\' ?1", "select e. ?1"),
            (r#"a "b ""c"" 'd" e"#, "a . e"),
            ("a `b` c", "a . c"),
            ("a -- it's\nb", "a .\nb"),
            ("a -- b", "a ."),
            ("a - -b", "a - -b"),
            ("a /* 'b */ c", "a . c"),
            ("a /* b /* c */ d */ e", "a . e"),
            ("a / * b", "a / * b"),
            ("a /* b", "a ."),
            ("$$ it's $x $$ b", ". b"),
            ("$q$ a $$ b $q$ c", ". c"),
            ("$a, $b", "$a, $b"),
            ("$a + $b = 'c'", "$a + $b = ."),
            ("($1, $2$)", "($1, $2$)"),
            ("'é' é \"ü\" ü", ". é . ü"),
            ("a$b$c $b$", "a$b$c $b$"),
        ] {
            assert_eq!(dotted(sql), expected, "{sql}");
            assert_eq!(tokens(sql).into_iter().map(Token::text).collect::<String>(), sql);
        }
    }
}
