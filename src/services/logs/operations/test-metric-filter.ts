import { operation } from '../../define-service.ts';
import { compilePattern } from '../compile-pattern.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
export const testMetricFilter = operation('logs', 'TestMetricFilter', (input) => {
  const pattern = compilePattern(input.filterPattern);
  const messages = input.logEventMessages ?? [];
  return {
    matches: messages.flatMap((eventMessage, index) =>
      pattern.matches(eventMessage)
        ? [{ eventNumber: index + 1, eventMessage, extractedValues: pattern.extract(eventMessage) }]
        : [],
    ),
  };
});
