//! Sessions, tokens, second factors, and the door of the platform.

use serde_json::json;
use weir_model::permission::Permission::PeopleViewAs;

use super::super::call::Closed::{ToCompanies, ToOthers};
use super::super::call::{Call, by};
use super::super::world::World;
use crate::draw::text;

#[allow(clippy::too_many_lines, reason = "a table")]
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    Some(match operation {
        // Session.
        "login" => by("employee")
            .json(json!({ "tenant": w.tenant, "login": "employee", "password": weir_tests::PASSWORD })),
        "logout" => by("colleague").last(),
        "revokeOtherSessions" => by("project-manager").last(),
        "changePassword" => {
            let next = json!({ "current": weir_tests::PASSWORD, "next": "another fine password" });
            by("colleague").json(next).last()
        }
        "getServerInfo" | "getMe" | "listSessions" | "listApiTokens" => by("employee"),
        "updateMe" => by("employee").json(json!({ "phone": "+86 1" })),
        "revokeSession" => by("employee").id(w.session().await).closed(ToOthers),
        "createApiToken" => by("employee").json(json!({ "name": "ci", "scopes": ["flows.start"] })),
        "revokeApiToken" => {
            by("employee").id(w.api_token("employee", &[json!("flows.start")]).await.0).closed(ToOthers)
        }

        "beginView" => {
            let body = json!({ "userId": w.user("boss"), "password": weir_tests::PASSWORD });
            by("admin").needs(PeopleViewAs).json(body).last()
        }
        "endView" | "getSecondFactor" => by("employee"),
        "offerSecondFactor" => by("finance-director").json(json!({ "password": weir_tests::PASSWORD })),
        "confirmSecondFactor" => {
            by("finance-director").json(json!({ "code": w.factor_code("finance-director").await }))
        }
        "renewRecoveryCodes" => {
            w.with_factor("boss").await;
            by("boss").json(json!({ "password": weir_tests::PASSWORD }))
        }
        "removeSecondFactor" => by("boss").json(json!({ "password": weir_tests::PASSWORD })),

        // The platform.
        "platformLogin" => {
            let login = w.new_key("caretaker");
            w.t.platform(&login).await;
            by("platform").json(json!({ "login": login, "password": weir_tests::PASSWORD }))
        }
        "platformLogout" => by("platform").closed(ToCompanies).last(),
        "changePlatformPassword" => {
            let next = json!({ "current": weir_tests::PASSWORD, "next": "another fine password" });
            by("platform").closed(ToCompanies).json(next).last()
        }
        "offerPlatformFactor" | "removePlatformFactor" => {
            by("platform").closed(ToCompanies).json(json!({ "password": weir_tests::PASSWORD }))
        }
        "confirmPlatformFactor" => {
            // Somebody else than who takes theirs away.
            let offer = w.as_("platform with an offer").await;
            let offer =
                offer.post("/platform/second-factor", json!({ "password": weir_tests::PASSWORD })).await.ok();
            let code = crate::access::sign_in::code(w.t, &text(&offer["secret"]));
            by("platform with an offer").closed(ToCompanies).json(json!({ "code": code }))
        }
        "getPlatformMe" | "listCompanies" | "listPlatformEvents" => by("platform").closed(ToCompanies),
        "foundCompany" => by("platform").closed(ToCompanies).json(json!({
            "key": w.new_key("founded"), "name": w.named("company"), "login": "admin", "person": "First",
            "timeZone": "Asia/Shanghai", "locale": "zh-CN",
        })),
        "suspendCompany" => {
            let id = w.spare_company().await["id"].clone();
            by("platform")
                .closed(ToCompanies)
                .id(text(&id))
                .json(json!({ "reason": "unpaid", "password": weir_tests::PASSWORD }))
        }
        "resumeCompany" => {
            let id = text(&w.spare_company().await["id"]);
            let suspend = json!({ "reason": "unpaid", "password": weir_tests::PASSWORD });
            w.as_("platform").await.post(&format!("/platform/companies/{id}/suspend"), suspend).await.done();
            by("platform").closed(ToCompanies).id(id)
        }
        _ => return None,
    })
}
