import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** A link from an issue to a page elsewhere. */
export const RemoteLink = z.looseObject({
  id: Id,
  globalId: z.string().nullish(),
  relationship: z.string().nullish(),
  application: z.looseObject({ type: z.string().nullish(), name: z.string().nullish() }).nullish(),
  object: z.looseObject({
    url: z.string(),
    title: z.string().nullish(),
    summary: z.string().nullish(),
    status: z.looseObject({ resolved: z.boolean().nullish() }).nullish(),
  }),
})
export type RemoteLink = z.infer<typeof RemoteLink>

/** All remote links of one issue: they are read together and replaced together. */
export const RemoteLinksItem = z.looseObject({
  issue: z.looseObject({ id: Id, key: z.string(), updated: z.string() }),
  links: z.array(RemoteLink),
})
export type RemoteLinksItem = z.infer<typeof RemoteLinksItem>
