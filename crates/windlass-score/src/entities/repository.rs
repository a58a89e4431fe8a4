//! The names that a repository goes by.

/// An address without what does not tell it apart: `https://user@GitHub.com/acme/shop.git/` and `git@github.com:acme/shop` are both
/// `github.com/acme/shop`.
pub(super) fn plain(address: &str) -> String {
    let address = address.trim();
    let address = address.strip_prefix("url:").unwrap_or(address);
    let (is_address, rest) = match address.split_once("://") {
        Some((_, rest)) => (true, rest.to_owned()),
        // As git writes it: user, host, path.
        None => match address.split_once('@').and_then(|(_, rest)| rest.split_once(':')) {
            Some((host, path)) => (true, format!("{host}/{path}")),
            None => (false, address.to_owned()),
        },
    };
    if !is_address {
        return rest.trim_end_matches('/').trim_end_matches(".git").to_owned();
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let path = path.trim_end_matches('/').trim_end_matches(".git");
    // Where a file in it is named, as Backstage's source-location does.
    let path = ["/-/tree/", "/tree/", "/-/blob/", "/blob/"]
        .iter()
        .find_map(|mark| path.split_once(mark))
        .map_or(path, |(path, _)| path);
    if path.is_empty() { host } else { format!("{host}/{path}") }
}

/// `owner/name` where that is what an address on GitHub, or a name that GitHub's integration gave, says.
pub(super) fn github_name(display_name: Option<&str>, url: Option<&str>, integration: Option<&str>) -> Option<String> {
    if let Some(name) =
        url.map(plain).as_deref().and_then(|plain| plain.strip_prefix("github.com/").map(ToOwned::to_owned))
    {
        return Some(name);
    }
    let name = display_name.filter(|name| name.split('/').count() == 2 && !name.contains([':', ' ']));
    name.filter(|_| integration.is_some_and(|kind| kind.starts_with("github"))).map(ToOwned::to_owned)
}

/// Every name that a repository goes by, for patterns and links.
pub(super) fn names(display_name: Option<&str>, url: Option<&str>, integration: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let github = github_name(display_name, url, integration);
    let of_github = github.iter().flat_map(|name| [format!("github.com/{name}"), name.clone()]);
    for name in display_name.map(ToOwned::to_owned).into_iter().chain(url.map(plain)).chain(of_github) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_repository_has_one_plain_address() {
        let table = [
            ("https://github.com/acme/shop", "github.com/acme/shop"),
            ("https://user:pass@GitHub.com/acme/shop.git/", "github.com/acme/shop"),
            ("git@github.com:acme/shop.git", "github.com/acme/shop"),
            ("ssh://git@gitlab.example/a/b/c.git", "gitlab.example/a/b/c"),
            ("url:https://github.com/acme/shop/tree/main/services/", "github.com/acme/shop"),
            ("https://gitlab.example/a/b/-/tree/main/", "gitlab.example/a/b"),
            ("acme/shop", "acme/shop"),
            ("https://example.com", "example.com"),
            ("", ""),
        ];
        for (address, expected) in table {
            assert_eq!(plain(address), expected, "{address}");
        }
    }

    #[test]
    fn a_repository_goes_by_its_name_its_address_and_its_place_on_github() {
        assert_eq!(names(Some("acme/shop"), None, Some("github-enterprise")), ["acme/shop", "github.com/acme/shop"]);
        let both = names(Some("Shop"), Some("http://github.com/acme/shop.git"), Some("cli"));
        assert_eq!(both, ["Shop", "github.com/acme/shop", "acme/shop"]);
        assert_eq!(names(Some("acme/shop"), None, Some("gitlab")), ["acme/shop"]);
        assert_eq!(names(Some("docker.io/x:1"), None, Some("github")), ["docker.io/x:1"]);
        assert!(names(None, None, None).is_empty());
    }
}
