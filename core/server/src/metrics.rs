//! What the server counts about itself, for Prometheus. No personal data, no ids: routes are templates.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use weir_app::doctor::Load;

/// Seconds; a list answers in the first two, a password hash in the middle, a stuck query at the end.
const LATENCY_BUCKETS_S: [f64; 10] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Which requests are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: String,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Pool {
    pool: &'static str,
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobState {
    state: &'static str,
}

/// The counters.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answer, Counter>,
    latency: Family<Route, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    resident_bytes: Gauge,
    connections: Family<Pool, Gauge>,
    jobs: Family<JobState, Gauge>,
    uptime_s: Gauge<f64, AtomicU64>,
}

impl Metrics {
    /// Everything at zero.
    #[must_use]
    pub fn new() -> Arc<Self> {
        let mut registry = Registry::with_prefix("weir");
        let requests = Family::default();
        let latency: Family<Route, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(LATENCY_BUCKETS_S));
        let (in_flight, resident_bytes) = <(Gauge, Gauge)>::default();
        let (connections, jobs) = <(Family<Pool, Gauge>, Family<JobState, Gauge>)>::default();
        let uptime_s = Gauge::default();
        registry.register("database_connections", "Database connections", connections.clone());
        registry.register("jobs", "Jobs over all tenants that are not done", jobs.clone());
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "From the request's arrival to the beginning of its answer",
            Unit::Seconds,
            latency.clone(),
        );
        registry.register("http_requests_in_flight", "Requests being worked on", in_flight.clone());
        registry.register_with_unit(
            "process_resident_memory",
            "Resident memory",
            Unit::Bytes,
            resident_bytes.clone(),
        );
        registry.register_with_unit(
            "uptime",
            "Time since the server started",
            Unit::Seconds,
            uptime_s.clone(),
        );
        Arc::new(Self { registry, requests, latency, in_flight, resident_bytes, connections, jobs, uptime_s })
    }

    /// A request came in; it counts until the guard goes, also when its client hangs up.
    #[must_use]
    pub fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// A request was answered.
    pub fn answered(&self, method: &str, route: &str, status: u16, elapsed_s: f64) {
        let (method, route) = (method.to_owned(), route.to_owned());
        let labels = Answer { method: method.clone(), route: route.clone(), status };
        self.requests.get_or_create(&labels).inc();
        self.latency.get_or_create(&Route { method, route }).observe(elapsed_s);
    }

    /// The text that Prometheus reads.
    ///
    /// # Errors
    /// When a value cannot be written as text.
    pub fn render(&self, load: &Load, uptime_s: f64) -> Result<String, std::fmt::Error> {
        self.resident_bytes.set(resident_bytes());
        self.uptime_s.set(uptime_s);
        for (pool, open, idle) in &load.connections {
            self.connections.get_or_create(&Pool { pool, state: "busy" }).set(open - idle);
            self.connections.get_or_create(&Pool { pool, state: "idle" }).set(*idle);
        }
        for (state, count) in [("queued", load.jobs_queued), ("running", load.jobs_running)] {
            self.jobs.get_or_create(&JobState { state }).set(count);
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// A request that is being worked on.
#[derive(Debug)]
pub struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Resident memory from `/proc`; 0 where there is none.
fn resident_bytes() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or_default();
    let kib = line.trim().trim_end_matches("kB").trim().parse::<i64>().unwrap_or_default();
    kib * 1_024
}
