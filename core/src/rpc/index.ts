/**
 * What routers are made of: the builder, who asks, and what they may.
 * @module
 */
export * from './builder.ts'
export * from './context.ts'
export * from './principal.ts'
export { statusOf } from './error-status.ts'
export { listShapes, type ListShape } from './list-shape.ts'
export * from './list-place.ts'
export { pageOfMany, type ManyOrder } from './page-of-many.ts'
export { pageOfWhole, type RowKey, type RowOrders, type WholeListQuestion } from './page-of-whole.ts'
export * from './paging.ts'
export * from './record-schemas.ts'
export { restRoutes } from './rest-routes.ts'
export { stored } from './stored-schema.ts'
