//! The numbers of operations in README.md, so that nobody counts them.

use crate::spec::model::Api;

/// The text between the numbers of published and of unpublished operations.
const BETWEEN: &str = " published operations, and ";

/// Writes the numbers of operations of this API into a text. A text without them is unchanged.
pub(super) fn count(readme: &str, api: &Api) -> String {
    let unpublished = api.operations.iter().filter(|one| one.unpublished).count();
    let published = api.operations.len() - unpublished;
    replace(readme, published, unpublished)
}

fn replace(readme: &str, published: usize, unpublished: usize) -> String {
    let Some((before, after)) = readme.split_once(BETWEEN) else {
        return readme.to_owned();
    };
    let before = before.trim_end_matches(|character: char| character.is_ascii_digit());
    let after = after.trim_start_matches(|character: char| character.is_ascii_digit());
    format!("{before}{published}{BETWEEN}{unpublished}{after}")
}

#[cfg(test)]
mod tests {
    use super::replace;

    #[test]
    fn numbers_are_replaced() {
        let text = "It has 9 published operations, and 10 unpublished ones.";
        let expected = "It has 85 published operations, and 3 unpublished ones.";
        assert_eq!(replace(text, 85, 3), expected);
        assert_eq!(replace("No numbers.", 85, 3), "No numbers.");
    }
}
