// The status item: what the file in front is taken for, and whether it is judged.

import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";

import { Pages } from "./pages";

/** What the server says about a file. */
interface Doctor {
  /** What it is taken for: `Compose file`. */
  dialect: string;
  /** Whether rules look at it. */
  isJudged: boolean;
  /** How many places in it could not be read, or lead to what could not be looked at. */
  unread: number;
  /** Everything that is known, for people. */
  text: string;
}

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable[];
  private state: "running" | "stopped" | "off" = "stopped";

  constructor(
    languages: string[],
    private readonly client: () => LanguageClient | undefined,
    private readonly pages: Pages,
  ) {
    this.item = vscode.languages.createLanguageStatusItem("plimsoll", languages);
    this.item.name = "plimsoll";
    this.item.command = { command: "plimsoll.explainFile", title: "Why?" };
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
      vscode.languages.onDidChangeDiagnostics((change) => {
        const shown = vscode.window.activeTextEditor?.document.uri.toString();
        return change.uris.some((uri) => uri.toString() === shown) ? this.refresh() : undefined;
      }),
    ];
    void this.refresh();
  }

  show(state: "running" | "stopped" | "off"): void {
    this.state = state;
    void this.refresh();
  }

  /** Shows all that the server knows about the file in front. */
  async explain(): Promise<void> {
    const doctor = await this.ask();
    if (doctor === undefined) {
      void vscode.window.showInformationMessage("plimsoll: no file in front that could be judged");
      return;
    }
    await this.pages.show("doctor.txt", doctor.text);
  }

  dispose(): void {
    this.item.dispose();
    for (const it of this.subscriptions) {
      it.dispose();
    }
  }

  private async refresh(): Promise<void> {
    if (this.state !== "running") {
      this.item.text = this.state === "off" ? "plimsoll: off" : "plimsoll: not running";
      this.item.severity =
        this.state === "off" ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Error;
      return;
    }
    const doctor = await this.ask();
    const isPartial = doctor !== undefined && doctor.isJudged && doctor.unread > 0;
    this.item.severity = isPartial
      ? vscode.LanguageStatusSeverity.Warning
      : vscode.LanguageStatusSeverity.Information;
    this.item.text = "plimsoll";
    if (doctor !== undefined) {
      this.item.text = doctor.isJudged ? `plimsoll: ${doctor.dialect}` : `plimsoll: not judged (${doctor.dialect})`;
    }
    this.item.detail = isPartial ? `judged in part, ${doctor.unread} places not looked at` : undefined;
  }

  private async ask(): Promise<Doctor | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    const client = this.client();
    if (document === undefined || client === undefined || !client.isRunning()) {
      return undefined;
    }
    try {
      return await client.sendRequest(ExecuteCommandRequest.type, {
        command: "plimsoll.doctor",
        arguments: [document.uri.toString()],
      });
    } catch {
      return undefined;
    }
  }
}
