import { BrumeError } from '../../platform/errors.ts';

/** Ended runtimes, newest first: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated */
const ENDED =
  /^(nodejs|nodejs(4\.3(-edge)?|6\.10|8\.10|10\.x|12\.x|14\.x|16\.x)|python(2\.7|3\.[67])|java8|ruby2\.[57]|dotnetcore.*|dotnet[57]|provided)$/;

/** @throws BrumeError that says why a runtime identifier cannot be run */
export function refuseRuntime(identifier: string): never {
  if (ENDED.test(identifier)) {
    throw new BrumeError(
      'ERR_RUNTIME_ENDED',
      `The runtime parameter of ${identifier} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
      { hint: 'Use a newer version of the same language: brume runtimes lists them.' },
    );
  }
  throw new BrumeError(
    'ERR_RUNTIME_UNKNOWN',
    `Brume does not run functions of the runtime ${identifier}.`,
    {
      hint: 'brume runtimes lists those that it runs; provided.al2023 runs any program that speaks the Runtime API.',
    },
  );
}
