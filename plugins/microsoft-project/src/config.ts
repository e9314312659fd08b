import { z } from '@headless-pmo/sdk'
import { PlannerConfig } from './planner/config.ts'
import { PremiumConfig } from './premium/config.ts'
import { ServerConfig } from './server/config.ts'

/** What a connection to Microsoft's project tools needs to know: at least one of the four stores. */
export const Config = z
  .strictObject({
    files: z
      .array(z.string().min(1))
      .default([])
      .describe('Folders with plans, or single .xml files; relative to the folder of the config file'),
    urls: z
      .array(z.url({ protocol: /^https?$/ }))
      .default([])
      .describe('Web addresses of plans in XML format'),
    timeZone: z
      .string()
      .refine(isTimeZone, { error: 'is no time zone; write an IANA name such as "Europe/Berlin"' })
      .optional()
      .describe('IANA zone in which the times of plans are meant that name none; absent: they stay local'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'is no currency; write an ISO 4217 code such as "EUR"' })
      .optional()
      .describe('ISO 4217 code for costs of plans that name no currency (Project 2003 and older)'),
    maxFileMegabytes: z
      .number()
      .positive()
      .default(100)
      .describe('Largest plan that is read, in megabytes of a million bytes'),
    planner: PlannerConfig.optional().describe('Basic plans of Microsoft Planner, through Microsoft Graph'),
    premium: PremiumConfig.optional().describe(
      'Premium plans (Planner premium, Project for the web), through Dataverse',
    ),
    server: ServerConfig.optional().describe('Projects of a Project Server Subscription Edition'),
    tenant: z
      .string()
      .regex(/^[\w.-]+$/, 'is no tenant; write its id or its domain, for example contoso.onmicrosoft.com.')
      .default('organizations')
      .describe(
        'Id or domain of the Microsoft Entra tenant in which tokens for Graph and Dataverse are asked for',
      ),
    loginUrl: z
      .url({
        protocol: /^https?$/,
        error: 'Write an address, for example https://login.microsoftonline.com.',
      })
      .default('https://login.microsoftonline.com')
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('Address of the sign-in service; national clouds have their own'),
  })
  .superRefine(({ files, urls, planner, premium, server }, context) => {
    if (files.length + urls.length === 0 && !planner && !premium && !server) {
      context.addIssue({
        code: 'custom',
        path: ['files'],
        message:
          'name at least one folder or file here, or an address in `urls`, or a store: `planner`, `premium`, `server`',
      })
    }
  })
export type Config = z.output<typeof Config>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
