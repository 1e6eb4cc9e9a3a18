import { expect, test } from 'vitest';
import { importClient } from './sdk-clients.ts';
import { SERVICE_IDS } from './service-id.ts';
import { SERVICE_WIRE } from './service-wire.ts';

interface ProtocolSettings {
  version: string;
  serviceTarget: string;
  xmlNamespace?: string;
  awsQueryCompatible?: boolean;
}

interface ClientConfig {
  protocol: { getShapeId(): string };
  protocolSettings: ProtocolSettings;
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  'aws.protocols#restJson1': 'rest-json',
  'aws.protocols#restXml': 'rest-xml',
  'aws.protocols#awsJson1_0': 'aws-json-1.0',
  'aws.protocols#awsJson1_1': 'aws-json-1.1',
  'aws.protocols#awsQuery': 'aws-query',
};

test.each(SERVICE_IDS)(
  'the table of wire facts agrees with the configuration of the %s client',
  async (id) => {
    const exports = await importClient(id);
    const name =
      Object.keys(exports).find((key) => key.endsWith('Client') && key !== '__Client') ?? '';
    const Client = exports[name] as new (options: object) => { config: ClientConfig };
    const { config } = new Client({ region: 'us-east-1', endpoint: 'http://localhost' });
    const wire = SERVICE_WIRE[id];
    expect(wire).toMatchObject({
      version: config.protocolSettings.version,
      target: config.protocolSettings.serviceTarget,
    });
    expect(wire.protocols[0]).toBe(PROTOCOLS[config.protocol.getShapeId()]);
    expect(wire.queryCompatible ?? false).toBe(config.protocolSettings.awsQueryCompatible ?? false);
    const usesXml = wire.protocols[0] === 'aws-query' || wire.protocols[0] === 'rest-xml';
    expect(usesXml ? wire.xmlNamespace : undefined).toBe(
      usesXml ? config.protocolSettings.xmlNamespace : undefined,
    );
  },
);
