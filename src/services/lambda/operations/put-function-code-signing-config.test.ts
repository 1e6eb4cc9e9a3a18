import { expect, test } from 'vitest';
import { createSigning, NO_CONFIG } from '../fixtures/code-signing.ts';
import { arnOf, ECHO, startStack, zip } from '../fixtures/stack.ts';

const { lambda, create, createActive, call } = await startStack();
const FunctionName = 'f';
const MISSING = {
  name: 'CodeSigningConfigNotFoundException',
  message: `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${NO_CONFIG}.`,
};
const UNSIGNED = {
  name: 'CodeVerificationFailedException',
  message:
    'Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for f.',
};

test('Enforce stops unsigned code and layers from then on, Warn lets them through', async () => {
  await createActive(FunctionName);
  const enforcing = await createSigning(lambda, 'Enforce');
  expect(
    await lambda.putFunctionCodeSigningConfig({ FunctionName, CodeSigningConfigArn: enforcing }),
  ).toMatchObject({ CodeSigningConfigArn: enforcing, FunctionName });
  expect(await call(FunctionName, 1)).toBe(1);
  const ZipFile = await zip({ 'index.js': ECHO });
  const { LayerVersionArn = '' } = await lambda.publishLayerVersion({
    LayerName: 'l',
    Content: { ZipFile },
  });
  const Layers = [LayerVersionArn];
  await expect(lambda.updateFunctionCode({ FunctionName, ZipFile })).rejects.toMatchObject(
    UNSIGNED,
  );
  await expect(lambda.updateFunctionConfiguration({ FunctionName, Layers })).rejects.toMatchObject(
    UNSIGNED,
  );
  await lambda.updateFunctionConfiguration({ FunctionName, Timeout: 9 });
  const warning = await createSigning(lambda, 'Warn');
  await lambda.putFunctionCodeSigningConfig({ FunctionName, CodeSigningConfigArn: warning });
  await lambda.updateFunctionCode({ FunctionName, ZipFile });
  await lambda.updateFunctionConfiguration({ FunctionName, Layers });
});

test('a new function too', async () => {
  const CodeSigningConfigArn = await createSigning(lambda, 'Enforce');
  await expect(create('g', ECHO, { CodeSigningConfigArn })).rejects.toMatchObject({
    name: 'CodeVerificationFailedException',
  });
  await expect(create('g', ECHO, { CodeSigningConfigArn: NO_CONFIG })).rejects.toMatchObject(
    MISSING,
  );
});

test('what is not there', async () => {
  const CodeSigningConfigArn = await createSigning(lambda, 'Warn');
  await expect(
    lambda.putFunctionCodeSigningConfig({ FunctionName: 'none', CodeSigningConfigArn }),
  ).rejects.toMatchObject({ message: `Function not found: ${arnOf('none')}` });
  await expect(
    lambda.putFunctionCodeSigningConfig({
      FunctionName: 'none',
      CodeSigningConfigArn: NO_CONFIG,
    }),
  ).rejects.toMatchObject(MISSING);
});
