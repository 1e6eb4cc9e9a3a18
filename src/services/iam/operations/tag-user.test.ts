import { testTag } from '../suites/tags.ts';

testTag('user');
