import { operation } from '../../define-service.ts';
import { getEntity, user } from '../entity.ts';
import { userNameOr } from '../access-keys.ts';
import { toUser } from '../wire.ts';

/** Without a name: the caller. The root user has neither name nor path. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export const getUser = operation('iam', 'GetUser', async (input, context) => {
  const { caller } = context;
  if (input.UserName === undefined && caller.arn.endsWith(':root')) {
    const CreateDate = new Date(0); // accounts here have no date of their own
    return {
      User: {
        Path: undefined,
        UserName: undefined,
        UserId: caller.userId,
        Arn: caller.arn,
        CreateDate,
      },
    };
  }
  const name = userNameOr(context, input.UserName);
  return { User: toUser(await getEntity(user, context.store, name)) };
});
