import { z } from '@headless-pmo/sdk'
import { siteOfPage } from '../page-address.ts'

/** What to do about an address of Project Online, which is no more. */
export const PROJECT_ONLINE_ENDED =
  'is an address of Project Online, and that service ended on 2026-09-30. Save its plans as XML in Microsoft Project and name their folder in `files`, or connect Planner premium in `premium`.'

/** Which projects of a Project Server Subscription Edition are read. */
export const ServerConfig = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'Write an address, for example https://project.contoso.local/pwa.' })
    .superRefine((url, context) => {
      const site = siteOfPage(url)
      if (isProjectOnline(url)) context.addIssue({ code: 'custom', message: PROJECT_ONLINE_ENDED })
      else if (site !== undefined)
        context.addIssue({
          code: 'custom',
          message: `is the address of a page; write that of the site: ${site}.`,
        })
    })
    .transform((url) => url.replace(/\/+$/, '').replace(/\/_api(\/.*)?$/i, ''))
    .describe('Address of the Project Web App site, e.g. https://project.contoso.local/pwa'),
  projects: z
    .array(z.guid('is no id of a project; write its ProjectId, as ProjectData shows it.'))
    .optional()
    .describe('Ids of the projects to read (ProjectId); absent: all that can be seen'),
  timesheets: z.boolean().default(true).describe('Read booked time from timesheets'),
})
export type ServerConfig = z.output<typeof ServerConfig>

/** Whether an address is one of SharePoint Online, where Project Online lived; Project Server lives on a company's own hosts. */
export function isProjectOnline(url: string): boolean {
  try {
    return /(^|\.)sharepoint(-mil)?\.(com|us|cn)$/i.test(new URL(url).hostname)
  } catch {
    return false
  }
}
