import { etagOf } from '../state/etag.ts'
import type { Bucket, Plan } from '../state/model.ts'
import type { Entity } from '../odata/page.ts'
import { by, stamp } from './time.ts'

export const planEntity = (plan: Plan, root: string): Entity => ({
  '@odata.etag': etagOf('Plan', plan.version),
  createdDateTime: stamp(plan.createdAt),
  owner: plan.groupId,
  title: plan.title,
  id: plan.id,
  createdBy: by(plan.createdBy),
  container: {
    containerId: plan.groupId,
    type: 'group',
    url: `${root}/groups/${plan.groupId}`,
  },
})

export const PLAN_PROPERTIES = ['id', 'container', 'createdBy', 'createdDateTime', 'owner', 'title'] as const

/** Every plan has 25 categories; those without a name of their own are null. */
export const CATEGORIES = Array.from({ length: 25 }, (_each, at) => `category${at + 1}`)

export const planDetailsEntity = (plan: Plan): Entity => ({
  '@odata.etag': etagOf('PlanDetails', plan.details.version),
  id: plan.id,
  sharedWith: {},
  categoryDescriptions: Object.fromEntries(
    CATEGORIES.map((category) => [category, plan.details.categories.get(category) ?? null]),
  ),
})

export const PLAN_DETAILS_PROPERTIES = ['id', 'categoryDescriptions', 'sharedWith'] as const

export const bucketEntity = (bucket: Bucket): Entity => ({
  '@odata.etag': etagOf('Bucket', bucket.version),
  name: bucket.name,
  planId: bucket.planId,
  orderHint: bucket.orderHint,
  id: bucket.id,
})

export const BUCKET_PROPERTIES = ['id', 'name', 'orderHint', 'planId'] as const
