import type { Route } from './api.ts';

/** The OpenAPI 3.1 description of `routes`, made from the routes themselves so that it cannot drift. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { method, path, summary, body } of routes) {
    (paths[path] ??= {})[method.toLowerCase()] = {
      summary,
      ...(body && { requestBody: { content: { 'application/json': { schema: body } } } }),
      responses: { default: { description: 'JSON' } },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Brume',
      version,
      description: "Brume's own routes, used by its CLI and console.",
    },
    paths,
  };
}
