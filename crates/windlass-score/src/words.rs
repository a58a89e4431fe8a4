//! What somebody may have meant.

/// The word that is nearest to what was written, if any is near.
pub(crate) fn nearest<'w>(written: &str, words: &[&'w str]) -> Option<&'w str> {
    let near = words.iter().map(|word| (distance(&written.to_lowercase(), &word.to_lowercase()), *word));
    near.min_by_key(|(distance, _)| *distance)
        .filter(|(distance, word)| *distance <= 2 && *distance < word.len())
        .map(|(_, word)| word)
}

/// Letters to change, add or leave out to get from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut left = row + 1;
        let mut diagonal = above[0];
        above[0] = left;
        for (column, wanted) in other.iter().enumerate() {
            let least = (diagonal + usize::from(letter != *wanted)).min(left + 1).min(above[column + 1] + 1);
            diagonal = above[column + 1];
            above[column + 1] = least;
            left = least;
        }
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        let known = ["ordering", "sql", "filter_sql", "rank", "key"];
        for (written, meant) in [
            ("ordering", Some("ordering")),
            ("orderng", Some("ordering")),
            ("Rank", Some("rank")),
            ("filtersql", Some("filter_sql")),
            ("kee", Some("key")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, &known), meant, "{written}");
        }
    }
}
