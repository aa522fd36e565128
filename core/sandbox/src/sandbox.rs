//! The doors: check, evaluate, render. Each call is of a tenant, waits for its turn, and is put down in the ledger.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use weir_model::id::TenantId;
use weir_model::value::Value;
use weir_wire::{Malformed, Reader, Reason, Writer, answer, op};

use crate::SetupError;
use crate::bounds::thread_cpu;
use crate::engine::Guest;
use crate::instance::Instance;
use crate::ledger::Usage;
use crate::limits::CALL_MAX_CPU;
use crate::pool::Pool;
use crate::refusal::{Refusal, Used};
use crate::source::{Script, Template};
use crate::ticker::Ticker;
use crate::turns::{Full, Queue, Tenant, Turns};
use crate::values::{self, Scope};

/// Runs what tenants write. One for the whole server; cheap to clone.
///
/// A call is work for the processor. The async doors carry it out on tokio's threads for blocking work and wait for a
/// turn, so they may be called from anywhere in a runtime. The `_blocking` ones carry it out on the thread that calls
/// and do not wait: for threads that are there for such work, where the way to another thread would take longer than
/// the call.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    guest: Guest,
    pool: Mutex<Pool>,
    shared: Arc<Shared>,
}

/// What plugins share with scripts and templates.
pub(crate) struct Shared {
    pub(crate) turns: Turns,
    pub(crate) ticker: Ticker,
}

impl Sandbox {
    /// Loads the guest.
    ///
    /// # Errors
    /// When the guest that the server carries does not run on this kind of machine.
    pub fn new() -> Result<Self, SetupError> {
        let guest = Guest::load()?;
        let ticker = Ticker::start(guest.engine.clone())?;
        let shared = Arc::new(Shared { turns: Turns::new(), ticker });
        Ok(Self(Arc::new(Inner { guest, pool: Mutex::default(), shared })))
    }

    /// Whether it is a script, and which names it takes from outside, sorted, a property behind its name:
    /// `form.amount`. With `known`, a name that is not among them is refused at its place.
    ///
    /// # Errors
    /// [`Reason::Syntax`], [`Reason::UnknownName`] and what bounds every call.
    pub async fn check_script(
        &self,
        tenant: TenantId,
        script: Script,
        known: Option<Vec<String>>,
    ) -> Result<Vec<Used>, Refusal> {
        self.in_turn(tenant, move |instance| {
            let mut out = Writer::new(&mut instance.buffer);
            out.byte(op::CHECK_SCRIPT);
            out.byte(u8::from(known.is_some()));
            let known = known.unwrap_or_default();
            out.count(known.len());
            known.iter().for_each(|name| out.text(name));
            out.text(&script.text);
            read_checked(instance.call()?)
        })
        .await
    }

    /// Evaluates a script in `scope`.
    ///
    /// # Errors
    /// Every [`Reason`] but [`Reason::Render`].
    pub async fn evaluate(&self, tenant: TenantId, script: Script, scope: Scope) -> Result<Value, Refusal> {
        self.in_turn(tenant, move |instance| evaluate(instance, &script, &scope)).await
    }

    /// Evaluates a script in `scope`, and tells the processor time that it took, compiling included.
    ///
    /// # Errors
    /// As [`Sandbox::evaluate`].
    pub async fn evaluate_timed(
        &self,
        tenant: TenantId,
        script: Script,
        scope: Scope,
    ) -> Result<(Value, Duration), Refusal> {
        self.in_turn(tenant, move |instance| {
            let began = thread_cpu();
            let value = evaluate(instance, &script, &scope)?;
            Ok((value, thread_cpu().saturating_sub(began)))
        })
        .await
    }

    /// Evaluates a script on this thread, now or not at all.
    ///
    /// # Errors
    /// As [`Sandbox::evaluate`]; [`Reason::Busy`] when it would have to wait.
    pub fn evaluate_blocking(
        &self,
        tenant: TenantId,
        script: &Script,
        scope: &Scope,
    ) -> Result<Value, Refusal> {
        self.now(tenant, |instance| evaluate(instance, script, scope))
    }

    /// Whether it is a template, and which names it takes from outside, sorted.
    ///
    /// # Errors
    /// [`Reason::Syntax`], [`Reason::UnknownName`] for a template to include, and what bounds every call.
    pub async fn check_template(&self, tenant: TenantId, template: Template) -> Result<Vec<Used>, Refusal> {
        self.in_turn(tenant, move |instance| {
            let mut out = Writer::new(&mut instance.buffer);
            out.byte(op::CHECK_TEMPLATE);
            out.byte(u8::from(template.html));
            out.text(&template.text);
            read_checked(instance.call()?)
        })
        .await
    }

    /// Fills in a template from `scope`.
    ///
    /// # Errors
    /// [`Reason::Syntax`], [`Reason::Render`] and what bounds every call.
    pub async fn render(
        &self,
        tenant: TenantId,
        template: Template,
        scope: Scope,
    ) -> Result<String, Refusal> {
        self.in_turn(tenant, move |instance| render(instance, &template, &scope)).await
    }

    /// Fills in a template on this thread, now or not at all.
    ///
    /// # Errors
    /// As [`Sandbox::render`]; [`Reason::Busy`] when it would have to wait.
    pub fn render_blocking(
        &self,
        tenant: TenantId,
        template: &Template,
        scope: &Scope,
    ) -> Result<String, Refusal> {
        self.now(tenant, |instance| render(instance, template, scope))
    }

    /// What the tenant's code took since the server started.
    #[must_use]
    pub fn usage(&self, tenant: TenantId) -> Usage {
        self.0.shared.turns.usage(tenant)
    }

    /// What each tenant's code took, of those that had any.
    #[must_use]
    pub fn usages(&self) -> Vec<(TenantId, Usage)> {
        self.0.shared.turns.usages()
    }

    /// How many instances are kept warm.
    #[must_use]
    pub fn warm(&self) -> usize {
        self.0.pool.lock().len()
    }

    /// Waits for a turn, then carries out `call` on a thread for blocking work. A caller who does not wait for the end
    /// leaves the call running until it ends, with its turn.
    async fn in_turn<T: Send + 'static>(
        &self,
        tenant: TenantId,
        call: impl FnOnce(&mut Instance) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let turns = &self.0.shared.turns;
        let tenant = turns.tenant(tenant);
        let turn = turns.wait(&tenant, Queue::Processor).await?;
        let inner = Arc::clone(&self.0);
        let task = tokio::task::spawn_blocking(move || {
            let result = inner.run(&tenant, call);
            drop(turn);
            result
        });
        task.await.unwrap_or_else(|_| Err(Refusal::new(Reason::Fault, "it could not be carried out")))
    }

    fn now<T>(
        &self,
        tenant: TenantId,
        call: impl FnOnce(&mut Instance) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let turns = &self.0.shared.turns;
        let tenant = turns.tenant(tenant);
        let _turn = turns.now(&tenant, Queue::Processor)?;
        self.0.run(&tenant, call)
    }

    /// What plugins share with this.
    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.0.shared
    }
}

impl From<Full> for Refusal {
    fn from(_: Full) -> Self {
        Self::new(Reason::Busy, "too many scripts and templates are waiting; try again later")
    }
}

impl Inner {
    /// Carries out `call` in an instance of the tenant's. The instance is kept only when the guest answered: whatever
    /// stopped it may have left anything behind.
    fn run<T>(
        &self,
        tenant: &Tenant,
        call: impl FnOnce(&mut Instance) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let began = thread_cpu();
        let running = self.shared.ticker.run();
        let made = self.instance(tenant, began + CALL_MAX_CPU);
        let (result, memory_bytes) = match made {
            Ok(mut instance) => {
                let result = call(&mut instance);
                let memory_bytes = instance.memory_bytes();
                if !instance.broken() {
                    let surplus = self.pool.lock().keep(tenant.id, instance);
                    drop(surplus);
                }
                (result, memory_bytes)
            }
            Err(refusal) => (Err(refusal), 0),
        };
        drop(running);
        tenant.account.add_call(thread_cpu().saturating_sub(began), memory_bytes, result.is_err());
        result
    }

    /// A warm instance of the tenant's, or a new one, that may run until the thread's processor time is `cpu_end`.
    fn instance(&self, tenant: &Tenant, cpu_end: Duration) -> Result<Instance, Refusal> {
        let warm = self.pool.lock().take(tenant.id);
        if let Some(mut instance) = warm {
            instance.run_until(cpu_end);
            return Ok(instance);
        }
        tenant.account.add_instance();
        Instance::new(&self.guest, cpu_end)
    }
}

fn evaluate(instance: &mut Instance, script: &Script, scope: &Scope) -> Result<Value, Refusal> {
    let result = with_source_if_asked(instance, |with_source, out| {
        out.byte(op::EVALUATE_SCRIPT);
        out.fixed(&script.digest);
        write_source(&script.text, with_source, out);
        scope.write(out)
    });
    let mut answer = result?;
    match answer.byte()? {
        answer::VALUE => values::read(&mut answer),
        _ => Err(Malformed.into()),
    }
}

fn render(instance: &mut Instance, template: &Template, scope: &Scope) -> Result<String, Refusal> {
    let result = with_source_if_asked(instance, |with_source, out| {
        out.byte(op::RENDER_TEMPLATE);
        out.byte(u8::from(template.html));
        out.fixed(&template.digest);
        write_source(&template.text, with_source, out);
        scope.write(out)
    });
    let mut answer = result?;
    match answer.byte()? {
        answer::TEXT => Ok(answer.text()?.to_owned()),
        _ => Err(Malformed.into()),
    }
}

fn write_source(source: &str, with_source: bool, out: &mut Writer<'_>) {
    out.byte(u8::from(with_source));
    if with_source {
        out.text(source);
    }
}

/// Calls without the source, and once more with it when the instance has not compiled it yet. Gives the answer, unless
/// it is a refusal.
fn with_source_if_asked<'a>(
    instance: &'a mut Instance,
    write: impl Fn(bool, &mut Writer<'_>) -> Result<(), Refusal>,
) -> Result<Reader<'a>, Refusal> {
    write(false, &mut Writer::new(&mut instance.buffer))?;
    if instance.call()? == [answer::SEND_SOURCE] {
        write(true, &mut Writer::new(&mut instance.buffer))?;
        instance.call()?;
    }
    unless_refused(instance.answer()?)
}

fn unless_refused(bytes: &[u8]) -> Result<Reader<'_>, Refusal> {
    let mut answer = Reader::new(bytes);
    if bytes.first() == Some(&answer::REFUSED) {
        answer.byte()?;
        return Err(Refusal::read(&mut answer)?);
    }
    Ok(answer)
}

fn read_checked(bytes: &[u8]) -> Result<Vec<Used>, Refusal> {
    let mut answer = unless_refused(bytes)?;
    match answer.byte()? {
        answer::CHECKED => {
            let count = answer.count()?;
            Ok((0..count).map(|_| Used::read(&mut answer)).collect::<Result<_, _>>()?)
        }
        _ => Err(Malformed.into()),
    }
}
