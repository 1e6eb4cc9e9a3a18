import { failure, type Route } from '../api.ts';

export const iamRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_brume/iam/audit',
    summary: 'What IAM would have refused, and a policy with all that each caller did.',
    run: (_request, { iam }) =>
      iam.mode === 'audit'
        ? { status: 200, body: iam.report() }
        : failure(
            409,
            'ERR_IAM_NOT_AUDITED',
            `IAM is in mode ${iam.mode} here; brume start --iam audit notes what callers do.`,
          ),
  },
  {
    method: 'GET',
    path: '/_brume/iam/missing-permissions',
    summary: 'APIs whose functions would not let them in on AWS.',
    run: async (_request, api) => ({
      status: 200,
      body: { missing: await api.missingPermissions() },
    }),
  },
];
