import { expect, it } from 'vitest';
import { text } from '../../fixtures/answers.ts';
import { openFixture } from '../../fixtures/fixture.ts';
it('runs', async () => {
    const { deploy, invoke,logOf } = await openFixture();
    const fn = await deploy(
      { 'index.py': 'import sys,logging\ndef handler(event, context):\n  print("hé", context);logging.getLogger().warning("x\\ny")\n  return [sys.version, sys.path, sys.argv, str(type(exit))]' }, {runtime: 'python3.11'});
    const r = await invoke(fn);
    console.log(text(r.payload), await logOf(fn));
});
