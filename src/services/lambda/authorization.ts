/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
import { formatArn } from '../../platform/arn.ts';
import type { AuthorizedCall, Need, ServiceAuthorization } from '../authorizer.ts';
import { listOf, requestTagKeys, resourceTagKeys, textOf } from '../call-input.ts';
import { LATEST } from './function.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import { toPolicyText } from './policy.ts';
import { functions, policies } from './store.ts';

/** Actions that are not named after their operations. */
const ACTIONS: Readonly<Record<string, string>> = {
  Invoke: 'InvokeFunction',
  InvokeWithResponseStream: 'InvokeFunction',
  GetLayerVersionByArn: 'GetLayerVersion',
};
/** Their function is a condition, not the resource. */
const OF_MAPPINGS = /EventSourceMappings?$/;

export const authorization: ServiceAuthorization = {
  async needsOf(call) {
    const { input, operation } = call;
    const needs: Need[] = [await mainNeed(call)];
    const role = textOf(input, 'Role');
    if (role !== undefined) {
      needs.push({
        action: 'iam:PassRole',
        resource: role,
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      });
    }
    if (operation === 'CreateFunction' || operation === 'UpdateFunctionConfiguration') {
      for (const layer of listOf(input['Layers']))
        needs.push({ action: 'lambda:GetLayerVersion', resource: String(layer) });
    }
    if (operation === 'PutFunctionCodeSigningConfig') {
      const resource = textOf(input, 'CodeSigningConfigArn') ?? '*';
      needs.push({ action: 'lambda:PutFunctionCodeSigningConfig', resource });
    }
    return needs;
  },
};

async function mainNeed(call: AuthorizedCall): Promise<Need> {
  const { context, input, operation } = call;
  const action = `lambda:${ACTIONS[operation] ?? operation}`;
  const tags = requestTagKeys(input['Tags']);
  const name = textOf(input, 'FunctionName');
  if (OF_MAPPINGS.test(operation)) {
    const uuid = textOf(input, 'UUID');
    const arn = name && functionArn(context, parseFunctionName(context, name).name);
    return {
      action,
      resource: uuid === undefined ? '*' : inAccount(call, `event-source-mapping:${uuid}`),
      context: { ...tags, 'lambda:FunctionArn': arn },
    };
  }
  if (name !== undefined) return functionNeed(call, action, name);
  return { action, resource: otherResource(call), context: tags };
}

async function functionNeed(call: AuthorizedCall, action: string, text: string): Promise<Need> {
  const { context, input } = call;
  const { name, qualifier } = parseFunctionName(context, text, textOf(input, 'Qualifier'));
  const policy = await context.store.get(policies, [name, qualifier ?? LATEST]);
  const known = await context.store.get(functions, [name]);
  return {
    action,
    resource: functionArn(context, name, qualifier),
    resourcePolicies: policy ? [toPolicyText(policy)] : [],
    context: {
      ...resourceTagKeys(known?.tags),
      ...requestTagKeys(input['Tags']),
      'lambda:FunctionUrlAuthType': textOf(input, 'AuthType'),
    },
  };
}

function otherResource(call: AuthorizedCall): string {
  const { input, operation } = call;
  const given =
    textOf(input, 'Arn') ??
    textOf(input, 'Resource') ??
    textOf(input, 'ResourceArn') ??
    textOf(input, 'CodeSigningConfigArn');
  if (given !== undefined) return given;
  const layer = textOf(input, 'LayerName');
  if (layer === undefined || operation === 'ListLayerVersions') return '*';
  const arn = layer.startsWith('arn:') ? layer : inAccount(call, `layer:${layer}`);
  const version = input['VersionNumber'];
  return typeof version === 'number' ? `${arn}:${version}` : arn;
}

function inAccount({ context }: AuthorizedCall, resource: string): string {
  const { account, region } = context;
  return formatArn({ service: 'lambda', region, account, resource });
}
