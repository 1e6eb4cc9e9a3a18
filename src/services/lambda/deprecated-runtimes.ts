import type { Runtime } from '@aws-sdk/client-lambda';
import { invalidParameter } from './errors.ts';

/**
 * Runtimes that AWS blocked long ago, with the one it recommends. Brume goes on accepting what AWS
 * blocked more recently (nodejs18.x, go1.x, dotnet6 …), because people still have such functions.
 */
const BLOCKED: Partial<Record<Runtime, Runtime>> = {
  nodejs: 'nodejs22.x',
  'nodejs4.3': 'nodejs22.x',
  'nodejs4.3-edge': 'nodejs22.x',
  'nodejs6.10': 'nodejs22.x',
  'nodejs8.10': 'nodejs22.x',
  'nodejs10.x': 'nodejs22.x',
  'nodejs12.x': 'nodejs22.x',
  'nodejs14.x': 'nodejs22.x',
  'python2.7': 'python3.13',
  'python3.6': 'python3.13',
  'python3.7': 'python3.13',
  'ruby2.5': 'ruby3.4',
  'ruby2.7': 'ruby3.4',
  'dotnetcore1.0': 'dotnet8',
  'dotnetcore2.0': 'dotnet8',
  'dotnetcore2.1': 'dotnet8',
  'dotnetcore3.1': 'dotnet8',
  java8: 'java21',
};

/** @throws AwsError with AWS's text when the runtime is no longer there for new functions */
export function assertCurrentRuntime(runtime: Runtime): void {
  const recommended = BLOCKED[runtime];
  if (!recommended) return;
  throw invalidParameter(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use the new runtime (${recommended}) while creating or updating functions.`,
  );
}
