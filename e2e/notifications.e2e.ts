import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startInbox } from '../src/accounts/testing-mail.ts';
import { launchBrowser } from './harness/browser.ts';
import { setUpIn } from './harness/owner.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { startProduct } from './harness/product.ts';

/** A member chooses e-mails, changes their mind, and sees whether one arrives. */

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

async function useNotifications(env: (url: string) => Record<string, string>): Promise<Page> {
  const product = await startProduct({ env });
  onTestFinished(() => product.remove());
  const { page } = await openPage(browser, product.url);
  await setUpIn(page, product);
  await page.goto('/settings?tab=notifications');
  await page.getByRole('button', { name: 'Save' }).waitFor();
  return page;
}

test('e-mails are chosen, kept over a reload, and a test e-mail says what the mail server answered', async () => {
  const inbox = await startInbox();
  const page = await useNotifications((url) => ({
    TIEOUT_SMTP_URL: inbox.smtpUrl,
    TIEOUT_MAIL_FROM: 'Tieout <tieout@northwind.example>',
    TIEOUT_PUBLIC_URL: url,
  }));
  const trouble = page.getByRole('checkbox', { name: 'A sync fails or is held' });
  expect(await trouble.isChecked()).toBe(false);
  await trouble.check();
  await page.getByRole('combobox', { name: 'How often' }).click();
  await page.getByRole('option', { name: 'Every week' }).click();
  await page.getByRole('combobox', { name: 'On' }).click();
  await page.getByRole('option', { name: 'Friday' }).click();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your notifications have been saved.').waitFor();
  await page.reload();
  await trouble.waitFor();
  expect(await trouble.isChecked()).toBe(true);
  expect(await page.getByRole('combobox', { name: 'On' }).inputValue()).toBe('Friday');
  await page.getByRole('button', { name: 'Send me a test e-mail' }).click();
  await page.getByText(/^The mail server took the e-mail to/).waitFor();
  expect(await inbox.next()).toContain('Subject: ');
});

test('the form needs no mouse, and says why a test e-mail could not be sent', async () => {
  const page = await useNotifications((url) => ({
    // Where nobody listens.
    TIEOUT_SMTP_URL: 'smtp://127.0.0.1:9',
    TIEOUT_MAIL_FROM: 'Tieout <tieout@northwind.example>',
    TIEOUT_PUBLIC_URL: url,
  }));
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const inFocus = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');
  await page.getByRole('checkbox', { name: 'A sync fails or is held' }).focus();
  await press('Space', 'Tab');
  const options = page.getByRole('listbox', { name: 'How often' });
  await press('ArrowDown');
  await options.waitFor();
  await press('ArrowDown', 'Enter');
  await page.getByRole('combobox', { name: 'At' }).waitFor();
  for (let presses = 0; presses < 10 && (await inFocus()) !== 'Save'; presses += 1) await press('Tab');
  await press('Enter');
  await page.getByText('Your notifications have been saved.').waitFor();
  await page.reload();
  await page.getByRole('combobox', { name: 'At' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'A sync fails or is held' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Send me a test e-mail' }).focus();
  await press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'The e-mail could not be sent' });
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/ECONNREFUSED/);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('without a mail server the page says that nothing is sent, and what whoever runs it does', async () => {
  const page = await useNotifications(() => ({}));
  await page.getByText('No e-mails are sent yet').waitFor();
  await page.getByText(/TIEOUT_SMTP_URL/).waitFor();
  expect(await page.getByRole('button', { name: 'Send me a test e-mail' }).isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'A sync fails or is held' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your notifications have been saved.').waitFor();
});
