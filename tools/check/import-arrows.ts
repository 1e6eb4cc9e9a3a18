import { importsOf } from './imports.ts';
import type { Rule } from './rule.ts';
import { isCode, isTest } from './tree.ts';

/**
 * Layers from the outside in; a file may import its own layer and those further in. Layers that
 * share a rank do not know each other.
 */
const RANKS: Readonly<Record<string, number>> = {
  cli: 6,
  testing: 6,
  index: 6,
  stack: 5,
  gateway: 4,
  'console-api': 3,
  services: 3,
  'lambda-runtime': 2,
  authorization: 1,
  protocol: 1,
  engine: 1,
  platform: 0,
};

const ARROW =
  'cli → stack → gateway → {console-api, services} → lambda-runtime → {authorization, protocol, engine} → platform';

/** Data planes belong to the services whose APIs they run; those may import them. */
const DATA_PLANES: Readonly<Record<string, readonly string[]>> = {
  'execute-api': ['apigateway', 'apigatewaymanagementapi', 'apigatewayv2'],
};
/** The one list of services; it may name each service's index.ts. */
const REGISTRY = 'src/services/registry.ts';

interface Place {
  layer: string;
  /** The folder of a service; undefined for the contract files directly in src/services. */
  service: string | undefined;
}

/** Imports point one way, and services do not know each other (design section 4, law 8). */
export const importArrows: Rule = {
  name: 'import arrows',
  find(tree) {
    const files = tree.files.filter((file) => file.startsWith('src/') && isCode(file));
    return files
      .filter((file) => !isTest(file))
      .flatMap((file) =>
        importsOf(tree, file).flatMap(({ target, line }) => {
          const message = target === undefined ? undefined : breach(file, target);
          return message ? [{ path: file, line, message }] : [];
        }),
      );
  },
};

function breach(file: string, target: string): string | undefined {
  const from = placeOf(file);
  const to = placeOf(target);
  if (!from) return `"${file.split('/')[1]}" is no layer; put the file into one of: ${ARROW}.`;
  if (!to)
    return target === 'package.json'
      ? undefined
      : `imports ${target}, which is outside src; move what both need into src.`;
  if (file === REGISTRY && target === `src/services/${to.service ?? ''}/index.ts`) return undefined;
  if (isTest(target)) return `imports ${target}, which is for tests only.`;
  if (DATA_PLANES[to.service ?? '']?.includes(from.service ?? '')) return undefined;
  if (to.service && from.layer === 'services' && to.service !== from.service)
    return `imports the service "${to.service}"; services reach each other by context.call only.`;
  if (from.layer === to.layer || (RANKS[from.layer] ?? 0) > (RANKS[to.layer] ?? 0))
    return undefined;
  return `${from.layer} must not import ${to.layer}: ${ARROW}. Pass it in from outside, or move it further in.`;
}

function placeOf(file: string): Place | undefined {
  const [root, second = '', third = '', ...rest] = file.split('/');
  if (root !== 'src') return undefined;
  const layer = second.replace(/\.ts$/, '');
  if (!(layer in RANKS)) return undefined;
  return { layer, service: layer === 'services' && rest.length > 0 ? third : undefined };
}
