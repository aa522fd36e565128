//! Expression to formula text: the shortest text that reads back as the same expression.

use super::{Compare, ContextName, Expr, Literal, Math};

/// The formula text of the expression.
#[must_use]
pub fn print(expr: &Expr) -> String {
    let mut text = String::new();
    write(expr, Tightness::Or, &mut text);
    text
}

/// How tightly an operator binds, loosest first. A looser part inside a tighter place needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Whole,
}

fn tightness(expr: &Expr) -> Tightness {
    match expr {
        Expr::Any { args } if args.len() > 1 => Tightness::Or,
        Expr::All { args } if args.len() > 1 => Tightness::And,
        Expr::Not { .. } => Tightness::Not,
        Expr::Compare { .. } => Tightness::Compare,
        Expr::Math { math: Math::Add | Math::Sub, .. } => Tightness::Sum,
        Expr::Math { .. } => Tightness::Product,
        _ => Tightness::Whole,
    }
}

fn write(expr: &Expr, place: Tightness, text: &mut String) {
    let brackets = tightness(expr) < place;
    if brackets {
        text.push('(');
    }
    match expr {
        Expr::Lit { value } => literal(value, text),
        Expr::Field { key } => text.push_str(&format!("{{{key}}}")),
        Expr::Column { table, key } => text.push_str(&format!("{{{table}.{key}}}")),
        Expr::Context { name } => text.push_str(match name {
            ContextName::Initiator => "INITIATOR()",
            ContextName::InitiatorDepartment => "INITIATOR_DEPARTMENT()",
            ContextName::Today => "TODAY()",
            ContextName::Now => "NOW()",
        }),
        Expr::Any { args } if args.len() > 1 => joined(args, " OR ", Tightness::And, text),
        Expr::All { args } if args.len() > 1 => joined(args, " AND ", Tightness::Not, text),
        Expr::Any { args } => call("OR", args, text),
        Expr::All { args } => call("AND", args, text),
        Expr::Not { arg } => {
            text.push_str("NOT ");
            write(arg, Tightness::Not, text);
        }
        Expr::Compare { cmp, left, right } => {
            write(left, Tightness::Sum, text);
            text.push_str(sign(*cmp));
            if !matches!(cmp, Compare::Empty | Compare::NotEmpty) {
                write(right, Tightness::Sum, text);
            }
        }
        Expr::Math { math, left, right } => {
            let (sign, left_place, right_place) = match math {
                Math::Add => (" + ", Tightness::Sum, Tightness::Product),
                Math::Sub => (" - ", Tightness::Sum, Tightness::Product),
                Math::Mul => (" * ", Tightness::Product, Tightness::Whole),
                Math::Div => (" / ", Tightness::Product, Tightness::Whole),
            };
            write(left, left_place, text);
            text.push_str(sign);
            write(right, right_place, text);
        }
        Expr::Call { name, args } => call(name.signature().name, args, text),
    }
    if brackets {
        text.push(')');
    }
}

fn sign(cmp: Compare) -> &'static str {
    match cmp {
        Compare::Eq => " = ",
        Compare::Ne => " <> ",
        Compare::Lt => " < ",
        Compare::Le => " <= ",
        Compare::Gt => " > ",
        Compare::Ge => " >= ",
        Compare::In => " IN ",
        Compare::NotIn => " NOT IN ",
        Compare::Contains => " CONTAINS ",
        Compare::NotContains => " NOT CONTAINS ",
        Compare::StartsWith => " STARTS_WITH ",
        Compare::Empty => " IS EMPTY",
        Compare::NotEmpty => " IS NOT EMPTY",
    }
}

fn call(name: &str, args: &[Expr], text: &mut String) {
    text.push_str(name);
    text.push('(');
    joined(args, ", ", Tightness::Or, text);
    text.push(')');
}

fn joined(args: &[Expr], between: &str, place: Tightness, text: &mut String) {
    for (i, arg) in args.iter().enumerate() {
        if i > 0 {
            text.push_str(between);
        }
        write(arg, place, text);
    }
}

fn literal(value: &Literal, text: &mut String) {
    match value {
        Literal::Null => text.push_str("NULL"),
        Literal::Bool(true) => text.push_str("TRUE"),
        Literal::Bool(false) => text.push_str("FALSE"),
        Literal::Number(n) => text.push_str(&n.to_string()),
        Literal::Date(d) => text.push_str(&format!("#{d}#")),
        Literal::Text(s) => {
            text.push('"');
            for c in s.chars() {
                match c {
                    '"' | '\\' => text.extend(['\\', c]),
                    '\n' => text.push_str("\\n"),
                    c => text.push(c),
                }
            }
            text.push('"');
        }
        Literal::List(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push_str(", ");
                }
                literal(item, text);
            }
            text.push(']');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{parse, strategies::any_expr};
    use super::*;

    proptest! {
        #[test]
        fn text_reads_back_as_the_same_expression(expr in any_expr()) {
            let text = print(&expr);
            prop_assert_eq!(parse(&text), Ok(expr), "{}", text);
        }

        #[test]
        fn no_text_breaks_the_parser(text in "\\PC{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn no_formula_like_text_breaks_the_parser(text in "[-+*/(){}\\[\\]<>=#\"a-c0-9., ]{0,60}") {
            if let Ok(expr) = parse(&text) {
                prop_assert_eq!(parse(&print(&expr)), Ok(expr));
            }
        }
    }

    #[test]
    fn brackets_stand_only_where_needed() {
        for text in [
            "SUM({items.amount}) * 1.13",
            "IF({amount} > 500000, \"大额\", \"一般\")",
            "{a} - ({b} - {c}) * -2",
            "NOT ({a} = 1 OR {b} IS EMPTY) AND {c} NOT IN [1, 2]",
            "#2026-11-21# < TODAY()",
        ] {
            assert_eq!(print(&parse(text).unwrap()), text);
        }
    }
}
