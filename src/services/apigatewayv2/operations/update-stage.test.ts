import { UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute, createStage, createDeployment } =
  await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi();
await createRoute(ApiId, 'GET /a', await createIntegration(ApiId));
const update = (StageName: string, input: object) =>
  client.send(new UpdateStageCommand({ ApiId, StageName, ...input }));

it('merges variables and settings, and drops a variable set to nothing', async () => {
  await createStage(ApiId, { StageName: 'vars', StageVariables: { a: '1', b: '2' } });
  const updated = await update('vars', { StageVariables: { b: '', c: '3' }, Description: 'd' });
  expect(updated).toMatchObject({ Description: 'd', StageVariables: { a: '1', c: '3' } });
  expect(updated.StageVariables).not.toHaveProperty('b');
});

it('moves a stage to another deployment', async () => {
  const first = await createDeployment(ApiId);
  const second = await createDeployment(ApiId);
  await createStage(ApiId, { StageName: 'moved', DeploymentId: first });
  expect(await update('moved', { DeploymentId: second })).toMatchObject({ DeploymentId: second });
  expect(await failureOf(update('moved', { DeploymentId: 'absent' }))).toMatchObject({
    name: 'NotFoundException',
  });
});

it('begins and ends to deploy by itself', async () => {
  await createStage(ApiId, { StageName: 'auto' });
  const on = await update('auto', { AutoDeploy: true });
  expect(on.LastDeploymentStatusMessage).toContain('Successfully deployed');
  expect(await failureOf(update('auto', { DeploymentId: on.DeploymentId }))).toMatchObject({
    name: 'BadRequestException',
  });
  const off = await update('auto', { AutoDeploy: false });
  expect(off).toMatchObject({ AutoDeploy: false, DeploymentId: on.DeploymentId });
});

it('refuses to change the stage of quick create, and knows no absent one', async () => {
  const quick = await createApi({ Target: FUNCTION_ARN });
  const call = client.send(
    new UpdateStageCommand({ ApiId: quick.ApiId, StageName: '$default', Description: 'd' }),
  );
  expect(await failureOf(call)).toMatchObject({ name: 'BadRequestException' });
  expect(await failureOf(update('absent', {}))).toMatchObject({
    message: 'Invalid stage identifier specified',
  });
});
