/** The readable key that an address of a tracker holds: `…/browse/WEB-7`, `…/acme/app/issues/1`. */
export function keyIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { pathname } = new URL(url)
  const [, jira] = /\/browse\/([A-Z][A-Z0-9_]*-\d+)\/?$/.exec(pathname) ?? []
  if (jira !== undefined) return jira
  const [, owner, repository, number] = /^\/([^/]+)\/([^/]+)\/(?:issues|pull)\/(\d+)\/?$/.exec(pathname) ?? []
  return number === undefined ? undefined : `${owner}/${repository}#${number}`
}

/** An address without what does not change where it leads. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}
