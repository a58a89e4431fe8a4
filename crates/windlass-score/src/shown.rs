//! What a check puts out, as people read it, and many of them as one.

use crate::cards::{Aggregation, Check, CustomOptions, Decimals, OutputType};
use crate::evaluate::CheckResult;
use serde_json::Value as Json;

/// Digits of fraction at most, where as many are shown as there are.
const FRACTION: usize = 2;

/// An output in the words of its check: `3 issues`, `45 %`, `2.5 days`.
pub fn shown(check: &Check, output: &Json) -> String {
    let Some(number) = output.as_f64() else {
        return output.as_str().map_or_else(|| output.to_string(), ToOwned::to_owned);
    };
    let plain = digits(number, FRACTION);
    match check.output_type {
        None | Some(OutputType::String | OutputType::Number) => plain,
        Some(OutputType::Percent) => format!("{plain} %"),
        Some(OutputType::CurrencyUsd) => format!("${number:.2}"),
        Some(OutputType::DurationMilliseconds) => format!("{plain} ms"),
        Some(OutputType::DurationSeconds) => format!("{plain} s"),
        Some(OutputType::DurationMinutes) => format!("{plain} min"),
        Some(OutputType::DurationHours) => format!("{plain} h"),
        Some(OutputType::DurationDays) => counted(plain, "day"),
        Some(OutputType::Custom) => custom(number, check.output_custom_options.as_ref()),
    }
}

/// Whether an address leads to a page that a browser shows: `https://` or, as on an intranet, `http://`.
pub fn is_link(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        url.split_at_checked(scheme.len())
            .is_some_and(|(head, rest)| head.eq_ignore_ascii_case(scheme) && !rest.is_empty())
    })
}

/// The outputs of a check over entities as one, by its `output_aggregation`; `None` where it has none, or there are no numbers.
pub fn aggregated<'r>(check: &Check, results: impl IntoIterator<Item = &'r CheckResult>) -> Option<String> {
    let aggregation = check.output_aggregation?;
    let of_check = results.into_iter().filter(|result| result.check == check.key);
    let mut numbers: Vec<f64> = of_check.filter_map(|result| result.output.as_ref()?.as_f64()).collect();
    numbers.sort_by(f64::total_cmp);
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let sum = || numbers.iter().sum::<f64>();
    let one = match aggregation {
        Aggregation::Mean => sum() / numbers.len() as f64,
        Aggregation::Median => f64::midpoint(numbers[(numbers.len() - 1) / 2], numbers[numbers.len() / 2]),
        Aggregation::Sum => sum(),
        Aggregation::Min => first,
        Aggregation::Max => last,
    };
    Some(shown(check, &Json::from(one)))
}

fn custom(number: f64, options: Option<&CustomOptions>) -> String {
    let Some(CustomOptions { unit, decimals }) = options else { return digits(number, FRACTION) };
    let text = match decimals {
        Some(Decimals::Digits(count)) => format!("{number:.*}", usize::from(*count)),
        Some(Decimals::Auto(_)) | None => digits(number, FRACTION),
    };
    counted(text, unit)
}

fn counted(number: String, unit: &str) -> String {
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

/// A number with as many digits of fraction as it has, up to some.
fn digits(number: f64, most: usize) -> String {
    let text = format!("{number:.most$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::Auto;
    use crate::evaluate::Status;
    use serde_json::json;

    fn check(kind: OutputType, options: Option<CustomOptions>) -> Check {
        let text = json!({ "key": "c", "name": "C", "sql": "select 'PASS'" });
        let check: Check = serde_json::from_value(text).unwrap();
        Check { output_type: Some(kind), output_custom_options: options, ..check }
    }

    #[test]
    fn an_output_is_told_in_the_words_of_its_type() {
        let told = |kind, output: Json| shown(&check(kind, None), &output);
        assert_eq!(told(OutputType::Percent, json!(12.5)), "12.5 %");
        assert_eq!(told(OutputType::Number, json!(10)), "10");
        assert_eq!(told(OutputType::DurationDays, json!(1.0 / 3.0)), "0.33 days");
        assert_eq!(told(OutputType::CurrencyUsd, json!(3)), "$3.00");
        assert_eq!(told(OutputType::String, json!("v1.2")), "v1.2");
        assert_eq!(told(OutputType::Number, json!("many")), "many");
        let issues = |decimals| Some(CustomOptions { unit: "issue".to_owned(), decimals });
        let told = |decimals, output: Json| shown(&check(OutputType::Custom, issues(decimals)), &output);
        assert_eq!((told(None, json!(1)), told(None, json!(2))), ("1 issue".to_owned(), "2 issues".to_owned()));
        assert_eq!(told(Some(Decimals::Auto(Auto::Auto)), json!(0.5)), "0.5 issues");
        assert_eq!(told(Some(Decimals::Digits(0)), json!(2.6)), "3 issues");
    }

    #[test]
    fn a_link_leads_to_a_page() {
        for url in ["https://example.com/a", "http://wiki.intranet/a", "HTTPS://EXAMPLE.COM"] {
            assert!(is_link(url), "{url}");
        }
        for url in
            ["", "https://", "https:/a", "ftp://a", "javascript:alert(1)//https://", "/a", " https://a", "äääääää"]
        {
            assert!(!is_link(url), "{url}");
        }
    }

    #[test]
    fn outputs_become_one_as_the_card_says() {
        let check = check(OutputType::Number, None);
        let of = |output: Json| CheckResult { output: Some(output), ..CheckResult::of(&check, Status::Pass) };
        let results = [of(json!(4)), of(json!(1)), of(json!("none")), of(json!(2)), of(json!(3))];
        let one = |aggregation| {
            let check = Check { output_aggregation: Some(aggregation), ..check.clone() };
            aggregated(&check, &results).unwrap()
        };
        assert_eq!((one(Aggregation::Sum), one(Aggregation::Mean)), ("10".to_owned(), "2.5".to_owned()));
        assert_eq!((one(Aggregation::Min), one(Aggregation::Max)), ("1".to_owned(), "4".to_owned()));
        assert_eq!(one(Aggregation::Median), "2.5");
        assert_eq!(aggregated(&check, &results), None);
    }
}
