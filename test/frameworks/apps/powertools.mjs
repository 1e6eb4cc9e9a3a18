import { BadRequestError, Router } from '@aws-lambda-powertools/event-handler/http';
import { Logger } from '@aws-lambda-powertools/logger';

class Broken extends Error {}

const logger = new Logger({ serviceName: 'frameworks' });
const app = new Router({ logger });
app.get('/users/:id', ({ params, req }) => {
  const all = new URL(req.url).searchParams.getAll('q');
  logger.info('asked for a user', { id: params.id });
  return { id: params.id, q: all.length > 1 ? all : (all[0] ?? null) };
});
app.post('/echo', async ({ req }) => {
  const body = await req.json().catch(() => {
    throw new BadRequestError('bad json');
  });
  return new Response(JSON.stringify(body), {
    status: 201,
    headers: { 'content-type': 'application/json' },
  });
});
app.get('/cookies', ({ req }) => {
  const body = JSON.stringify({ cookie: req.headers.get('cookie') });
  const headers = { 'content-type': 'application/json' };
  return { statusCode: 200, headers, cookies: ['a=1; Path=/', 'b=2; Path=/x'], body };
});
app.get(
  '/image',
  () =>
    new Response(new Uint8Array([0x89, 0x50, 0, 0xff]), {
      headers: { 'content-type': 'image/png' },
    }),
);
// The router reads every body as text, so bytes are taken from the event.
app.post('/upload', ({ event }) => ({ bytes: [...Buffer.from(event.body, 'base64')] }));
app.get('/fail', () => {
  throw new Broken('as asked');
});
app.errorHandler(Broken, async () => ({ statusCode: 500, message: 'broken' }));

export const handler = async (event, context) => {
  logger.addContext(context);
  return app.resolve(event, context);
};
