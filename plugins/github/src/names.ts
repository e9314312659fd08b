/** owner/name from an API address such as `https://api.github.com/repos/acme/web/issues/12`. */
export function repositoryOf(url: string): string | undefined {
  return /\/repos\/([^/]+\/[^/?#]+)/.exec(url)?.[1]
}

/** Readable key `owner/name#12` from an issue's API address. */
export function issueKeyOf(url: string): string | undefined {
  const match = /\/repos\/([^/]+\/[^/]+)\/(?:issues|pulls)\/(\d+)/.exec(url)
  return match === null ? undefined : `${match[1]}#${match[2]}`
}

/** Page of an issue in the browser, from its API address: `/api/v3` is GitHub Enterprise Server's. */
export function issuePageOf(apiUrl: string): string | undefined {
  const match = /^(https?:\/\/)(?:api\.)?([^/]+?)(?:\/api\/v3)?\/repos\/(.+)$/.exec(apiUrl)
  return match === null ? undefined : `${match[1]}${match[2]}/${match[3]}`
}

/** Splits owner/name. */
export function splitName(fullName: string): { readonly owner: string; readonly repo: string } {
  const slash = fullName.indexOf('/')
  return { owner: fullName.slice(0, slash), repo: fullName.slice(slash + 1) }
}

/** Names of owners and repositories do not tell upper from lower case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
