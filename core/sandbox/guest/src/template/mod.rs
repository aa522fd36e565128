//! Tera: messages and documents. A template gets values and becomes a text.

mod output;
mod refusal;
mod values;

use tera::{Context, Tera};
use weir_wire::{Reader, Writer, answer};

use crate::cache::Cache;
use crate::calls::{Outcome, read_source, read_sourced, write_checked};
use crate::refusal::Refusal;
use output::Output;

/// The name of a template in its own engine. Each has one of its own, so none can include another.
const PLAIN: &str = "template";
/// The name of one whose values are escaped for HTML.
const HTML: &str = "template.html";

/// The templates that were compiled last.
#[derive(Default)]
pub struct Templates {
    compiled: Cache<Tera>,
}

impl Templates {
    /// Compiles a template and tells which names it takes from outside.
    pub fn check(&mut self, request: &mut Reader<'_>, out: &mut Writer<'_>) -> Result<Outcome, Refusal> {
        let name = read_name(request)?;
        let template = compile(name, read_source(request)?)?;
        let names = template.get_template_variables(name).map_err(|error| refusal::of(&error))?;
        Ok(write_checked(names.into_iter().map(|name| (name.to_owned(), (0, 0))).collect(), out))
    }

    /// Fills in a template from a context of its own.
    pub fn render(&mut self, request: &mut Reader<'_>, out: &mut Writer<'_>) -> Result<Outcome, Refusal> {
        let name = read_name(request)?;
        let template = read_sourced(request)?;
        if let Some(source) = template.source {
            self.compiled.keep(template.digest, compile(name, source)?);
        }
        let Some(compiled) = self.compiled.get(&template.digest) else { return Ok(Outcome::SendSource) };
        let mut context = Context::new();
        for _ in 0..request.count()? {
            let name = request.text()?;
            context.insert_value(name.to_owned(), values::read(request)?);
        }
        let mut output = Output::default();
        let rendered = compiled.render_to(name, &context, &mut output);
        // A text that grew too long shows as a failed write.
        let text = output.finish()?;
        rendered.map_err(|error| refusal::of(&error))?;
        out.byte(answer::TEXT);
        out.text(&text);
        Ok(Outcome::Written)
    }
}

fn read_name(request: &mut Reader<'_>) -> Result<&'static str, Refusal> {
    Ok(if request.byte()? == 0 { PLAIN } else { HTML })
}

fn compile(name: &str, source: &str) -> Result<Tera, Refusal> {
    let mut tera = Tera::new();
    tera.add_raw_template(name, source).map_err(|error| refusal::of(&error))?;
    Ok(tera)
}
