import type { DocumentationPart, DocumentationPartLocation } from '@aws-sdk/client-api-gateway';
import { asList, asObject, asText, type Json } from '../../openapi-document.ts';
import { badRequest } from '../errors.ts';

const TYPES: readonly string[] = [
  'API',
  'AUTHORIZER',
  'MODEL',
  'RESOURCE',
  'METHOD',
  'PATH_PARAMETER',
  'QUERY_PARAMETER',
  'REQUEST_HEADER',
  'REQUEST_BODY',
  'RESPONSE',
  'RESPONSE_HEADER',
  'RESPONSE_BODY',
];

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-documentation.html
 * @throws BadRequestException for a part of no known type
 */
export function readDocumentation(root: Json): DocumentationPart[] {
  const extension = asObject(root['x-amazon-apigateway-documentation']);
  return asList(extension['documentationParts']).map((each) => {
    const { location, properties } = asObject(each);
    const place = asObject(location);
    const type = asText(place['type']) ?? '';
    if (!TYPES.includes(type))
      throw badRequest(`Invalid documentation part type specified: ${type.slice(0, 64)}`);
    const names = ['path', 'method', 'statusCode', 'name'] as const;
    const texts = names.flatMap((name) =>
      place[name] === undefined ? [] : [[name, String(place[name])]],
    );
    return {
      location: { type, ...Object.fromEntries(texts) } as DocumentationPartLocation,
      properties: JSON.stringify(asObject(properties)),
    };
  });
}
