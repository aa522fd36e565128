//! The table and the JSON file.

use serde_json::{Map, Value as Json, json};

/// Whether more or less of a figure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// A rate.
    More,
    /// A time or a size.
    Less,
}

/// Figures in the order in which they were measured.
#[derive(Debug, Default)]
pub struct Report(Vec<Figure>);

#[derive(Debug)]
struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    limit: f64,
    ratio: f64,
}

impl Report {
    /// Adds a figure beside its limit.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        limit: f64,
        better: Better,
    ) {
        let ratio = match better {
            Better::More => value / limit,
            Better::Less => limit / value,
        };
        let name = name.into();
        println!("{name}: {value:.2} {unit}, limit {limit:.2}, ratio {ratio:.2}");
        self.0.push(Figure { name, value, unit, limit, ratio });
    }

    /// Prints the table.
    pub fn print(&self) {
        println!("\n{:<24}{:>14}  {:<8}{:>14}{:>8}", "figure", "value", "unit", "limit", "ratio");
        for f in &self.0 {
            println!("{:<24}{:>14.2}  {:<8}{:>14.2}{:>8.2}", f.name, f.value, f.unit, f.limit, f.ratio);
        }
    }

    /// `{name: {value, unit, limit, ratio}}`.
    pub fn json(&self) -> String {
        let figures: Map<String, Json> = self
            .0
            .iter()
            .map(|f| {
                let figure = json!({ "value": f.value, "unit": f.unit, "limit": f.limit, "ratio": f.ratio });
                (f.name.clone(), figure)
            })
            .collect();
        serde_json::to_string_pretty(&figures).unwrap() + "\n"
    }
}

/// The middle of several measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
