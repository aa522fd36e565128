//! Limits of forms alone. Those that other storeys share stand in `weir_model::limits`.

/// Digits after the point: with eight, a 64-bit slot still holds 92 billion.
pub const SCALE_MAX: u8 = 8;
/// Characters of a pattern: longer ones are a language of their own.
pub const PATTERN_MAX_CHARS: usize = 500;
/// Bytes of a compiled pattern, so that `(a{1000}){1000}` is refused.
pub const PATTERN_COMPILED_MAX_BYTES: usize = 1 << 20;
/// Ids in one field: 50 people still fit into an indexed slot.
pub const IDS_MAX: usize = 50;
/// Files in one field.
pub const FILES_MAX: u16 = 50;
/// Digits of a serial number.
pub const SERIAL_DIGITS_MAX: u8 = 12;
/// Characters of a serial number's prefix.
pub const SERIAL_PREFIX_MAX_CHARS: usize = 40;
/// Characters of a label, a unit or a form's name: they stand in table heads.
pub const LABEL_MAX_CHARS: usize = 100;
/// Characters of help, placeholders, hints and descriptions.
pub const HELP_MAX_CHARS: usize = 2_000;
/// Characters of a record's title: it stands in one line of a list.
pub const TITLE_MAX_CHARS: usize = 200;
/// Times that rules and formulas run over a form until nothing changes: rules that depend on each other settle
/// in two or three, rules that contradict each other never do.
pub const PASSES_MAX: usize = 6;
/// Fields of a record's short summary in lists of approvals.
pub const SUMMARY_FIELDS: usize = 3;
