const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Many requests come within one second; its text is made once. */
let lastSecond = Number.NaN;
let lastText = '';

/** `12/Mar/2020:19:03:58 +0000`, as in `requestContext.time` and in access logs. */
export function formatEventTime(atEpochMs: number): string {
  const second = Math.floor(atEpochMs / 1000);
  if (second === lastSecond) return lastText;
  const iso = new Date(atEpochMs).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1];
  lastSecond = second;
  lastText = `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
  return lastText;
}
