//! Which key goes with which secret: options first, the rest from the environment.

use std::collections::HashMap;
use std::env::VarError;

use voxtoken::{ErrorKind, Secret};

use crate::failure::Failure;
use crate::secret_input;

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
    pub secret: Secret,
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

/// The pair from the options, the environment and, for the secret, the keyboard.
pub fn find(names: &Names, id: Option<String>, secret: Option<Secret>) -> Result<Keys, Failure> {
    let set = environment(names.variables.as_flattened())?;
    let choice = choose(names.variables, id, secret, &set);
    let Some(id) = choice.id else { return Err(missing(names)) };
    let secret = match choice.secret {
        Some(secret) => secret,
        None => secret_input::ask(names.secret)?.ok_or_else(|| missing(names))?,
    };
    Ok(Keys { id, secret, pair: choice.pair })
}

/// A single secret from an option, one variable or the keyboard.
pub fn find_secret(
    what: &str,
    option: &str,
    variable: &'static str,
    given: Option<Secret>,
) -> Result<Secret, Failure> {
    if let Some(secret) = given {
        return Ok(secret);
    }
    if let Some(secret) = environment(&[variable])?.remove(variable) {
        return Ok(secret.into());
    }
    secret_input::ask(what)?.ok_or_else(|| {
        Failure::new(ErrorKind::Credentials, format!("no {what} was given"))
            .with_hint(format!("Set {variable}, or give {option} (- for standard input)."))
    })
}

struct Choice {
    id: Option<String>,
    secret: Option<Secret>,
    pair: Option<usize>,
}

fn choose(
    variables: &[[&'static str; 2]],
    id: Option<String>,
    secret: Option<Secret>,
    set: &HashMap<&str, String>,
) -> Choice {
    if id.is_some() && secret.is_some() {
        return Choice { id, secret, pair: None };
    }
    let has_id = |pair: &[&str; 2]| id.is_some() || set.contains_key(pair[0]);
    let has_secret = |pair: &[&str; 2]| secret.is_some() || set.contains_key(pair[1]);
    let complete = variables.iter().position(|pair| has_id(pair) && has_secret(pair));
    // Without a complete pair, an id is enough: the secret can be typed.
    let Some(index) = complete.or_else(|| variables.iter().position(has_id)) else {
        return Choice { id, secret, pair: None };
    };
    let [id_variable, secret_variable] = variables[index];
    Choice {
        id: id.or_else(|| set.get(id_variable).cloned()),
        secret: secret.or_else(|| set.get(secret_variable).map(|text| text.as_str().into())),
        pair: Some(index),
    }
}

fn missing(names: &Names) -> Failure {
    let pairs: Vec<_> = names.variables.iter().map(|[id, secret]| format!("{id} and {secret}")).collect();
    Failure::new(ErrorKind::Credentials, "no credentials were given, or not all of them").with_hint(format!(
        "Set {}; or give {} and {} (- for standard input).",
        pairs.join(", or "),
        names.id_option,
        names.secret_option
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: &[[&str; 2]] = &[["A_ID", "A_SECRET"], ["B_ID", "B_SECRET"]];

    fn chosen(
        id: Option<&str>,
        secret: Option<&str>,
        set: &[(&'static str, &str)],
    ) -> (Option<String>, Option<String>, Option<usize>) {
        let set = set.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let choice = choose(PAIRS, id.map(Into::into), secret.map(Into::into), &set);
        (choice.id, choice.secret.map(|secret| secret.expose().to_owned()), choice.pair)
    }

    fn expected(
        id: &str,
        secret: &str,
        pair: Option<usize>,
    ) -> (Option<String>, Option<String>, Option<usize>) {
        (Some(id.into()), Some(secret.into()), pair)
    }

    #[test]
    fn the_first_complete_pair_wins() {
        let all = [("A_ID", "ai"), ("A_SECRET", "as"), ("B_ID", "bi"), ("B_SECRET", "bs")];
        assert_eq!(chosen(None, None, &all), expected("ai", "as", Some(0)));
        assert_eq!(chosen(None, None, &all[1..]), expected("bi", "bs", Some(1)));
    }

    #[test]
    fn options_win_and_the_environment_fills_the_rest() {
        let all = [("A_ID", "ai"), ("A_SECRET", "as"), ("B_ID", "bi"), ("B_SECRET", "bs")];
        assert_eq!(chosen(Some("i"), Some("s"), &all), expected("i", "s", None));
        assert_eq!(chosen(Some("i"), None, &all), expected("i", "as", Some(0)));
        assert_eq!(chosen(Some("i"), None, &all[2..]), expected("i", "bs", Some(1)));
        assert_eq!(chosen(None, Some("s"), &all[1..]), expected("bi", "s", Some(1)));
    }

    #[test]
    fn an_id_without_a_secret_is_kept_for_the_keyboard() {
        assert_eq!(chosen(None, None, &[("B_ID", "bi")]), (Some("bi".into()), None, Some(1)));
        assert_eq!(chosen(None, None, &[("B_SECRET", "bs")]), (None, None, None));
    }
}
