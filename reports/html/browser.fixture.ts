import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Debian's Chromium. */
const executable = '/usr/bin/chromium';

/** Whether pages can be looked at on this machine. */
export const hasBrowser = existsSync(executable);

/** A browser without a window; close it. As root it cannot have a sandbox, and what it opens is our own. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** A page that is open, and what it did that it must not: requests, errors, broken rules of its own. */
export interface Watched {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a file as a person does by a double click, `hash` in its address. */
export async function openFile(
  browser: Browser,
  file: string,
  { hash = '', ...options }: { readonly hash?: string } & Parameters<Browser['newPage']>[0] = {},
): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...options });
  const complaints: string[] = [];
  const address = `file://${file}`;
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) complaints.push(`request: ${request.url()}`);
  });
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  await page.goto(`${address}${hash}`);
  return { page, complaints };
}
