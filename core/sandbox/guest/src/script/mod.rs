//! Rhai: predicates, formulas, mappings. A script gets values and gives one back.

mod dates;
mod engine;
mod names;
mod refusal;
mod values;

use rhai::{AST, Engine, OptimizationLevel, Scope};
use weir_wire::{Reader, Writer, answer};

use crate::cache::Cache;
use crate::calls::{Outcome, read_source, read_sourced, write_checked};
use crate::refusal::Refusal;

/// The engine, and the scripts that it compiled last.
pub struct Scripts {
    engine: Engine,
    compiled: Cache<AST>,
}

impl Default for Scripts {
    fn default() -> Self {
        Self { engine: engine::new(), compiled: Cache::default() }
    }
}

impl Scripts {
    /// Compiles a script and tells which names it takes from outside; when the names that there are come along,
    /// another one is refused at its place.
    pub fn check(&mut self, request: &mut Reader<'_>, out: &mut Writer<'_>) -> Result<Outcome, Refusal> {
        let mut known = Scope::new();
        let names_known = request.byte()? != 0;
        for _ in 0..request.count()? {
            known.push(request.text()?, ());
        }
        let source = read_source(request)?;
        // Unoptimised: what is folded away would be missing among the names.
        self.engine.set_optimization_level(OptimizationLevel::None).set_strict_variables(names_known);
        let compiled = self.engine.compile_with_scope(&known, source);
        self.engine.set_optimization_level(OptimizationLevel::Simple).set_strict_variables(false);
        compiled.map_err(refusal::of_parsing)?;
        // Without the scope, a name of the outside is one that the compiler found no place for.
        self.engine.set_optimization_level(OptimizationLevel::None);
        let compiled = self.engine.compile(source);
        self.engine.set_optimization_level(OptimizationLevel::Simple);
        let script = compiled.map_err(refusal::of_parsing)?;
        Ok(write_checked(names::of(&script), out))
    }

    /// Evaluates a script in a scope of its own.
    pub fn evaluate(&mut self, request: &mut Reader<'_>, out: &mut Writer<'_>) -> Result<Outcome, Refusal> {
        let script = read_sourced(request)?;
        if let Some(source) = script.source {
            let compiled = self.engine.compile(source).map_err(refusal::of_parsing)?;
            self.compiled.keep(script.digest, compiled);
        }
        let Some(compiled) = self.compiled.get(&script.digest) else { return Ok(Outcome::SendSource) };
        let (mut scope, mut given) = (Scope::new(), values::Size::default());
        for _ in 0..request.count()? {
            let name = request.text()?;
            scope.push_dynamic(name, values::read(request, &mut given)?);
        }
        engine::bound(&mut self.engine, given);
        let result = self.engine.eval_ast_with_scope(&mut scope, compiled);
        engine::bound(&mut self.engine, values::Size::default());
        let result = result.map_err(|error| refusal::of_evaluating(*error))?;
        out.byte(answer::VALUE);
        values::write(&result, out)?;
        Ok(Outcome::Written)
    }
}
