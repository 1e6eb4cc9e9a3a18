/** `npm run generate`: rewrites what is generated from AWS's published models. */
import { generateConstraints } from './generate/constraints.ts';

await generateConstraints();
