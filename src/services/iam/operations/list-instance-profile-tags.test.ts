import { testListTags } from '../suites/tags.ts';

testListTags('instanceProfile');
