/** What S3 does before and after its operations: CORS by each bucket's rules, and uploads by forms. */
import { s3PathStyle } from '../../protocol/http/s3-path.ts';
import type { ApiFront } from '../api-front.ts';
import type { ServiceHost } from '../context.ts';
import { bucketOf } from './request-bucket.ts';

export function createS3Front(host: ServiceHost): ApiFront {
  return {
    answerPreflight: async (request) => (await loadCors()).answerPreflight(host, request),
    corsHeaders: async (request) => (await loadCors()).corsHeaders(host, request),
    takesForm: (request) =>
      request.method === 'POST' &&
      /^\/[^/]+\/?$/.test(s3PathStyle(request)) &&
      request.query === '',
    async handleForm(request, run) {
      const { acceptForm } = await import('./form-upload.ts');
      return acceptForm(host, request, { bucket: bucketOf(request) ?? '', run });
    },
  };
}

/** Loaded by the first browser. */
const loadCors = () => import('./cors-answers.ts');
