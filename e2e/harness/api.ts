/** The API as a client sees it: status and body, whatever they are. */
export type Answer<Body> = { status: number; body: Body; headers: Headers };

export type Api = {
  get<Body>(path: string): Promise<Answer<Body>>;
  send<Body>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  /** Every item of a list, page by page. */
  all<Item>(path: string): Promise<Item[]>;
};

/** @param identity headers that say who asks: a cookie or an API key. */
export function createApi(url: string, identity: Record<string, string>): Api {
  const request = async <Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...identity,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: (isJson ? JSON.parse(text) : text) as Body,
      headers: response.headers,
    };
  };
  const get = <Body>(path: string) => request<Body>('GET', path);
  return {
    get,
    send: request,
    all: async <Item>(path: string) => {
      const items: Item[] = [];
      let cursor: string | null = null;
      do {
        const separator = path.includes('?') ? '&' : '?';
        const at: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { status, body } = await get<{ items: Item[]; nextCursor: string | null }>(
          `${path}${separator}limit=500${at}`,
        );
        if (status !== 200) {
          throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
        }
        items.push(...body.items);
        cursor = body.nextCursor;
      } while (cursor !== null);
      return items;
    },
  };
}

/** Signed in as the demo's owner, as the page is: the session's answer sets the cookie. */
export async function demoApi(url: string): Promise<Api> {
  const response = await fetch(`${url}/api/v1/session`);
  const cookie = response.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  return createApi(url, { cookie });
}
