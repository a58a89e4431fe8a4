#![doc = include_str!("../README.md")]

mod charts;
mod frame;
mod paint;
pub mod report;
pub mod scorecard;
pub mod words;
