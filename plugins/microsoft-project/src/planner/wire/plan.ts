import { z } from '@headless-pmo/sdk'

/** A person or an app as Planner names them: the id, rarely more. */
export const IdentitySet = z.looseObject({
  user: z.looseObject({ id: z.string().nullish(), displayName: z.string().nullish() }).nullish(),
})

/** A plan of Planner. */
export const Plan = z.looseObject({
  '@odata.etag': z.string().nullish(),
  id: z.string().min(1),
  title: z.string().nullish(),
  owner: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  createdBy: IdentitySet.nullish(),
  container: z
    .looseObject({ containerId: z.string().nullish(), type: z.string().nullish(), url: z.string().nullish() })
    .nullish(),
})
export type Plan = z.output<typeof Plan>

/** What a plan calls its categories. */
export const PlanDetails = z.looseObject({
  '@odata.etag': z.string().nullish(),
  categoryDescriptions: z.record(z.string(), z.unknown()).nullish(),
})
export type PlanDetails = z.output<typeof PlanDetails>

/** A raw item of the stream of plans. */
export const PlanItem = z.looseObject({ plan: Plan, details: PlanDetails })
export type PlanItem = z.output<typeof PlanItem>

/** A column of a plan's board. */
export const Bucket = z.looseObject({
  '@odata.etag': z.string().nullish(),
  id: z.string().min(1),
  name: z.string().nullish(),
  planId: z.string().nullish(),
})
export type Bucket = z.output<typeof Bucket>
