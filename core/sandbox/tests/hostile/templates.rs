//! Templates that grow, loop, include, or break.

use weir_model::value::Value;
use weir_sandbox::{Place, Reason, Scope, Template};

use crate::{SANDBOX, lives_on, number, render, tenant};

#[track_caller]
fn refused(source: &str, reasons: &[Reason]) -> weir_sandbox::Refusal {
    let tenant = tenant();
    let refusal = render(tenant, source, &Scope::new()).expect_err(source);
    assert!(reasons.contains(&refusal.reason), "{source}\n{refusal:?}");
    lives_on(tenant);
    refusal
}

#[test]
fn loops_within_loops_are_stopped() {
    let turns = "{% for a in range(end=100000) %}";
    for levels in [2, 3, 5] {
        let source = format!("{}{}", turns.repeat(levels), "{% endfor %}".repeat(levels));
        refused(&source, &[Reason::Time, Reason::Memory]);
    }
}

#[test]
fn gigabytes_are_not_written() {
    let turns = "{% for a in range(end=100000) %}";
    refused(
        &format!("{turns}{turns}0123456789abcdef{{% endfor %}}{{% endfor %}}"),
        &[Reason::Size, Reason::Time],
    );
    // Held back before it is written.
    refused(
        &format!(
            "{{% set x %}}{turns}{turns}0123456789abcdef{{% endfor %}}{{% endfor %}}{{% endset %}}{{{{ x }}}}"
        ),
        &[Reason::Memory, Reason::Time],
    );
    let doubled =
        format!("{{% set x = \"xxxxxxxxxxxxxxxx\" %}}{}{{{{ x }}}}", "{% set x = x ~ x %}".repeat(40));
    refused(&doubled, &[Reason::Memory, Reason::Size, Reason::Time]);
    // 16 kB, each letter replaced by 16 kB: a quarter of a gigabyte.
    let replaced = format!(
        "{{% set x = \"xxxxxxxxxxxxxxxx\" %}}{}{{{{ x | replace(from=\"x\", to=x) }}}}",
        "{% set x = x ~ x %}".repeat(10)
    );
    refused(&replaced, &[Reason::Memory, Reason::Size, Reason::Time]);
    refused("{% for a in range(end=1000000000) %}{% endfor %}", &[Reason::Render]);
}

#[test]
fn a_template_has_no_others_to_reach() {
    for source in [
        "{% include \"/etc/passwd\" %}",
        "{% include \"other\" %}",
        "{% extends \"base.html\" %}",
        "{% include \"template\" %}",
        "{% extends \"template\" %}",
    ] {
        refused(source, &[Reason::UnknownName, Reason::Depth]);
    }
    for source in [
        "{{ get_env(name=\"HOME\") }}",
        "{{ now() }}",
        "{{ get_random(end=9) }}",
        "{{ load_data(path=\"x\") }}",
    ] {
        let refusal = refused(source, &[Reason::UnknownFunction]);
        assert_eq!(refusal.at, Some(Place { line: 1, column: 4 }));
        assert_eq!(refusal.message.lines().count(), 1);
    }
}

#[test]
fn depth_has_an_end() {
    refused(
        &format!("{{{{ {}1{} }}}}", "(".repeat(4_000), ")".repeat(4_000)),
        &[Reason::Syntax, Reason::Depth],
    );
    refused(&format!("{{{{ {} }}}}", "[".repeat(4_000)), &[Reason::Syntax, Reason::Depth]);
    refused(&"{% if true %}".repeat(1_000), &[Reason::Syntax, Reason::Depth]);
    refused(
        &format!("{{{{ 1{} }}}}", " + 1".repeat(3_500)),
        &[Reason::Syntax, Reason::Depth, Reason::Render],
    );
    refused("{% component A() %}{{<A />}}{% endcomponent A %}{{<A />}}", &[Reason::Depth]);
}

#[test]
fn what_goes_wrong_has_its_place() {
    let missing = refused("first\n  {{ nobody }}", &[Reason::Render]);
    assert_eq!(missing.at, Some(Place { line: 2, column: 6 }));
    refused("{{ 1 / 0 }}", &[Reason::Render, Reason::Syntax]);
    refused(
        "{{ 9223372036854775807 * 9223372036854775807 * 9223372036854775807 }}",
        &[Reason::Render, Reason::Syntax],
    );
    refused("{{ \"a\" * 2 }}", &[Reason::Render, Reason::Syntax]);
    let broken = refused("a {% if %}", &[Reason::Syntax]);
    assert_eq!(broken.at.map(|at| at.line), Some(1));
    refused("{{ throw(message=\"over budget\") }}", &[Reason::Render]);
}

#[test]
fn values_are_escaped_in_html_and_only_there() {
    let (tenant, scope) = (tenant(), Scope::new().with("who", "<b>&\"'"));
    let html = Template::html("<p>{{ who }}</p>").unwrap();
    let shown = SANDBOX.render_blocking(tenant, &html, &scope).unwrap();
    assert!(shown.starts_with("<p>&lt;b&gt;&amp;&quot;"), "{shown}");
    // The same source as text is another template, also for the instance that keeps it compiled.
    assert_eq!(render(tenant, "<p>{{ who }}</p>", &scope).as_deref(), Ok("<p><b>&\"'</p>"));
}

#[test]
fn values_show_as_they_were_entered() {
    let scope = Scope::new()
        .with("money", number("1234567890123456789.10"))
        .with("day", "2026-11-22".parse().ok().map(Value::Date))
        .with("none", Value::Null)
        .with("tags", Value::List(vec!["a".into(), "b".into()]));
    let source = "{{ money }} {{ day }} [{{ none }}] {{ tags | join(sep=\"+\") }} {% if money | float > 1.0 %}much{% endif %}";
    assert_eq!(
        render(tenant(), source, &scope).as_deref(),
        Ok("1234567890123456789.10 2026-11-22 [] a+b much")
    );
}

#[tokio::test]
async fn a_check_tells_names_and_places() {
    let tenant = tenant();
    let check = |source: &str| SANDBOX.check_template(tenant, Template::text(source).unwrap());
    let told = check("{% for i in items %}{{ i.name }}{{ title }}{% endfor %}").await.unwrap();
    assert_eq!(told.iter().map(|used| &*used.name).collect::<Vec<_>>(), ["items", "title"]);
    assert_eq!(check("ok\n{{ }").await.unwrap_err().at.map(|at| at.line), Some(2));
}
