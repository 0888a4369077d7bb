import { existsSync } from 'node:fs';
import bundled from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Keeps the browser from calling its maker while tests run, and draws without a graphics card. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--use-gl=angle',
  '--use-angle=swiftshader',
];

/** A browser of this machine, else the one that comes with the dependencies. */
export async function launchBrowser(): Promise<Browser> {
  // Not with the flags the bundled one recommends: they are for a host with one process, and switch protections off
  // that the page has to live with.
  const executablePath = INSTALLED.find(existsSync) ?? (await bundled.executablePath());
  return chromium.launch({ executablePath, args: ARGS, chromiumSandbox: false });
}
