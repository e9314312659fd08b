/** A local time, or a day, as milliseconds: as if it were UTC, since the services name no zone. */
export const local = (text: string): number =>
  Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`)
