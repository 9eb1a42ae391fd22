// Findings that another extension shows already: two marks under one word help nobody.

import * as vscode from "vscode";

/** What those who read YAML say about any file. */
const SYNTAX = ["syntax-error", "duplicate-key"];

/** What those who know the schema of Compose files say. */
const SCHEMA = ["unknown-field", "wrong-type", "invalid-value", "missing-field"];

const inCompose = (rules: string[]) => rules.map((it) => `compose:${it}`);

/** What each extension shows itself, in the words of `plimsoll.mute`. */
const SHOWN: Record<string, string[]> = {
  "redhat.vscode-yaml": [...SYNTAX, ...inCompose(SCHEMA)],
  "docker.docker": inCompose(SYNTAX),
  "ms-azuretools.vscode-docker": inCompose(SYNTAX),
  "ms-azuretools.vscode-containers": inCompose(SYNTAX),
};

/** The rules whose findings are not shown: those of the setting, or what the other extensions do. */
export function muted(): string[] {
  const own = vscode.workspace.getConfiguration("plimsoll").get<string[] | null>("mute", null);
  if (own !== null) {
    return own;
  }
  const installed = Object.keys(SHOWN).filter((it) => vscode.extensions.getExtension(it) !== undefined);
  return [...new Set(installed.flatMap((it) => SHOWN[it]))];
}
