/** Requests of DynamoDB, as raw text for the load generator and one by one. */

/** One request, head and body, as the SDK for JavaScript writes it. */
export function dynamodbRequest(operation: string, input: object): string {
  const body = JSON.stringify(input);
  const head = [
    'POST / HTTP/1.1',
    'Host: localhost',
    `Content-Length: ${body.length}`,
    ...Object.entries(headersOf(operation)).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function headersOf(operation: string): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-user-agent': 'aws-sdk-js/3.1164.0',
    'amz-sdk-invocation-id': '3c1c0a2e-5a34-4b0f-8f7a-3f0f5c9a4e11',
    'amz-sdk-request': 'attempt=1; max=3',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
  };
}

export async function call(port: number, operation: string, input: object): Promise<object> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: headersOf(operation),
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${operation} answered ${response.status}: ${text}`);
  return JSON.parse(text) as object;
}
