import type { Runtime } from '@aws-sdk/client-lambda';
import type { AwsError } from '../../protocol/aws-error.ts';
import { invalidParameter } from './errors.ts';

/**
 * Runtimes that AWS blocked long ago, with the one it recommends. Brume goes on accepting what AWS
 * blocked more recently (nodejs18.x, go1.x, dotnet6 …), because people still have such functions.
 */
const BLOCKED = {
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
} as const satisfies Partial<Record<Runtime, Runtime>>;

/** All others that AWS knows; whether this machine has them is another question. */
const ACCEPTED: Record<Exclude<Runtime, keyof typeof BLOCKED>, true> = {
  'nodejs24.x': true,
  'nodejs22.x': true,
  'nodejs20.x': true,
  'nodejs18.x': true,
  'nodejs16.x': true,
  'nodejs26.x': true,
  'python3.15': true,
  'python3.14': true,
  'python3.13': true,
  'python3.12': true,
  'python3.11': true,
  'python3.10': true,
  'python3.9': true,
  'python3.8': true,
  java25: true,
  java21: true,
  java17: true,
  java11: true,
  'java8.al2': true,
  'java8.al2023': true,
  'java11.al2023': true,
  'java17.al2023': true,
  dotnet10: true,
  dotnet8: true,
  dotnet6: true,
  'ruby4.0': true,
  'ruby3.4': true,
  'ruby3.3': true,
  'ruby3.2': true,
  'go1.x': true,
  'provided.al2023': true,
  'provided.al2': true,
  provided: true,
};

/** @throws AwsError with AWS's texts for what is no runtime, and for those that are no longer there for new functions */
export function assertCurrentRuntime(runtime: string): void {
  if (Object.hasOwn(ACCEPTED, runtime)) return;
  if (!isBlocked(runtime)) throw unknownRuntime(runtime);
  throw invalidParameter(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use the new runtime (${BLOCKED[runtime]}) while creating or updating functions.`,
  );
}

function isBlocked(runtime: string): runtime is keyof typeof BLOCKED {
  return Object.hasOwn(BLOCKED, runtime);
}

function unknownRuntime(runtime: string): AwsError {
  const all = Object.keys(ACCEPTED).join(', ');
  return invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${all}] or be a valid ARN`,
  );
}
