import { expect, onTestFinished, test } from 'vitest';
import { createHttp, type Http } from './http.ts';
import { withKeyAdvice } from './key-advice.ts';
import { Limiter } from './limiter.ts';
import { answer, type Script, startScriptedServer, testContext } from './scripted-server.ts';

async function advised(script: Script): Promise<Http> {
  const server = await startScriptedServer(script);
  onTestFinished(() => server.close());
  const limiter = new Limiter({ requests: 100, windowMs: 1000, concurrency: 2 });
  const options = {
    vendor: 'Acme',
    baseUrl: server.url,
    limiter,
    secrets: ['s3cret'],
    context: testContext(),
  };
  return withKeyAdvice(createHttp(options), 'Acme', 'the API token');
}

test("a refused key says what to check, in the vendor's words, without the key", async () => {
  const errors = [{ code: 4010010, title: 'Authentication Failed', detail: 'The token s3cret has expired' }];
  const http = await advised((response) => answer(response, { errors }, 401));
  const error = await http.send({ path: '/things' }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'bad_credentials' });
  const { message } = error as Error;
  expect(message).toContain('Check the API token.');
  expect(message).toContain('has expired');
  expect(message).not.toContain('s3cret');
});

test('other refusals and answers pass as they are', async () => {
  const http = await advised((response, nth) =>
    nth === 1 ? answer(response, { errors: [] }, 403) : answer(response, { id: 1 }),
  );
  await expect(http.send({ path: '/things' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await http.send({ path: '/things' })).toEqual({ id: 1 });
});
