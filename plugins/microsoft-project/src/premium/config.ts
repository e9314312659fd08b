import { z } from '@headless-pmo/sdk'
import { siteOfPage } from '../page-address.ts'

/** Which premium plans (Planner premium, Project for the web) are read: tables of a Dataverse organisation. */
export const PremiumConfig = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'Write an address, for example https://contoso.crm4.dynamics.com.' })
    .superRefine((url, context) => {
      const site = siteOfPage(url)
      if (site !== undefined)
        context.addIssue({
          code: 'custom',
          message: `is the address of a page; write that of the organisation: ${site}.`,
        })
    })
    .transform((url) => url.replace(/\/+$/, '').replace(/\/api\/data(\/v[\d.]+)?$/, ''))
    .describe('Address of the Dataverse organisation, e.g. https://contoso.crm4.dynamics.com'),
  projects: z
    .array(z.guid('is no id of a project; write its msdyn_projectid, as the address of the plan shows it.'))
    .optional()
    .describe('Ids of the projects to read (msdyn_projectid); absent: all that can be seen'),
  changeTracking: z
    .boolean()
    .default(true)
    .describe('Ask for changes only, where the tables track them; off: everything is read each time'),
})
export type PremiumConfig = z.output<typeof PremiumConfig>
