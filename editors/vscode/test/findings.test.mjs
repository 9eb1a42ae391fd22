// The extension in a real VS Code: the squiggle, the hover, the quick fix, and silence elsewhere.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { goTo, missing, open, openFile } from "./editor.mjs";

const images = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "images");

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

const template = `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
spec:
  hostNetwork: true
  containers: []
`;

const lacks = missing();

test("findings, hovers and fixes in VS Code", { skip: lacks.length > 0 && `missing: ${lacks.join(", ")}` }, async () => {
  mkdirSync(images, { recursive: true });
  const editor = await open({
    "compose.yaml": compose,
    "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 0.1.0\n",
    "chart/templates/pod.yaml": template,
  });
  const { page } = editor;
  const squiggles = page.locator(".squiggly-error, .squiggly-warning");
  try {
    // the squiggles appear under the tokens
    await openFile(page, "compose.yaml");
    await squiggles.first().waitFor();
    assert.equal(await squiggles.count(), 2);
    await page.keyboard.press("Control+Shift+m");
    await page.getByText("datastore-port-published").first().waitFor();
    await page.screenshot({ path: path.join(images, "problems.png") });
    await page.keyboard.press("Control+Shift+m");

    // the hover says why
    await page.locator(".view-lines").first().click();
    await goTo(page, 5, 16);
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+i");
    await page.locator(".monaco-hover").getByText("every interface").first().waitFor();
    await page.screenshot({ path: path.join(images, "hover.png") });
    await page.keyboard.press("Escape");

    // the quick fix changes the one scalar and nothing else
    await goTo(page, 5, 16);
    await page.keyboard.press("Control+.");
    const fix = page.locator(".action-widget").getByText(/loopback/);
    await fix.first().waitFor();
    await page.screenshot({ path: path.join(images, "quick-fix.png") });
    await page.keyboard.press("Enter");
    await page.locator(".view-lines").getByText("127.0.0.1:5432:5432").waitFor();
    await page.keyboard.press("Control+s");
    await page.locator(".tab.active:not(.dirty)").waitFor();
    const text = readFileSync(path.join(editor.folder, "compose.yaml"), "utf8");
    assert.equal(text, compose.replace('"5432:5432"', '"127.0.0.1:5432:5432"'));
    await page.screenshot({ path: path.join(images, "fixed.png") });

    // a template stays silent
    await openFile(page, "chart/templates/pod.yaml");
    await page.locator(".view-lines").getByText("hostNetwork").waitFor();
    assert.equal(await squiggles.count(), 0);
  } catch (error) {
    await page.screenshot({ path: path.join(images, "..", ".editor", "failure.png") });
    throw error;
  } finally {
    await editor.close();
  }
});
