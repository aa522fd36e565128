//! Formula text to expression, by recursive descent. `print` is the inverse.
//!
//! From loose to tight: OR, AND, NOT, comparisons, `+ -`, `* /`, minus. No variables, no assignments.

use super::token::{Located, Token, tokens};
use super::{Compare, ContextName, Expr, Function, Literal, Math};
use crate::limits::{EXPR_DEPTH_MAX, EXPR_NODES_MAX, FORMULA_TEXT_MAX_CHARS};
use crate::{Decimal, Issue};

/// Why a text is no formula, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The place: characters from the start.
    pub at: usize,
    /// What is wrong there.
    pub issue: Issue,
}

impl ParseError {
    pub(super) fn new(at: usize, code: &'static str) -> Self {
        Self { at, issue: Issue::new("", code) }
    }

    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.issue = self.issue.with(name, value);
        self
    }
}

/// Where an expression and its parts stand in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spans {
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    parts: Vec<Spans>,
}

impl Spans {
    /// The place of the part that `path` names, as in the findings of `check`: `0.1`; the whole for an empty one.
    #[must_use]
    pub fn at(&self, path: &str) -> &Self {
        path.split('.')
            .filter_map(|step| step.parse::<usize>().ok())
            .fold(self, |spans, step| spans.parts.get(step).unwrap_or(spans))
    }
}

/// An expression with the places of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The expression.
    pub expr: Expr,
    /// Where it stands.
    pub spans: Spans,
}

/// The expression that the text writes.
///
/// # Errors
/// The first place at which the text cannot go on like this.
pub fn parse(text: &str) -> Result<Expr, ParseError> {
    parse_located(text).map(|parsed| parsed.expr)
}

/// The expression that the text writes, with the places of its parts.
///
/// # Errors
/// The first place at which the text cannot go on like this.
pub fn parse_located(text: &str) -> Result<Parsed, ParseError> {
    if text.chars().count() > FORMULA_TEXT_MAX_CHARS {
        return Err(
            ParseError::new(FORMULA_TEXT_MAX_CHARS, "expr.text_too_long").with("max", FORMULA_TEXT_MAX_CHARS)
        );
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, nesting: 0, nodes: 0 };
    let node = parser.or()?;
    match parser.peek() {
        Token::End => Ok(Parsed { expr: node.expr, spans: node.spans }),
        _ => Err(parser.unexpected()),
    }
}

struct Node {
    expr: Expr,
    spans: Spans,
    depth: usize,
}

struct Parser {
    tokens: Vec<Located>,
    next: usize,
    nesting: usize,
    nodes: usize,
}

impl Parser {
    fn located(&self) -> &Located {
        // The last token is `End` and is never passed.
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn peek(&self) -> &Token {
        &self.located().token
    }

    fn advance(&mut self) {
        self.next += 1;
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(s) if *s == sign);
        self.next += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(w) if w == word);
        self.next += usize::from(found);
        found
    }

    fn expect_sign(&mut self, sign: &'static str) -> Result<(), ParseError> {
        if self.take_sign(sign) {
            return Ok(());
        }
        Err(ParseError::new(self.located().start, "expr.sign_expected").with("sign", sign))
    }

    fn unexpected(&self) -> ParseError {
        let at = self.located().start;
        match self.peek() {
            Token::End => ParseError::new(at, "expr.unexpected_end"),
            _ => ParseError::new(at, "expr.unexpected_word"),
        }
    }

    /// A node over parts; refuses to grow beyond the limits that `check` has.
    fn node(&mut self, start: usize, expr: Expr, parts: Vec<(Spans, usize)>) -> Result<Node, ParseError> {
        self.nodes += 1;
        let depth = 1 + parts.iter().map(|(_, depth)| *depth).max().unwrap_or(0);
        if depth > EXPR_DEPTH_MAX {
            return Err(ParseError::new(start, "expr.too_deep").with("max", EXPR_DEPTH_MAX));
        }
        if self.nodes > EXPR_NODES_MAX {
            return Err(ParseError::new(start, "expr.too_long").with("max", EXPR_NODES_MAX));
        }
        let end = self.tokens[self.next.saturating_sub(1)].end;
        let parts = parts.into_iter().map(|(spans, _)| spans).collect();
        Ok(Node { expr, spans: Spans { start, end, parts }, depth })
    }

    fn over_two(
        &mut self,
        l: Node,
        r: Node,
        make: impl FnOnce(Box<Expr>, Box<Expr>) -> Expr,
    ) -> Result<Node, ParseError> {
        let start = l.spans.start;
        let expr = make(Box::new(l.expr), Box::new(r.expr));
        self.node(start, expr, vec![(l.spans, l.depth), (r.spans, r.depth)])
    }

    fn over_many(
        &mut self,
        start: usize,
        nodes: Vec<Node>,
        make: impl FnOnce(Vec<Expr>) -> Expr,
    ) -> Result<Node, ParseError> {
        let mut args = Vec::with_capacity(nodes.len());
        let mut parts = Vec::with_capacity(nodes.len());
        for node in nodes {
            args.push(node.expr);
            parts.push((node.spans, node.depth));
        }
        self.node(start, make(args), parts)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Node, ParseError>) -> Result<Node, ParseError> {
        self.nesting += 1;
        if self.nesting > EXPR_DEPTH_MAX {
            return Err(ParseError::new(self.located().start, "expr.too_deep").with("max", EXPR_DEPTH_MAX));
        }
        let node = read(self);
        self.nesting -= 1;
        node
    }

    fn or(&mut self) -> Result<Node, ParseError> {
        self.chain("OR", Self::and, |args| Expr::Any { args })
    }

    fn and(&mut self) -> Result<Node, ParseError> {
        self.chain("AND", Self::not, |args| Expr::All { args })
    }

    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Result<Node, ParseError>,
        make: fn(Vec<Expr>) -> Expr,
    ) -> Result<Node, ParseError> {
        let first = part(self)?;
        let start = first.spans.start;
        let mut nodes = vec![first];
        while self.take_word(word) {
            nodes.push(part(self)?);
        }
        match nodes.len() {
            1 => nodes.pop().ok_or_else(|| self.unexpected()),
            _ => self.over_many(start, nodes, make),
        }
    }

    fn not(&mut self) -> Result<Node, ParseError> {
        let start = self.located().start;
        if !self.take_word("NOT") {
            return self.comparison();
        }
        let arg = self.nested(Self::not)?;
        self.node(start, Expr::Not { arg: Box::new(arg.expr) }, vec![(arg.spans, arg.depth)])
    }

    fn comparison(&mut self) -> Result<Node, ParseError> {
        let left = self.sum()?;
        let Some(cmp) = self.comparison_sign()? else { return Ok(left) };
        let right = if matches!(cmp, Compare::Empty | Compare::NotEmpty) {
            let at = self.located().start;
            let expr = Expr::Lit { value: Literal::Null };
            Node { expr, spans: Spans { start: at, end: at, parts: Vec::new() }, depth: 1 }
        } else {
            self.sum()?
        };
        self.over_two(left, right, |left, right| Expr::Compare { cmp, left, right })
    }

    fn comparison_sign(&mut self) -> Result<Option<Compare>, ParseError> {
        let cmp = match self.peek() {
            Token::Sign("=") => Compare::Eq,
            Token::Sign("<>") => Compare::Ne,
            Token::Sign("<") => Compare::Lt,
            Token::Sign("<=") => Compare::Le,
            Token::Sign(">") => Compare::Gt,
            Token::Sign(">=") => Compare::Ge,
            Token::Word(word) => match word.as_str() {
                "IN" => Compare::In,
                "CONTAINS" => Compare::Contains,
                "STARTS_WITH" => Compare::StartsWith,
                "NOT" | "IS" => {
                    let negated = word == "NOT";
                    self.advance();
                    return self.long_comparison(negated).map(Some);
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        self.advance();
        Ok(Some(cmp))
    }

    /// `NOT IN`, `NOT CONTAINS`, `IS EMPTY`, `IS NOT EMPTY`, after their first word.
    fn long_comparison(&mut self, after_not: bool) -> Result<Compare, ParseError> {
        if after_not {
            if self.take_word("IN") {
                return Ok(Compare::NotIn);
            }
            if self.take_word("CONTAINS") {
                return Ok(Compare::NotContains);
            }
            return Err(self.unexpected());
        }
        let negated = self.take_word("NOT");
        match (self.take_word("EMPTY"), negated) {
            (true, false) => Ok(Compare::Empty),
            (true, true) => Ok(Compare::NotEmpty),
            (false, _) => Err(self.unexpected()),
        }
    }

    fn sum(&mut self) -> Result<Node, ParseError> {
        self.arithmetic(Self::product, [("+", Math::Add), ("-", Math::Sub)])
    }

    fn product(&mut self) -> Result<Node, ParseError> {
        self.arithmetic(Self::minus, [("*", Math::Mul), ("/", Math::Div)])
    }

    fn arithmetic(
        &mut self,
        part: fn(&mut Self) -> Result<Node, ParseError>,
        signs: [(&str, Math); 2],
    ) -> Result<Node, ParseError> {
        let mut left = part(self)?;
        while let Some(math) = signs.iter().find_map(|(sign, math)| self.take_sign(sign).then_some(*math)) {
            let right = part(self)?;
            left = self.over_two(left, right, |left, right| Expr::Math { math, left, right })?;
        }
        Ok(left)
    }

    fn minus(&mut self) -> Result<Node, ParseError> {
        let start = self.located().start;
        if !self.take_sign("-") {
            return self.primary();
        }
        if let Token::Number(n) = *self.peek() {
            self.advance();
            return self.node(start, Expr::number(-n), Vec::new());
        }
        let right = self.nested(Self::minus)?;
        let zero = Node {
            expr: Expr::number(Decimal::ZERO),
            spans: Spans { start, end: start + 1, parts: Vec::new() },
            depth: 1,
        };
        self.over_two(zero, right, |left, right| Expr::Math { math: Math::Sub, left, right })
    }

    fn primary(&mut self) -> Result<Node, ParseError> {
        let start = self.located().start;
        let token = self.peek().clone();
        let value = match token {
            Token::Number(n) => Literal::Number(n),
            Token::Text(text) => Literal::Text(text),
            Token::Date(day) => Literal::Date(day),
            Token::Field(key) => {
                self.advance();
                return self.node(start, Expr::Field { key }, Vec::new());
            }
            Token::Column(table, key) => {
                self.advance();
                return self.node(start, Expr::Column { table, key }, Vec::new());
            }
            Token::Sign("(") => {
                self.advance();
                let inner = self.nested(Self::or)?;
                self.expect_sign(")")?;
                return Ok(inner);
            }
            Token::Sign("[") => {
                self.advance();
                let value = Literal::List(self.literals()?);
                return self.node(start, Expr::Lit { value }, Vec::new());
            }
            Token::Word(word) => match word.as_str() {
                "TRUE" => Literal::Bool(true),
                "FALSE" => Literal::Bool(false),
                "NULL" => Literal::Null,
                _ => return self.call(start, &word),
            },
            Token::Sign(_) | Token::End => return Err(self.unexpected()),
        };
        self.advance();
        self.node(start, Expr::Lit { value }, Vec::new())
    }

    fn call(&mut self, start: usize, word: &str) -> Result<Node, ParseError> {
        self.advance();
        let name = |context| Expr::Context { name: context };
        let context = match word {
            "TODAY" => Some(name(ContextName::Today)),
            "NOW" => Some(name(ContextName::Now)),
            "INITIATOR" => Some(name(ContextName::Initiator)),
            "INITIATOR_DEPARTMENT" => Some(name(ContextName::InitiatorDepartment)),
            _ => None,
        };
        let function = Function::by_name(word);
        if context.is_none() && function.is_none() && !matches!(word, "AND" | "OR") {
            return Err(ParseError::new(start, "expr.unknown_function").with("function", word));
        }
        self.expect_sign("(")?;
        if let Some(context) = context {
            self.expect_sign(")")?;
            return self.node(start, context, Vec::new());
        }
        let args = self.arguments()?;
        self.over_many(start, args, |args| match (function, word) {
            (Some(name), _) => Expr::Call { name, args },
            (None, "AND") => Expr::All { args },
            (None, _) => Expr::Any { args },
        })
    }

    fn arguments(&mut self) -> Result<Vec<Node>, ParseError> {
        let mut args = Vec::new();
        if self.take_sign(")") {
            return Ok(args);
        }
        loop {
            args.push(self.nested(Self::or)?);
            if self.take_sign(")") {
                return Ok(args);
            }
            self.expect_sign(",")?;
        }
    }

    fn literals(&mut self) -> Result<Vec<Literal>, ParseError> {
        let mut items = Vec::new();
        if self.take_sign("]") {
            return Ok(items);
        }
        loop {
            let item = self.nested(Self::minus)?;
            match item.expr {
                Expr::Lit { value } => items.push(value),
                _ => return Err(ParseError::new(item.spans.start, "expr.constant_expected")),
            }
            if self.take_sign("]") {
                return Ok(items);
            }
            self.expect_sign(",")?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_place_and_reason() {
        for (text, at, code) in [
            ("", 0, "expr.unexpected_end"),
            ("1 +", 3, "expr.unexpected_end"),
            ("SUM({a}", 7, "expr.sign_expected"),
            ("SUMME(1)", 0, "expr.unknown_function"),
            ("预算 > 1", 0, "expr.unexpected_character"),
            ("\"杭州", 0, "expr.unclosed_text"),
            ("{Amount}", 0, "expr.bad_field"),
            ("1 + {a", 4, "expr.unclosed_field"),
            ("1.2.3", 0, "expr.bad_number"),
            ("1e5", 0, "expr.bad_number"),
            ("99999999999999999999999999999999", 0, "expr.bad_number"),
            ("#2026-13-01#", 0, "expr.bad_date"),
            ("1 2", 2, "expr.unexpected_word"),
            ("{a} IS 5", 7, "expr.unexpected_word"),
            ("[{a}]", 1, "expr.constant_expected"),
            ("1 < 2 < 3", 6, "expr.unexpected_word"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!((error.at, error.issue.code.as_ref()), (at, code), "{text}");
        }
    }

    #[test]
    fn full_width_punctuation_reads_as_ascii() {
        assert_eq!(parse("ＳＵＭ（｛a｝，２）＞＝１．５"), parse("SUM({a}, 2) >= 1.5"));
        assert_eq!(parse("IF（{a}＞1，“是”，“否”）"), parse("IF({a}>1,\"是\",\"否\")"));
        assert_eq!(parse("{a} ≥ 1 × 2"), parse("{a} >= 1 * 2"));
    }

    #[test]
    fn words_are_read_in_either_case() {
        assert_eq!(parse("sum({a}) > 1 and not true"), parse("SUM({a}) > 1 AND NOT TRUE"));
    }

    #[test]
    fn operators_bind_as_in_school() {
        assert_eq!(parse("1 + 2 * 3 - 4"), parse("(1 + (2 * 3)) - 4"));
        assert_eq!(parse("TRUE OR FALSE AND NOT 1 = 2"), parse("TRUE OR (FALSE AND (NOT (1 = 2)))"));
        assert_eq!(parse("-{a} * 2"), parse("(0 - {a}) * 2"));
    }

    #[test]
    fn endless_text_and_nesting_are_refused() {
        let deep = format!("{}1{}", "(".repeat(1_000), ")".repeat(1_000));
        assert_eq!(parse(&deep).unwrap_err().issue.code, "expr.too_deep");
        let long_chain = vec!["1"; 100].join("+");
        assert_eq!(parse(&long_chain).unwrap_err().issue.code, "expr.too_deep");
        let minus = "-".repeat(1_000);
        assert_eq!(parse(&minus).unwrap_err().issue.code, "expr.too_deep");
        let wide = format!("SUM({})", vec!["1"; 600].join(","));
        assert_eq!(parse(&wide).unwrap_err().issue.code, "expr.too_long");
        assert_eq!(parse(&" ".repeat(5_000)).unwrap_err().issue.code, "expr.text_too_long");
    }

    #[test]
    fn a_part_is_found_in_the_text_by_its_path() {
        let parsed = parse_located("1 + ABS( {city} )").unwrap();
        let city = parsed.spans.at("1.0");
        assert_eq!((city.start, city.end), (9, 15));
        assert_eq!((parsed.spans.at("").start, parsed.spans.at("").end), (0, 17));
    }
}
