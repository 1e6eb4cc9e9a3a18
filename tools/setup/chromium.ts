import { debianTool } from './debian.ts';

/** The browser of the tests in test/browser; `npm run test:slow` installs it where it can. */
export const chromium = debianTool('chromium', '--version');
