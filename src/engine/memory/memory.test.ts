import { createIds } from '../../platform/ids.ts';
import { createLogger } from '../../platform/logger.ts';
import { describeEngine } from '../conformance/describe-engine.ts';
import { openEngine } from '../open.ts';

describeEngine('memory', (clock) =>
  openEngine({ clock, ids: createIds(), log: createLogger({ sink: () => {}, now: clock.now }) }),
);
