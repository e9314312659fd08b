import { z } from '@headless-pmo/sdk'

const project = z
  .string()
  .trim()
  .regex(
    /^(\d+|[A-Z][A-Z0-9_]+)$/,
    'Write the key of the project, for example ACME, or its number, not its name.',
  )

/** One name or key, or several in the order in which they are tried. */
const mapped = z
  .union(
    [z.string().min(1), z.array(z.string().min(1)).min(1)],
    'Write the name or the key of a field, or a list of them.',
  )
  .transform((names) => (typeof names === 'string' ? [names] : names))

/** Which field of the site plays which part, by name ("Story Points") or key ("customfield_10016"). */
const Fields = z.record(z.string().regex(/^[A-Za-z]\w*$/), mapped, {
  error: ({ code }) =>
    code === 'invalid_key' ? 'Write the part as one word, for example points or team.' : undefined,
})

/** Where the part of a browser's address begins that names a page. */
const PAGE = /\/((browse|projects|issues|secure|plugins)\/.+|dashboard|[^/]+\.jspa?)$/

/** What a connection to Jira needs to know. */
export const Config = z
  .strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'Write an address, for example https://acme.atlassian.net.' })
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('Address of the site, e.g. https://acme.atlassian.net, or of Data Center with its path'),
    cloudId: z
      .string()
      .regex(/^[0-9a-zA-Z-]+$/, 'Write the cloud id of the site, as /_edge/tenant_info shows it.')
      .optional()
      .describe('Cloud id of the site; needed with OAuth 2.0 alone'),
    projects: z
      .array(project)
      .min(1, 'Name projects, or leave the list out to read all.')
      .optional()
      .describe('Projects to read, by key or number; absent: all that the account can see'),
    fields: Fields.default({}).describe(
      'Fields by the part they play: points, startDate, targetStart, targetEnd, team, sprint, epicLink, parentLink, rank, flagged, or a word of your own',
    ),
    history: z
      .enum(['full', 'none'])
      .default('full')
      .describe('Whether the history of issues is read: changes, and when an issue was in which sprint'),
    worklogs: z.boolean().default(true).describe('Read time booked on issues'),
    boards: z.boolean().default(true).describe('Read boards and their sprints'),
    remoteLinks: z
      .boolean()
      .default(false)
      .describe('Read links to pages elsewhere; costs a request for each changed issue'),
  })
  .superRefine(({ baseUrl, cloudId }, context) => {
    if (!URL.canParse(baseUrl)) return
    const { hostname, pathname, search, hash, origin } = new URL(baseUrl)
    const isSite = hostname.endsWith('.atlassian.net')
    const page = PAGE.exec(pathname)?.index
    const complain = (message: string): void => {
      context.addIssue({ code: 'custom', path: ['baseUrl'], message })
    }
    if (/\/rest(\/|$)/.test(pathname))
      complain('This is the API, not the site: leave out /rest and what follows.')
    else if (isSite && (pathname !== '/' || search !== '' || hash !== ''))
      complain(`Write the address of the site alone: https://${hostname}.`)
    else if (page !== undefined || search !== '' || hash !== '')
      complain(
        `This is a page of Jira; write where Jira begins: ${origin}${pathname.slice(0, page).replace(/\/+$/, '')}.`,
      )
    if (hostname === 'api.atlassian.com')
      complain('Write the address of the site, for example https://acme.atlassian.net, and its cloudId.')
    if ((cloudId !== undefined || isSite) && !baseUrl.startsWith('https:'))
      complain(`A site of Jira Cloud has an address with https: https://${hostname}.`)
  })
export type Config = z.output<typeof Config>

/** Root of the API: OAuth 2.0 reaches a site through Atlassian's gateway. */
export function apiRoot({ baseUrl, cloudId }: Pick<Config, 'baseUrl' | 'cloudId'>): string {
  return cloudId === undefined ? baseUrl : `https://api.atlassian.com/ex/jira/${cloudId}`
}
