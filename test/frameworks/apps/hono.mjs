import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';

const app = new Hono();
app.get('/users/:id', (c) => {
  const all = c.req.queries('q');
  return c.json({ id: c.req.param('id'), q: all?.length > 1 ? all : (all?.[0] ?? null) });
});
app.post('/echo', async (c) => {
  const body = await c.req.json().catch(() => {
    throw new HTTPException(400, { res: Response.json({ message: 'bad json' }, { status: 400 }) });
  });
  return c.json(body, 201);
});
app.get('/cookies', (c) => {
  setCookie(c, 'a', '1');
  setCookie(c, 'b', '2', { path: '/x' });
  return c.json({ cookie: c.req.header('cookie') ?? null });
});
app.get('/image', (c) =>
  c.body(new Uint8Array([0x89, 0x50, 0, 0xff]), 200, { 'content-type': 'image/png' }),
);
app.post('/upload', async (c) => c.json({ bytes: [...new Uint8Array(await c.req.arrayBuffer())] }));
app.get('/fail', () => {
  throw new Error('as asked');
});
app.onError((error, c) =>
  error instanceof HTTPException ? error.getResponse() : c.json({ message: 'broken' }, 500),
);

export const handler = handle(app);
