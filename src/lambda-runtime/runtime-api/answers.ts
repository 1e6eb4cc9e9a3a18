import type { ServerResponse } from 'node:http';

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

export function answerError(
  response: ServerResponse,
  status: number,
  errorType: string,
  errorMessage: string,
): void {
  answerJson(response, status, { errorMessage, errorType });
}

export function answerAccepted(response: ServerResponse): void {
  answerJson(response, 202, { status: 'OK' });
}
