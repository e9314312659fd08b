import { z } from '@headless-pmo/sdk'

/** All links of one issue to pages elsewhere: they are read together and replaced together. */
export const RemoteLinksItem = z.looseObject({
  issue: z.looseObject({
    id: z.string(),
    /** Unix milliseconds of the issue's last change before they were read. */
    updated: z.number(),
    /** Id of the project that the issue is in. */
    project: z.string(),
  }),
  links: z.array(z.looseObject({})),
})
export type RemoteLinksItem = z.infer<typeof RemoteLinksItem>
