// Starts the server, and shows what it says. Everything that is found is found by the server.

import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, State } from "vscode-languageclient/node";

import { findServer } from "./server";
import { Status } from "./status";

/** Ids that editors give to files that may be ours; the server decides by content. */
const LANGUAGES = ["yaml", "dockercompose", "yaml.docker-compose"];

// The server's own commands are registered by the client under their names, so those here have others.
let client: LanguageClient | undefined;
let output: vscode.OutputChannel;
let status: Status;

/** Starting and stopping one after the other: overlapping restarts would leave servers behind. */
let queue: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("plimsoll");
  status = new Status(LANGUAGES, () => client);
  const restart = () => enqueue(async () => {
    await stop();
    await start(context);
  });
  context.subscriptions.push(
    output,
    status,
    vscode.commands.registerCommand("plimsoll.restartServer", restart),
    vscode.commands.registerCommand("plimsoll.showOutput", () => output.show()),
    vscode.commands.registerCommand("plimsoll.explainFile", () => status.explain()),
    vscode.commands.registerCommand("plimsoll.fixAll", () =>
      vscode.commands.executeCommand("editor.action.sourceAction", {
        kind: "source.fixAll.plimsoll",
        apply: "first",
      }),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("plimsoll.enable") || change.affectsConfiguration("plimsoll.path")) {
        return restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await enqueue(stop);
}

function enqueue(step: () => Promise<void>): Promise<void> {
  queue = queue.then(step).catch((error) => output.appendLine(`error: ${error}`));
  return queue;
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose();
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  if (!vscode.workspace.getConfiguration("plimsoll").get("enable", true)) {
    status.show("off");
    return;
  }
  const command = await findServer(context);
  output.appendLine(`server: ${command}, network: none`);
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...LANGUAGES.flatMap((language) => [
        { scheme: "file", language },
        { scheme: "untitled", language },
      ]),
      { scheme: "file", pattern: "**/plimsoll.toml" },
    ],
    synchronize: { configurationSection: "plimsoll" },
    outputChannel: output,
    diagnosticCollectionName: "plimsoll",
  };
  const next = new LanguageClient("plimsoll", "plimsoll", server, options);
  next.onDidChangeState((change) => {
    if (next === client) {
      status.show(change.newState === State.Running ? "running" : "stopped");
    }
  });
  client = next;
  await next.start();
  const version = next.initializeResult?.serverInfo?.version;
  output.appendLine(`version: ${version ?? "unknown"}`);
  status.show("running");
}
