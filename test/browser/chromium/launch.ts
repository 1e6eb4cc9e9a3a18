import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium as playwright } from 'playwright-core';
import { chromium } from '../../../tools/setup/chromium.ts';

export interface Browser extends AsyncDisposable {
  readonly context: BrowserContext;
}

/** As a person's browser, but for what has no place in a test: the screen, the network, a second process of updates. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a real Chromium with an empty profile, and installs it first where that is possible.
 * @returns undefined, and says so in one line, on a machine that has none
 */
export async function launch(): Promise<Browser | undefined> {
  const found = (await chromium.find()) ?? (await chromium.install().then(() => chromium.find()));
  if (!found) {
    console.log(
      `MISSING TOOL  ${chromium.name}: its tests are skipped. To run them, ${chromium.advice}`,
    );
    return undefined;
  }
  console.log(`tool  ${chromium.name} ${found.version}`);
  const profile = mkdtempSync(path.join(tmpdir(), 'brume-chromium-'));
  const context = await playwright.launchPersistentContext(profile, {
    executablePath: found.path,
    args: ARGS,
  });
  return {
    context,
    async [Symbol.asyncDispose]() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
