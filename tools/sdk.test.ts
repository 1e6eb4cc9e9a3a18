import { expect, it } from 'vitest';
import { SERVICE_IDS } from '../src/protocol/service-id.ts';
import { sdkPackages } from './sdk.ts';

it('finds the package of every service in scope', () => {
  expect([...sdkPackages().keys()]).toEqual([...SERVICE_IDS]);
});
