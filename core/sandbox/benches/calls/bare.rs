//! The guest through wasmtime alone: one instance, no limits, no ledger; the request's bytes are made beforehand.

use std::io::Read;

use flate2::read::ZlibDecoder;
use wasmtime::{Config, Engine, InstancePre, Linker, Memory, Module, Store, TypedFunc};
use weir_model::value::Value;
use weir_wire::{Item, Writer, answer, op};

/// One instance, and the request that it is called with.
pub struct Bare {
    instances: InstancePre<()>,
    store: Store<()>,
    memory: Memory,
    request: TypedFunc<u32, u32>,
    call: TypedFunc<(), u64>,
    bytes: Vec<u8>,
}

impl Bare {
    /// The guest that the sandbox embeds, loaded by itself.
    pub fn new() -> Self {
        let mut config = Config::new();
        config.epoch_interruption(true).wasm_memory64(false).wasm_relaxed_simd(false).wasm_simd(false);
        let engine = Engine::new(&config).unwrap();
        let packed =
            std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/compiled/guest.cwasm.zlib")).unwrap();
        let mut code = Vec::new();
        ZlibDecoder::new(packed.as_slice()).read_to_end(&mut code).unwrap();
        #[allow(unsafe_code, reason = "machine code that was built beside this program")]
        // SAFETY: it came out of wasmtime's own compiler.
        let module = unsafe { Module::deserialize(&engine, &code) }.unwrap();
        let instances = Linker::new(&engine).instantiate_pre(&module).unwrap();
        let (store, memory, request, call) = instantiate(&instances);
        Self { instances, store, memory, request, call, bytes: Vec::new() }
    }

    /// Takes another instance.
    pub fn renew(&mut self) {
        (self.store, self.memory, self.request, self.call) = instantiate(&self.instances);
    }

    /// Lets the instance compile a script; calls evaluate it from now on.
    pub fn prepare_script(&mut self, source: &str, values: &[(&str, Value)]) {
        self.prepare(&[op::EVALUATE_SCRIPT], source, values);
    }

    /// Lets the instance compile a template of text; calls fill it in from now on.
    pub fn prepare_template(&mut self, source: &str, values: &[(&str, Value)]) {
        self.prepare(&[op::RENDER_TEMPLATE, 0], source, values);
    }

    fn prepare(&mut self, operation: &[u8], source: &str, values: &[(&str, Value)]) {
        for with_source in [true, false] {
            let mut out = Writer::new(&mut self.bytes);
            out.fixed(operation);
            out.fixed(&[7; weir_wire::DIGEST_BYTES]);
            out.byte(u8::from(with_source));
            if with_source {
                out.text(source);
            }
            out.count(values.len());
            for (name, value) in values {
                out.text(name);
                match value {
                    Value::Rows(rows) if *name == "form" => write_row(rows[0].iter(), &mut out),
                    value => write(value, &mut out),
                }
            }
            if with_source {
                assert_ne!(self.call()[0], answer::REFUSED);
            }
        }
    }

    /// Calls with the request prepared last.
    pub fn call(&mut self) -> &[u8] {
        let to = self.request.call(&mut self.store, u32::try_from(self.bytes.len()).unwrap()).unwrap();
        self.memory.write(&mut self.store, to as usize, &self.bytes).unwrap();
        let answer = self.call.call(&mut self.store, ()).unwrap();
        let (from, len) = ((answer >> 32) as usize, (answer & 0xffff_ffff) as usize);
        &self.memory.data(&self.store)[from..from + len]
    }
}

fn instantiate(instances: &InstancePre<()>) -> (Store<()>, Memory, TypedFunc<u32, u32>, TypedFunc<(), u64>) {
    let mut store = Store::new(instances.module().engine(), ());
    store.set_epoch_deadline(u64::MAX / 2);
    let instance = instances.instantiate(&mut store).unwrap();
    let memory = instance.get_memory(&mut store, "memory").unwrap();
    let request = instance.get_typed_func(&mut store, "weir_request").unwrap();
    let call = instance.get_typed_func(&mut store, "weir_call").unwrap();
    (store, memory, request, call)
}

fn write(value: &Value, out: &mut Writer<'_>) {
    match value {
        Value::Bool(yes) => out.item(&Item::Bool(*yes)),
        Value::Number(number) => {
            out.item(&Item::Number {
                mantissa: number.mantissa(),
                scale: u8::try_from(number.scale()).unwrap(),
            });
        }
        Value::Text(text) => out.item(&Item::Text(text)),
        Value::Rows(rows) => {
            out.item(&Item::List(rows.len()));
            rows.iter().for_each(|row| write_row(row.iter(), out));
        }
        other => panic!("the bench has no {other:?}"),
    }
}

fn write_row<'a>(
    fields: impl ExactSizeIterator<Item = (&'a weir_model::Key, &'a Value)>,
    out: &mut Writer<'_>,
) {
    out.item(&Item::Map(fields.len()));
    for (key, value) in fields {
        out.text(key.as_str());
        write(value, out);
    }
}
