//! The arguments of setters for optional fields: a value, or an `Option` of one.

use crate::wire::Secret;

mod sealed {
    /// Keeps the traits of this module to the types of this module.
    pub trait Sealed<T> {}
}

use sealed::Sealed;

/// A string, or an `Option` of one: the argument of a setter for an optional string.
///
/// ```
/// use backpack_runtime::IntoOptionalString;
///
/// fn note(note: impl IntoOptionalString) -> Option<String> {
///     note.into_optional()
/// }
/// assert_eq!(note("a"), Some("a".to_owned()));
/// assert_eq!(note(Some("a".to_owned())), Some("a".to_owned()));
/// assert_eq!(note(None::<&str>), None);
/// ```
pub trait IntoOptionalString: Sealed<String> {
    /// Returns the string; `None` leaves the field unset.
    fn into_optional(self) -> Option<String>;
}

/// A secret or a string, or an `Option` of one: the argument of a setter for an optional secret.
pub trait IntoOptionalSecret: Sealed<Secret> {
    /// Returns the secret; `None` leaves the field unset.
    fn into_optional(self) -> Option<Secret>;
}

macro_rules! into_optional {
    ($trait:ident<$target:ty> for $($value:ty),*) => {
        $(
            impl Sealed<$target> for $value {}
            impl $trait for $value {
                fn into_optional(self) -> Option<$target> {
                    Some(self.into())
                }
            }
            impl Sealed<$target> for Option<$value> {}
            impl $trait for Option<$value> {
                fn into_optional(self) -> Option<$target> {
                    self.map(Into::into)
                }
            }
        )*
    };
}

/// A list, an array or a slice, or an `Option` of a list: the argument of a setter for an optional list.
///
/// ```
/// use backpack_runtime::IntoOptionalList;
///
/// fn ids(ids: impl IntoOptionalList<u32>) -> Option<Vec<u32>> {
///     ids.into_optional()
/// }
/// assert_eq!(ids([7, 8]), Some(vec![7, 8]));
/// assert_eq!(ids(vec![7, 8].as_slice()), Some(vec![7, 8]));
/// assert_eq!(ids(None), None);
/// ```
pub trait IntoOptionalList<T>: Sealed<Vec<T>> {
    /// Returns the list; `None` leaves the field unset.
    fn into_optional(self) -> Option<Vec<T>>;
}

macro_rules! into_optional_list {
    ($(<T $(: $bound:ident)? $(, const $length:ident)?> $value:ty),*) => {
        $(
            impl<T $(: $bound)? $(, const $length: usize)?> Sealed<Vec<T>> for $value {}
            impl<T $(: $bound)? $(, const $length: usize)?> IntoOptionalList<T> for $value {
                fn into_optional(self) -> Option<Vec<T>> {
                    Some(self.into())
                }
            }
        )*
    };
}

into_optional_list!(<T> Vec<T>, <T, const N> [T; N], <T: Clone> &[T], <T: Clone, const N> &[T; N]);

// The only `Option`, so that the type of `None` is inferred.
impl<T> Sealed<Vec<T>> for Option<Vec<T>> {}
impl<T> IntoOptionalList<T> for Option<Vec<T>> {
    fn into_optional(self) -> Self {
        self
    }
}

impl<T: Clone> Sealed<Vec<T>> for &Vec<T> {}
impl<T: Clone> IntoOptionalList<T> for &Vec<T> {
    fn into_optional(self) -> Option<Vec<T>> {
        Some(self.clone())
    }
}

into_optional!(IntoOptionalString<String> for &str, &String, String);
into_optional!(IntoOptionalSecret<Secret> for &str, &String, String, Secret);

#[cfg(test)]
mod tests {
    use super::*;

    /// A setter takes a value in each of its types, and an `Option` of it.
    #[test]
    fn accepts_values_and_options() {
        fn string(value: impl IntoOptionalString) -> Option<String> {
            value.into_optional()
        }
        fn secret(value: impl IntoOptionalSecret) -> Option<Secret> {
            value.into_optional()
        }
        let owned = "a".to_owned();
        for given in [
            string("a"),
            string(&owned),
            string(owned.clone()),
            string(Some("a")),
            string(Some(&owned)),
            string(Some(owned.clone())),
        ] {
            assert_eq!(given.as_deref(), Some("a"));
        }
        for given in [
            secret("a"),
            secret(&owned),
            secret(owned.clone()),
            secret(Secret::from("a")),
            secret(Some("a")),
            secret(Some(Secret::from("a"))),
        ] {
            assert_eq!(given.unwrap().expose(), "a");
        }
        fn list(value: impl IntoOptionalList<String>) -> Option<Vec<String>> {
            value.into_optional()
        }
        let owned_list = vec![owned.clone()];
        for given in [
            list([owned.clone()]),
            list(std::slice::from_ref(&owned)),
            list(owned_list.as_slice()),
            list(&owned_list),
            list(owned_list.clone()),
            list(Some(owned_list.clone())),
        ] {
            assert_eq!(given, Some(owned_list.clone()));
        }
        assert_eq!(list(None), None);
        assert_eq!(list([]), Some(Vec::new()));
        assert_eq!(string(None::<String>), None);
        assert_eq!(secret(None::<Secret>), None);
    }
}
