import { isDeepStrictEqual } from 'node:util'

/** What differs between two configs, a line each: `- url: "https://…"`, `+ baseUrl: "https://…"`. Pure. */
export function configDifference(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]]
    if (isDeepStrictEqual(old, now)) return []
    return [
      ...(old === undefined ? [] : [`- ${key}: ${JSON.stringify(old)}`]),
      ...(now === undefined ? [] : [`+ ${key}: ${JSON.stringify(now)}`]),
    ]
  })
}
