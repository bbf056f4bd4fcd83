//! Which key goes with which secret: options first, the rest from the environment.

use std::collections::HashMap;
use std::env::VarError;
use std::io::IsTerminal;

use crate::ErrorKind;

use crate::command::failure::Failure;
use crate::command::output::Output;
use crate::command::secret_input::Given;

/// How the parts of a pair are called.
pub struct Names {
    /// The option of the id.
    pub id_option: &'static str,
    /// The secret in words.
    pub secret: &'static str,
    /// The option of the secret's file.
    pub secret_option: &'static str,
    /// Pairs of environment variables, the first complete one wins.
    pub variables: &'static [[&'static str; 2]],
}

/// An id with its secret.
#[derive(Debug)]
pub struct Keys {
    pub id: String,
    /// The option or variable that the id comes from.
    pub id_origin: &'static str,
    pub secret: Given,
    /// Which pair of variables filled in what the options did not give, if any.
    pub pair: Option<usize>,
}

/// The set variables among `names`; one with only white space counts as unset.
pub fn environment(names: &[&'static str]) -> Result<HashMap<&'static str, String>, Failure> {
    let mut set = HashMap::new();
    for name in names {
        match std::env::var(name) {
            Ok(value) if !value.trim().is_empty() => {
                set.insert(*name, value.trim().to_owned());
            }
            Ok(_) | Err(VarError::NotPresent) => {}
            Err(VarError::NotUnicode(_)) => {
                let message = format!("the environment variable {name} is not UTF-8 text");
                return Err(Failure::new(ErrorKind::InvalidArgument, message)
                    .with_hint("Keys and secrets are ASCII letters, digits and signs: set it again."));
            }
        }
    }
    Ok(set)
}

/// The pair from the options and the environment; a secret that is nowhere can be typed, if
/// there is a keyboard.
pub fn find(
    names: &Names,
    id: Option<String>,
    secret: Option<Given>,
    output: Output,
) -> Result<Keys, Failure> {
    let set = environment(names.variables.as_flattened())?;
    let (has_id, has_secret) = (id.is_some(), secret.is_some());
    let missing = || missing(names, has_id, has_secret, &set);
    let choice = choose(names, id, secret, &set);
    let Some((id, id_origin)) = choice.id else { return Err(missing()) };
    let secret = match choice.secret {
        Some(secret) => secret,
        None => Given::Keyboard(keyboard(names.secret).ok_or_else(missing)?),
    };
    if let Some(note) =
        choice.pair.filter(|_| !has_id && !has_secret).and_then(|pair| skipped(names, pair, &set))
    {
        output.warn(&note);
    }
    Ok(Keys { id, id_origin, secret, pair: choice.pair })
}

/// A single secret from an option, one variable or the keyboard.
pub fn find_secret(
    what: &'static str,
    option: &str,
    variable: &'static str,
    given: Option<Given>,
) -> Result<Given, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    if let Some(secret) = environment(&[variable])?.remove(variable) {
        return Ok(Given::Known { secret: secret.into(), origin: variable });
    }
    keyboard(what).map(Given::Keyboard).ok_or_else(|| {
        Failure::new(ErrorKind::Credentials, format!("no {what}: {variable} is not set"))
            .with_hint(format!("Set {variable}, or give {option} (- for standard input)."))
    })
}

/// What can be asked for: nothing without a keyboard.
fn keyboard(what: &'static str) -> Option<&'static str> {
    std::io::stdin().is_terminal().then_some(what)
}

struct Choice {
    /// The id, and where it comes from.
    id: Option<(String, &'static str)>,
    secret: Option<Given>,
    pair: Option<usize>,
}

fn choose(
    names: &Names,
    id: Option<String>,
    secret: Option<Given>,
    set: &HashMap<&'static str, String>,
) -> Choice {
    let id = id.map(|id| (id, names.id_option));
    if id.is_some() && secret.is_some() {
        return Choice { id, secret, pair: None };
    }
    let has_id = |pair: &[&str; 2]| id.is_some() || set.contains_key(pair[0]);
    let has_secret = |pair: &[&str; 2]| secret.is_some() || set.contains_key(pair[1]);
    let complete = names.variables.iter().position(|pair| has_id(pair) && has_secret(pair));
    // Without a complete pair, an id is enough: the secret can be typed.
    let Some(index) = complete.or_else(|| names.variables.iter().position(has_id)) else {
        return Choice { id, secret, pair: None };
    };
    let [id_variable, secret_variable] = names.variables[index];
    let from_variable =
        |text: &String| Given::Known { secret: text.as_str().into(), origin: secret_variable };
    Choice {
        id: id.or_else(|| set.get(id_variable).map(|id| (id.clone(), id_variable))),
        secret: secret.or_else(|| set.get(secret_variable).map(from_variable)),
        pair: Some(index),
    }
}

/// A word about a pair that was passed over because one half of it is not set.
fn skipped(names: &Names, pair: usize, set: &HashMap<&str, String>) -> Option<String> {
    let [used_id, used_secret] = names.variables[pair];
    names.variables[..pair].iter().find_map(|[id, secret]| {
        let (there, lacking) = match (set.contains_key(id), set.contains_key(secret)) {
            (true, false) => (id, secret),
            (false, true) => (secret, id),
            _ => return None,
        };
        Some(format!("{there} is set without {lacking}, so {used_id} and {used_secret} are used instead"))
    })
}

fn missing(names: &Names, has_id: bool, has_secret: bool, set: &HashMap<&str, String>) -> Failure {
    let lacking = names.variables.iter().map(|[id, secret]| {
        let lacking = [(id, has_id), (secret, has_secret)].into_iter();
        let lacking = lacking.filter(|(name, is_given)| !is_given && !set.contains_key(**name));
        lacking.map(|(name, _)| *name).collect::<Vec<_>>().join(" and ")
    });
    let lacking = lacking.collect::<Vec<_>>().join(", or ");
    let pairs: Vec<_> = names.variables.iter().map(|[id, secret]| format!("{id} and {secret}")).collect();
    Failure::new(ErrorKind::Credentials, format!("no credentials: {lacking} not set")).with_hint(format!(
        "Set {}; or give {} and {} (- for standard input).",
        pairs.join(", or "),
        names.id_option,
        names.secret_option
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: Names = Names {
        id_option: "--id",
        secret: "secret",
        secret_option: "--secret-file",
        variables: &[["A_ID", "A_SECRET"], ["B_ID", "B_SECRET"]],
    };
    const ALL: &[(&str, &str)] = &[("A_ID", "ai"), ("A_SECRET", "as"), ("B_ID", "bi"), ("B_SECRET", "bs")];

    fn map(set: &[(&'static str, &str)]) -> HashMap<&'static str, String> {
        set.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    }

    /// Id and secret with where they come from, and the pair.
    fn chosen(id: Option<&str>, secret: Option<&str>, set: &[(&'static str, &str)]) -> String {
        let secret = secret.map(|secret| Given::Known { secret: secret.into(), origin: "--secret-file" });
        let choice = choose(&NAMES, id.map(Into::into), secret, &map(set));
        let id = choice.id.map_or("none".into(), |(id, origin)| format!("{id} of {origin}"));
        let secret = match &choice.secret {
            Some(given) => format!("{} of {}", given.or_stand_in().expose(), given.origin()),
            None => "none".into(),
        };
        format!("{id}, {secret}, {:?}", choice.pair)
    }

    #[test]
    fn the_first_complete_pair_wins() {
        assert_eq!(chosen(None, None, ALL), "ai of A_ID, as of A_SECRET, Some(0)");
        assert_eq!(chosen(None, None, &ALL[1..]), "bi of B_ID, bs of B_SECRET, Some(1)");
    }

    #[test]
    fn options_win_and_the_environment_fills_the_rest() {
        assert_eq!(chosen(Some("i"), Some("s"), ALL), "i of --id, s of --secret-file, None");
        assert_eq!(chosen(Some("i"), None, ALL), "i of --id, as of A_SECRET, Some(0)");
        assert_eq!(chosen(Some("i"), None, &ALL[2..]), "i of --id, bs of B_SECRET, Some(1)");
        assert_eq!(chosen(None, Some("s"), &ALL[1..]), "bi of B_ID, s of --secret-file, Some(1)");
    }

    #[test]
    fn an_id_without_a_secret_is_kept_for_the_keyboard() {
        assert_eq!(chosen(None, None, &ALL[2..3]), "bi of B_ID, none, Some(1)");
        assert_eq!(chosen(None, None, &ALL[3..]), "none, none, None");
    }

    #[test]
    fn what_is_missing_or_passed_over_is_named() {
        let words = |has_id, has_secret, set| missing(&NAMES, has_id, has_secret, &map(set)).words(false);
        let first = |words: String| words.lines().next().unwrap().to_owned();
        assert_eq!(
            first(words(false, false, &ALL[..1])),
            "error: no credentials: A_SECRET, or B_ID and B_SECRET not set"
        );
        assert_eq!(first(words(true, false, &[])), "error: no credentials: A_SECRET, or B_SECRET not set");
        assert_eq!(
            skipped(&NAMES, 1, &map(&ALL[1..])).unwrap(),
            "A_SECRET is set without A_ID, so B_ID and B_SECRET are used instead"
        );
        assert_eq!(skipped(&NAMES, 1, &map(&ALL[2..])), None);
        assert_eq!(skipped(&NAMES, 0, &map(ALL)), None);
    }
}
