//! What a WASM component says of itself: the contract it was built for, what it imports, what it exports.
//!
//! Bytes are validated and read, never run or compiled. Which proposals of WebAssembly a component may use is left to the
//! host that compiles it.

mod agree;

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use wasmparser::component_types::ComponentEntityType;
use wasmparser::types::TypesRef;
use wasmparser::{BinaryReader, ComponentExternalKind, Parser, Payload, Validator};
use weir_model::Issue;

pub use agree::agree;

use crate::archive::FILE_MAX_BYTES;
use crate::document::shortened;
use crate::plugin::{Interface, Kind};
use crate::versions::CONTRACTS;

/// The package of the contract's interfaces.
pub const CONTRACT_PACKAGE: &str = "weir:plugin";
/// The custom section that holds the contract's version as text.
pub const CONTRACT_SECTION: &str = "weir:contract";
/// The interface of the contract that has types only.
const TYPES: &str = "types";
/// What a connector exports beside its own interface to be told something.
const WEBHOOKS: &str = "webhooks";
/// The first bytes of any WebAssembly binary.
const MAGIC: &[u8] = b"\0asm";
/// Those that follow in a component: version 13, layer 1.
const COMPONENT_VERSION: &[u8] = &[0x0d, 0, 1, 0];
/// Those that follow in a core module: version 1, layer 0.
const MODULE_VERSION: &[u8] = &[1, 0, 0, 0];
/// The first bytes of an ELF file: wasmtime's precompiled artifacts are such.
const ELF: &[u8] = b"\x7fELF";

/// What a component has to do with the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surface {
    /// The contract that it was built for.
    pub contract: Version,
    /// Interfaces of the contract that it imports, each with the functions that it may call. An interface without any is
    /// there for its types.
    pub imports: BTreeMap<Interface, BTreeSet<String>>,
    /// What it imports of WASI, by whole names. The host has only stubs for it, which do nothing.
    pub wasi: BTreeSet<String>,
    /// Interfaces of the contract that it exports, by their short names.
    pub exports: BTreeSet<String>,
}

/// Why a component cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComponentError {
    /// It is too large.
    #[error("the component is larger than {FILE_MAX_BYTES} bytes")]
    Large,
    /// It is something else.
    #[error("this is not WebAssembly")]
    NotWasm,
    /// It is compiled already, by whomever.
    #[error("this is compiled machine code; upload the component itself")]
    Precompiled,
    /// It is a core module.
    #[error("this is a core module; make a component of it")]
    CoreModule,
    /// Its end is missing.
    #[error("the component is cut off")]
    Truncated,
    /// It is not valid.
    #[error("the component is not valid at byte {offset}: {detail}")]
    Malformed {
        /// Where.
        offset: usize,
        /// The validator's words.
        detail: String,
    },
    /// It does not say which contract it was built for.
    #[error("the component has no section `{CONTRACT_SECTION}`")]
    NoContract,
    /// It says so in several ways, or none that can be read.
    #[error("the sections `{CONTRACT_SECTION}` do not name one version")]
    ContractForm,
    /// It was built for a contract that is not spoken here.
    #[error("the component was built for contract {0}, which is not known here")]
    ContractUnknown(Version),
    /// It imports or exports the contract in another version than it says.
    #[error("`{0}` is not of the version that the component says it was built for")]
    ContractMixed(String),
    /// It imports something that the contract does not have.
    #[error("the import `{0}` is none that a plugin may have")]
    Import(String),
    /// It exports something as the contract's that the contract does not have.
    #[error("the export `{0}` is unknown")]
    Export(String),
}

impl ComponentError {
    /// The finding for a reader of any language.
    #[must_use]
    pub fn issue(&self) -> Issue {
        let whole = |code| Issue::new("", code);
        match self {
            Self::Large => whole("component.large"),
            Self::NotWasm => whole("component.no_wasm"),
            Self::Precompiled => whole("component.precompiled"),
            Self::CoreModule => whole("component.core_module"),
            Self::Truncated => whole("component.truncated"),
            Self::Malformed { offset, detail } => {
                whole("component.malformed").with("offset", offset).with("detail", detail)
            }
            Self::NoContract => whole("component.no_contract").with("section", CONTRACT_SECTION),
            Self::ContractForm => whole("component.contract_form").with("section", CONTRACT_SECTION),
            Self::ContractUnknown(version) => whole("component.contract_unknown")
                .with("contract", version)
                .with("known", CONTRACTS.join(", ")),
            Self::ContractMixed(name) => whole("component.contract_mixed").with("name", name),
            Self::Import(name) => whole("component.import").with("name", name),
            Self::Export(name) => whole("component.export").with("name", name),
        }
    }
}

impl From<wasmparser::BinaryReaderError> for ComponentError {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::Malformed { offset: error.offset(), detail: shortened(error.message()) }
    }
}

impl Surface {
    /// Reads a component.
    ///
    /// # Errors
    /// A [`ComponentError`] that names what was wrong first.
    pub fn read(bytes: &[u8]) -> Result<Self, ComponentError> {
        check_kind(bytes)?;
        check_whole(bytes)?;
        let types = Validator::new().validate_all(bytes)?;
        let found = find(bytes)?;
        let contract = contract(&found.contracts)?;
        let mut surface =
            Self { contract, imports: BTreeMap::new(), wasi: BTreeSet::new(), exports: BTreeSet::new() };
        for (name, kind) in found.imports {
            surface.import(name, kind, types.as_ref())?;
        }
        for name in found.exports {
            surface.export(name)?;
        }
        Ok(surface)
    }

    fn import(
        &mut self,
        name: &str,
        kind: ComponentExternalKind,
        types: TypesRef,
    ) -> Result<(), ComponentError> {
        let refused = || ComponentError::Import(shortened(name));
        let (package, interface, version) = split(name).ok_or_else(refused)?;
        if kind != ComponentExternalKind::Instance {
            return Err(refused());
        }
        if package.starts_with("wasi:") {
            self.wasi.insert(name.to_owned());
            return Ok(());
        }
        if package != CONTRACT_PACKAGE {
            return Err(refused());
        }
        self.check_version(name, version)?;
        if interface == TYPES {
            return Ok(());
        }
        let known = Interface::ALL.into_iter().find(|i| i.name() == interface).ok_or_else(refused)?;
        self.imports.insert(known, functions(types, name));
        Ok(())
    }

    fn export(&mut self, name: &str) -> Result<(), ComponentError> {
        // What else a component exports, nobody ever calls.
        let Some((CONTRACT_PACKAGE, interface, version)) = split(name) else { return Ok(()) };
        self.check_version(name, version)?;
        if interface != WEBHOOKS && !Kind::ALL.iter().any(|kind| kind.export() == interface) {
            return Err(ComponentError::Export(shortened(name)));
        }
        self.exports.insert(interface.to_owned());
        Ok(())
    }

    fn check_version(&self, name: &str, version: &str) -> Result<(), ComponentError> {
        if version == self.contract.to_string() {
            Ok(())
        } else {
            Err(ComponentError::ContractMixed(shortened(name)))
        }
    }
}

fn check_kind(bytes: &[u8]) -> Result<(), ComponentError> {
    if bytes.len() as u64 > FILE_MAX_BYTES {
        return Err(ComponentError::Large);
    }
    if bytes.starts_with(ELF) {
        return Err(ComponentError::Precompiled);
    }
    let Some(rest) = bytes.strip_prefix(MAGIC) else {
        let cut = !bytes.is_empty() && MAGIC.starts_with(bytes);
        return Err(if cut { ComponentError::Truncated } else { ComponentError::NotWasm });
    };
    match rest.get(..COMPONENT_VERSION.len()) {
        None => Err(ComponentError::Truncated),
        Some(COMPONENT_VERSION) => Ok(()),
        Some(MODULE_VERSION) => Err(ComponentError::CoreModule),
        Some(_) => Err(ComponentError::NotWasm),
    }
}

/// Whether each section of the component ends before the file does.
fn check_whole(bytes: &[u8]) -> Result<(), ComponentError> {
    let mut reader = BinaryReader::new(bytes, 0);
    let cut = |_| ComponentError::Truncated;
    reader.read_bytes(MAGIC.len() + COMPONENT_VERSION.len()).map_err(cut)?;
    while !reader.eof() {
        reader.read_u8().map_err(cut)?;
        let size = reader.read_var_u32().map_err(|e| if reader.eof() { cut(e) } else { e.into() })?;
        reader.read_bytes(size as usize).map_err(cut)?;
    }
    Ok(())
}

#[derive(Default)]
struct Found<'a> {
    contracts: Vec<&'a [u8]>,
    imports: Vec<(&'a str, ComponentExternalKind)>,
    exports: Vec<&'a str>,
}

/// Imports and exports of the component itself, and sections about the contract wherever they are: a compiler puts them
/// into the module that it makes, and what wraps that leaves them there.
fn find(bytes: &[u8]) -> Result<Found<'_>, ComponentError> {
    let (mut found, mut depth) = (Found::default(), 0_usize);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CustomSection(section) if section.name() == CONTRACT_SECTION => {
                found.contracts.push(section.data());
            }
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    let import = import?;
                    found.imports.push((import.name.name, import.ty.kind()));
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    found.exports.push(export?.name.name);
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

fn contract(sections: &[&[u8]]) -> Result<Version, ComponentError> {
    let first = sections.first().ok_or(ComponentError::NoContract)?;
    let named = |section: &&[u8]| CONTRACTS.iter().find(|known| repeats(section, known));
    if let Some(known) = named(first) {
        let same = sections.iter().all(|section| named(section) == Some(known));
        return known.parse().ok().filter(|_| same).ok_or(ComponentError::ContractForm);
    }
    let version = std::str::from_utf8(first).ok().and_then(|text| text.parse::<Version>().ok());
    Err(version.map_or(ComponentError::ContractForm, ComponentError::ContractUnknown))
}

/// Whether a section has a version and nothing else, once or more: linkers join what several parts of a plugin say.
fn repeats(section: &[u8], version: &str) -> bool {
    let mut chunks = section.chunks_exact(version.len());
    !section.is_empty()
        && chunks.by_ref().all(|chunk| chunk == version.as_bytes())
        && chunks.remainder().is_empty()
}

/// Package, interface and version of `weir:plugin/log@1.0.0`.
fn split(name: &str) -> Option<(&str, &str, &str)> {
    let (package, rest) = name.split_once('/')?;
    let (interface, version) = rest.split_once('@').unwrap_or((rest, ""));
    package.contains(':').then_some((package, interface, version))
}

/// The functions of an interface that a component imports.
fn functions(types: TypesRef, name: &str) -> BTreeSet<String> {
    let Some(ComponentEntityType::Instance(id)) = types.component_item_for_import(name).map(|item| item.ty)
    else {
        return BTreeSet::new();
    };
    let exports = types[id].exports.iter();
    exports
        .filter(|(_, item)| matches!(item.ty, ComponentEntityType::Func(_)))
        .map(|(name, _)| name.clone())
        .collect()
}

#[cfg(test)]
pub(crate) mod tests;
