/** Which media types an API treats as binary. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html */
export interface BinaryTypes {
  /** @param header a Content-Type or Accept header; of a list, the first type counts */
  has(header: string | undefined): boolean;
}

export function compileBinaryTypes(types: readonly string[] = []): BinaryTypes {
  const exact = new Set(types.map((each) => each.toLowerCase()));
  const families = [...exact]
    .filter((each) => each.endsWith('/*') && each !== '*/*')
    .map((each) => each.slice(0, -1));
  const isAll = exact.has('*/*');
  return {
    has(header) {
      if (isAll) return true;
      if (exact.size === 0 || header === undefined) return false;
      const type = mediaTypeOf(header);
      return exact.has(type) || families.some((family) => type.startsWith(family));
    },
  };
}

/** The first media type of a header, without parameters, lower case. */
export function mediaTypeOf(header: string): string {
  return (header.split(',', 1)[0] ?? '').split(';', 1)[0]!.trim().toLowerCase();
}
