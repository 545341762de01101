//! The browser's side of charts. What is where is worked out by `nezha-chart`; here it is drawn, pointed at and read out.

mod canvas;
mod latency_chart;
mod legend;
mod numbers;
mod visitor_words;

pub use latency_chart::LatencyChart;
