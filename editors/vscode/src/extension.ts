// Starts the server, and shows what it says. Everything that is found is found by the server.

import * as vscode from "vscode";
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  LanguageClientOptions,
  ServerOptions,
  State,
  StaticFeature,
} from "vscode-languageclient/node";

import { muted } from "./mute";
import { Pages } from "./pages";
import { findServer } from "./server";
import { Status } from "./status";

/** Ids that editors give to files that may be ours; the server decides by content. */
const LANGUAGES = ["yaml", "dockercompose", "yaml.docker-compose"];

/** Ids of what something else fills in; the server never sees those, and the status item says so. */
const TEMPLATES = ["helm", "yaml.helm-values", "helm-values"];

/** Tells the server that text for people is shown here, so that it opens nothing itself. */
const showsText: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, plimsollShowsText: true };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

// The server's own commands are registered by the client under their names, so those here have others.
let client: LanguageClient | undefined;
let output: vscode.OutputChannel;
let status: Status;
let pages: Pages;

/** Starting and stopping one after the other: overlapping restarts would leave servers behind. */
let queue: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("plimsoll");
  pages = new Pages();
  status = new Status([...LANGUAGES, ...TEMPLATES], () => client, pages);
  const restart = () => enqueue(async () => {
    await stop();
    await start(context);
  });
  context.subscriptions.push(
    output,
    status,
    pages,
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
    vscode.extensions.onDidChange(() => client && tellOfSettings(client)),
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
    initializationOptions: () => withMute(JSON.parse(JSON.stringify(vscode.workspace.getConfiguration("plimsoll")))),
    outputChannel: output,
    diagnosticCollectionName: "plimsoll",
    middleware: {
      async executeCommand(name, words, next) {
        const answer = await next(name, words);
        if (name === "plimsoll.explain" && typeof answer === "string") {
          await pages.show(`${words[0]}.md`, answer);
        }
        return answer;
      },
      workspace: {
        // The server asks for them: what other extensions show is no setting, and counts as one.
        didChangeConfiguration: () => tellOfSettings(next),
        async configuration(params, token, ask) {
          const sections = await ask(params, token);
          return Array.isArray(sections) ? sections.map(withMute) : sections;
        },
      },
    },
  };
  const next = new LanguageClient("plimsoll", "plimsoll", server, options);
  next.registerFeature(showsText);
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

function withMute(settings: object): object {
  return { ...settings, mute: muted() };
}

function tellOfSettings(to: LanguageClient): Promise<void> {
  return to.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
}
