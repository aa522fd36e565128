//! Scripts that loop, grow, dig, or ask for what is not there.

use weir_sandbox::{Place, Reason, Scope, Script};

use crate::{SANDBOX, evaluate, number, refused, tenant};

#[test]
fn an_endless_loop_ends() {
    for source in [
        "loop {}",
        "while true { let x = 1; }",
        "let i = 0; do { i += 1; } while i >= 0",
        "for i in 0..9223372036854775807 { let b = i; }",
        "fn f() { loop {} } f()",
        "let n = 0; for a in 0..1000 { for b in 0..1000 { n += 1; } } n",
    ] {
        refused(source, &[Reason::Operations]);
    }
}

#[test]
fn nothing_grows_beyond_its_bounds() {
    for source in [
        r#"let s = "x"; loop { s += s; }"#,
        r#"let s = "x"; for i in 0..40 { s = s + s; } s"#,
        r#"let s = "x"; s.pad(1000000000, "y"); s"#,
        r#"let a = []; loop { a.push(1); }"#,
        r#"let a = [1]; loop { a += a; }"#,
        r#"let a = []; a.pad(1000000000, 1); a"#,
        r#"let a = [1]; for i in 0..40 { a = [a, a]; } a"#,
        r#"let m = #{}; for i in 0..1000 { m.set(`k${i}`, i); } m"#,
        // An assignment by key is not counted by itself, but whatever is done with the map then is.
        r#"let m = #{}; loop { m[`k${m.len()}`] = 1; }"#,
        r#"let s = "0123456789abcdef"; let a = []; for i in 0..999 { a.push(s + s); } a.reduce(|sum, v| sum + v, "")"#,
        r#"let s = "0123456789abcdef"; for i in 0..9 { s += s; } let a = []; for i in 0..999 { a.push(s); } a"#,
    ] {
        refused(source, &[Reason::Size, Reason::Operations, Reason::Memory]);
    }
}

#[test]
fn depth_has_an_end() {
    refused("fn f(n) { f(n + 1) } f(0)", &[Reason::Depth]);
    refused("fn f(n) { g(n) } fn g(n) { f(n) } f(0)", &[Reason::Depth]);
    refused(&format!("{}1{}", "(".repeat(4_000), ")".repeat(4_000)), &[Reason::Depth, Reason::Syntax]);
    refused(&"[".repeat(8_000), &[Reason::Depth, Reason::Syntax]);
    refused(&format!("{}1", "-".repeat(8_000)), &[Reason::Depth, Reason::Syntax]);
    refused(
        &format!("{}1{}", "if true {".repeat(1_500), "}".repeat(1_500)),
        &[Reason::Depth, Reason::Syntax],
    );
    refused(&format!("1{}", "+1".repeat(4_000)), &[Reason::Depth]);
    refused("let a = []; for i in 0..900 { a = [a]; } a", &[Reason::Result, Reason::Size, Reason::Depth]);
}

/// Functions of the library that work long between two steps of the script.
#[test]
fn functions_that_take_their_time_are_stopped() {
    let long = r#"let s = "a"; for i in 0..14 { s += s; } "#;
    for source in [
        // 16 kB, each letter replaced by 16 kB: a quarter of a gigabyte.
        format!("{long} s.replace(\"a\", s); s"),
        format!("{long} for i in 0..90000 {{ s.replace(\"b\", \"c\"); }}"),
        format!("{long} for i in 0..90000 {{ s.index_of(\"b\"); }}"),
        "let a = []; for i in 0..1000 { a.push(`${i * 7919 % 1009}`); } for i in 0..90000 { let b = a; b.sort(); }"
            .to_owned(),
        "let a = []; for i in 0..1000 { a.push(i); } for i in 0..90000 { a == a; }".to_owned(),
        "let x = 1.0000001; for i in 0..90000 { x ** 999999.5; }".to_owned(),
    ] {
        refused(&source, &[Reason::Time, Reason::Memory, Reason::Size, Reason::Operations]);
    }
}

#[test]
fn numbers_say_when_they_end() {
    for source in [
        "1 / 0",
        "1 % 0",
        "1.5 / 0.0",
        "1.5 % 0.0",
        "9223372036854775807 + 1",
        "-9223372036854775807 - 2",
        "9223372036854775807 * 2",
        "2 ** 64",
        "79228162514264337593543950335.0 + 1.0",
        "79228162514264337593543950335.0 * 10.0",
        "10.0 ** 60.0",
        "(-9223372036854775807 - 1).abs()",
        "parse_int(\"99999999999999999999\")",
        "date(\"9999-12-31\") + 1",
        "date(\"2026-02-30\")",
    ] {
        refused(source, &[Reason::Arithmetic]);
    }
}

#[test]
fn what_is_not_there_is_told_with_its_place() {
    let missing = refused("let a = 1;\n  a + amuont", &[Reason::UnknownName]);
    assert_eq!(missing.at, Some(Place { line: 2, column: 7 }));
    assert!(missing.message.contains("amuont"), "{}", missing.message);
    refused("let m = #{ a: 1 }; m.b", &[Reason::UnknownName]);
    refused("frobnicate(1)", &[Reason::UnknownFunction]);
    refused("true + 1.5", &[Reason::UnknownFunction]);
    refused("let a = [1]; a[5]", &[Reason::Bounds]);
    refused("if 1 { 2 }", &[Reason::Type]);
    let inner = refused("fn f() {\n  1 / 0\n}\n\nf()", &[Reason::Arithmetic]);
    assert_eq!(inner.at.map(|at| at.line), Some(2));
    let raised = refused("throw \"over budget\"", &[Reason::Raised]);
    assert_eq!(raised.message, "over budget");
}

#[test]
fn there_is_no_way_out() {
    for source in
        ["eval(\"1\")", "import \"os\" as os;", "export let x = 1;", "let f = Fn(\"eval\"); f.call(\"1\")"]
    {
        refused(source, &[Reason::Syntax, Reason::UnknownFunction]);
    }
    for source in [
        "sleep(10)",
        "timestamp()",
        "now()",
        "today()",
        "exit(1)",
        "parse_json(\"{}\")",
        "get_fn_metadata_list()",
        "open(\"/etc/passwd\")",
        "rand()",
        "env(\"HOME\")",
    ] {
        refused(source, &[Reason::UnknownFunction]);
    }
    // There is nowhere to print to.
    assert_eq!(evaluate(tenant(), "print(\"x\"); 1", &Scope::new()), Ok(number("1")));
}

#[test]
fn a_source_is_one_screen() {
    let long = format!("1{}", " ".repeat(16 * 1024));
    assert_eq!(Script::new(&long).unwrap_err().reason, Reason::Size);
    assert!(Script::new(&long[..16 * 1024]).is_ok());
}

#[test]
fn nothing_stays_from_one_evaluation_to_the_next() {
    let tenant = tenant();
    let scope = Scope::new().with("secret", "s3cret");
    assert!(evaluate(tenant, "let kept = secret; fn kept_too() { 1 } kept", &scope).is_ok());
    for source in ["secret", "kept", "kept_too()", "this", "global::secret"] {
        let refusal = evaluate(tenant, source, &Scope::new()).unwrap_err();
        assert!(!refusal.message.contains("s3cret"), "{refusal:?}");
    }
    // What a script does to its names is not seen by its next run.
    let scope = Scope::new().with("n", number("1"));
    for _ in 0..3 {
        assert_eq!(evaluate(tenant, "n += 1; n", &scope), Ok(number("2")));
    }
}

#[tokio::test]
async fn a_check_tells_names_and_places() {
    let tenant = tenant();
    let check = |source: &str, known: Option<&[&str]>| {
        let known = known.map(|names| names.iter().map(|n| (*n).to_owned()).collect());
        SANDBOX.check_script(tenant, Script::new(source).unwrap(), known)
    };
    let source = "let own = amount * 2; if own > limit { form.title } else { amount }";
    let told = check(source, None).await.unwrap();
    assert_eq!(told.iter().map(|used| &*used.name).collect::<Vec<_>>(), ["amount", "form.title", "limit"]);
    assert_eq!(check(source, Some(&["amount", "form", "limit"])).await.unwrap().len(), 3);
    let unknown = check("amount +\n limit", Some(&["amount"])).await.unwrap_err();
    assert_eq!((unknown.reason, unknown.at), (Reason::UnknownName, Some(Place { line: 2, column: 2 })));
    let broken = check("let a = ;", None).await.unwrap_err();
    assert_eq!((broken.reason, broken.at), (Reason::Syntax, Some(Place { line: 1, column: 9 })));
}

#[tokio::test]
async fn a_check_tells_the_properties_that_are_asked_of_a_name_and_where() {
    let tenant = tenant();
    let source =
        "form.rows.len() > 1 &&\n form[\"unit-price\"] > form.amount || form.amount == () || form[x] == 1";
    let told = SANDBOX.check_script(tenant, Script::new(source).unwrap(), None).await.unwrap();
    let told: Vec<_> = told.iter().map(|u| (&*u.name, u.at.map(|at| (at.line, at.column)))).collect();
    let expected = [
        ("form", 2, 59),
        ("form.amount", 2, 28),
        ("form.rows", 1, 6),
        ("form.unit-price", 2, 7),
        ("x", 2, 64),
    ];
    assert_eq!(told, expected.map(|(name, line, column)| (name, Some((line, column)))));
    // What a script calls by that name itself is not the form's.
    let own = SANDBOX.check_script(tenant, Script::new("let form = #{ a: 1 }; form.b").unwrap(), None).await;
    assert_eq!(own.unwrap(), []);
}

/// More scripts than an instance keeps compiled: what made room is compiled again.
#[test]
fn many_scripts_take_turns_in_one_instance() {
    let tenant = tenant();
    for _ in 0..2 {
        for n in 0..150 {
            assert_eq!(
                evaluate(tenant, &format!("{n} + 1"), &Scope::new()),
                Ok(number(&(n + 1).to_string()))
            );
        }
    }
    assert_eq!(SANDBOX.usage(tenant).instances, 1);
}
