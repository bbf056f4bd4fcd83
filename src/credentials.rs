//! Where keys and secrets come from, and what they must look like.

use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

/// Refuses a key or secret that cannot be one: empty, or with white space or control characters
/// (a line end that came along from a file), or not ASCII. `source` names where to set it.
pub(crate) fn check(argument: &'static str, text: &str, source: &str) -> Result<()> {
    let rule = if text.is_empty() {
        format!("is empty; pass it or set {source}")
    } else if text.trim() != text {
        "begins or ends with white space; was a line end copied along?".into()
    } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        "must be printable ASCII without spaces".into()
    } else {
        return Ok(());
    };
    Err(Error::invalid(argument, rule))
}

/// The first group of variables of which all are set and not empty.
pub(crate) fn from_env<const N: usize>(
    groups: &[[&str; N]],
    var: impl Fn(&str) -> Option<String>,
) -> Result<(usize, [Secret; N])> {
    let set = |name: &str| {
        let value = Secret::from(var(name)?);
        Some(Secret::from(value.expose().trim())).filter(|value| !value.is_empty())
    };
    for (index, group) in groups.iter().enumerate() {
        if group.iter().all(|name| set(name).is_some()) {
            return Ok((index, group.map(|name| set(name).unwrap_or_default())));
        }
    }
    let missing = groups
        .iter()
        .map(|group| {
            group.iter().filter(|name| set(name).is_none()).copied().collect::<Vec<_>>().join(" and ")
        })
        .collect::<Vec<_>>()
        .join(", or ");
    Err(Error::new(ErrorKind::Credentials, format!("no credentials: {missing} not set"))
        .with_hint("Set the environment variables, or pass the key and the secret."))
}

/// The environment of this process; a value that is not UTF-8 counts as unset.
pub(crate) fn env_var(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: &[[&str; 2]] = &[["A_ID", "A_SECRET"], ["B_ID", "B_SECRET"]];

    fn lookup(vars: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        move |name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_first_complete_group_wins() {
        let vars = lookup(&[("A_ID", "half"), ("A_SECRET", " "), ("B_ID", "id\n"), ("B_SECRET", "s")]);
        let (index, [id, secret]) = from_env(GROUPS, vars).unwrap();
        assert_eq!((index, id.expose(), secret.expose()), (1, "id", "s"));
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = from_env(GROUPS, lookup(&[("A_ID", "id")])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert_eq!(error.to_string(), "no credentials: A_SECRET, or B_ID and B_SECRET not set");
    }

    #[test]
    fn a_key_with_a_line_end_is_refused() {
        assert!(check("id", "abc", "X").is_ok());
        for (bad, word) in [("", "set X"), ("abc\n", "line end"), ("a b", "printable"), ("ключ", "printable")]
        {
            assert!(check("id", bad, "X").unwrap_err().message().contains(word), "{bad:?}");
        }
    }
}
