/** What a server answered a browser. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field and assert what is in them
export type BrowserAnswer = { status: number; body: any; location: string | null };

export type TestBrowser = {
  request: (method: string, path: string, body?: unknown) => Promise<BrowserAnswer>;
  cookies: Map<string, string>;
};

/** Requests as a browser makes them: with the cookies it was given, and where they come from. */
export function openTestBrowser(url: string, cookies = new Map<string, string>()): TestBrowser {
  const request = async (method: string, path: string, body?: unknown): Promise<BrowserAnswer> => {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        origin: url,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const text of response.headers.getSetCookie()) {
      keep(cookies, text);
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: isJson && text !== '' ? JSON.parse(text) : text,
      location: response.headers.get('location'),
    };
  };
  return { request, cookies };
}

function keep(cookies: Map<string, string>, text: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
  if (value === '' || /max-age=0/i.test(text)) {
    cookies.delete(name);
  } else {
    cookies.set(name, value);
  }
}
