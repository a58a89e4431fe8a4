//! Reading parts of a document whose form may differ from what is documented: what has another form is left out, and never
//! an error.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// What a type finds in a value.
pub(crate) trait Find<'de>: Sized {
    fn text(_: &str) -> Option<Self> {
        None
    }
    fn number(_: i64) -> Option<Self> {
        None
    }
    fn object<A: MapAccess<'de>>(members: A) -> Result<Option<Self>, A::Error> {
        IgnoredAny.visit_map(members).map(|_| None)
    }
    fn array<A: SeqAccess<'de>>(elements: A) -> Result<Option<Self>, A::Error> {
        IgnoredAny.visit_seq(elements).map(|_| None)
    }
}

/// A value, where it has the form that is looked for.
pub(crate) struct Lenient<T>(pub(crate) Option<T>);

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl Find<'_> for String {
    fn text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Find<'_> for i64 {
    fn number(number: i64) -> Option<Self> {
        Some(number)
    }
}

/// The members of an object.
pub(crate) struct Members<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Find<'de> for Members<T> {
    fn object<A: MapAccess<'de>>(members: A) -> Result<Option<Self>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members)).map(|members| Some(Self(members)))
    }
}

/// The first element of an array.
pub(crate) struct First<T>(pub(crate) T);

impl<'de, T: Find<'de>> Find<'de> for First<T> {
    fn array<A: SeqAccess<'de>>(mut elements: A) -> Result<Option<Self>, A::Error> {
        let first = elements.next_element::<Lenient<T>>()?.and_then(|first| first.0);
        IgnoredAny.visit_seq(elements)?;
        Ok(first.map(Self))
    }
}

/// All elements of an array that have the form that is looked for.
pub(crate) struct All<T>(pub(crate) Vec<T>);

impl<'de, T: Find<'de>> Find<'de> for All<T> {
    fn array<A: SeqAccess<'de>>(mut elements: A) -> Result<Option<Self>, A::Error> {
        let mut all = Vec::new();
        while let Some(element) = elements.next_element::<Lenient<T>>()? {
            all.extend(element.0);
        }
        Ok(Some(Self(all)))
    }
}

impl<'de, T: Find<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Finding(PhantomData)).map(Self)
    }
}

struct Finding<T>(PhantomData<T>);

impl<'de, T: Find<'de>> Visitor<'de> for Finding<T> {
    type Value = Option<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<T>, E> {
        Ok(T::text(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Option<T>, E> {
        Ok(T::number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Option<T>, E> {
        Ok(i64::try_from(number).ok().and_then(T::number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Option<T>, A::Error> {
        T::object(members)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<Option<T>, A::Error> {
        T::array(elements)
    }
}
