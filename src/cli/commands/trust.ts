import { join } from 'node:path';
import { defaultCacheDir } from '../../stack/options.ts';
import type { Command } from '../command.ts';

export const trust: Command = {
  summary: "Explains how to trust Brume's local certificate authority.",
  usage: 'brume trust',
  options: {},
  positionals: [0, 0],
  async run(call) {
    // Made here when no TLS connection has needed it yet, so that the path below always leads somewhere.
    const { openCertificateAuthority } = await import('../../gateway/tls/certificate-authority.ts');
    const { createClock } = await import('../../platform/clock.ts');
    const { createIds } = await import('../../platform/ids.ts');
    const folder = join(defaultCacheDir(call.env), 'ca');
    const { certificatePath } = await openCertificateAuthority(folder, {
      clock: createClock(),
      ids: createIds(),
    });
    call.output.data({ certificate: certificatePath });
    call.output.line(
      [
        'Brume serves HTTPS on the same port as HTTP, with certificates of its own authority:',
        '',
        `  ${certificatePath}`,
        '',
        'Trust it where you need it; Brume itself changes no trust store.',
        '',
        `  AWS CLI, boto3     export AWS_CA_BUNDLE=${certificatePath}`,
        `  Node.js            export NODE_EXTRA_CA_CERTS=${certificatePath}`,
        `  curl               curl --cacert ${certificatePath} https://localhost:4566/_brume/health`,
        `  Debian, Ubuntu     sudo cp ${certificatePath} /usr/local/share/ca-certificates/brume.crt && sudo update-ca-certificates`,
        `  macOS              sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${certificatePath}`,
        `  Windows            certutil -addstore -user Root ${certificatePath}`,
        '',
        'Its private key lies beside it, readable by you alone; do not trust it on machines of others.',
      ].join('\n'),
    );
  },
};
