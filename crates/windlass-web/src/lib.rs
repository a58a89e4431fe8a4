#![doc = include_str!("../README.md")]

mod charts;
mod frame;
mod markdown;
mod paint;
pub mod report;
pub mod scorecard;
pub mod words;
