/** What `--iam audit` collects: in memory, bounded, told by `brume iam audit`. */
import type { AuditReport } from '../authorizer.ts';

const MAX_CALLERS = 500;
const MAX_NEEDS_PER_CALLER = 2000;
const MAX_DENIALS = 5000;

interface Denial {
  caller: string;
  action: string;
  resource: string;
  reason: string;
  count: number;
}

export interface AuditLog {
  /** That a caller did something, allowed or not. */
  used(caller: string, action: string, resource: string): void;
  denied(denial: Omit<Denial, 'count'>): void;
  report(): Omit<AuditReport, 'mode' | 'since'>;
}

export function createAuditLog(): AuditLog {
  /** By caller: resources by action. */
  const uses = new Map<string, { count: number; byAction: Map<string, Set<string>> }>();
  const denials = new Map<string, Denial>();
  let isPartial = false;

  return {
    used(caller, action, resource) {
      let known = uses.get(caller);
      if (!known) {
        if (uses.size >= MAX_CALLERS) return void (isPartial = true);
        uses.set(caller, (known = { count: 0, byAction: new Map() }));
      }
      const resources = known.byAction.get(action);
      if (resources?.has(resource)) return;
      if (known.count >= MAX_NEEDS_PER_CALLER) return void (isPartial = true);
      known.count++;
      if (resources) resources.add(resource);
      else known.byAction.set(action, new Set([resource]));
    },
    denied(denial) {
      const key = [denial.caller, denial.action, denial.resource, denial.reason].join('\n');
      const known = denials.get(key);
      if (known) known.count++;
      else if (denials.size >= MAX_DENIALS) isPartial = true;
      else denials.set(key, { ...denial, count: 1 });
    },
    report: () => ({
      denials: [...denials.values()],
      policies: Object.fromEntries(
        [...uses].map(([caller, { byAction }]) => [caller, toPolicy(byAction)]),
      ),
      isPartial,
    }),
  };
}

/** One statement per set of resources, so that the policy reads as a person would write it. */
function toPolicy(byAction: ReadonlyMap<string, ReadonlySet<string>>): object {
  const byResources = new Map<string, { actions: string[]; resources: string[] }>();
  for (const [action, set] of [...byAction].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const resources = [...set].toSorted();
    const key = resources.join('\n');
    const known = byResources.get(key);
    if (known) known.actions.push(action);
    else byResources.set(key, { actions: [action], resources });
  }
  const statements = [...byResources.values()].map(({ actions, resources }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
  }));
  return { Version: '2012-10-17', Statement: statements };
}
