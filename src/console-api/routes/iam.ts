import { failure, type Route } from '../api.ts';

export const iamRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_brume/iam/audit',
    summary: 'What IAM would have refused, and a policy with all that each caller did.',
    run: (_request, { authorizer }) =>
      authorizer.mode === 'audit'
        ? { status: 200, body: authorizer.report() }
        : failure(
            409,
            'ERR_IAM_NOT_AUDITED',
            `IAM is in mode ${authorizer.mode} here; brume start --iam audit notes what callers do.`,
          ),
  },
];
