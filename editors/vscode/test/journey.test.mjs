// A developer with one Compose file in a real VS Code, step by step. With PICTURES set, the pictures of
// the documentation are made on the way.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { act, binary, command, goTo, missing, open, openFile, save } from "./editor.mjs";

const extension = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const images = path.join(extension, process.env.PICTURES ? "images" : ".editor/pictures");

const compose = `services:
  db:
    image: postgres:16.4 # 🚢 kept
    ports:
    - "5432:5432" # for the tests
  agent:
    image: traefik:3.1.4
    volumes:
    - /var/run/docker.sock:/var/run/docker.sock:ro
`;

const files = {
  "compose.yaml": compose,
  "compose.override.yaml": "services:\n  agent:\n    restart: always\n",
  "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 0.1.0\n",
  "chart/templates/pod.yaml": "apiVersion: v1\nkind: Pod\nspec:\n  hostNetwork: {{ .Values.host }}\n  containers: []\n",
  "ci/workflow.yaml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{run: make}]\n",
  "ci/playbook.yaml": "- hosts: all\n  tasks:\n    - name: start\n      service: {name: web, state: started}\n",
};

const lacks = missing();

test("a developer with one Compose file", { skip: lacks.length > 0 && `missing: ${lacks.join(", ")}` }, async (t) => {
  mkdirSync(images, { recursive: true });
  const editor = await open(files);
  const { page, folder } = editor;
  const squiggles = page.locator(".monaco-editor .squiggly-error, .monaco-editor .squiggly-warning");
  const picture = (name) => page.screenshot({ path: path.join(images, `${name}.png`) });
  const text = () => readFileSync(path.join(folder, "compose.yaml"), "utf8");
  const holds = async (what, condition) => {
    const end = Date.now() + 30_000;
    while (!(await condition())) {
      assert.ok(Date.now() < end, `this did not happen: ${what}`);
      await page.waitForTimeout(100);
    }
  };
  let failed = 0;
  const step = (name, body) =>
    t.test(name, async () => {
      try {
        await body();
      } catch (error) {
        failed += 1;
        await page.screenshot({ path: path.join(images, `failure-${failed}.png`) });
        throw error;
      }
    });
  try {
    await step("findings appear under their tokens, each once, without a prompt", async () => {
      await openFile(page, "compose.yaml");
      await holds("two findings", async () => (await squiggles.count()) === 2);
      assert.equal(await page.locator(".notification-toast").count(), 0);
      await page.keyboard.press("Control+Shift+m");
      await page.getByText("datastore-port-published").first().waitFor();
      const rows = page.locator(".markers-panel .monaco-list-row .marker-code, .markers-panel .code-link");
      await rows.first().waitFor();
      const shown = (await page.locator(".markers-panel .monaco-list-row").allInnerTexts()).join("\n");
      for (const rule of ["datastore-port-published", "runtime-socket-mount"]) {
        assert.equal(shown.split(rule).length - 1, 1, `${rule} in\n${shown}`);
      }
      await page.keyboard.press("Control+Shift+m");
    });

    await step("the output says which server runs, and that it needs no network", async () => {
      await command(page, "plimsoll: Show the output");
      const output = page.locator(".output-view .view-lines, .output .view-lines");
      await output.getByText("network: none").first().waitFor();
      await output.getByText(/version:\s\d/).first().waitFor();
      await page.keyboard.press("Control+j");
    });

    await step("the status says what the file is taken for", async () => {
      await page.locator("#status\\.languageStatus").click();
      await page.getByText("plimsoll: Compose file").first().waitFor();
      await picture("status");
      await page.keyboard.press("Escape");
    });

    await step("hovering says why", async () => {
      await page.locator(".view-lines").first().click();
      await goTo(page, 5, 16);
      await page.keyboard.press("Control+k");
      await page.keyboard.press("Control+i");
      await page.locator(".monaco-hover").getByText("every interface").first().waitFor();
      await page.keyboard.press("Escape");
    });

    await step("the page of a rule opens beside the file", async () => {
      await goTo(page, 5, 16);
      await act(page, /^Explain `datastore-port-published`/);
      await page.locator(".tab", { hasText: "datastore-port-published" }).first().waitFor();
      const preview = page.frameLocator("iframe.webview").frameLocator("iframe");
      await preview.getByRole("heading", { name: "datastore-port-published" }).waitFor();
      await picture("explain");
      await command(page, "View: Close Editor");
      await openFile(page, "compose.yaml");
    });

    await step("a quick fix changes one scalar, and one step undoes it", async () => {
      await goTo(page, 5, 16);
      await act(page, /loopback/, () => picture("quick-fix"));
      await page.locator(".view-lines").getByText("127.0.0.1:5432:5432").waitFor();
      await save(page);
      assert.equal(text(), compose.replace('"5432:5432"', '"127.0.0.1:5432:5432"'));
      await page.keyboard.press("Control+z");
      await save(page);
      assert.equal(text(), compose);
    });

    await step("half-typed lines cost other services nothing, and what others show is left to them", async () => {
      await goTo(page, 3, 99);
      await page.keyboard.press("Enter");
      await page.keyboard.type("labels: {a: ");
      await page.waitForTimeout(1000);
      const found = await page.locator(".squiggly-error, .squiggly-warning").count();
      assert.equal(found, 2);
      await goTo(page, 4, 1);
      await page.keyboard.press("Control+Shift+k");
      await save(page);
      assert.equal(text(), compose);
    });

    await step("ignoring puts the cursor at the reason", async () => {
      await goTo(page, 9, 10);
      await act(page, /^Ignore `runtime-socket-mount`/);
      await page.locator(".view-lines").getByText("ignore[runtime-socket-mount]").waitFor();
      await page.waitForTimeout(500);
      await page.keyboard.type("reads events");
      await holds("one finding", async () => (await squiggles.count()) === 1);
      await save(page);
      const line = "    # plimsoll: ignore[runtime-socket-mount] reads events\n";
      assert.equal(text(), compose.replace("    - /var/run", `${line}    - /var/run`));
    });

    await step("an override that is not saved is judged with its base", async () => {
      await openFile(page, "compose.override.yaml");
      await goTo(page, 3, 99);
      await page.keyboard.press("Enter");
      await page.keyboard.type("privileged: true");
      await holds("a finding in the override", async () => (await squiggles.count()) === 1);
      await command(page, "File: Revert File");
    });

    await step("what is not ours stays silent", async () => {
      for (const name of ["ci/workflow.yaml", "ci/playbook.yaml", "chart/templates/pod.yaml"]) {
        await openFile(page, name);
        await page.waitForTimeout(1000);
        assert.equal(await squiggles.count(), 0, name);
      }
    });

    await step("the command line finds the same", async () => {
      const run = spawnSync(binary(), ["check", "--format", "json", "compose.yaml"], { cwd: folder, encoding: "utf8" });
      const rules = [...run.stdout.matchAll(/"rule": *"([a-z-]+)"/g)].map((it) => it[1]);
      assert.deepEqual([...new Set(rules)].filter((it) => it !== "runtime-socket-mount"), ["datastore-port-published"]);
      await openFile(page, "compose.yaml");
      await holds("one finding", async () => (await squiggles.count()) === 1);
    });
  } finally {
    await editor.close();
  }
});
