//! Template packs that come with the product: the gallery, and installing one.

use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::RoleId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Key};
use weir_package::{Manifest, Pack, PackError, SymbolicRef};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::organisation::{self, RoleRow};
use weir_store::queries::{roles, tenants};

use crate::context::App;
use crate::design::CheckedScripts;
use crate::dto::common::Items;
use crate::dto::flows::CreateFlow;
use crate::dto::forms::CreateForm;
use crate::dto::operations::{InstalledTemplate, TemplateSummary};
use crate::error::{Error, Result};

macro_rules! shipped {
    ($($key:literal),* $(,)?) => {
        &[$([
            include_str!(concat!("../../../templates/", $key, "/pack.toml")),
            include_str!(concat!("../../../templates/", $key, "/form.json")),
            include_str!(concat!("../../../templates/", $key, "/flow.json")),
            include_str!(concat!("../../../templates/", $key, "/messages.json")),
        ]),*]
    };
}

/// The packs in `templates/`, in the order of the gallery.
const SHIPPED: &[[&str; 4]] = shipped!["purchase", "leave", "expense", "project-initiation"];

impl App {
    /// The packs that can be installed.
    ///
    /// # Errors
    /// [`Error::Denied`] without the right to install.
    pub async fn list_templates(&self, who: &Principal) -> Result<Items<TemplateSummary>> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::TemplatesInstall, Object::TENANT).await?;
        let flows = definitions::headers(&tx, Kind::Flow).await?;
        let items = packs()?.into_iter().map(|pack| {
            let (fields, nodes) = pack.size();
            let Manifest { key, name, description, icon, .. } = pack.manifest;
            let installed = flows.iter().any(|f| f.key == key);
            TemplateSummary {
                key,
                name,
                description,
                icon,
                fields: fields as u64,
                nodes: nodes as u64,
                installed,
            }
        });
        Ok(Items { items: items.collect() })
    }

    /// Installs a pack: its missing roles, its form and its flow, both published.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown pack, [`Error::Invalid`] when its form's or flow's key is taken.
    pub async fn install_template(&self, who: &Principal, key: &Key) -> Result<InstalledTemplate> {
        let pack = packs()?.into_iter().find(|p| p.manifest.key == *key).ok_or(Error::NotFound)?;
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::TemplatesInstall, Object::TENANT).await?;
        let installed = self.install_pack(&tx, who, &pack).await?;
        tx.commit().await?;
        Ok(installed)
    }

    pub(crate) async fn install_pack(
        &self,
        tx: &Tx,
        who: &Principal,
        pack: &Pack,
    ) -> Result<InstalledTemplate> {
        let known = self.pack_roles(tx, who, &pack.manifest).await?;
        let resolved = pack
            .resolve(|reference| match reference {
                SymbolicRef::Role(key) => known.iter().find(|(k, _)| k == key).map(|(_, id)| id.to_string()),
                SymbolicRef::Form(_) => None,
            })
            .map_err(refused)?;
        let Manifest { key, name, icon, .. } = &pack.manifest;
        let form = CreateForm {
            key: key.clone(),
            name: name.clone(),
            icon: Some(icon.clone()),
            schema: Some(resolved.form),
        };
        let form_id = self.insert_form(tx, who, form).await?;
        self.publish_form_in(tx, who, form_id, "").await?;
        let flow = CreateFlow { key: key.clone(), name: name.clone(), form_id };
        self.insert_flow(tx, who, &flow, Some(icon), &resolved.flow).await?;
        let header = definitions::header_by_key(tx, Kind::Flow, key).await?;
        // Packs that ship with the product have no scripts; one that had would be refused here.
        self.publish_flow_in(tx, who, &header, "", CheckedScripts::none()).await?;
        Ok(InstalledTemplate { form_id, flow_key: key.clone() })
    }

    /// The roles that the pack names; missing ones are created without permissions and holders.
    async fn pack_roles(&self, tx: &Tx, who: &Principal, manifest: &Manifest) -> Result<Vec<(Key, RoleId)>> {
        let mut known: Vec<(Key, RoleId)> =
            organisation::roles(tx).await?.into_iter().map(|r| (r.key, r.id)).collect();
        let mut created = false;
        for wanted in &manifest.roles {
            if known.iter().any(|(key, _)| *key == wanted.key) {
                continue;
            }
            let id = self.new_id(RoleId::from_uuid);
            let (key, name) = (wanted.key.clone(), wanted.name.clone());
            roles::insert(tx, &RoleRow { id, key: key.clone(), name, builtin: false, rev: 1 }).await?;
            tx.log(self.change(who, Subject::Role, id.uuid(), Verb::Created)).await?;
            known.push((key, id));
            created = true;
        }
        if created {
            tenants::bump_authz_version(tx).await?;
            tenants::bump_org_version(tx).await?;
        }
        Ok(known)
    }
}

/// Every shipped pack, read.
pub(crate) fn packs() -> Result<Vec<Pack>> {
    let read = |[manifest, form, flow, messages]: &[&str; 4]| Pack::parse(manifest, form, flow, messages);
    SHIPPED.iter().map(read).collect::<Result<_, PackError>>().map_err(Error::internal)
}

fn refused(error: PackError) -> Error {
    match error {
        PackError::Unresolved(reference) => {
            Issue::new("", "template.unresolved").with("reference", reference).into()
        }
        malformed @ PackError::Malformed { .. } => Error::internal(malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::flow_facts;
    use weir_model::LocalizedText;

    fn complete(text: &LocalizedText) -> bool {
        text.iter().filter(|(_, t)| !t.trim().is_empty()).count() == 2
    }

    #[test]
    fn every_shipped_pack_is_sound_and_speaks_both_languages() {
        let role = RoleId::from_uuid(uuid::Uuid::nil()).to_string();
        for pack in packs().unwrap() {
            let key = &pack.manifest.key;
            assert!(complete(&pack.manifest.name) && complete(&pack.manifest.description), "{key}");
            let resolved = pack.resolve(|_| Some(role.clone())).unwrap();
            assert_eq!(weir_forms::check_schema(&resolved.form, &[]), [], "{key}");
            assert_eq!(weir_flow::check(&resolved.flow, &flow_facts(&resolved.form)), [], "{key}");
            for field in &resolved.form.fields {
                assert!(complete(&field.label), "{key}: {}", field.key);
                assert!(field.columns().iter().all(|c| complete(&c.label)), "{key}: {}", field.key);
            }
            assert!(resolved.flow.nodes.iter().all(|n| complete(&n.name)), "{key}");
            for message in resolved.flow.settings.messages.values() {
                assert!(complete(&message.subject) && complete(&message.body), "{key}");
            }
        }
    }
}
