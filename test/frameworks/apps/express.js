/** Express as people run it on Lambda: an app that knows nothing of it, and one line for the handler. */
const serverlessExpress = require('@vendia/serverless-express');
const express = require('express');

const app = express();
app.use(express.json());
app.use(express.raw({ type: 'application/octet-stream' }));
app.get('/users/:id', (req, res) => res.json({ id: req.params.id, q: req.query.q ?? null }));
app.post('/echo', (req, res) => res.status(201).json(req.body));
app.get('/cookies', (req, res) => {
  res.cookie('a', '1').cookie('b', '2', { path: '/x' });
  res.json({ cookie: req.headers.cookie ?? null });
});
app.get('/image', (_req, res) => res.type('png').send(Buffer.from([0x89, 0x50, 0, 0xff])));
app.post('/upload', (req, res) => res.json({ bytes: [...req.body] }));
app.get('/fail', () => {
  throw new Error('as asked');
});
app.use((error, _req, res, _next) =>
  res.status(error.status ?? 500).json({ message: error.status ? 'bad json' : 'broken' }),
);

exports.handler = serverlessExpress({ app, binarySettings: { contentTypes: ['image/png'] } });
