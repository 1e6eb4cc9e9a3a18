import { aptInstall, onPath } from './debian.ts';
import { ask, type Tool } from './tool.ts';

/** Python with its pip, of any release that Lambda knows; the tests run on every other that they find, too. */
export const python: Tool = {
  name: 'python3',
  async find() {
    for (const path of onPath('python3')) {
      const version = /^Python (\d+\.\d+\.\d+)/.exec((await ask(path, '--version')) ?? '')?.[1];
      const hasPip = (await ask(path, '-m', 'pip', '--version')) !== undefined;
      if (version !== undefined && hasPip) return { path, version };
    }
    return undefined;
  },
  install: () => aptInstall('python3', 'python3-pip'),
  advice: 'install "python3" and "python3-pip" with the package manager of this machine.',
};
