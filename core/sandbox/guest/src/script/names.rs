//! Which names a script takes from outside, and which properties it asks of them directly.

use rhai::{AST, ASTNode, Expr, Position};

use super::refusal::place;
use crate::calls::Used;

/// Every such name at every place; `form.amount` and `form["amount"]` are both told as `form.amount`. What a script
/// asks of anything else, of a row or of a name of its own, cannot be told before it runs.
pub fn of(script: &AST) -> Vec<Used> {
    let mut names = Vec::new();
    script.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(name @ Expr::Variable(variable, None, at))) = path.last()
            && variable.0.is_none()
        {
            let above = path.len().checked_sub(2).and_then(|above| path.get(above));
            names.push(match above.and_then(|above| property(above, name)) {
                Some((property, at)) => used(format!("{}.{property}", variable.1), at),
                None => used(variable.1.to_string(), *at),
            });
        }
        true
    });
    names
}

fn used(name: String, at: Position) -> Used {
    (name, place(at).unwrap_or_default())
}

/// The property that an expression asks of `name`, when that is what it begins with.
fn property<'a>(asked: &'a ASTNode<'_>, name: &Expr) -> Option<(&'a str, Position)> {
    let ASTNode::Expr(Expr::Dot(chain, ..) | Expr::Index(chain, ..)) = asked else { return None };
    if !std::ptr::eq(&chain.lhs, name) {
        return None;
    }
    // A chain leans to the right: `form.rows.len()` is `form` and then all the rest.
    let first = match &chain.rhs {
        Expr::Dot(rest, ..) | Expr::Index(rest, ..) => &rest.lhs,
        only => only,
    };
    match first {
        Expr::Property(property, at) => Some((&property.2, *at)),
        Expr::StringConstant(key, at) => Some((key, *at)),
        _ => None,
    }
}
