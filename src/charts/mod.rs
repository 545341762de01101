//! The browser's side of charts. What is where is worked out by `nezha-chart`; here it is drawn, pointed at and read out.

mod canvas;
mod chart_hint;
mod chart_state;
mod data_table;
mod drawing;
mod easel;
mod export;
mod graph;
mod hands;
mod inks;
mod latency_chart;
mod legend;
mod line;
mod picture;
mod pointing;
mod read_out;
mod slots;
mod study;
mod visitor_words;

pub(crate) use chart_hint::ChartHint;
pub(crate) use data_table::DataTable;
pub(crate) use export::{ExportButtons, LinesOf};
pub(crate) use graph::Graph;
pub use latency_chart::LatencyChart;
pub(crate) use latency_chart::LatencyPanel;
pub(crate) use legend::loss_class;
pub(crate) use line::Line;
pub(crate) use picture::{Looking, Picture};
pub(crate) use study::mark;
