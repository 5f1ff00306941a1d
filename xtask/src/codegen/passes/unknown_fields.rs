//! A field that is not known is never an error: the exchange adds them without notice.

use syn::{Item, Meta};

/// Removes `deny_unknown_fields`, which typify writes where lowering closed an object to keep it a structure.
pub(super) fn run(types: &mut [Item]) {
    for item in types {
        let attrs = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attrs.retain(|attr| {
            let denies = attr
                .parse_args::<Meta>()
                .is_ok_and(|meta| meta.path().is_ident("deny_unknown_fields"));
            !(attr.path().is_ident("serde") && denies)
        });
    }
}
