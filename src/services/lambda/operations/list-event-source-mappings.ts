import { operation } from '../../define-service.ts';
import { describeMapping } from '../event-source/mapping.ts';
import { parseFunctionName } from '../function-name.ts';
import { decodeMarker, toPage } from '../page.ts';
import { mappings } from '../store.ts';

/** Of a stream, of a function, or all. https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings = operation(
  'lambda',
  'ListEventSourceMappings',
  async (input, context) => {
    const { EventSourceArn: arn, FunctionName: text } = input;
    const named = text ? parseFunctionName(context, text) : undefined;
    const after = decodeMarker(input.Marker);
    const all = await context.store.scan(mappings, {
      prefix: [context.account, context.region],
      ...(after && { after }),
    });
    const wanted = all.filter(
      ({ value }) =>
        (!arn || value.eventSourceArn === arn) &&
        (!named || (value.functionName === named.name && value.qualifier === named.qualifier)),
    );
    const page = toPage(wanted, Math.min(input.MaxItems ?? 100, 100));
    return {
      EventSourceMappings: await Promise.all(
        page.entries.map(({ value }) => describeMapping(context, value)),
      ),
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
