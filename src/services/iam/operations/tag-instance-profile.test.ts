import { testTag } from '../suites/tags.ts';

testTag('instanceProfile');
