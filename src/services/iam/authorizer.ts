import { createRequestContext, type ContextValues } from '../../authorization/context.ts';
import { evaluate, explainDenial } from '../../authorization/evaluate.ts';
import { compilePolicy, type Policy } from '../../authorization/policy.ts';
import type { Engine } from '../../engine/interface.ts';
import { parseArn } from '../../platform/arn.ts';
import type { Clock } from '../../platform/clock.ts';
import type { IamMode } from '../../authorization/mode.ts';
import type { Authorizer, Origin, Question } from '../authorizer.ts';
import { createAuditLog } from './audit-log.ts';
import { bindCaller } from './principal-policies.ts';

interface Parts {
  mode: IamMode;
  engine: Engine;
  clock: Clock;
  authenticate: Authorizer['authenticate'];
}

/** Compiled documents kept; by their text, so that a changed policy is another one. */
const MAX_COMPILED = 2000;

export function createAuthorizer({ mode, engine, clock, authenticate }: Parts): Authorizer {
  const compiled = new Map<string, Policy>();
  const compile = (document: string): Policy => {
    const known = compiled.get(document);
    if (known) return known;
    const policy = compilePolicy(document);
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(document, policy);
    return policy;
  };
  const audit = createAuditLog();
  const since = new Date(clock.now()).toISOString();

  const decide: Authorizer['decide'] = async (question) => {
    const { caller, action, resource } = question;
    const bound = await bindCaller(engine, caller, compile);
    const resourceAccount =
      question.resourceAccount ?? (parseArn(resource)?.account || caller.account);
    return evaluate({
      principal: bound.principal,
      policies: bound.policies,
      action,
      resource,
      context: createRequestContext(
        bound.context,
        originKeys(question.origin, clock.now()),
        { 'aws:ResourceAccount': resourceAccount, 'aws:ViaAWSService': 'false' },
        question.context ?? {},
      ),
      resourcePolicies: (question.resourcePolicies ?? []).map(compile),
      resourceAccount,
      needsResourceConsent: question.needsResourceConsent ?? false,
    });
  };

  return {
    mode,
    decide,
    authenticate,
    async check(question) {
      if (mode === 'off') return undefined;
      const decision = await decide(question);
      const caller = nameOf(question);
      if (mode === 'audit') audit.used(caller, question.action, question.resource);
      if (decision.isAllowed) return undefined;
      const reason = explainDenial(decision, question.action);
      if (mode === 'enforce') return describe(question, reason);
      audit.denied({ caller, action: question.action, resource: question.resource, reason });
      return undefined;
    },
    note(caller, { code, message }) {
      audit.denied({ caller: caller.arn, action: code, resource: '', reason: message });
    },
    report: () => ({ mode, since, ...audit.report() }),
  };
}

/** Sessions of one role are one caller: their policy is the role's. */
function nameOf({ caller }: Question): string {
  if (caller.anonymous) return 'anonymous';
  return caller.session?.roleArn ?? caller.arn;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function describe({ caller, action, resource }: Question, reason: string): string {
  const who = caller.anonymous ? 'anonymous' : caller.arn;
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

function originKeys(origin: Origin | undefined, nowEpochMs: number): ContextValues {
  return {
    'aws:CurrentTime': new Date(nowEpochMs).toISOString(),
    'aws:EpochTime': String(Math.floor(nowEpochMs / 1000)),
    'aws:SourceIp': origin?.sourceIp,
    'aws:UserAgent': origin?.userAgent,
    'aws:SecureTransport': String(origin?.isTls ?? false),
    'aws:RequestedRegion': origin?.region,
  };
}
