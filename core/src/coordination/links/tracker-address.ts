/** An address of an item, and the readable key that it holds. */
export interface ItemAddress {
  /** Without what does not change where it leads. */
  readonly address: string
  readonly key: string
}

/** The address of an item; undefined where no key can be read out of it, or where it is none. Pure. */
export function itemAddress(url: string): ItemAddress | undefined {
  const key = keyIn(url)
  return key === undefined ? undefined : { address: addressOf(url), key }
}

/** The readable key that an address of a tracker holds: `…/browse/WEB-7`, `…/acme/app/issues/1`. */
export function keyIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { pathname } = new URL(url)
  const [, jira] = /\/browse\/([A-Z][A-Z0-9_]*-\d+)\/?$/.exec(pathname) ?? []
  if (jira !== undefined) return jira
  const [, owner, repository, number] =
    /^\/([^/]+)\/([^/]+)\/(?:issues|pull)\/(\d+)(?:\/(?:files|commits|checks))?\/?$/.exec(pathname) ?? []
  return number === undefined ? undefined : `${owner}/${repository}#${number}`
}

/** An address without what does not change where it leads. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname.replace(/\/(?:files|commits|checks)\/?$/, '').replace(/\/+$/, '')}`
}
