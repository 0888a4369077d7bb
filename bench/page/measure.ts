import type { Page } from 'playwright-core';

/** Runs in the page before it: when its table first has rows, milliseconds from the start of the navigation. */
const WATCH_ROWS = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('main tr[data-row]') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => { window.rowsAt = performance.now(); });
  }).observe(document, { childList: true, subtree: true });`;

/** When the first rows of a page are on screen, milliseconds. */
export async function firstRows(page: Page, path: string): Promise<number> {
  await page.addInitScript(WATCH_ROWS);
  await page.goto(path);
  await page.locator('main tr[data-row]').first().waitFor();
  await page.waitForTimeout(500);
  return Number(await page.evaluate('window.rowsAt'));
}

/** The time of one frame, milliseconds. */
const FRAME_MS = 1000 / 60;

/** Scrolls through the rows for some seconds. @returns the share of frames that were not drawn in time */
export async function droppedFrames(page: Page, seconds: number): Promise<number> {
  const script = `new Promise((resolve) => {
    const frame = document.querySelector('main section[aria-busy]');
    const times = [];
    const start = performance.now();
    const step = (now) => {
      times.push(now);
      frame.scrollTop += 40;
      if (now - start < ${seconds * 1000}) requestAnimationFrame(step);
      else resolve(times);
    };
    requestAnimationFrame(step);
  })`;
  const times = await page.evaluate<number[]>(script);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0);
  return dropped / (dropped + gaps.length);
}

/** Waits in the page for the answer of the next key: the table asks, and then has what was asked for. */
const WATCH_ANSWER = `
  window.answered = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no answer within 20 s')), 20_000);
    let [pressedAt, hasAsked] = [0, false];
    document.addEventListener('keydown', (event) => { pressedAt = event.timeStamp; }, { once: true, capture: true });
    new MutationObserver((records, observer) => {
      if (pressedAt === 0 || !records.some(({ target }) => target.matches('main section'))) return;
      if (document.querySelector('main section[aria-busy="true"]') !== null) hasAsked = true;
      else if (hasAsked) {
        observer.disconnect();
        requestAnimationFrame((now) => resolve(now - pressedAt));
      }
    }).observe(document, { subtree: true, attributeFilter: ['aria-busy'] });
  });`;

/** Types into the page's empty search; a key that asks for nothing new, as a blank, has no answer. @returns for each key how long its answer took to show, milliseconds */
export async function keystrokes(page: Page, text: string): Promise<number[]> {
  await page.getByRole('searchbox').fill('');
  await page.waitForTimeout(1000);
  await page.getByRole('searchbox').focus();
  const times: number[] = [];
  for (const key of text) {
    // Not the promise itself: it would be waited for here.
    await page.evaluate(`${WATCH_ANSWER}; 0`);
    await page.keyboard.press(key);
    times.push(await page.evaluate<number>('window.answered'));
  }
  return times;
}

/** How long what a click asks for takes to show, milliseconds. @param shown a selector of what it brings */
export async function clickUntil(page: Page, button: string, shown: string): Promise<number> {
  await page.evaluate(`window.shown = new Promise((resolve) => {
    let clickedAt = 0;
    document.addEventListener('click', (event) => { clickedAt = event.timeStamp; }, { once: true, capture: true });
    const look = () => {
      if (clickedAt > 0 && document.querySelector(${JSON.stringify(shown)}) !== null) resolve(performance.now() - clickedAt);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }); 0`);
  await page.getByRole('button', { name: button }).first().click();
  return page.evaluate<number>('window.shown');
}
