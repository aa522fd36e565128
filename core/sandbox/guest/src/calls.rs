//! Which operation a request asks for.

use weir_wire::{Malformed, Reader, Reason, SOURCE_MAX_BYTES, Writer, answer, op};

use crate::cache::Digest;
use crate::refusal::Refusal;
use crate::script::Scripts;
use crate::template::Templates;

/// Everything that an instance keeps between calls: the engines and what they compiled. No value of a call stays.
#[derive(Default)]
pub struct Guest {
    scripts: Scripts,
    templates: Templates,
}

/// How a call ended that was not refused.
pub enum Outcome {
    /// The answer was written.
    Written,
    /// Nothing is kept under the digest, and the source did not come along.
    SendSource,
}

impl Guest {
    /// Carries out the call in `request` and writes its answer.
    pub fn call(&mut self, request: &[u8], answer: &mut Vec<u8>) {
        let outcome = self.dispatch(&mut Reader::new(request), &mut Writer::new(answer));
        match outcome {
            Ok(Outcome::Written) => {}
            Ok(Outcome::SendSource) => Writer::new(answer).byte(answer::SEND_SOURCE),
            Err(refusal) => refusal.write(&mut Writer::new(answer)),
        }
    }

    fn dispatch(&mut self, request: &mut Reader<'_>, out: &mut Writer<'_>) -> Result<Outcome, Refusal> {
        match request.byte()? {
            op::CHECK_SCRIPT => self.scripts.check(request, out),
            op::EVALUATE_SCRIPT => self.scripts.evaluate(request, out),
            op::CHECK_TEMPLATE => self.templates.check(request, out),
            op::RENDER_TEMPLATE => self.templates.render(request, out),
            _ => Err(Malformed.into()),
        }
    }
}

/// A digest, and the source when it comes along.
pub struct Sourced<'a> {
    /// Under which the compiled thing is kept.
    pub digest: Digest,
    /// Its source.
    pub source: Option<&'a str>,
}

/// Reads a source, no longer than it may be.
pub fn read_source<'a>(request: &mut Reader<'a>) -> Result<&'a str, Refusal> {
    let source = request.text()?;
    if source.len() > SOURCE_MAX_BYTES {
        let message = format!("the source has {} bytes; it may have {SOURCE_MAX_BYTES}", source.len());
        return Err(Refusal::new(Reason::Size, message));
    }
    Ok(source)
}

/// Reads a digest, and the source when it comes along.
pub fn read_sourced<'a>(request: &mut Reader<'a>) -> Result<Sourced<'a>, Refusal> {
    let digest = request.fixed()?;
    let source = if request.byte()? == 0 { None } else { Some(read_source(request)?) };
    Ok(Sourced { digest, source })
}

/// A name that a source takes from outside, where it does so first: line and column, or zeros.
pub type Used = (String, (u32, u32));

/// Writes the answer of a check: the names that are used and not defined, each once, sorted.
pub fn write_checked(mut names: Vec<Used>, out: &mut Writer<'_>) -> Outcome {
    names.sort_unstable();
    names.dedup_by(|later, earlier| later.0 == earlier.0);
    out.byte(answer::CHECKED);
    out.count(names.len());
    for (name, (line, column)) in &names {
        out.text(name);
        out.fixed(&line.to_le_bytes());
        out.fixed(&column.to_le_bytes());
    }
    Outcome::Written
}
