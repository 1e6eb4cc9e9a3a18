import { testUntag } from '../suites/tags.ts';

testUntag('policy');
