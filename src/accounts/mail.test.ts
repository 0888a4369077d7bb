import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createMailer } from './mail.ts';
import { startInbox } from './testing-mail.ts';

const LETTER = { to: 'ada@x.example', subject: 'Über Grüße', text: 'Read this', link: 'https://t.example/l' };

function openLog() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { log: pino({ level: 'warn' }, stream), read: () => text };
}

test('without a mail server the link is in the log', async () => {
  const { log, read } = openLog();
  await createMailer(null, log).send(LETTER);
  expect(JSON.parse(read())).toMatchObject({ to: 'ada@x.example', link: 'https://t.example/l' });
});

test('a letter goes to the mail server, and its link not into the log', async () => {
  const { log, read } = openLog();
  const inbox = await startInbox();
  await createMailer({ smtpUrl: inbox.smtpUrl, from: 'Tieout <t@x.example>' }, log).send(LETTER);
  expect(await inbox.next()).toMatch(/From: Tieout <t@x\.example>[\s\S]*To: ada@x\.example[\s\S]*Read this/);
  expect(read()).toBe('');
});

test('what the mail server answers to a message is told, and so is why it could not be handed over', async () => {
  const { log, read } = openLog();
  const inbox = await startInbox();
  const mailer = createMailer({ smtpUrl: inbox.smtpUrl, from: 't@x.example' }, log);
  expect(await mailer.deliver(LETTER)).toBe('250 taken');
  const away = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 't@x.example' }, log);
  await expect(away.deliver(LETTER)).rejects.toThrow('ECONNREFUSED');
  await expect(createMailer(null, log).deliver(LETTER)).rejects.toThrow('No mail server is set.');
  expect(read()).toBe('');
});

test('a mail server that cannot be reached is logged, without the letter', async () => {
  const { log, read } = openLog();
  await createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 't@x.example' }, log).send(LETTER);
  expect(read()).toContain('a letter could not be sent');
  expect(read()).not.toContain('Read this');
});
