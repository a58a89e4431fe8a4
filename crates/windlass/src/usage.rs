//! A command line that is not right, told like every other failure.

use crate::exit::Exit;
use crate::failure::Failure;
use crate::render;
use clap::error::ErrorKind;

/// Prints the help that was asked for, or what is wrong.
pub(crate) fn refuse(error: &clap::Error, cli: &clap::Command) -> Exit {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return if asked { Exit::Done } else { Exit::Usage };
    }
    let given: Vec<String> = std::env::args().skip(1).collect();
    if error.kind() == ErrorKind::MissingSubcommand && given.is_empty() {
        render::err(cli.clone().render_help().to_string().trim_end());
        return Exit::Usage;
    }
    let command = given.iter().find(|word| cli.find_subcommand(word).is_some());
    let help = command.map_or_else(|| "windlass --help".to_owned(), |command| format!("windlass {command} --help"));
    let (what, why) = told(&error.render().to_string());
    Failure::usage(what, why, format!("see `{help}`")).print(given.iter().any(|word| word == "--json"));
    Exit::Usage
}

/// What is wrong, and why, from the paragraphs that clap makes of it.
fn told(text: &str) -> (String, String) {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut paragraphs = text.split("\n\n");
    let what = one_line(paragraphs.next().unwrap_or_default().trim_start_matches("error: "));
    // `invalid value 'x' for '--stream <STREAM>': the streams are …` and `… [possible values: …]` say why in the same breath.
    let reason = what
        .split_once("': ")
        .or_else(|| what.split_once("' ["))
        .map(|(what, why)| (format!("{what}'"), why.trim_end_matches(']').to_owned()));
    let rest = |label: &str| text.lines().find_map(|line| line.trim_start().strip_prefix(label)).map(one_line);
    let tip = rest("tip: ").or_else(|| rest("Usage: ").map(|usage| format!("it is used so: {usage}")));
    match (reason, tip) {
        (Some(told), _) => told,
        (None, tip) => (what, tip.unwrap_or_else(|| "the command line is not right".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_clap_puts_it_becomes_what_and_why() {
        let cases = [
            (
                "error: invalid value 'x' for '--stream <STREAM>': the streams are a, b\n\nFor more information, try '--help'.\n",
                ("invalid value 'x' for '--stream <STREAM>'", "the streams are a, b"),
            ),
            (
                "error: invalid value 'x' for '--format <FORMAT>'\n  [possible values: table, csv]\n\nFor more …",
                ("invalid value 'x' for '--format <FORMAT>'", "possible values: table, csv"),
            ),
            (
                "error: unexpected argument '--nope' found\n\nUsage: windlass sync [NAMES]...\n\nFor more …",
                ("unexpected argument '--nope' found", "it is used so: windlass sync [NAMES]..."),
            ),
            (
                "error: unrecognized subcommand 'synk'\n\n  tip: a similar subcommand exists: 'sync'\n\nUsage: …",
                ("unrecognized subcommand 'synk'", "a similar subcommand exists: 'sync'"),
            ),
        ];
        for (text, (what, why)) in cases {
            assert_eq!(told(text), (what.to_owned(), why.to_owned()));
        }
    }
}
