import { isUtf8 } from 'node:buffer';

/** Form posts are not among them: HTTP APIs and function URLs hand those over in base64. */
const TEXT_TYPE =
  /^(text\/.*|application\/(json|javascript|xml|graphql)|application\/[^;]*\+(json|xml))$/;

/**
 * The body of a payload format 2.0 event: text as it is, everything else in base64, an empty one left out.
 * A body without a content type counts as text when it is valid UTF-8 (chosen: AWS documents nothing).
 */
export function toEventBody(
  body: Buffer,
  contentType: string | undefined,
): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  const isText = (mediaType === undefined || TEXT_TYPE.test(mediaType)) && isUtf8(body);
  return isText
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}
