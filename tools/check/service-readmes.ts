import { readmePath, renderReadme, servicesIn } from '../generate/service-readmes.ts';
import type { Rule } from './rule.ts';

/** The table of operations in each service's README.md tells the truth (design section 4). */
export const serviceReadmes: Rule = {
  name: 'service tables',
  async find(tree) {
    const stale = await Promise.all(
      servicesIn(tree).map(async (service) => {
        const file = readmePath(service);
        const fresh = tree.has(file) && tree.read(file) === (await renderReadme(tree, service));
        return fresh
          ? []
          : [
              {
                path: file,
                message: 'the table of operations is out of date; npm run generate pages',
              },
            ];
      }),
    );
    return stale.flat();
  },
};
