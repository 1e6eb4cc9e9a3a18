import { operation } from '../../define-service.ts';

/** This stack itself. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const describeEndpoints = operation('dynamodb', 'DescribeEndpoints', (_input, context) => ({
  Endpoints: [
    {
      Address: `${context.endpoint.hostname}:${context.endpoint.port}`,
      CachePeriodInMinutes: 1440,
    },
  ],
}));
