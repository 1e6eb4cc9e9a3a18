/**
 * Custom domain names, which both API Gateways make and change: one made by either serves the mappings
 * of both.
 */
import { defineTable } from '../../store.ts';

export interface DomainRecord {
  name: string;
  endpointType: 'EDGE' | 'REGIONAL';
  ipAddressType: 'ipv4' | 'dualstack';
  certificateArn?: string | undefined;
  certificateName?: string | undefined;
  certificateUploadedAtEpochMs: number;
  ownershipVerificationCertificateArn?: string | undefined;
  securityPolicy: string;
  /** What a DNS record for the domain would point at. */
  targetName: string;
  hostedZoneId: string;
  tags: Record<string, string>;
}

export interface ApiMappingRecord {
  id: string;
  /** `orders` or `v1/orders`; empty for the root. */
  path: string;
  apiId: string;
  /** Absent only in mappings that REST's CreateBasePathMapping made: callers name the stage in the path. */
  stage?: string | undefined;
}

export interface DomainRoutes {
  account: string;
  region: string;
  mappings: ApiMappingRecord[];
}

/** `[name]` */
export const domains = defineTable<DomainRecord>({
  service: 'apigatewayv2',
  name: 'domains',
  scope: 'region',
  version: 1,
});

/** `[name]`, for a Host names neither account nor region; also the lock of a domain and its mappings. */
export const domainRoutes = defineTable<DomainRoutes>({
  service: 'apigatewayv2',
  name: 'domain-routes',
  scope: 'partition',
  version: 1,
});
