import type { Route } from '../api.ts';

const STAGES = ['boot', 'start', 'ready', 'shutdown'] as const;

/** Brume has no init hooks yet, so every stage is over and ran no script: what LocalStack says without hooks. */
export const initRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_localstack/init',
    summary: 'Which init stages are over, and what their scripts did.',
    run: () => ({
      status: 200,
      body: {
        completed: Object.fromEntries(
          STAGES.map((stage) => [stage.toUpperCase(), stage !== 'shutdown']),
        ),
        scripts: [],
      },
    }),
  },
  ...STAGES.map((stage): Route => ({
    method: 'GET',
    path: `/_localstack/init/${stage}`,
    summary: `Whether the ${stage} stage is over.`,
    run: () => ({ status: 200, body: { completed: stage !== 'shutdown', scripts: [] } }),
  })),
];
