/** Addresses below a Project Web App site. Ids come from replies and the config: they are held to their form here. */
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** `guid'…'`, as OData V3 writes an id in a filter. @throws Error for what is no id */
export function guidLiteral(id: string): string {
  if (!GUID.test(id)) throw new Error(`"${id.slice(0, 50)}" is no id of Project Server; report it.`)
  return `guid'${id.toLowerCase()}'`
}

/** The service's address with its options, each escaped. */
export function addressOf(
  site: string,
  path: string,
  options: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return `${site}/_api/${path}${query.length === 0 ? '' : `?${query.join('&')}`}`
}

/** The id that means "none". */
export const NO_ID = '00000000-0000-0000-0000-000000000000'

/** Plan that enterprise resources and calendars belong to: none, but the pool of the server. */
export const POOL = 'enterprise'
