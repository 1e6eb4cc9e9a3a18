import { testUntag } from '../suites/tags.ts';

testUntag('role');
