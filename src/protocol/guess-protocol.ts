import type { ProtocolName, ServiceModel, WireRequest } from './interface.ts';

/** The parts of a request that tell its protocol. */
export type ProtocolHints = Pick<WireRequest, 'path' | 'query' | 'headers'> & {
  model?: ServiceModel;
};

/** The protocol a request speaks, so that even an unresolvable one is answered in kind. */
export function guessProtocol({ model, ...hints }: ProtocolHints): ProtocolName {
  const spoken = spokenProtocol(hints);
  if (!model) return spoken ?? 'rest-json';
  const { protocols } = model.wire;
  return (spoken && protocols.includes(spoken) ? spoken : protocols[0]) ?? 'rest-json';
}

function spokenProtocol({ headers, path, query }: ProtocolHints): ProtocolName | undefined {
  const type = headers['content-type'] ?? '';
  if (headers['smithy-protocol'] === 'rpc-v2-cbor' || /^\/service\/[^/]+\/operation\//.test(path)) {
    return 'rpc-v2-cbor';
  }
  if (type.startsWith('application/x-amz-json-1.1')) return 'aws-json-1.1';
  if (type.startsWith('application/x-amz-json-1.0') || headers['x-amz-target'])
    return 'aws-json-1.0';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  return isForm || /(?:^|&)Action=/.test(query) ? 'aws-query' : undefined;
}
