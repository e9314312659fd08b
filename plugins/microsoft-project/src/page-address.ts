/**
 * Where a site begins, given the address of one of its pages as a browser shows it (`…/pwa/projects.aspx?x=1`);
 * undefined for what names no page.
 */
export function siteOfPage(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, pathname, search, hash } = new URL(url)
  const page = /\/(?:[^/]*%20(?:detail%20)?pages\/)?[^/]+\.aspx$/i.exec(pathname)?.index
  if (page === undefined && search === '' && hash === '') return undefined
  return `${origin}${pathname.slice(0, page).replace(/\/+$/, '')}`
}
