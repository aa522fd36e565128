//! The engine: which functions there are, and how much of anything.

use rhai::Engine;
use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicFnPackage, BasicIteratorPackage, BasicMapPackage,
    BasicMathPackage, BasicStringPackage, LogicPackage, MoreStringPackage, Package,
};
use rust_decimal::{Decimal, MathematicalOps};
use weir_wire::SOURCE_MAX_BYTES;

use super::dates;
use super::values::Size;

/// Steps of one evaluation: a mapping over the longest table with room to spare.
const OPERATIONS_MAX: u64 = 100_000;
/// Calls within calls.
const CALL_DEPTH_MAX: usize = 32;
/// Expressions within expressions, outside of and in functions.
const EXPRESSION_DEPTH_MAX: usize = 48;
/// Bytes of a text that a script makes.
const TEXT_MAX_BYTES: usize = 16 * 1024;
/// Items of a list that a script makes, with those within them.
const LIST_MAX: usize = 1_000;
/// Entries of a map that a script makes, with those within them.
const MAP_MAX: usize = 200;
/// Variables at one time.
const VARIABLES_MAX: usize = 500;
/// Functions of a script.
const FUNCTIONS_MAX: usize = 100;

const _: () = assert!(SOURCE_MAX_BYTES <= TEXT_MAX_BYTES, "a literal may be as long as its source");

/// An engine with the functions that are allowed by name. It begins with none: what is missing here (`eval`, `sleep`,
/// clocks, modules, JSON, reflection) is not switched off but absent.
pub fn new() -> Engine {
    let mut engine = Engine::new_raw();
    ArithmeticPackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicMathPackage::new().register_into_engine(&mut engine);
    BasicStringPackage::new().register_into_engine(&mut engine);
    MoreStringPackage::new().register_into_engine(&mut engine);
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    BasicFnPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    BasicMapPackage::new().register_into_engine(&mut engine);
    dates::register(&mut engine);
    trigonometry(&mut engine);
    engine
        .set_max_operations(OPERATIONS_MAX)
        .set_max_call_levels(CALL_DEPTH_MAX)
        .set_max_expr_depths(EXPRESSION_DEPTH_MAX, EXPRESSION_DEPTH_MAX)
        .set_max_variables(VARIABLES_MAX)
        .set_max_functions(FUNCTIONS_MAX)
        // A field that is mistyped is told, instead of being nothing for ever.
        .set_fail_on_invalid_map_property(true)
        // `eval` is the engine's own and would be there without any package.
        .disable_symbol("eval");
    bound(&mut engine, Size::default());
    engine
}

/// Bounds what a script makes. What came in is added: a script may ask something of a table that is larger than any it
/// could make, and the engine measures whatever it hands to a function.
pub fn bound(engine: &mut Engine, given: Size) {
    engine
        .set_max_string_size(TEXT_MAX_BYTES.saturating_add(given.text_bytes))
        .set_max_array_size(LIST_MAX.saturating_add(given.items))
        .set_max_map_size(MAP_MAX.saturating_add(given.entries));
}

/// The library's own break the guest on large numbers; these say so.
fn trigonometry(engine: &mut Engine) {
    type Checked = fn(&Decimal) -> Option<Decimal>;
    let functions: [(&str, Checked); 3] =
        [("sin", Decimal::checked_sin), ("cos", Decimal::checked_cos), ("tan", Decimal::checked_tan)];
    for (name, function) in functions {
        engine.register_fn(name, move |x: Decimal| {
            function(&x).ok_or_else(|| super::refusal::arithmetic(format!("no {name} of {x}")))
        });
    }
}
