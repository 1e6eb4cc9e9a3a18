/**
 * The grammar of policy documents: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * It says what is wrong with a document; the service that was given it chooses the error.
 */

/** `identity`: for users, groups and roles, managed or inline, and for sessions. `trust`: who may assume a role. */
export type PolicyKind = 'identity' | 'trust';

type Json = Record<string, unknown>;

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const TOP_ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const IDENTITY_ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
const TRUST_ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Principal',
  'NotPrincipal',
  'Condition',
]);
const PRINCIPAL_TYPES = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);
const TRUST_ACTIONS = /^sts:(\*|AssumeRole\w*\*?|TagSession|SetSourceIdentity|SetContext)$/i;
const CONDITION_OPERATOR =
  /^(ForAnyValue:|ForAllValues:)?((String(Not)?(Equals(IgnoreCase)?|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)$/i;

/**
 * @returns AWS's description of the first fault, or undefined when the document is well formed.
 * Whether the principals, actions and resources exist is not looked at.
 */
export function findPolicyProblem(text: string, kind: PolicyKind): string | undefined {
  const document = parseObject(text);
  if (!document) return kind === 'trust' ? 'This policy contains invalid Json' : SYNTAX;
  const statements = toStatements(document);
  if (!statements || Object.keys(document).some((each) => !TOP_ELEMENTS.has(each))) return SYNTAX;
  return (
    versionProblem(document, kind) ??
    first(statements, (each) => (kind === 'trust' ? trustProblem(each) : identityProblem(each))) ??
    first(statements, commonProblem) ??
    sidProblem(statements)
  );
}

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toStatements(document: Json): Json[] | undefined {
  const { Statement: statement } = document;
  const list = Array.isArray(statement) ? (statement as unknown[]) : [statement];
  return list.length > 0 && list.every(isObject) ? list : undefined;
}

function versionProblem(document: Json, kind: PolicyKind): string | undefined {
  if (document['Id'] !== undefined && typeof document['Id'] !== 'string') return SYNTAX;
  const version = document['Version'];
  if (version === '2012-10-17') return undefined;
  if (version !== undefined && version !== '2008-10-17') return SYNTAX;
  // Trust policies of the older version are accepted; identity policies are not.
  return kind === 'trust' ? undefined : 'Policy document must be version 2012-10-17 or greater.';
}

function identityProblem(statement: Json): string | undefined {
  if ('Principal' in statement || 'NotPrincipal' in statement) {
    return 'Policy document should not specify a principal.';
  }
  if (hasForeignElement(statement, IDENTITY_ELEMENTS)) return SYNTAX;
  if (!oneOf(statement, 'Resource', 'NotResource')) return SYNTAX;
  if (!toTexts(statement['Resource'] ?? statement['NotResource'] ?? [])) return SYNTAX;
  return undefined;
}

function trustProblem(statement: Json): string | undefined {
  for (const field of ['Resource', 'NotResource']) {
    if (field in statement) return `Has prohibited field ${field}`;
  }
  if (hasForeignElement(statement, TRUST_ELEMENTS)) return SYNTAX;
  if (!('Effect' in statement)) return 'Missing required field Effect';
  if (!('Action' in statement || 'NotAction' in statement)) return 'Missing required field Action';
  if (!('Principal' in statement || 'NotPrincipal' in statement)) {
    return 'Missing required field Principal';
  }
  const actions = toTexts(statement['Action'] ?? statement['NotAction']);
  if (!actions) return SYNTAX;
  if (!actions.every((each) => TRUST_ACTIONS.test(each))) {
    return 'AssumeRole policy may only specify STS AssumeRole actions.';
  }
  return principalProblem(statement['Principal'] ?? statement['NotPrincipal']);
}

function principalProblem(principal: unknown): string | undefined {
  if (principal === '*') return undefined;
  if (!isObject(principal)) return `Invalid principal in policy: ${quote(principal)}`;
  for (const [type, value] of Object.entries(principal)) {
    const names = toTexts(value);
    if (!PRINCIPAL_TYPES.has(type) || !names || names.length === 0) {
      return `Invalid principal in policy: ${quote(type)}:${quote(value)}`;
    }
    const wrong = names.find((name) => !isPrincipal(type, name));
    if (wrong !== undefined) {
      return `Invalid principal in policy: "${type.toUpperCase()}":${quote(wrong)}`;
    }
  }
  return undefined;
}

/** Their form only. AWS also demands that the principal exists; placeholders are welcome here. */
function isPrincipal(type: string, name: string): boolean {
  if (type === 'Service') return /^[\w-]+(\.[\w-]+)+$/.test(name);
  if (type !== 'AWS') return name.length > 0;
  return (
    name === '*' ||
    /^\d{12}$/.test(name) ||
    /^(AROA|AIDA)[A-Z0-9]+$/.test(name) ||
    /^arn:aws[\w-]*:(iam|sts)::\d{12}:.+$/.test(name)
  );
}

function commonProblem(statement: Json): string | undefined {
  const { Effect: effect, Sid: sid, Condition: condition } = statement;
  if (typeof effect !== 'string' || !/^(allow|deny)$/i.test(effect)) return SYNTAX;
  if (sid !== undefined && typeof sid !== 'string') return SYNTAX;
  if (!oneOf(statement, 'Action', 'NotAction')) return SYNTAX;
  const actions = toTexts(statement['Action'] ?? statement['NotAction'] ?? []);
  if (!actions || (condition !== undefined && !isCondition(condition))) return SYNTAX;
  // AWS reads a document twice; only the second reading minds the case of Effect.
  if (effect !== 'Allow' && effect !== 'Deny') return LEGACY;
  if (actions.length === 0) return 'Policy statement must contain actions.';
  return actionProblem(actions) ?? resourceProblem(statement);
}

function actionProblem(actions: readonly string[]): string | undefined {
  return first(actions, (action) => {
    const [vendor = '', ...rest] = action.split(':');
    if (action === '*') return undefined;
    if (rest.length === 0) {
      return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
    }
    if (rest.length > 1) return 'Actions/Condition can contain only one colon.';
    return vendor !== '*' && !/^[a-zA-Z0-9.-]+$/.test(vendor)
      ? `Vendor ${vendor} is not valid`
      : undefined;
  });
}

function resourceProblem(statement: Json): string | undefined {
  if ('Principal' in statement || 'NotPrincipal' in statement) return undefined;
  const resources = toTexts(statement['Resource'] ?? statement['NotResource'] ?? []) ?? [];
  if (resources.length === 0) return 'Policy statement must contain resources.';
  return first(resources, (resource) => {
    if (resource === '*') return undefined;
    const [scheme, partition = '', vendor, ...rest] = resource.split(':');
    if (vendor === undefined && partition === '') return notArn(resource);
    if (scheme !== 'arn') return notArn(resource);
    if (!/^(\*|aws(-[a-z-]+)?)$/.test(partition)) {
      return `Partition "${partition}" is not valid for resource "${resource}".`;
    }
    if (vendor === undefined || vendor === '') {
      return 'Resource vendor must be fully qualified and cannot contain regexes.';
    }
    return rest.length < 3 && !resource.endsWith('*') ? LEGACY : undefined;
  });
}

function notArn(resource: string): string {
  return `Resource ${resource} must be in ARN format or "*".`;
}

function sidProblem(statements: readonly Json[]): string | undefined {
  const sids = statements
    .map((each) => each['Sid'])
    .filter((each) => each !== undefined && each !== '');
  if (new Set(sids).size !== sids.length)
    return 'Statement IDs (SID) in a single policy must be unique.';
  const wrong = sids.find((each) => !/^[0-9A-Za-z]*$/.test(String(each)));
  if (wrong === undefined) return undefined;
  return 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
}

function isCondition(condition: unknown): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition).every(
    ([operator, keys]) =>
      isObject(keys) &&
      (CONDITION_OPERATOR.test(operator) || Object.keys(keys).length === 0) &&
      Object.values(keys).every((value) =>
        (Array.isArray(value) ? value : [value]).every(isScalar),
      ),
  );
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** One text or a list of texts; undefined for anything else. */
function toTexts(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((each) => typeof each === 'string') ? list : undefined;
}

function hasForeignElement(statement: Json, known: ReadonlySet<string>): boolean {
  return Object.keys(statement).some((each) => !known.has(each));
}

/** At most one of two exclusive elements. */
function oneOf(statement: Json, element: string, opposite: string): boolean {
  return !(element in statement && opposite in statement);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quote(value: unknown): string {
  return JSON.stringify(value) ?? '""';
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
