import { z } from '@headless-pmo/sdk'

const repositoryName = z
  .string()
  .trim()
  .regex(/^[^/\s]+\/[^/\s]+$/, 'Write the repository as owner/name, for example acme/web, not as an address.')

const appNumber = z
  .union([z.string().regex(/^\w+$/, 'Write the number that GitHub shows for it.'), z.int().positive()])
  .transform(String)

/** The API of github.com; everything else is an Enterprise Server. */
export const GITHUB_API = 'https://api.github.com'

/** What a connection to GitHub needs to know. */
export const Config = z
  .strictObject({
    repositories: z
      .array(repositoryName)
      .default([])
      .describe('Repositories to read, each as owner/name, e.g. acme/web'),
    organization: z
      .string()
      .regex(/^[^/\s]+$/, 'Write the login of the organization, for example acme, not its address.')
      .optional()
      .describe('Login of an organization; all its repositories that the token can see are read'),
    projects: z
      .array(
        z.strictObject({
          owner: z.string().min(1).describe('Login of the organization or user that owns the project'),
          number: z.int().positive().describe('Number of the project, the last part of its address'),
        }),
      )
      .default([])
      .describe('GitHub Projects to read with their fields, iterations and items'),
    pullRequests: z.boolean().default(false).describe('Read pull requests as work items, too'),
    history: z
      .enum(['none', 'events', 'timeline'])
      .default('events')
      .describe(
        'How much history to read: none; events (one list per repository); timeline (all of it, one request per changed issue)',
      ),
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'Write an address, for example https://api.github.com.' })
      .default(GITHUB_API)
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('Address of the REST API; GitHub Enterprise Server: https://HOST/api/v3'),
    appId: appNumber.optional().describe('Number of the GitHub App, when one is used instead of a token'),
    installationId: appNumber.optional().describe('Number of the installation of the GitHub App'),
  })
  .superRefine((config, context) => {
    const complain = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message })
    }
    if (config.repositories.length === 0 && config.organization === undefined && config.projects.length === 0)
      complain('repositories', 'Nothing to read: name repositories, an organization or projects.')
    if (config.appId !== undefined && config.installationId === undefined)
      complain('installationId', 'A GitHub App needs its installation: add installationId.')
    if (config.installationId !== undefined && config.appId === undefined)
      complain('appId', 'An installation belongs to a GitHub App: add appId.')
    if (/^https?:\/\/(www\.)?github\.com$/.test(config.baseUrl))
      complain('baseUrl', 'This is the site, not the API: write https://api.github.com.')
  })
export type Config = z.output<typeof Config>

/** Address under which `/graphql` lies: GitHub Enterprise Server has it beside `/api/v3`. */
export function graphqlRoot(baseUrl: string): string {
  return baseUrl.replace(/\/v3$/, '')
}
