/** What a request's `Prefer` header asks for. */
export interface Preferences {
  readonly maxPageSize: number
  readonly trackChanges: boolean
  /** Whether an annotation of this name is wanted. */
  readonly wants: (annotation: string) => boolean
  /** What the reply says it has applied. */
  readonly applied: string
}

/** Dataverse gives no more rows at once, whatever is asked. */
export const LARGEST_PAGE = 5000

/** Reads a `Prefer` header; what it does not know is left alone, as the standard says. */
export function preferencesOf(header: string | undefined, largestPage: number): Preferences {
  const given = new Map<string, string>()
  for (const [, name = '', quoted, plain] of (header ?? '').matchAll(
    /([\w.-]+)(?:=(?:"([^"]*)"|([^,\s]*)))?/g,
  ))
    given.set(name.toLowerCase(), quoted ?? plain ?? '')
  const asked = Number(given.get('odata.maxpagesize') ?? Number.NaN)
  const patterns = (given.get('odata.include-annotations') ?? '').split(',').filter((one) => one !== '')
  return {
    maxPageSize: Math.min(Number.isInteger(asked) && asked > 0 ? asked : largestPage, largestPage),
    trackChanges: given.has('odata.track-changes'),
    wants: (annotation) =>
      patterns.some((pattern) =>
        pattern.endsWith('*') ? annotation.startsWith(pattern.slice(0, -1)) : annotation === pattern,
      ),
    applied: [...given].map(([name, value]) => (value === '' ? name : `${name}="${value}"`)).join(','),
  }
}
