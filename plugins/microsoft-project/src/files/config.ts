import { z } from '@headless-pmo/sdk'

/** Where plan files are and what they do not say themselves. */
export const FilesConfig = z
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
      .describe('IANA zone in which the times of the plans are meant; absent: they stay local'),
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
  })
  .refine(({ files, urls }) => files.length + urls.length > 0, {
    path: ['files'],
    error: 'name at least one folder or file here, or an address in `urls`',
  })
export type FilesConfig = z.output<typeof FilesConfig>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
