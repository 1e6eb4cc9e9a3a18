/** Requests with a Host header of the test's choice, which `fetch` does not let it set. */
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Stack } from '../../stack/create-stack.ts';

export interface HostedRequest {
  host: string;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface HostedResponse {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export function requestAtHost(stack: Stack, given: HostedRequest): Promise<HostedResponse> {
  const { host, path, method = 'GET', headers = {}, body } = given;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: stack.port, path, method, headers: { ...headers, host } },
      (response) => {
        text(response).then(
          (content) =>
            resolve({ status: response.statusCode, headers: response.headers, body: content }),
          reject,
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
