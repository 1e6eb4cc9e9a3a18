import { badRequest } from './errors.ts';

export interface ImportedKey {
  name: string;
  value: string;
  description: string;
  enabled: boolean;
  usagePlanIds: string[];
}

/**
 * A file of API keys: CSV, its columns in any order.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
 * @throws BadRequestException for a file without the columns Name and Key
 */
export function readKeyFile(text: string): ImportedKey[] {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = readLine(head).map((each) => each.toLowerCase());
  if (!columns.includes('name') || !columns.includes('key'))
    throw badRequest('The API key file must have the columns Name and Key');
  return lines.map((line) => {
    const fields = readLine(line);
    const field = (column: string): string => fields[columns.indexOf(column)] ?? '';
    return {
      name: field('name'),
      value: field('key'),
      description: field('description'),
      enabled: field('enabled').toLowerCase() !== 'false',
      usagePlanIds: field('usageplanids')
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    };
  });
}

/** Fields may stand in quotes of either kind; a doubled quote inside is one. */
function readLine(line: string): string[] {
  const fields: string[] = [];
  const field = /\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^,]*))\s*(?:,|$)/y;
  while (field.lastIndex < line.length || line.endsWith(',')) {
    const start = field.lastIndex;
    const match = field.exec(line);
    if (!match) {
      // A quote that is never closed: the rest is one field.
      fields.push(line.slice(start).trim());
      break;
    }
    const [, double, single, bare] = match;
    fields.push(
      double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? (bare ?? '').trim(),
    );
    if (field.lastIndex >= line.length) break;
  }
  return fields;
}
