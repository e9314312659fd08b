import { z } from '@headless-pmo/sdk'
import { Scope } from './status.ts'

/** A field of the site, as `/field` lists it. `schema.custom` names what kind of custom field it is. */
export const Field = z.looseObject({
  id: z.string(),
  key: z.string().nullish(),
  name: z.string(),
  custom: z.boolean().nullish(),
  schema: z
    .looseObject({
      type: z.string().nullish(),
      items: z.string().nullish(),
      custom: z.string().nullish(),
      system: z.string().nullish(),
    })
    .nullish(),
  scope: Scope.nullish(),
})
export type Field = z.infer<typeof Field>
