// Which binary is started.

import { constants } from "node:fs";
import { access } from "node:fs/promises";
import * as path from "node:path";

import * as vscode from "vscode";

/**
 * The binary to start: what the setting names, else the one in the package, else the one on the
 * `PATH`. In a workspace that is not trusted only the one in the package counts, since a setting
 * or a folder of the workspace could name any program.
 */
export async function findServer(context: vscode.ExtensionContext): Promise<string> {
  const name = process.platform === "win32" ? "plimsoll.exe" : "plimsoll";
  const bundled = context.asAbsolutePath(path.join("bundled", name));
  if (!vscode.workspace.isTrusted) {
    return bundled;
  }
  const own = vscode.workspace.getConfiguration("plimsoll").get("path", "").trim();
  if (own !== "") {
    return own;
  }
  return (await isExecutable(bundled)) ? bundled : name;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
