/** From requests to stored settings of event source mappings. */
import type {
  CreateEventSourceMappingRequest,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { invalidParameter } from '../errors.ts';
import { type FunctionName, parseFunctionName } from '../function-name.ts';
import { getVersion } from '../load.ts';
import type { MappingSettings } from './mapping.ts';
import { parsePattern } from './pattern.ts';

type Input = Partial<CreateEventSourceMappingRequest & UpdateEventSourceMappingRequest>;

/** Of DynamoDB streams. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
export const STREAM_DEFAULTS = {
  isEnabled: true,
  batchSize: 100,
  windowSeconds: 0,
  maximumRetries: -1,
  maximumAgeSeconds: -1,
  bisects: false,
  reportsFailures: false,
} as const satisfies Omit<MappingSettings, 'functionName'>;

/**
 * `before` with what `input` names replaced; the function is not looked at.
 * @throws AwsError InvalidParameterValueException, 501 for what is not honoured
 */
export function changeMapping<T extends Omit<MappingSettings, 'functionName'>>(
  before: T,
  input: Input,
  operation: string,
): T {
  assertHonoured(input, operation);
  const age = input.MaximumRecordAgeInSeconds;
  if (age !== undefined && age !== -1 && age < 60) {
    throw invalidParameter('MaximumRecordAgeInSeconds must be -1 or at least 60.'); // wording chosen
  }
  const { filters: old, ...rest } = before;
  const filters = input.FilterCriteria ? toFilters(input.FilterCriteria.Filters ?? []) : old;
  return {
    ...(rest as T),
    ...(input.Enabled !== undefined && { isEnabled: input.Enabled }),
    ...(input.BatchSize !== undefined && { batchSize: input.BatchSize }),
    ...(input.MaximumBatchingWindowInSeconds !== undefined && {
      windowSeconds: input.MaximumBatchingWindowInSeconds,
    }),
    ...(input.MaximumRetryAttempts !== undefined && { maximumRetries: input.MaximumRetryAttempts }),
    ...(age !== undefined && { maximumAgeSeconds: age }),
    ...(input.BisectBatchOnFunctionError !== undefined && {
      bisects: input.BisectBatchOnFunctionError,
    }),
    ...(input.FunctionResponseTypes && {
      reportsFailures: input.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    }),
    ...(filters && { filters }),
  };
}

/** @throws AwsError InvalidParameterValueException, not 404, as on AWS */
export async function parseMappedFunction(context: Context, text: string): Promise<FunctionName> {
  const named = parseFunctionName(context, text);
  try {
    await getVersion(context, named);
    return named;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter('Function does not exist');
  }
}

/** An empty list takes the filters away. */
function toFilters(filters: readonly { Pattern?: string | undefined }[]): string[] | undefined {
  const texts = filters.map((each) => each.Pattern ?? '');
  if (texts.some((text) => !parsePattern(text))) {
    throw invalidParameter('Invalid filter pattern definition.');
  }
  return texts.length > 0 ? texts : undefined;
}

/** Settings that would be stored but not obeyed (design law 2). */
function assertHonoured(input: Input, operation: string): void {
  const refused: [string, boolean][] = [
    ['DestinationConfig', Boolean(input.DestinationConfig?.OnFailure?.Destination)],
    ['ParallelizationFactor above 1', (input.ParallelizationFactor ?? 1) > 1],
    ['TumblingWindowInSeconds', (input.TumblingWindowInSeconds ?? 0) > 0],
    ['KMSKeyArn', Boolean(input.KMSKeyArn)],
    ['Tags', Object.keys(input.Tags ?? {}).length > 0],
    ['ScalingConfig', input.ScalingConfig?.MaximumConcurrency !== undefined],
    ['MetricsConfig', (input.MetricsConfig?.Metrics ?? []).length > 0],
    ['LoggingConfig', input.LoggingConfig !== undefined],
    ['ProvisionedPollerConfig', input.ProvisionedPollerConfig !== undefined],
  ];
  for (const [setting, isUsed] of refused) {
    if (isUsed) throw notImplemented('lambda', operation, setting);
  }
}
