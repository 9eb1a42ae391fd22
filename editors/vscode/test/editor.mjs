// A VS Code in a browser, with the extension in it, on a folder of its own.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const extension = path.dirname(here);
const repository = path.join(extension, "..", "..");
const codeServer = path.join(extension, ".editor", "node_modules", "code-server", "out", "node", "entry.js");
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const settings = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  "editor.fontSize": 15,
  "window.commandCenter": false,
  "workbench.tips.enabled": false,
};

/** What the test needs and is not there; empty where everything is. */
export function missing() {
  const lacks = [];
  if (!existsSync(codeServer)) lacks.push("code-server (test/install-editor.sh)");
  if (!browser()) lacks.push("Chromium");
  if (!binary()) lacks.push("a built plimsoll (cargo build --package plimsoll)");
  if (!existsSync(path.join(extension, "node_modules", "playwright-core"))) lacks.push("npm ci");
  return lacks;
}

function browser() {
  return [process.env.CHROMIUM, ...browsers].find((it) => it && existsSync(it));
}

/** The binary that is tried. */
export function binary() {
  const built = ["release", "debug"].map((it) => path.join(repository, "target", it, "plimsoll"));
  return [process.env.PLIMSOLL, ...built].find((it) => it && existsSync(it));
}

/** Packs and installs the extension, and opens the editor on a folder with these files. */
export async function open(files) {
  const { chromium } = await import("playwright-core");
  const root = mkdtempSync(path.join(os.tmpdir(), "plimsoll-editor-"));
  const folder = path.join(root, "project");
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const data = path.join(root, "data");
  mkdirSync(path.join(data, "User"), { recursive: true });
  writeFileSync(path.join(data, "User", "settings.json"), JSON.stringify(settings));

  const target = `${process.platform}-${process.arch}`;
  must("node", [path.join(extension, "package.mjs"), target, binary()]);
  const packed = readdirSync(extension).find((it) => it.endsWith(".vsix") && it.includes(target));
  const common = ["--user-data-dir", data, "--extensions-dir", path.join(root, "extensions")];
  must("node", [codeServer, ...common, "--install-extension", path.join(extension, packed)]);

  must("node", [codeServer, ...common, "--install-extension", neighbour(root)]);

  const port = await freePort();
  const config = path.join(root, "config.yaml");
  writeFileSync(config, `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
  const words = [...common, "--config", config, "--disable-telemetry", "--disable-update-check", folder];
  const server = spawn("node", [codeServer, ...words], { stdio: "ignore", detached: true });
  await answers(port);

  const window = await chromium.launch({
    executablePath: browser(),
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  const page = await window.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  await page.goto(`http://127.0.0.1:${port}/?folder=${folder}`);
  await page.locator(".monaco-workbench").waitFor();
  return {
    page,
    folder,
    async close() {
      await window.close();
      process.kill(-server.pid);
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Opens a file of the folder from the tree, as a person would. */
export async function openFile(page, name) {
  const parts = name.split("/");
  for (const [index, part] of parts.entries()) {
    const row = page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${part}"]`).first();
    await row.waitFor();
    if (index === parts.length - 1) {
      await row.dblclick();
    } else if ((await row.getAttribute("aria-expanded")) !== "true") {
      await row.click();
    }
  }
  await page.locator(`.tab.active[data-resource-name="${parts.at(-1)}"]`).waitFor();
  await page.locator(".view-lines").first().click();
}

/** Runs a command of the palette by its title. */
export async function command(page, title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-box input").fill(`>${title}`);
  const name = page.locator(".label-name", { hasText: new RegExp(`^\\s*${title}\\s*$`) });
  await page.locator(".quick-input-list .monaco-list-row").filter({ has: name }).first().click();
}

/** Chooses what can be done at the cursor by its title; `before` happens while the list is open. */
export async function act(page, title, before = async () => {}) {
  await page.keyboard.press("Control+.");
  const list = page.locator(".action-widget");
  await list.getByText(title).first().waitFor();
  await before();
  for (let row = 0; row < 30; row += 1) {
    const focused = await list.locator(".monaco-list-row.focused").innerText();
    if (title.test(focused.replaceAll("\u00a0", " "))) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${title} cannot be chosen`);
}

/** Saves what is in front. */
export async function save(page) {
  await page.keyboard.press("Control+s");
  await page.locator(".tab.active:not(.dirty)").waitFor();
}

/** Puts the cursor on a line and column, both from one. */
export async function goTo(page, line, column) {
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-box input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
}

/** An extension with the name of Red Hat's for YAML and nothing in it, as a package. */
function neighbour(root) {
  const folder = path.join(root, "neighbour");
  mkdirSync(folder);
  const about = { name: "vscode-yaml", publisher: "redhat", version: "1.0.0", engines: { vscode: "^1.82.0" } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(about));
  writeFileSync(path.join(folder, "README.md"), "A stand-in.\n");
  const vsce = path.join(extension, "node_modules", "@vscode", "vsce", "vsce");
  const out = path.join(root, "neighbour.vsix");
  must("node", [vsce, "package", "--skip-license", "--allow-missing-repository", "--out", out], folder);
  return out;
}

function must(command, words, cwd) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8", cwd });
  if (status !== 0) {
    throw new Error(`${command} ${words.join(" ")} ended with ${status}\n${stdout}${stderr}`);
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
