/** Where events wait for their delivery. */
export const EVENT_QUEUE = 's3/events';

/** One event for one function. */
export interface WaitingEvent {
  functionArn: string;
  account: string;
  region: string;
  payload: string;
}
