import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type Inbox = {
  smtpUrl: string;
  /** Every letter that came, as it went over the wire (RFC 5322). */
  letters: string[];
  /** Waits for the next letter. */
  next(): Promise<string>;
};

/** A mail server (RFC 5321) that takes every letter and keeps it; stopped when the test is finished. */
export async function startInbox(): Promise<Inbox> {
  const letters: string[] = [];
  let read = 0;
  const server = createServer((socket) => takeLetters(socket, letters));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as { port: number };
  const next = async (): Promise<string> => {
    for (let tries = 0; tries < 200; tries++) {
      const letter = letters[read];
      if (letter !== undefined) {
        read++;
        return letter;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('No letter came.');
  };
  return { smtpUrl: `smtp://127.0.0.1:${port}`, letters, next };
}

/** Lines until a dot on its own are the letter; every command is answered as if it were fine. */
function takeLetters(socket: Socket, letters: string[]): void {
  let pending = '';
  let letter: string[] | null = null;
  socket.write('220 inbox\r\n');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    const lines = (pending + chunk.toString()).split('\r\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      if (letter === null) {
        letter = /^data$/i.test(line) ? [] : null;
        socket.write(answerTo(line));
      } else if (line === '.') {
        letters.push(decodeQuotedPrintable(letter.join('\n')));
        letter = null;
        socket.write('250 taken\r\n');
      } else {
        letter.push(line.replace(/^\./, ''));
      }
    }
  });
}

function answerTo(line: string): string {
  const command = line.slice(0, 4).toUpperCase();
  return command === 'DATA' ? '354 go on\r\n' : command === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n';
}

/** RFC 2045, section 6.7; the bytes are UTF-8. */
function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
