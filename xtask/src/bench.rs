//! Time and memory of the release binary on generated files, against budgets and other tools.
//!
//! The files are the same in every run. Numbers are those of the machine at hand: what counts is
//! the growth with the size, and the ratio to a peer of the same run.

mod editor;

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

/// How often each measurement is made; the fastest counts.
const RUNS: usize = 5;

/// Builds the binary, measures it, and with `peers` the other tools beside it;
/// with `lsp` its language server.
///
/// # Errors
///
/// If something cannot be built, written or run.
pub(crate) fn run(root: &Path, peers: bool, lsp: bool) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--release", "--quiet", "--package", "plimsoll", "--package", "xtask"])
        .current_dir(root)
        .status()?;
    ensure!(built.success(), "the binary does not build");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let binary = target.join("release/plimsoll");
    let folder = tempfile::tempdir()?;
    if lsp {
        return editor::run(&binary, folder.path(), peers);
    }
    let compose = |services: usize| -> Result<PathBuf> {
        let place = folder.path().join(format!("compose-{services}"));
        fs::create_dir_all(&place)?;
        fs::write(place.join("compose.yaml"), compose_file(services))?;
        Ok(place)
    };
    let manifests = |count: usize| -> Result<PathBuf> {
        let place = folder.path().join(format!("manifests-{count}"));
        fs::create_dir_all(&place)?;
        for index in 0..count {
            fs::write(place.join(format!("{index}.yaml")), manifest(index))?;
        }
        Ok(place)
    };
    println!("| work | budget | MB | time | MB/s | peak memory | bare parsing |");
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
    let mut times = Vec::new();
    for (place, budget) in [
        (compose(1)?, "20 ms, 20 MB"),
        (compose(100)?, ""),
        (compose(1_000)?, "150 ms"),
        (compose(10_000)?, ""),
        (manifests(300)?, ""),
        (manifests(3_000)?, "1 s, 200 MB"),
    ] {
        let mut command = Command::new(&binary);
        command.args(["check", "--format", "json"]).arg(&place);
        let (time, memory) = best(&mut command)?;
        let bytes = size(&place)?;
        times.push(time.as_secs_f64());
        #[expect(clippy::cast_precision_loss, reason = "a display of megabytes")]
        let mb = bytes as f64 / 1e6;
        println!(
            "| {} | {budget} | {mb:.2} | {:.0} ms | {:.1} | {:.0} MB | {:.0} % |",
            place.file_name().unwrap_or_default().to_string_lossy(),
            time.as_secs_f64() * 1e3,
            mb / time.as_secs_f64(),
            memory / 1e3,
            100.0 * parsing_share(&binary, &target.join("release/xtask"), &place)?,
        );
    }
    if let [_, small, middle, large, few, many] = times.as_slice() {
        println!("\ngrowth exponent (1 is linear), ten times the input each:");
        println!("compose 100 to 1,000: {:.2}", (middle / small).log10());
        println!("compose 1,000 to 10,000: {:.2}", (large / middle).log10());
        println!("manifests 300 to 3,000: {:.2}", (many / few).log10());
    }
    if peers {
        against_peers(folder.path(), times[2], times[4], &compose(1_000)?, &manifests(300)?)?;
    }
    Ok(())
}

/// How much of the time of one thread goes into reading YAML and nothing else.
fn parsing_share(binary: &Path, xtask: &Path, place: &Path) -> Result<f64> {
    let mut command = Command::new(binary);
    command.args(["check", "--format", "json"]).arg(place).env("RAYON_NUM_THREADS", "1");
    let (whole, _) = best(&mut command)?;
    let output = Command::new(xtask).arg("parse").arg(place).output()?;
    let seconds: f64 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok(seconds / whole.as_secs_f64())
}

/// Prints how many seconds it takes to parse the files of a folder, once they are in memory.
///
/// # Errors
///
/// If the folder or a file cannot be read.
pub(crate) fn parse(folder: &Path) -> Result<()> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        texts.push(fs::read_to_string(entry?.path())?);
    }
    let mut fastest = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        for text in &texts {
            std::hint::black_box(plimsoll_yaml::parse(text));
        }
        fastest = fastest.min(start.elapsed());
    }
    println!("{}", fastest.as_secs_f64());
    Ok(())
}

fn against_peers(
    folder: &Path,
    ours: f64,
    ours_manifests: f64,
    compose: &Path,
    manifests: &Path,
) -> Result<()> {
    let venv = folder.join("venv");
    quiet(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    quiet(Command::new(venv.join("bin/pip")).args([
        "install",
        "--quiet",
        "compose-lint",
        "checkov",
    ]))?;
    quiet(
        Command::new("npm")
            .args(["install", "--silent", "--prefix"])
            .arg(folder.join("npm"))
            .arg("dclint"),
    )?;
    let file = compose.join("compose.yaml");
    let mut lint = Command::new(venv.join("bin/compose-lint"));
    lint.arg(&file);
    let mut dclint = Command::new(folder.join("npm/node_modules/.bin/dclint"));
    dclint.arg(&file);
    let mut checkov = Command::new(venv.join("bin/checkov"));
    checkov.args(["--quiet", "--compact", "--framework", "kubernetes", "-d"]).arg(manifests);
    println!("\n| peer | work | time | ratio |");
    println!("| --- | --- | ---: | ---: |");
    for (name, work, command, ours) in [
        ("compose-lint", "compose-1000", &mut lint, ours),
        ("dclint", "compose-1000", &mut dclint, ours),
        ("checkov", "manifests-300", &mut checkov, ours_manifests),
    ] {
        let (time, _) = once(command)?;
        println!(
            "| {name} | {work} | {:.2} s | {:.0} |",
            time.as_secs_f64(),
            time.as_secs_f64() / ours
        );
    }
    Ok(())
}

fn quiet(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status().with_context(|| format!("{command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

fn best(command: &mut Command) -> Result<(Duration, f64)> {
    let mut fastest = Duration::MAX;
    let mut memory: f64 = 0.0;
    for _ in 0..RUNS {
        let (time, peak) = once(command)?;
        fastest = fastest.min(time);
        memory = memory.max(peak);
    }
    Ok((fastest, memory))
}

/// Wall time, and peak memory in kB as the kernel last showed it while the process ran (Linux).
fn once(command: &mut Command) -> Result<(Duration, f64)> {
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("{command:?}"))?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak: f64 = 0.0;
    while child.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|it| it.trim().trim_end_matches("kB").trim().parse().ok());
        peak = peak.max(now.unwrap_or(0.0));
        std::thread::sleep(Duration::from_micros(500));
    }
    Ok((start.elapsed(), peak))
}

fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

fn compose_file(services: usize) -> String {
    let mut out = String::from("services:\n");
    for index in 0..services {
        let _ = write!(
            out,
            "  service{index}:\n    image: ghcr.io/acme/app{}:1.{}.2\n    restart: unless-stopped\n    environment:\n      LOG_LEVEL: info\n      REGION: eu-{}\n      WORKERS: \"{}\"\n    ports:\n      - \"{}:8080\"\n    volumes:\n      - data{index}:/var/lib/app\n    healthcheck:\n      test: [\"CMD\", \"/app\", \"health\"]\n      interval: 30s\n    deploy:\n      resources:\n        limits:\n          memory: 256M\n          cpus: \"0.5\"\n    privileged: {}\n",
            index % 40,
            index % 9,
            index % 5,
            index % 8,
            10_000 + index,
            index % 50 == 0,
        );
    }
    out.push_str("volumes:\n");
    for index in 0..services {
        let _ = writeln!(out, "  data{index}:");
    }
    out
}

fn manifest(index: usize) -> String {
    let mut out = format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app{index}\n  namespace: team{}\nspec:\n  replicas: 2\n  selector:\n    matchLabels: {{app: app{index}}}\n  template:\n    metadata:\n      labels: {{app: app{index}}}\n    spec:\n      containers:\n",
        index % 30,
    );
    for container in 0..5 {
        let _ = write!(
            out,
            "        - name: c{container}\n          image: ghcr.io/acme/app{index}:{container}.2.1\n          ports:\n            - containerPort: 80{container}0\n          env:\n            - name: LOG_LEVEL\n              value: debug\n            - name: REGION\n              value: eu-{container}\n          resources:\n            requests: {{cpu: 100m, memory: 128Mi}}\n            limits: {{memory: 256Mi}}\n          securityContext:\n            runAsNonRoot: true\n            readOnlyRootFilesystem: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n          livenessProbe:\n            httpGet: {{path: /healthz, port: 80{container}0}}\n",
        );
    }
    out
}
