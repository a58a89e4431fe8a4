//! Where a token comes from: a prompt, standard input, a file or an environment variable; never an argument.

use crate::failure::Failure;
use clap::Args;
use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use windlass_snyk::{Token, TokenKind};

/// Longest token that is read, in bytes: far beyond any, and short enough for a file named by mistake.
const LONGEST: u64 = 64 * 1024;

/// How the token is given.
#[derive(Args)]
#[group(multiple = false)]
pub(crate) struct TokenArgs {
    /// Read the token from this environment variable
    #[arg(long, value_name = "NAME")]
    pub(crate) token_env: Option<String>,

    /// Read the token from this file
    #[arg(long, value_name = "PATH")]
    pub(crate) token_file: Option<PathBuf>,

    /// Read the token from standard input
    #[arg(long)]
    pub(crate) token_stdin: bool,
}

/// A token, and how to find it again where it is not stored.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) token: Token,
    /// `env:NAME` or `file:PATH`.
    pub(crate) reference: Option<String>,
}

impl TokenArgs {
    /// Whether the token has a place where it is found again.
    pub(crate) fn is_named(&self) -> bool {
        self.token_env.is_some() || self.token_file.is_some()
    }

    /// Refuses a token that stands where its place belongs, without repeating it.
    pub(crate) fn refuse_token(&self, name: &str) -> Result<(), Failure> {
        let file = self.token_file.as_ref().and_then(|path| path.to_str());
        let given = [Some(name), self.token_env.as_deref(), file];
        if given.into_iter().flatten().any(is_token) {
            return Err(Failure::usage(
                "a token was given on the command line",
                "other users can see it there, and the shell keeps it in its history",
                "replace the token in Snyk; then use --token-env NAME, --token-file PATH, --token-stdin, or wait to be asked",
            ));
        }
        Ok(())
    }

    /// Reads the token, asking for it where nothing says where it is.
    pub(crate) fn read(&self) -> Result<Given, Failure> {
        if let Some(name) = &self.token_env {
            return Ok(Given { token: from_env(name)?, reference: Some(format!("env:{name}")) });
        }
        if let Some(path) = &self.token_file {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let path = path.display().to_string();
            return Ok(Given { token: from_file(&path)?, reference: Some(format!("file:{path}")) });
        }
        let text = if self.token_stdin {
            read_all(std::io::stdin()).map_err(|error| unreadable("standard input", &error))?
        } else if std::io::stdin().is_terminal() {
            rpassword::prompt_password("Snyk API token (not shown): ")
                .map_err(|error| unreadable("the terminal", &error))?
        } else {
            return Err(Failure::usage(
                "no token was given",
                "standard input is not a terminal, so it cannot be asked for",
                "use --token-env NAME, --token-file PATH or --token-stdin",
            ));
        };
        Ok(Given { token: parse(text, "what was entered")?, reference: None })
    }
}

/// Whether a text has the shape of a token.
fn is_token(text: &str) -> bool {
    Token::parse(text.to_owned()).is_ok_and(|token| token.kind() != TokenKind::Unknown)
}

/// The token that a stored reference names.
pub(crate) fn follow(reference: &str) -> Result<Token, Failure> {
    match reference.split_once(':') {
        Some(("env", name)) => from_env(name),
        Some(("file", path)) => from_file(path),
        Some(_) | None => Err(Failure::new(
            "vault",
            "the connection does not say where its token is",
            "its row in windlass_connections is damaged",
            "run `windlass connect` again",
        )),
    }
}

fn from_env(name: &str) -> Result<Token, Failure> {
    let text = std::env::var(name).map_err(|_| {
        Failure::new(
            "invalid_credentials",
            format!("the environment variable {name} holds no token"),
            "it is not set, or not text",
            format!("set {name} and run it again"),
        )
    })?;
    parse(text, &format!("the environment variable {name}"))
}

fn from_file(path: &str) -> Result<Token, Failure> {
    let text = std::fs::File::open(path).and_then(read_all).map_err(|error| unreadable(path, &error))?;
    parse(text, path)
}

fn read_all(from: impl Read) -> std::io::Result<String> {
    let mut text = String::new();
    from.take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}

fn parse(text: String, place: &str) -> Result<Token, Failure> {
    Token::parse(text).map_err(|error| {
        Failure::new(
            "invalid_credentials",
            format!("{place} holds no token"),
            error.to_string(),
            "copy the whole token from Snyk, without quotes or line breaks",
        )
    })
}

fn unreadable(place: &str, error: &std::io::Error) -> Failure {
    Failure::new(
        "invalid_credentials",
        format!("the token cannot be read from {place}"),
        error.to_string(),
        "check that it exists and that this user may read it",
    )
}
