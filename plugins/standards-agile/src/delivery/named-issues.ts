import type { Item } from '../work/work-item.ts'

/** `owner/name#12`, or `#12` of the same repository. */
const NUMBER = /(?:([\w.-]+\/[\w.-]+))?#(\d+)/g
/** `ABC-12`. */
const KEY = /\b[A-Z][A-Z0-9_]+-\d+/g
/** `https://host/owner/name/issues/12`. */
const ADDRESS = /([\w.-]+\/[\w.-]+?)(?:\/-)?\/issues\/(\d+)/g

/**
 * Keys of the issues that a text names, in small letters, as trackers do not tell repositories apart by case.
 *
 * @param home key of what the text belongs to: a bare number is one of the same repository
 */
export function namedIssues(text: string, home: string | undefined): readonly string[] {
  const [own] = home?.includes('#') === true ? home.split('#') : []
  return [
    ...text.matchAll(NUMBER).flatMap(([, repository = own, number]) => {
      return repository === undefined ? [] : [`${repository}#${number}`]
    }),
    ...text.matchAll(KEY).map(([key]) => key),
    ...text.matchAll(ADDRESS).map(([, repository, number]) => `${repository}#${number}`),
  ].map((key) => key.toLowerCase())
}

/** What an issue is called in texts. */
export function issueKey({ key }: Pick<Item, 'key'>): string | undefined {
  return key?.toLowerCase()
}
