import { existsSync } from 'node:fs';
import bundled from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Keeps the browser from calling its maker while tests run. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A browser of this machine, else the one that comes with the dependencies. */
export async function launchBrowser(): Promise<Browser> {
  const installed = INSTALLED.find(existsSync);
  const executablePath = installed ?? (await bundled.executablePath());
  const args = [...(installed === undefined ? bundled.args : []), ...QUIET];
  return chromium.launch({
    executablePath,
    args: args.filter((arg) => !arg.startsWith('--headless')),
    chromiumSandbox: false,
  });
}
