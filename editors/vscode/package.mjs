// Packs the extension for one platform, with a server inside:
//
//     node package.mjs                                             builds the server, for this machine
//     node package.mjs linux-arm64 path/to/plimsoll                for another one
//
// With a platform and no server, the package starts the one on the `PATH`.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const TARGETS = ["linux-x64", "linux-arm64", "alpine-x64", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];

const here = path.dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
if (words.length === 0) {
  run("cargo", ["build", "--profile", "dist", "--locked", "--package", "plimsoll"]);
  const name = process.platform === "win32" ? "plimsoll.exe" : "plimsoll";
  const built = process.env.CARGO_TARGET_DIR ?? path.join(here, "..", "..", "target");
  words.push(`${process.platform}-${process.arch}`, path.join(built, "dist", name));
}
const [target, server] = words;
if (!TARGETS.includes(target)) {
  console.error(`usage: node package.mjs TARGET [SERVER], where TARGET is one of ${TARGETS.join(", ")}`);
  process.exit(2);
}

const bundled = path.join(here, "bundled");
rmSync(bundled, { recursive: true, force: true });
if (server !== undefined) {
  mkdirSync(bundled);
  const copy = path.join(bundled, target.startsWith("win32") ? "plimsoll.exe" : "plimsoll");
  copyFileSync(server, copy);
  chmodSync(copy, 0o755);
}
run("npm", ["run", "--silent", "build"]);
run("npx", ["--no-install", "vsce", "package", "--no-dependencies", "--skip-license", "--target", target]);

function run(command, words) {
  const { status } = spawnSync(command, words, { cwd: here, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
