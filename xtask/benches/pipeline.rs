//! The stages of generation in memory, at sizes that show how they grow: `cargo bench --package xtask`.
//!
//! It stands here and not in `generator/`, since the banks it measures with are made by this package's `synth`.
#![expect(
    clippy::panic,
    reason = "a benchmark of something broken must not go on"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use generator::source::{Document, Sources};
use generator::{emit, lower, parse};
use std::hint::black_box;
use std::time::Duration;
use xtask::synth::{Options, synth};

const SIZES: [u32; 4] = [12, 100, 1000, 5000];

fn sources(operations: u32) -> Sources {
    let made = synth(Options {
        operations,
        codes: 20,
    });
    let documents = made
        .spec
        .into_iter()
        .map(|(path, text)| Document::from_bytes(path, text.into_bytes()));
    Sources {
        documents: documents.collect(),
        ..Sources::default()
    }
}

fn pipeline(criterion: &mut Criterion) {
    let options = emit::Options::default();
    for size in SIZES {
        let sources = sources(size);
        let Ok(spec) = parse::parse(&sources) else {
            panic!("the made-up bank of {size} operations does not parse");
        };
        let Ok(model) = lower::lower(&spec) else {
            panic!("the made-up bank of {size} operations does not lower");
        };
        let mut group = criterion.benchmark_group("pipeline");
        group.throughput(Throughput::Elements(u64::from(size)));
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(3))
            .warm_up_time(Duration::from_secs(1));
        group.bench_function(BenchmarkId::new("parse", size), |b| {
            b.iter(|| black_box(parse::parse(&sources).is_ok()));
        });
        group.bench_function(BenchmarkId::new("lower", size), |b| {
            b.iter(|| black_box(lower::lower(&spec).is_ok()));
        });
        group.bench_function(BenchmarkId::new("emit", size), |b| {
            b.iter(|| black_box(emit::emit(&model, &options).is_ok()));
        });
        group.bench_function(BenchmarkId::new("all", size), |b| {
            b.iter(|| {
                let spec = parse::parse(&sources).ok();
                let model = spec.and_then(|spec| lower::lower(&spec).ok());
                black_box(model.is_some_and(|model| emit::emit(&model, &options).is_ok()))
            });
        });
        group.finish();
    }
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
