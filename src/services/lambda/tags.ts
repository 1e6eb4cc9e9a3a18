/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
import type { Context } from '../context.ts';
import { invalidParameter } from './errors.ts';
import { parseFunctionName } from './function-name.ts';
import { TAGS_MAX } from './limits.ts';

/** @returns the tags @throws AwsError for reserved keys and for more than 50 */
export function assertTags(tags: Record<string, string>): Record<string, string> {
  const keys = Object.keys(tags);
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw invalidParameter('Tag keys cannot start with the reserved prefix aws:'); // wording chosen
  }
  if (keys.length > TAGS_MAX) {
    throw invalidParameter('Number of tags exceeds resource tag limit.');
  }
  return tags;
}

/**
 * @param arn the `Resource` of a tag request; the model's pattern has let only ARNs of Lambda through
 * @throws AwsError for versions, aliases and what is not a function
 */
export function parseTaggable(context: Context, arn: string): string {
  if (!/^arn:[^:]+:lambda:[^:]+:\d{12}:function:/.test(arn)) {
    throw invalidParameter(`Brume tags functions only; ${arn} is another kind of resource.`);
  }
  const { name, qualifier } = parseFunctionName(context, arn);
  if (qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return name;
}
