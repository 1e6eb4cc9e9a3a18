import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('patches variables, method settings and access logs', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const updated = await client.send(
    new UpdateStageCommand({
      restApiId: id,
      stageName: 'prod',
      patchOperations: [
        { op: 'replace', path: '/variables/color', value: 'blue' },
        { op: 'replace', path: '/*/*/logging/loglevel', value: 'INFO' },
        { op: 'replace', path: '/~1users/GET/throttling/rateLimit', value: '5' },
        { op: 'replace', path: '/accessLogSettings/format', value: '$context.requestId' },
      ],
    }),
  );
  expect(updated).toMatchObject({
    variables: { color: 'blue' },
    methodSettings: {
      '*/*': { loggingLevel: 'INFO', throttlingBurstLimit: 5000 },
      'users/GET': { throttlingRateLimit: 5 },
    },
    accessLogSettings: { format: '$context.requestId' },
  });
});

it('moves to another deployment, and promotes a canary', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const first = await deploy(id);
  const second = await deploy(id, 'other');
  const patch = (
    patchOperations: { op: 'replace' | 'copy'; path: string; value?: string; from?: string }[],
  ) => client.send(new UpdateStageCommand({ restApiId: id, stageName: 'prod', patchOperations }));
  const canary = [
    { op: 'replace' as const, path: '/canarySettings/deploymentId', value: second },
    { op: 'replace' as const, path: '/canarySettings/percentTraffic', value: '12.5' },
  ];
  expect(await patch(canary)).toMatchObject({
    deploymentId: first,
    canarySettings: { deploymentId: second, percentTraffic: 12.5 },
  });
  const promotion = {
    op: 'copy' as const,
    path: '/deploymentId',
    from: '/canarySettings/deploymentId',
  };
  expect(await patch([promotion])).toMatchObject({ deploymentId: second });
  const withOverride = {
    op: 'replace' as const,
    path: '/canarySettings/stageVariableOverrides/color',
    value: 'green',
  };
  const whole = await patch([
    withOverride,
    { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' },
    promotion,
    { op: 'remove' as 'copy', path: '/canarySettings' },
  ]);
  expect(whole).toMatchObject({ deploymentId: second, variables: { color: 'green' } });
  expect(whole.canarySettings).toBeUndefined();
  expect(await failureOf(patch([promotion]))).toMatchObject({ status: 400 });
  const absent = { op: 'replace' as const, path: '/deploymentId', value: 'absent' };
  expect(await failureOf(patch([absent]))).toMatchObject({ status: 400 });
});
